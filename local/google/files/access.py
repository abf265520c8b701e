"""Who may do what with a file: owner, editor (writer), viewer (reader), by the permissions that Drive keeps."""

from local.google.call import Call
from local.google.state import State
from local.wire.errors import denied, not_found
from local.wire.jsontypes import Json

READ, WRITE, OWN = 1, 2, 3
_OF_THE_APP = "https://www.googleapis.com/auth/drive.file"
_RANK = {"reader": 1, "commenter": 1, "writer": 2, "fileOrganizer": 2, "organizer": 2, "owner": 3}


PUBLISHED = "published"
"""The view of a form that its respondents see. Whoever is granted no more than that may not read the file."""


def rank(file: Json, who: str) -> int:
    """0 nothing, 1 may read, 2 may write, 3 owns."""
    return max(
        (_RANK[grant["role"]] for grant in file["permissions"] if not grant.get("view") and _covers(grant, who)),
        default=0,
    )


def sees(file: Json, who: str, view: str) -> bool:
    """Whether `who` is granted this view of the file."""
    return any(grant.get("view") == view and _covers(grant, who) for grant in file["permissions"])


def _covers(grant: Json, who: str) -> bool:
    if grant["type"] == "anyone":
        return True
    if grant["type"] == "domain":
        return who.endswith("@" + str(grant.get("domain")))
    return str(grant.get("emailAddress", "")).lower() == who.lower()


def can_see(call: Call, file: Json) -> bool:
    """Whether the caller may read the file, by this token.

    The scope drive.file reaches what the app made or was given (documented). Here that is what its account owns.
    """
    by_app = call.scopes is not None and call.scopes <= {_OF_THE_APP}
    return rank(file, call.who) >= (OWN if by_app else READ)


def file_of(call: Call, file_id: str, needed: int) -> Json:
    """The file for a call of Sheets or Forms. ApiError 404 if there is none or the token hides it, 403 if not allowed.

    That a hidden one is 404 is reported by users of Google's picker.
    """
    file = file_for(call.state, file_id, call.who, needed)
    if not can_see(call, file):
        raise not_found()
    return file


def file_for(state: State, file_id: str, who: str, needed: int) -> Json:
    """The file, in the bin or not, if `who` has the rank needed. ApiError 404 if there is none, 403 if not allowed."""
    file = state.files.get(file_id)
    if file is None:
        raise not_found()
    if rank(file, who) < needed:
        raise denied()
    return file
