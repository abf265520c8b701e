"""What donors' hands do to the form in an ordinary week: filled in twice, other spellings, one phone for two names.

All of it goes to institutions, so none of it changes a published figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from local.demo.editor import FOREIGN_QUESTION
from local.demo.people import Giver, donor
from local.demo.submissions import Aid, Submission
from local.demo.week import Week
from sheets_schema.form import CONSENT
from sheets_schema.private import Target
from sheets_schema.terms import DonorGroup

TWICE, AGAIN = "dua-kali-1", "dua-kali-2"
HELD_NAME, UNIT, NOTE, OTHER_WORDS = "nama-ditahan", "dengan-satuan", "dengan-catatan", "kata-lain"
_SOON = dt.timedelta(seconds=40)


def _giver(number: int, name: str, phone: str = "") -> Giver:
    return replace(
        donor(1),
        name=name,
        group=DonorGroup.COMMUNITY,
        contact=f"Contoh Narahubung {number}",
        phone=phone or f"0812-0000-01{number}",
        email=f"narahubung{number}@donatur.example",
        consents=True,
    )


_ONE = _giver(50, "Contoh Donatur Panti 02")
_OTHER_NAME = replace(_ONE, name="Contoh Yayasan Panti 03")
_HIDDEN = _giver(52, "Contoh\u200b Donatur\u00a0 Panti 04", "0812\u20110000\u20110152")
_GIFTS: tuple[tuple[str, int, Giver, str], ...] = (
    (TWICE, 1, _ONE, "12"),
    ("nomor-bersama", 1, _OTHER_NAME, "11"),
    (HELD_NAME, 2, _giver(51, "Karang Taruna Contoh RW 05"), "10"),
    ("tanda-tersembunyi-1", 2, _HIDDEN, "15\u200b"),
    ("tanda-tersembunyi-2", 3, _giver(52, "Contoh Donatur Panti 04", "+62 812 0000 0152"), "14"),
    ("lebar-penuh", 2, _giver(53, "Contoh Donatur Panti 05", "０８１２ ００００ ０１５３"), "１３"),
    ("nol-nol-enam-dua", 3, _giver(53, "Contoh Donatur Panti 05", "0062 812 0000 0153"), "12"),
    (UNIT, 1, _giver(54, "Contoh Donatur Panti 06"), "20 paket"),
    (NOTE, 2, _giver(55, "Contoh Donatur Panti 07"), "9"),
    (OTHER_WORDS, 3, _giver(56, "Contoh Donatur Panti 08"), "8"),
)
"""Key, wave, who gives, and how many packages as they are typed."""


def add_hands(week: Week, targets: Mapping[str, Target]) -> list[Submission]:
    """All submissions of the week, those of clumsy donors among them, in order of their moments."""
    institutions = [code for code, target in targets.items() if target.name]
    for n, (key, wave, giver, typed) in enumerate(_GIFTS):
        week.add(key, wave, institutions[n], {"sembako": Aid(typed)}, {}, giver=giver)
    _twice(week)
    _noted(week)
    _in_other_words(week)
    return sorted(week.submissions, key=lambda s: (s.moment, s.key))


def _at(week: Week, key: str) -> int:
    return next(i for i, made in enumerate(week.submissions) if made.key == key)


def _twice(week: Week) -> None:
    """The same once more: the button was pressed again, or somebody forgot."""
    made = week.submissions[_at(week, TWICE)]
    week.submissions.append(replace(made, key=AGAIN, moment=made.moment + _SOON))


def _noted(week: Week) -> None:
    """An answer to the question that the form's owner has added."""
    at = _at(week, NOTE)
    week.submissions[at] = week.submissions[at].answering(**{FOREIGN_QUESTION: "Tolong kabari satpam di pos depan."})


def _in_other_words(week: Week) -> None:
    """From a page that was open while the owner's wording of the pledge stood there."""
    at = _at(week, OTHER_WORDS)
    made = week.submissions[at].answering(pledge=["Kami siap menyalurkan.", CONSENT])
    week.submissions[at] = replace(made, injected=True)
