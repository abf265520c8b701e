"""What people typed, as messages repeat it: on one line, cut, and nothing in it to press on.

Whoever answers the form may type any name, and anybody's address to have it mailed to. So a name that leads somewhere
is not sent there at all. Who is in charge of a target is known, and must know who comes.
"""

from __future__ import annotations

import re

from functions.core.contacts import normal_email, normal_phone
from functions.core.redaction.reachable import reachable
from functions.core.submission import Response
from sheets_schema import lengths
from sheets_schema.plain import cut, plain

NO_NAME = "Donatur"
ASK_STAFF = "tanyakan kepada petugas KSBB"

_LINKED = re.compile(r"(?<=\w)[.\u3002\uff0e\uff61](?=[^\W\d_]{2})|@|:(?=//)")
"""Where a link can be broken. Any dot between letters may be a domain's: nobody can list all endings."""


def quoted(text: str | None) -> str:
    """Anybody's words on one line, cut: nobody can type what looks like a part of the message, turns it or fills it."""
    return cut(plain(text or ""), lengths.QUOTED)


def unlinked(text: str | None) -> str:
    """The same with a blank in whatever a mail program would make a link of."""
    return quoted(_LINKED.sub(r"\g<0> ", quoted(text)))


def name_of(response: Response | None) -> str:
    """How a donor is addressed at the address that came with the name."""
    return answer(response, "name") or NO_NAME


def answer(response: Response | None, key: str) -> str:
    """An answer, for the address that came with it; empty when it leads somewhere."""
    text = response.first(key) if response else ""
    return "" if reachable(quoted(text)) else unlinked(text)


def phone_of(response: Response) -> str:
    """The donor's phone as it was typed; an answer may have been edited into anything since it was decided."""
    return quoted(response.first("phone")) if normal_phone(response.first("phone")) else ASK_STAFF


def email_of(response: Response) -> str:
    """The donor's address; empty when it is none."""
    return normal_email(response.email) or ""
