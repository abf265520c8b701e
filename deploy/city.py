"""Makes a city on Google: workbooks, form, bucket, the first entry of its journal, and who may do what."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from deploy import buckets
from functions.core.events import Bound
from functions.core.redaction.rows import publishable
from functions.gapi.forms import create_form
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect, Session
from functions.gapi.sheets import Workbook, create_workbook
from functions.ledger import journal
from functions.ledger.cells import row_requests
from functions.notify.writing import letter
from sheets_schema import form, layout, private, public, workbook
from sheets_schema.column import Row, Tab
from sheets_schema.questions import city_form
from sheets_schema.reference import initial_rows
from sheets_schema.settings import RULES

_DRIVE = "https://www.googleapis.com/drive/v3/files"
_A_DAY = "public, max-age=86400"
R = TypeVar("R", bound=Row)

Rows = Mapping[Tab[Any], Sequence[Row]]
"""The rows that tabs begin with."""


class People(Protocol):
    """Who works with the city's files, by e-mail address."""

    @property
    def system(self) -> str:
        """The service account of the functions."""

    @property
    def staff(self) -> Sequence[str]:
        """Who edits the private workbook."""


@dataclass(frozen=True)
class City:
    """The ids of everything that was made, and the e-mail address of the functions' account."""

    environment: str
    bucket: str
    form: str
    private: str
    public: str
    open_bucket: str
    topic: str
    account: str

    def variables(self) -> dict[str, str]:
        """The environment variables that the functions, and whoever mends their workbooks, need."""
        return {
            "KSBB_ENVIRONMENT": self.environment,
            "KSBB_BUCKET": self.bucket,
            "KSBB_FORM": self.form,
            "KSBB_PRIVATE": self.private,
            "KSBB_PUBLIC": self.public,
            "KSBB_OPEN_BUCKET": self.open_bucket,
            "KSBB_TOPIC": self.topic,
            "KSBB_ACCOUNT": self.account,
        }


def create_city(
    session: Session,
    *,
    environment: str,
    project: str,
    bucket: str,
    people: People,
    rows: Rows,
    topic: str = "",
    note: str = "",
) -> City:
    """Create everything, with `rows` in the private workbook's tabs; `note` is added to both workbooks' titles.

    The buckets belong to the Google Cloud project `project`. The form asks for the active kinds and targets among
    `rows`; `topic` is where recap will have its responses announced. The bucket, and the one of open data named after
    it, must not exist yet; they are made before anything else. Raises BucketTakenError if one does, GoogleError.
    """
    made = City(
        environment=environment,
        bucket=buckets.make(session, _journal(bucket, people.system), project),
        open_bucket=buckets.make(session, _open_data(f"{bucket}-terbuka", people.system), project),
        form=create_form(session, form.TITLE, form.creation_requests(_questions(rows))),
        private=_workbook(session, private.TABS, private.TITLE + note, people.system, rows),
        public=_workbook(session, public.TABS, public.TITLE + note, people.system, {}),
        topic=topic,
        account=people.system,
    )
    Bucket(session, made.open_bucket).put(public.BLANK_LETTER, letter.blank(), "application/pdf", _A_DAY)
    _share(session, made, people)
    bound = Bound(
        environment=environment,
        bucket=made.bucket,
        form=made.form,
        private=made.private,
        public=made.public,
        salt=secrets.token_hex(16),
    )
    journal.bind(Bucket(session, bucket), bound, dt.datetime.now(dt.UTC))
    return made


def _journal(name: str, system: str) -> buckets.Plan:
    """The functions may create and read objects; nobody overwrites or deletes them."""
    who = [f"serviceAccount:{system}"]
    return buckets.Plan(name, {"roles/storage.objectCreator": who, "roles/storage.objectViewer": who})


def _open_data(name: str, system: str) -> buckets.Plan:
    """Files under constant names: the functions replace and list them, anybody reads them."""
    roles = {
        "roles/storage.objectUser": [f"serviceAccount:{system}"],
        "roles/storage.legacyObjectReader": ["allUsers"],
    }
    return buckets.Plan(name, roles, public=True)


def _workbook(session: Session, tabs: Sequence[Tab[Any]], title: str, system: str, rows: Rows) -> str:
    """Two calls: create, then decorate and fill in."""
    made = create_workbook(session, workbook.creation(tabs, title))
    filled = [request for tab in tabs for request in _filled(tab, rows.get(tab, ()))]
    Workbook(session, made).write([*filled, *workbook.decoration(tabs, system)])
    return made


def _filled(tab: Tab[Any], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Requests that fill a new tab in, with as many spare rows as any new tab has: a grid takes no cell outside it."""
    missing = 1 + len(rows) + tab.spare_rows - layout.properties(tab, 0)["gridProperties"]["rowCount"]
    more = {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "ROWS", "length": missing}}
    places = {column.key: place for place, column in enumerate(tab.columns)}
    cells = row_requests(tab, places, {k: dict(row) for k, row in enumerate(rows, start=1)})
    return [*([more] if missing > 0 else []), *cells]


def _questions(rows: Rows) -> tuple[form.Question | form.Section, ...]:
    aggregators = next(str(rule.default) for rule in RULES if rule.key == "agregator").split(";")
    return city_form(
        _of(private.AID_KINDS, rows),
        _of(private.TARGETS, rows),
        _of(private.REGIONS, rows),
        [name.strip() for name in aggregators],
    )


def _of(tab: Tab[R], rows: Rows) -> list[R]:
    """The rows of a tab, as others may see them: those given, else those that a new workbook begins with."""
    return [publishable(row)[0] for row in rows.get(tab) or initial_rows(tab) if isinstance(row, tab.row)]


def _share(session: Session, city: City, people: People) -> None:
    """The functions write both workbooks and the form, staff the private one; anybody reads the public one."""
    system = {"type": "user", "emailAddress": people.system}
    for file, role in ((city.private, "writer"), (city.public, "writer"), (city.form, "writer")):
        _permit(session, file, {**system, "role": role})
    for email in people.staff:
        _permit(session, city.private, {"type": "user", "emailAddress": email, "role": "writer"})
    _permit(session, city.public, {"type": "anyone", "role": "reader"})


def _permit(session: Session, file: str, grant: Mapping[str, str]) -> None:
    url = f"{_DRIVE}/{file}/permissions"
    quiet: dict[str, str | int] = {"sendNotificationEmail": "false"}
    session.request("drive.permissions.create", "POST", url, Effect.IDEMPOTENT, params=quiet, json=dict(grant))
