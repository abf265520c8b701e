"""Drive v3: files and permissions, as far as spreadsheets and forms need them."""

import re
from collections.abc import Callable
from typing import Any

from local.google import messages
from local.google.call import Call
from local.google.drive.queries import predicate
from local.google.files import access
from local.google.state import State
from local.google.workbook import defaults
from local.wire.errors import denied, invalid_parameter, not_found, not_supported
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json
from local.wire.state import new_id

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"


def new_file(
    state: State, owner: str, name: str, mime_type: str, parents: list[str] | None = None, *, file_id: str = ""
) -> Json:
    """A file entry owned by `owner`; with a new id unless its content has one."""
    now = state.clock.stamp()
    grant = {"id": permission_id(owner), "type": "user", "role": "owner", "emailAddress": owner}
    file: Json = {
        "id": file_id or new_id(), "name": name, "mimeType": mime_type, "createdTime": now, "modifiedTime": now,
        "parents": parents or ["root"], "permissions": [grant], "trashed": False,
    }  # fmt: skip
    state.files.put(file["id"], file)
    return file


def touch(state: State, file_id: str, name: str | None = None) -> None:
    """Note a change of the content, and of the title where content and file share it."""
    file = state.files.get(file_id)
    if file is not None:
        renamed = {"name": name} if name is not None else {}
        state.files.put(file_id, {**file, **renamed, "modifiedTime": state.clock.stamp()})


def web_link(state: State, file_id: str) -> str:
    """Where a person opens the file: the stand-in's own page."""
    file = state.files.get(file_id)
    kind = "forms" if file is not None and file["mimeType"] == FORM else "spreadsheets"
    return f"{state.base_url}/{kind}/d/{file_id}/edit"


def permission_id(email: str) -> str:
    return str(sum(ord(letter) * 257**place for place, letter in enumerate(email)) % 10**20).zfill(20)


def _resource(call: Call, file: Json) -> Json:
    """Without `fields`, Drive answers kind, id, name and mimeType only."""
    if not call.query.get("fields"):
        return {"kind": "drive#file", **{name: file[name] for name in ("id", "name", "mimeType")}}
    owners = [grant for grant in file["permissions"] if grant["role"] == "owner"]
    rank = access.rank(file, call.who)
    extra = {
        "kind": "drive#file",
        "permissions": [permission_resource(grant) for grant in grants(call, file)],
        "owners": [
            {"kind": "drive#user", "displayName": o["emailAddress"], "emailAddress": o["emailAddress"]} for o in owners
        ],
        "ownedByMe": rank == access.OWN,
        "shared": sum(not grant.get("view") for grant in file["permissions"]) > 1,
        "webViewLink": web_link(call.state, file["id"]),
        "capabilities": {
            "canEdit": rank >= access.WRITE,
            "canShare": rank >= access.WRITE,
            "canDelete": rank == access.OWN,
        },
    }
    return {**file, **extra}


def grants(call: Call, file: Json) -> list[Json]:
    """The file's permissions; those of the `published` view only when they are asked for (documented)."""
    asked = call.query.get("includePermissionsForView", "")
    if asked not in ("", access.PUBLISHED):
        raise invalid_parameter("includePermissionsForView")
    return [grant for grant in file["permissions"] if grant.get("view", asked) == asked]


def permission_resource(grant: Json) -> Json:
    """A Permission as answered in full; nobody here has a name beside the e-mail address."""
    of_kind: Json = {"anyone": {"allowFileDiscovery": False}, "user": {"deleted": False, "pendingOwner": False}}
    shown = {"displayName": grant["emailAddress"]} if "emailAddress" in grant else {}
    return {"kind": "drive#permission", **of_kind.get(grant["type"], {}), **shown, **grant}


def find_file(call: Call, needed: int = access.READ) -> Json:
    """Drive hides what a caller may not see: 404, not 403."""
    file = call.state.files.get(call.path["fileId"])
    if file is None or not access.can_see(call, file):
        raise not_found(f"File not found: {call.path['fileId']}.", "fileId")
    if access.rank(file, call.who) < needed:
        raise denied("The user does not have sufficient permissions for this file.")
    return file


def create(call: Call) -> Json:
    body = call.json(messages.FILE)
    mime_type = body.get("mimeType") or "application/octet-stream"
    if mime_type not in (SPREADSHEET, FOLDER):
        raise not_supported(f"creating a Drive file of type {mime_type}")
    if "id" in body:
        raise not_supported("creating a file with an id of the caller's choice")
    file = new_file(call.state, call.who, body.get("name") or "Untitled", mime_type, _parents(call, body))
    file = _described(call, file, body)
    if mime_type == SPREADSHEET:
        call.state.books.put(defaults.new_book(file["id"], {"title": file["name"]}, []))
    return _resource(call, file)


def _parents(call: Call, body: Json) -> list[str]:
    """The folders that a file is to be in. ApiError 404 for one that the caller may not see."""
    for parent in body.get("parents") or []:
        folder = call.state.files.get(parent)
        if parent != "root" and (folder is None or not access.can_see(call, folder)):
            raise not_found(f"File not found: {parent}.", "fileId")
    return body.get("parents") or ["root"]


def _described(call: Call, file: Json, body: Json) -> Json:
    """The file entry with what callers may set of it."""
    changed = {**file, **{name: body[name] for name in _SETTABLE if name in body}}
    call.state.files.put(file["id"], changed)
    return changed


_SETTABLE = ("name", "description", "trashed", "starred", "properties", "appProperties")


def get(call: Call) -> Json:
    return _resource(call, find_file(call))


def update(call: Call) -> Json:
    body = call.json(messages.FILE)
    file = find_file(call, access.WRITE)
    if "trashed" in body and access.rank(file, call.who) < access.OWN:
        raise denied("The user does not have sufficient permissions for this file.")
    parents = set(file["parents"]) - set(call.query.get("removeParents", "").split(","))
    parents |= set(filter(None, call.query.get("addParents", "").split(",")))
    if body.get("mimeType", file["mimeType"]) != file["mimeType"]:
        raise not_supported("changing the type of a file")
    moved = {**file, "parents": sorted(parents), "modifiedTime": call.state.clock.stamp()}
    changed = _described(call, moved, body)
    book = call.state.books.get(file["id"])
    if book is not None and "name" in body:
        draft = book.draft()
        draft.properties["title"] = body["name"]
        call.state.books.put(draft)
    return _resource(call, changed)


def delete(call: Call) -> Answer:
    file = find_file(call, access.OWN)
    call.state.files.remove(file["id"])
    call.state.books.remove(file["id"])
    call.state.forms.remove(file["id"])
    return Answer(204)


def copy(call: Call) -> Json:
    """A copy of a spreadsheet; permissions are not copied."""
    body = call.json(messages.FILE)
    source = find_file(call)
    book = call.state.books.get(source["id"])
    if book is None:
        raise not_supported(f"copying a file of type {source['mimeType']}")
    file = new_file(
        call.state, call.who, body.get("name") or f"Copy of {source['name']}", SPREADSHEET, _parents(call, body)
    )
    draft = book.draft()
    draft.book_id = file["id"]
    draft.properties["title"] = file["name"]
    call.state.books.put(draft)
    return _resource(call, file)


def comments_list(call: Call) -> Json:
    """No file has comments here: making one is not built."""
    find_file(call)
    return {"kind": "drive#commentList", "comments": []}


def list_files(call: Call) -> Json:
    """Newest first unless `orderBy` says otherwise; `q` understands what clients of spreadsheets send."""
    wanted = predicate(call.query.get("q", ""), call.who)
    visible = [file for file in call.state.files.values() if access.can_see(call, file) and wanted(file)]
    for key, backwards in reversed(_order(call.query.get("orderBy") or "createdTime desc")):
        visible.sort(key=key, reverse=backwards)
    found, more = page(call, visible)
    files = [_resource(call, file) for file in found]
    return {"kind": "drive#fileList", "incompleteSearch": False, "files": files, **more}


def page(call: Call, items: list[Json], default: int = 100) -> tuple[list[Json], Json]:
    """The items that `pageToken` and `pageSize` ask for, and the token of the next page if there is one."""
    size, token = int(call.query.get("pageSize") or default), call.query.get("pageToken") or "0"
    if not token.isdecimal():
        raise invalid_parameter("pageToken")
    if not 1 <= size <= 1000:
        raise invalid_parameter("pageSize")
    end = int(token) + size
    return items[int(token) : end], {"nextPageToken": str(end)} if end < len(items) else {}


_ORDERS: dict[str, Callable[[Json], Any]] = {
    "createdTime": lambda file: file["createdTime"],
    "folder": lambda file: file["mimeType"] != FOLDER,
    "modifiedTime": lambda file: file["modifiedTime"],
    "name": lambda file: file["name"],
    "name_natural": lambda file: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", file["name"])],
    "recency": lambda file: file["modifiedTime"],
}


def _order(text: str) -> list[tuple[Callable[[Json], Any], bool]]:
    """The keys of an `orderBy`, each with whether it runs backwards. ApiError 501 for what is not kept of a file."""
    keys = []
    for part in text.split(","):
        name, _, direction = part.strip().partition(" ")
        if name not in _ORDERS or direction.strip() not in ("", "desc"):
            raise not_supported(f"ordering files by {part!r}")
        keys.append((_ORDERS[name], direction.strip() == "desc"))
    return keys


_ROOT = "/drive/v3/files"
_VIEW = "includePermissionsForView"
METHODS = [
    method("drive.files.create", "POST", _ROOT, create, _VIEW),
    method("drive.files.list", "GET", _ROOT, list_files, f"q pageSize pageToken orderBy {_VIEW}"),
    method("drive.files.get", "GET", _ROOT + "/{fileId}", get, _VIEW),
    method("drive.files.update", "PATCH", _ROOT + "/{fileId}", update, f"addParents removeParents {_VIEW}"),
    method("drive.files.delete", "DELETE", _ROOT + "/{fileId}", delete),
    method(
        "drive.comments.list", "GET", _ROOT + "/{fileId}/comments", comments_list, "pageSize pageToken includeDeleted"
    ),
    method("drive.files.copy", "POST", _ROOT + "/{fileId}/copy", copy, _VIEW),
]
