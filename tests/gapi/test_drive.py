"""Who may do what with a file."""

from __future__ import annotations

from typing import Any

import pytest

from functions.gapi.drive import Access, access
from functions.gapi.errors import Permanent
from functions.gapi.session import Effect, Session
from functions.gapi.sheets import Workbook
from local.google.server import LocalGoogle
from local.wire.state import OWNER
from tests.gapi.conftest import Dictated, Time, credentials


def share(session: Session, file: str, **grant: str) -> None:
    url = f"https://www.googleapis.com/drive/v3/files/{file}/permissions"
    session.request("drive.permissions.create", "POST", url, Effect.IDEMPOTENT, json=grant)


def seen_by(google: LocalGoogle, time: Time, file: str, email: str) -> Access:
    session = Session(credentials(google, email), emulator=google.base_url)
    return access(session.bounded(time.patience(60)), file)


def test_the_owner_edits_and_owns_and_readers_are_no_editors(session: Session, workbook: Workbook) -> None:
    share(session, workbook.id, type="user", role="writer", emailAddress="Petugas@contoh.example")
    share(session, workbook.id, type="user", role="reader", emailAddress="pembaca@contoh.example")
    share(session, workbook.id, type="anyone", role="reader")
    both = frozenset({OWNER, "petugas@contoh.example"})
    assert workbook.access() == Access(edits=True, owns=True, owners=frozenset({OWNER}), editors=both)


@pytest.mark.parametrize(("role", "edits"), [("writer", True), ("reader", False)])
def test_others_do_what_they_were_let(
    google: LocalGoogle, session: Session, time: Time, workbook: Workbook, role: str, edits: bool
) -> None:
    share(session, workbook.id, type="user", role=role, emailAddress="lain@contoh.example")
    found = seen_by(google, time, workbook.id, "lain@contoh.example")
    assert (found.edits, found.owns) == (edits, False)


def test_a_file_that_is_hidden_from_the_caller_is_closed(google: LocalGoogle, time: Time, workbook: Workbook) -> None:
    assert seen_by(google, time, workbook.id, "asing@contoh.example") == Access()


@pytest.mark.parametrize(
    "grant",
    [
        {"type": "anyone", "role": "writer"},
        {"type": "domain", "role": "writer", "domain": "contoh.example"},
        {"type": "group", "role": "writer", "emailAddress": "semua@contoh.example"},
    ],
)
def test_who_edits_cannot_be_told_when_many_do_at_once(
    session: Session, workbook: Workbook, grant: dict[str, Any]
) -> None:
    share(session, workbook.id, **grant)
    assert workbook.access().editors is None


def test_another_refusal_is_not_taken_for_a_hidden_file(dictated: Dictated, there: Session) -> None:
    dictated.answers = [(403, {}, b"{}")]
    with pytest.raises(Permanent):
        access(there, "mana-saja")


def test_a_service_account_is_known_by_its_address_and_a_person_is_not(session: Session, workbook: Workbook) -> None:
    assert workbook.caller == session.account == OWNER
    assert Session(object()).account == ""
