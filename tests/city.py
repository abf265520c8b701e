"""A small city on a local Google: both workbooks, the form and the journal, and people who type into them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import google.auth.crypt
import google.oauth2.service_account

from deploy import buckets
from functions.core.events import Bound
from functions.core.places import Places
from functions.gapi.forms import create_form
from functions.gapi.objects import Bucket
from functions.gapi.patience import Patience
from functions.gapi.session import SCOPES, Effect, Session
from functions.gapi.sheets import Workbook, create_workbook
from functions.ledger import journal
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google, Place, Report
from local.google.server import LocalGoogle
from sheets_schema import form, private, public, workbook
from sheets_schema.cells import render
from sheets_schema.column import Row, Tab
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, Period, QuotaOverride, Region, Target
from sheets_schema.reference import aid_kinds, regions
from sheets_schema.settings import RULES
from sheets_schema.terms import Active, PeriodStatus, TargetType

NOW = dt.datetime(2020, 4, 24, 3, 0, tzinfo=dt.UTC)
"""Ten in the morning of 24 April 2020 in Jakarta."""

REGION = "Kebayoran Lama Utara (Kebayoran Lama)"
CITY = "Jakarta Selatan"
BUCKET = "contoh-jurnal"
_OTHER_BUCKETS = (f"{BUCKET}-{i}" for i in itertools.count(2))


def target(code: str = "RW-A", poor: int = 100, **changes: Any) -> Target:
    """An RW in need."""
    plain: dict[str, Any] = {
        "code": code,
        "type": TargetType.RW,
        "region": REGION,
        "rw": 5,
        "poor_households": poor,
        "status": Active.ACTIVE,
    }
    return Target(**plain | changes)


PLACES = Places.of(regions())
"""The kelurahan as a new workbook lists them."""

ADDED = Region(
    code="31.74.05.1099",
    village="Contoh Baru",
    district="Kebayoran Lama",
    city="Jakarta Selatan",
    choice="Contoh Baru (Kebayoran Lama)",
)
"""A kelurahan that an owner adds to Wilayah; the package has no such one."""

PERIODS = (
    Period(
        code="P1",
        start=dt.date(2020, 4, 24),
        end=dt.date(2020, 4, 30),
        commit_by=dt.date(2020, 4, 30),
        deliver_by=dt.date(2020, 5, 2),
        season="ramadan-2020",
        status=PeriodStatus.OPEN,
    ),
    Period(
        code="P2",
        start=dt.date(2020, 5, 1),
        end=dt.date(2020, 5, 7),
        commit_by=dt.date(2020, 5, 7),
        deliver_by=dt.date(2020, 5, 9),
        season="ramadan-2020",
        status=PeriodStatus.OPEN,
    ),
)


def answers(**said: str | Sequence[str]) -> dict[str, list[str]]:
    """A sound submission for 10 sembako to RW-A, changed by keyword: form keys with _ for blanks; "" leaves one out."""
    plain: dict[str, Any] = {
        "name": "Contoh Donatur 01",
        "group": "Dunia usaha",
        "contact": "Contoh Narahubung 01",
        "phone": "0812-0000-0001",
        "channel": form.SELF_DELIVERED,
        "city": CITY,
        f"target {CITY}": "RW 05 Kebayoran Lama Utara [RW-A]",
        "quantity sembako": "10",
        "date": "2020-04-25",
        "if_short": form.TAKE_NONE,
        "pledge": [form.PLEDGE, form.CONSENT],
    }
    for key, value in said.items():
        plain[_KEYS.get(key, key)] = value
    listed = {key: [value] if isinstance(value, str) else list(value) for key, value in plain.items()}
    return {question_id(key): texts for key, texts in listed.items() if texts != [""]}


_KEYS = {
    "target": f"target {CITY}",
    "sembako": "quantity sembako",
    "siap_saji": "quantity siap_saji",
    "hari": "days siap_saji",
    "lebaran": "quantity lebaran",
}


@cache
def _signer(key: str) -> Any:
    """Every stand-in of a process has the same key, which takes longer to read than to sign with."""
    return google.auth.crypt.RSASigner.from_string(key)


def _credentials(local: LocalGoogle, email: str | None) -> Any:
    info, make = local.credentials_info(email), google.oauth2.service_account.Credentials
    signer = _signer(info["private_key"])
    return make(signer, info["client_email"], info["token_uri"], scopes=SCOPES if email else buckets.SCOPES)


class City:
    """Everything of one ledger, and hands to type with.

    Another one on the same stand-in is made in a twentieth of the time `like` the first, from copies of its workbooks
    as they were before anybody typed.
    """

    def __init__(
        self,
        local: LocalGoogle,
        targets: Sequence[Target] = (target(),),
        overrides: Sequence[QuotaOverride] = (),
        like: City | None = None,
    ) -> None:
        self.local, self.control = local, local.control
        session = like.session if like else Session(_credentials(local, None), emulator=local.base_url)
        self.session = session.bounded(Patience(3600))  # hands are not in a hurry as an invocation is
        self.clock = NOW
        bucket = next(_OTHER_BUCKETS) if like else BUCKET
        self._make_bucket(bucket)
        self._empty: tuple[str, str] = (
            like._empty
            if like
            else (self._workbook(private.TABS, private.TITLE), self._workbook(public.TABS, public.TITLE))
        )
        private_id, public_id = map(self._copy, self._empty)
        items = form.form_items(
            [k for k in aid_kinds() if k.status is Active.ACTIVE],
            {CITY: [form.target_label(t.code, f"RW 05 {REGION}") for t in targets]},
            str(RULES[-1].default).split("; "),
        )
        form_id = create_form(self.session, form.TITLE, form.creation_requests(items))
        self.place = Place("uji", bucket, form_id, private_id, public_id)
        self.type_rows(private.TARGETS, targets)
        self.type_rows(private.PERIODS, PERIODS)
        self.type_rows(private.QUOTAS, overrides)
        bound = Bound(environment="uji", bucket=bucket, form=form_id, private=private_id, public=public_id, salt="uji")
        journal.bind(Bucket(self.session, bucket), bound, NOW)
        self.control.reset_calls()

    def _make_bucket(self, name: str) -> None:
        url = "https://storage.googleapis.com/storage/v1/b?project=lokal"
        self.session.request("storage.buckets.insert", "POST", url, Effect.ONCE, json={"name": name})

    def _copy(self, file: str) -> str:
        url = f"https://www.googleapis.com/drive/v3/files/{file}/copy"
        return str(self.session.request("drive.files.copy", "POST", url, Effect.ONCE, json={}).json()["id"])

    def _workbook(self, tabs: Sequence[Tab], title: str) -> str:
        found = create_workbook(self.session, workbook.creation(tabs, title))
        Workbook(self.session, found).write(workbook.decoration(tabs, self.functions_account))
        return found

    @property
    def functions_account(self) -> str:
        """Whom protected ranges let in."""
        return self.session.account

    def session_of(self, email: str) -> Session:
        """A session of another account."""
        return Session(_credentials(self.local, email), emulator=self.local.base_url).bounded(Patience(3600))

    def google(self, seconds: float = 20, **patience: Any) -> Google:
        """The four things at Google with a fresh budget; waits are not slept unless asked for."""
        calm: dict[str, Any] = {"sleep": lambda _: None} | patience
        return Google.at(self.place, self.session, Patience(seconds, **calm))

    def ledger(self) -> Ledger:
        """A cold instance."""
        return Ledger(self.place)

    def drain(self, ledger: Ledger | None = None, **patience: Any) -> Report:
        """One drain, by a cold instance unless one is given."""
        return (ledger or self.ledger()).drain(self.google(**patience), self.clock)

    # People

    def submit(self, said: Mapping[str, list[str]] | None = None, **options: Any) -> str:
        """A donor submits the form; returns the response's id."""
        options = {"email": "contoh01@contoh.example", "create_time": _stamp(self.clock)} | options
        self.clock += dt.timedelta(seconds=1)
        found = self.control.add_response(self.place.form, dict(said or answers()), **options)
        return str(found["responseId"])

    def type_rows(self, tab: Tab, rows: Sequence[Row], first: int = 2, book: str = "") -> None:
        """Staff fill rows of their own tab."""
        cells = [[render(c, getattr(row, c.key)) for c in tab.columns] for row in rows]
        if cells:
            start = {"sheetId": tab.sheet_id, "rowIndex": first - 1, "columnIndex": 0}
            values = [{"values": row} for row in cells]
            update = {"updateCells": {"start": start, "rows": values, "fields": "userEnteredValue"}}
            Workbook(self.session, book or self.place.private).write([update])

    def type_cell(self, tab: Tab, row: int, key: str, value: str | float | None) -> None:
        """Staff type one cell; a text stays text, a number is a number."""
        kind = "stringValue" if isinstance(value, str) else "numberValue"
        cell = {"userEnteredValue": {kind: value}} if value is not None else {}
        start = {"sheetId": tab.sheet_id, "rowIndex": row - 1, "columnIndex": self.position(tab, key)}
        update = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
        self.book(tab).write([{"updateCells": update}])

    def position(self, tab: Tab, key: str) -> int:
        """Where a column stands now."""
        header = self.read(tab)[0]
        return header.index(tab.column(key).label)

    def request(self, n: int, action: str, amount: int | None = None, new_date: dt.date | None = None) -> None:
        """Staff ask something of commitment n, petugas last."""
        self.type_cell(COMMITMENTS, n + 1, "action", action)
        self.type_cell(COMMITMENTS, n + 1, "amount", amount)
        serial = (new_date - dt.date(1899, 12, 30)).days if new_date else None
        self.type_cell(COMMITMENTS, n + 1, "new_date", serial)
        self.type_cell(COMMITMENTS, n + 1, "staff", "Contoh Petugas")

    # What is there

    def book(self, tab: Tab) -> Workbook:
        """The workbook that a tab is in."""
        return Workbook(self.session, self.place.public if tab.book == "public" else self.place.private)

    def read(self, tab: Tab) -> list[list[Any]]:
        """A tab as it stands, header first."""
        return [list(row) for row in self.book(tab).read([f"'{tab.title}'"])[0].rows]

    def rows(self, tab: Tab) -> list[dict[str, Any]]:
        """The rows of a tab by header, blanks left out."""
        header, *rest = self.read(tab)
        return [{h: c for h, c in zip(header, row, strict=False) if c not in {"", None}} for row in rest]

    def objects(self) -> dict[str, bytes]:
        """All objects by name."""
        bucket = Bucket(self.session, self.place.bucket)
        return {name: bucket.get(name) or b"" for name in bucket.list("")}

    def entries(self) -> list[journal.Entry]:
        """The journal."""
        return journal.read_after(self.google().objects, 0, "")


def _stamp(moment: dt.datetime) -> str:
    """With microseconds, as at Google: `createTime` loses them, `lastSubmittedTime` does not."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.056342Z")
