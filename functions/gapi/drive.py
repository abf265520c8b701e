"""Who may do what with a file, as Drive answers whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from functions.gapi.errors import Permanent
from functions.gapi.session import Effect, Session

_FILES = "https://www.googleapis.com/drive/v3/files"
_FIELDS = "ownedByMe,capabilities(canEdit),permissions(type,role,emailAddress)"
_EDITORS = frozenset({"owner", "organizer", "fileOrganizer", "writer"})


@dataclass(frozen=True, slots=True)
class Access:
    """What the caller may do with a file, and the e-mail addresses, in small letters, of its owners and editors.

    `editors` is None where that cannot be told: Drive shows the caller nobody, or some edit as a group or domain.
    """

    edits: bool = False
    owns: bool = False
    owners: frozenset[str] = frozenset()
    editors: frozenset[str] | None = None


def access(session: Session, file: str) -> Access:
    """What whoever calls may do with a file; nothing when Drive hides it. Raises GoogleError."""
    try:
        answer = session.request(
            "drive.files.get", "GET", f"{_FILES}/{file}", Effect.READ, params={"fields": _FIELDS}
        ).json()
    except Permanent as error:
        if error.status == 404:
            return Access()
        raise
    grants = [g for g in answer.get("permissions", ()) if g.get("role") in _EDITORS]
    told = bool(grants) and all(g.get("type") == "user" and g.get("emailAddress") for g in grants)
    return Access(
        edits=bool(answer.get("capabilities", {}).get("canEdit")),
        owns=bool(answer.get("ownedByMe")),
        owners=frozenset(g["emailAddress"].lower() for g in grants if g.get("emailAddress") and g["role"] == "owner"),
        editors=frozenset(g["emailAddress"].lower() for g in grants) if told else None,
    )
