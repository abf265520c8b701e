"""Drive v3: files and permissions, as far as spreadsheets and forms need them."""

import re
from collections.abc import Callable
from typing import Any

from local.google import access, messages
from local.google.calls import Answer, Call, method
from local.google.errors import denied, not_found, not_supported
from local.google.jsontypes import Json
from local.google.messages import built_only
from local.google.sheets import defaults
from local.google.state import State, new_id

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"


def new_file(state: State, owner: str, name: str, mime_type: str, parents: list[str] | None = None) -> Json:
    """A file entry owned by `owner`."""
    now = state.clock.stamp()
    grant = {"id": permission_id(owner), "type": "user", "role": "owner", "emailAddress": owner}
    file: Json = {
        "id": new_id(), "name": name, "mimeType": mime_type, "createdTime": now, "modifiedTime": now,
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
        "permissions": [permission_resource(grant) for grant in file["permissions"]],
        "owners": [
            {"kind": "drive#user", "displayName": o["emailAddress"], "emailAddress": o["emailAddress"]} for o in owners
        ],
        "ownedByMe": rank == access.OWN,
        "shared": len(file["permissions"]) > 1,
        "webViewLink": web_link(call.state, file["id"]),
        "capabilities": {
            "canEdit": rank >= access.WRITE,
            "canShare": rank >= access.WRITE,
            "canDelete": rank == access.OWN,
        },
    }
    return {**file, **extra}


def permission_resource(grant: Json) -> Json:
    """A Permission as answered in full."""
    names = ("id", "type", "role", "emailAddress", "domain", "allowFileDiscovery")
    return {"kind": "drive#permission", **{name: grant[name] for name in names if name in grant}}


def find_file(call: Call, needed: int = access.READ) -> Json:
    """Drive hides what a caller may not see: 404, not 403."""
    file = call.state.files.get(call.path["fileId"])
    if file is None or not access.rank(file, call.who):
        raise not_found(f"File not found: {call.path['fileId']}.")
    if access.rank(file, call.who) < needed:
        raise denied("The user does not have sufficient permissions for this file.")
    return file


def create(call: Call) -> Json:
    body = built_only(call.json(), messages.FILE, messages.FILE_UNBUILT)
    mime_type = body.get("mimeType") or "application/octet-stream"
    if mime_type not in (SPREADSHEET, FOLDER):
        raise not_supported(f"creating a Drive file of type {mime_type}")
    file = new_file(call.state, call.who, body.get("name") or "Untitled", mime_type, body.get("parents"))
    if mime_type == SPREADSHEET:
        call.state.books.put(defaults.new_book(file["id"], {"title": file["name"]}, []))
    return _resource(call, file)


def get(call: Call) -> Json:
    return _resource(call, find_file(call))


def update(call: Call) -> Json:
    body = built_only(call.json(), messages.FILE, messages.FILE_UNBUILT)
    file = find_file(call, access.WRITE)
    if "trashed" in body and access.rank(file, call.who) < access.OWN:
        raise denied("The user does not have sufficient permissions for this file.")
    parents = set(file["parents"]) - set(call.query.get("removeParents", "").split(","))
    parents |= set(filter(None, call.query.get("addParents", "").split(",")))
    changed = {**file, **body, "parents": sorted(parents), "modifiedTime": call.state.clock.stamp()}
    call.state.files.put(file["id"], changed)
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
    body = built_only(call.json(), messages.FILE, messages.FILE_UNBUILT)
    source = find_file(call)
    book = call.state.books.get(source["id"])
    if book is None:
        raise not_supported(f"copying a file of type {source['mimeType']}")
    file = new_file(
        call.state, call.who, body.get("name") or f"Copy of {source['name']}", SPREADSHEET, body.get("parents")
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
    """Newest first; `q` understands the terms that clients of spreadsheets send, joined by `and`."""
    wanted = _query(call.query.get("q", ""))
    visible = [file for file in call.state.files.values() if access.rank(file, call.who) and wanted(file)]
    visible.sort(key=lambda file: file["createdTime"], reverse=True)
    size = int(call.query.get("pageSize") or 100)
    start = int(call.query.get("pageToken") or 0)
    page = visible[start : start + size]
    answer: Json = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [_resource(call, file) for file in page],
    }
    if start + size < len(visible):
        answer["nextPageToken"] = str(start + size)
    return answer


_TERM = re.compile(
    r"""\s*(?:(?P<name>\w+)\s*(?P<op>=|!=|contains)\s*(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|true|false)"""
    r"""|(?P<parent>"[^"]*"|'[^']*')\s+in\s+parents"""
    r"""|parents\s+in\s+(?P<in_parent>"[^"]*"|'[^']*'))\s*"""  # as gspread writes it
)


def _query(text: str) -> Callable[[Json], bool]:
    """A predicate for a search query. ApiError 501 for what is not understood."""
    tests: list[Callable[[Json], bool]] = []
    rest = text
    while rest.strip():
        match = _TERM.match(rest)
        if not match:
            raise not_supported(f"the files.list query {text!r}")
        tests.append(_test(match, text))
        rest = rest[match.end() :]
        if rest and not rest.startswith("and"):
            raise not_supported(f"the files.list query {text!r}")
        rest = rest.removeprefix("and")
    return lambda file: all(test(file) for test in tests)


def _test(match: re.Match[str], text: str) -> Callable[[Json], bool]:
    if match["parent"] or match["in_parent"]:
        parent = (match["parent"] or match["in_parent"])[1:-1]
        return lambda file: parent in file["parents"]
    name, operator, literal = match["name"], match["op"], match["value"]
    value: Any = literal == "true" if literal in ("true", "false") else re.sub(r"\\(.)", r"\1", literal[1:-1])
    if name not in ("name", "mimeType", "trashed", "title"):
        raise not_supported(f"the files.list query {text!r}")
    field = "name" if name == "title" else name
    if operator == "contains":
        return lambda file: str(value).lower() in str(file[field]).lower()
    return lambda file: bool(file[field] == value) is (operator == "=")


_ROOT = "/drive/v3/files"
METHODS = [
    method("drive.files.create", "POST", _ROOT, create),
    method("drive.files.list", "GET", _ROOT, list_files, "q pageSize pageToken"),
    method("drive.files.get", "GET", _ROOT + "/{fileId}", get),
    method("drive.files.update", "PATCH", _ROOT + "/{fileId}", update, "addParents removeParents"),
    method("drive.files.delete", "DELETE", _ROOT + "/{fileId}", delete),
    method(
        "drive.comments.list", "GET", _ROOT + "/{fileId}/comments", comments_list, "pageSize pageToken includeDeleted"
    ),
    method("drive.files.copy", "POST", _ROOT + "/{fileId}/copy", copy),
]
