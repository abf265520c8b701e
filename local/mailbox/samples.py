"""One sample of every message, and the worst ones: long names, many lines. Made without any Google. No real people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from functions.core.book import Book
from functions.core.events import Event, LineDecided, Reason, RequestDecided, Share
from functions.core.places import Places
from functions.core.state import State
from functions.core.submission import JAKARTA, Response
from functions.notify.due.message import Kind, Message
from functions.notify.due.people import People
from functions.notify.due.rules import due
from functions.notify.writing.compose import Composer
from functions.notify.writing.envelope import Office
from functions.notify.writing.links import Links
from functions.notify.writing.worklist import Call
from sheets_schema.form import question_id
from sheets_schema.private import Coordinator, Period, Problem, Programme, Target
from sheets_schema.reference import aid_kinds, regions
from sheets_schema.settings import Settings
from sheets_schema.terms import Action, Active, PeriodStatus, Status, TargetType, YesNo

_FRIDAY = dt.datetime(2020, 4, 24, 10, tzinfo=JAKARTA)
_LONG = "Contoh Yayasan Persaudaraan Warga Peduli Sesama dan Lingkungan Jakarta Raya Cabang Kebayoran Lama Utara"
_LINKS = Links(
    form="http://127.0.0.1:8000/forms/d/e/contoh/viewform",
    status="http://127.0.0.1:8000/status/{n}",
    private="http://127.0.0.1:8000/spreadsheets/d/contoh/edit",
)
_OFFICE = Office("ksbb@kota.example", ("pokja@kantor.example",), "kota.example")


@dataclass(frozen=True, slots=True)
class Sample:
    """A name for a picture, the message, and who can write it."""

    name: str
    message: Message
    composer: Composer


def samples() -> Iterator[Sample]:
    """Every kind of message, ordinary first, then with long names and many lines."""
    for name, composer, now, kind, about in _cases():
        moment = now.astimezone(JAKARTA)
        found = due(composer.state, composer.book, composer.people, moment)
        message = next(m for m in found if m.kind is kind and about in m.about)
        yield Sample(name, message, replace(composer, now=moment))


_Case = tuple[str, Composer, dt.datetime, Kind, str]


def _cases() -> Iterator[_Case]:
    plain, later = composer(_life()), _FRIDAY + dt.timedelta(days=3)
    yield "surel-jawaban", plain, _FRIDAY, Kind.RECEIVED, "respons-1"
    yield "surel-jawaban-ditolak", plain, _FRIDAY, Kind.RECEIVED, "respons-2"
    yield "surel-jawaban-salah-isi", plain, _FRIDAY, Kind.RECEIVED, "respons-3"
    yield "surel-jawaban-ditinjau", plain, _FRIDAY, Kind.RECEIVED, "respons-4"
    yield "surel-disetujui", plain, _FRIDAY, Kind.ACCEPTED, "respons-1"
    yield "surel-dibatalkan", plain, later, Kind.CHANGED, "respons-5"
    yield "surel-jadwal-berubah", plain, later, Kind.CHANGED, "respons-6"
    yield "surel-pengingat", plain, dt.datetime(2020, 4, 29, 8, tzinfo=JAKARTA), Kind.REMINDER, "respons-1"
    yield "surel-lewat-waktu", plain, dt.datetime(2020, 5, 1, 8, tzinfo=JAKARTA), Kind.OVERDUE, "respons-1"
    yield "surel-terima-kasih", plain, later, Kind.THANKS, "respons-7"
    yield "surel-pj-segera", plain, later, Kind.PJ_NOW, "respons-5"
    yield "surel-pj-harian", plain, _FRIDAY + dt.timedelta(days=1), Kind.PJ, "PJ-1"
    yield "surel-skpd", plain, later, Kind.SKPD, "pangan"
    yield "surel-pokja", plain, later, Kind.POKJA, "pokja"
    crowd = composer(_crowd(), name=_LONG)
    yield "surel-jawaban-panjang", crowd, _FRIDAY, Kind.RECEIVED, "respons-1"
    yield "surel-disetujui-panjang", crowd, _FRIDAY, Kind.ACCEPTED, "respons-1"
    yield "surel-pj-panjang", crowd, _FRIDAY + dt.timedelta(days=1), Kind.PJ, "PJ-1"


def composer(state: State, name: str = "Contoh Donatur") -> Composer:
    """Whoever writes messages about this state; donors are called by `name` and a number."""
    responses = {code: response(code, f"{name} {code[-2:].strip('-'):0>2}") for code in state.responses}
    return Composer(
        state=state,
        book=book(),
        people=people(),
        responses=responses,
        links=_LINKS,
        office=_OFFICE,
        now=_FRIDAY,
        figures=[
            (
                "siaran pers",
                "Terhitung sejak 24 April 2020 telah terkumpul komitmen untuk 1.240 paket sembako.",
                "",
                "",
            ),
            ("angka utama: komitmen untuk RW", "Paket sembako", 1240, "paket"),
            ("angka utama: tersalur untuk RW", "Paket sembako", 310, "paket"),
        ],
        problems=[
            Problem(
                tab="Sasaran",
                cell="J17",
                content="PJ-99",
                problem="Kode ini tidak ada di tab Penanggung Jawab.",
                remedy="Pilih satu kode dari daftar.",
                link=f"{_LINKS.private}#gid=2&range=J17",
            ),
            Problem(
                tab="Kuota",
                cell="D4",
                content="seratus",
                problem="Isi ini adalah teks, bukan angka.",
                remedy="Ketik angka saja, misalnya: 100",
                link=f"{_LINKS.private}#gid=3&range=D4",
            ),
        ],
        calls=[Call(12, "Contoh PJ 01", "0813-0000-0001")],
    )


def book(targets: int = 6) -> Book:
    """A kelurahan with some targets."""
    region = regions()[0].choice
    found = {
        f"RW-{k}": Target(
            code=f"RW-{k}",
            type=TargetType.RW,
            region=region,
            rw=k,
            poor_households=400,
            coordinator="PJ-1" if k < 6 else None,
            status=Active.ACTIVE,
        )
        for k in range(1, targets + 1)
    }
    kinds = {kind.code: kind for kind in aid_kinds()}
    start, end = dt.date(2020, 4, 24), dt.date(2020, 4, 30)
    period = Period(
        code="P1", start=start, end=end, commit_by=end, deliver_by=end, season="contoh", status=PeriodStatus.OPEN
    )
    settings = Settings(office=("pokja@kantor.example",))
    return Book(
        found, frozenset(found), kinds, frozenset(kinds), (period,), settings=settings, places=Places.of(regions())
    )


def people() -> People:
    """A person in charge and a department."""
    coordinator = Coordinator(
        code="PJ-1", name="Contoh Ketua 01", position="Ketua RW 01", phone="0813-0000-0301", email="pj01@contoh.example"
    )
    programme = Programme(code="pangan", name="Pangan", email="skpd@dinas.example", active=YesNo.YES)
    return People({"PJ-1": coordinator}, {"pangan": programme})


def response(code: str, name: str) -> Response:
    """What a sample donor wrote."""
    said = {"name": name, "contact": f"Narahubung {name}", "phone": "0812-0000-0101"}
    answers = {question_id(key): (text,) for key, text in said.items()}
    stamp = "2020-04-24T03:00:00.000000000Z"
    return Response(code, stamp, stamp, answers, f"{code}@contoh.example")


def line(n: int, *, of: int = 0, granted: int = 40, status: Status = Status.ACCEPTED, **said: Any) -> LineDecided:
    """A line of 40 sembako for RW-1 on 30 April, of response `of` or its own."""
    plain: Mapping[str, Any] = {
        "n": n,
        "response": f"respons-{of or n}",
        "created": "2020-04-24T03:00:00.000000000Z",
        "submitted": "2020-04-24T03:00:00.000000000Z",
        "donor": f"D{of or n}",
        "target": "RW-1",
        "kind": "sembako",
        "unit": "paket",
        "period": "P1",
        "date": dt.date(2020, 4, 30),
        "asked": 40,
        "shares": {"P1": Share(granted=granted, quota=400)} if granted else {},
        "status": status,
    }
    return LineDecided(**{**plain, **said})


def _life() -> State:
    full = (Reason(code="no_room", number=5),)
    faults = (Reason(code="not_a_number", field="quantity sembako"), Reason(code="past_date", field="date"))
    first: list[Event] = [
        line(1),
        line(2, granted=0, status=Status.REJECTED, reasons=full),
        line(3, granted=0, status=Status.REJECTED, reasons=faults),
        line(4, granted=0, status=Status.REVIEW, asked=6000),
        line(5, date=dt.date(2020, 4, 28)),
        line(6, date=dt.date(2020, 4, 29)),
        line(7, date=dt.date(2020, 4, 25)),
        _meals(8, dt.date(2020, 4, 27), 40),
    ]
    second: list[Event] = [
        _done(5, Action.CANCEL, status=Status.CANCELLED, shares={}),
        _done(6, Action.RESCHEDULE, date=dt.date(2020, 4, 30)),
        _done(7, Action.ARRIVED, status=Status.DONE, delivered=40),
    ]
    return state_of((_FRIDAY, first), (_FRIDAY + dt.timedelta(days=3), second))


def _crowd() -> State:
    """Thirty lines of one long-named donor, and as many deliveries for one person in charge."""
    own = [_meals(n, dt.date(2020, 4, 30), 400, of=1) for n in range(1, 31)]
    others = [line(n, date=dt.date(2020, 4, 28)) for n in range(31, 41)]
    return state_of((_FRIDAY, [*own, *others]))


def _meals(n: int, first: dt.date, each: int, of: int = 0) -> LineDecided:
    """Meals on three days."""
    shares = {str(first + dt.timedelta(days=k)): Share(granted=each, quota=1600) for k in range(3)}
    return line(n, of=of, kind="siap_saji", unit="porsi", days=3, asked=3 * each, date=first, shares=shares)


def _done(n: int, action: Action, **said: Any) -> RequestDecided:
    return RequestDecided(n=n, digest=f"{n}", action=action, done=True, **said)


def state_of(*entries: tuple[dt.datetime, list[Event] | list[LineDecided]]) -> State:
    """The fold of entries, each made at a moment."""
    state = State()
    for number, (moment, events) in enumerate(entries, start=2):
        state.apply(events, number, moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"))
    return state
