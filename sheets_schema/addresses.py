"""E-mail addresses as people type them: read where the intention is plain, and only what can be mailed."""

from __future__ import annotations

import re

from sheets_schema import lengths
from sheets_schema.plain import plain

_LONGEST_LOCAL = 64
"""Octets (RFC 5321, section 4.5.3.1)."""

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})")
_NAMED = re.compile(r"[^<>]*<(?P<address>[^<>]+)>")
_LABELLED = re.compile(r"(?:(?:to|cc|bcc|kepada|surel|e-?mail) ?: ?)?(?P<address>[^()\s]+)(?: ?\([^()@]*\))?")
"""What mail programs and forms put before an address, and a remark behind it."""
_PARTS = re.compile(r"""[;,\r\n](?=(?:[^"]*"[^"]*")*[^"]*$)""")
"""What parts addresses, unless it stands in a quoted name."""


def address(text: str) -> str | None:
    """The one address in a text, in lower case; None when there is none, several, or one that no server must take.

    Around it may stand blanks, `mailto:`, "Cc:", a name ("Pokja <a@contoh.id>"), a remark in brackets, a last comma,
    semicolon or full stop. Words beside it are no name: "budi santoso@contoh.id" may be one address with a blank too
    many. A quoted or non-ASCII local part is none: not every server takes them. The domain may be international.
    """
    if len(text) > lengths.CONTACT + lengths.ADDRESS:  # a name and an address; reading more of it would only cost
        return None
    bare = plain(text).rstrip(" ,;.")
    if named := _NAMED.fullmatch(bare):
        bare = named["address"].strip()
    elif labelled := _LABELLED.fullmatch(bare.casefold()):
        bare = labelled["address"]
    found = bare.casefold()
    if found.startswith("mailto:"):
        found = found.removeprefix("mailto:").partition("?")[0]
    local, _, domain = found.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    sound = _ADDRESS.fullmatch(f"{local}@{ascii_domain}")
    if not sound or len(sound["local"]) > _LONGEST_LOCAL or len(sound[0]) > lengths.ADDRESS:
        return None
    return found


def several(text: str) -> tuple[list[str], list[str]]:
    """The addresses in a text, each once, and its parts that are none. Semicolons, commas and line breaks part them.

    So do blanks, where every piece between them is an address.
    """
    sound: dict[str, None] = {}
    wrong = []
    for part in _PARTS.split(text):
        pieces = [part] if address(part) else part.split()
        read = [one for piece in pieces if (one := address(piece))]
        if len(read) == len(pieces):
            sound |= dict.fromkeys(read)
        else:
            wrong.append(part)
    return list(sound), wrong
