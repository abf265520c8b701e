"""`python -m deploy.rebuild`: restore both workbooks of one ledger from its journal and its form.

Reads the same environment variables as the functions, and KSBB_ACCOUNT: whom protected ranges must let in. Needed only
where several accounts beside the owner edit both workbooks. Run by anybody but the owner of both workbooks or that
account, it is refused before anything is written. Staff cells stay beside their commitment; rows whose staff cells
belong to none are named, and their cells kept in Isian Terlepas.
"""

from __future__ import annotations

import sys

from functions.commit import settings
from functions.gapi.errors import GoogleError
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.account import WrongIdentity
from functions.ledger.drain import Ledger
from functions.ledger.journal import JournalError
from functions.ledger.ports import Google
from functions.ledger.rebuild import rebuild
from sheets_schema.private import LOOSE
from sheets_schema.workbook import TitleTakenError

SECONDS = 300


def main() -> int:
    """Rebuild and say what was done; 1 when it could not be done."""
    try:
        found = settings.read()
        session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
        google = Google.at(found.place, session, Patience(SECONDS))
        done = rebuild(Ledger(found.place), google, found.account)
    except (settings.SettingsError, WrongIdentity, JournalError, GoogleError, TitleTakenError) as error:
        print(f"Not rebuilt: {error}", file=sys.stderr)
        return 1
    print(f"Restored {done.lines} commitments and {done.donors} donors; {done.requests} signed requests were found.")
    for tab, rows in done.unplaced.items():
        if rows:
            print(f"{tab}: staff cells of rows {', '.join(map(str, rows))} belong to none; they are in {LOOSE.title}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
