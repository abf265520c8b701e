"""Drive v3: files and permissions, as far as spreadsheets and forms need them."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from local.google import access
from local.google.calls import Answer, Call, method
from local.google.errors import denied, invalid, not_found, not_supported, unknown_name
from local.google.jsontypes import Json
from local.google.sheets import defaults, render
from local.google.sheets.a1 import WHOLE
from local.google.sheets.book import Book
from local.google.sheets.edit import Edit
from local.google.state import State, new_id

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"
_ROLES = ("owner", "writer", "commenter", "reader")
_FILE_FIELDS = frozenset(
    {"name", "mimeType", "parents", "description", "trashed", "properties", "appProperties", "starred"}
)


def new_file(state: State, owner: str, name: str, mime_type: str, parents: list[str] | None = None) -> Json:
    """A file entry owned by `owner`."""
    now = state.clock.stamp()
    grant = {"id": _permission_id(owner), "type": "user", "role": "owner", "emailAddress": owner}
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


def _permission_id(email: str) -> str:
    return str(sum(ord(letter) * 257**place for place, letter in enumerate(email)) % 10**20).zfill(20)


def _resource(call: Call, file: Json) -> Json:
    """Without `fields`, Drive answers kind, id, name and mimeType only."""
    if not call.query.get("fields"):
        return {"kind": "drive#file", **{name: file[name] for name in ("id", "name", "mimeType")}}
    owners = [grant for grant in file["permissions"] if grant["role"] == "owner"]
    rank = access.rank(file, call.who)
    extra = {
        "kind": "drive#file",
        "permissions": [_permission(grant) for grant in file["permissions"]],
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


def _file(call: Call, needed: int = access.READ) -> Json:
    """Drive hides what a caller may not see: 404, not 403."""
    file = call.state.files.get(call.path["fileId"])
    if file is None or not access.rank(file, call.who):
        raise not_found(f"File not found: {call.path['fileId']}.")
    if access.rank(file, call.who) < needed:
        raise denied("The user does not have sufficient permissions for this file.")
    return file


def create(call: Call) -> Json:
    body = _known(call.json(), _FILE_FIELDS | {"id"})
    mime_type = body.get("mimeType") or "application/octet-stream"
    if mime_type not in (SPREADSHEET, FOLDER):
        raise not_supported(f"creating a Drive file of type {mime_type}")
    file = new_file(call.state, call.who, body.get("name") or "Untitled", mime_type, body.get("parents"))
    if mime_type == SPREADSHEET:
        call.state.books.put(defaults.new_book(file["id"], {"title": file["name"]}, []))
    return _resource(call, file)


def _known(body: Json, known: frozenset[str]) -> Json:
    for name in body.keys() - known:
        raise unknown_name(name, "")
    return body


def get(call: Call) -> Json:
    return _resource(call, _file(call))


def update(call: Call) -> Json:
    body = _known(call.json(), _FILE_FIELDS)
    file = _file(call, access.WRITE)
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
    file = _file(call, access.OWN)
    call.state.files.remove(file["id"])
    call.state.books.remove(file["id"])
    call.state.forms.remove(file["id"])
    return Answer(204)


def copy(call: Call) -> Json:
    """A copy of a spreadsheet; permissions are not copied."""
    body = _known(call.json(), _FILE_FIELDS)
    source = _file(call)
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
    r"""|(?P<parent>"[^"]*"|'[^']*')\s+in\s+parents)\s*"""
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
    if match["parent"]:
        parent = match["parent"][1:-1]
        return lambda file: parent in file["parents"]
    name, operator, literal = match["name"], match["op"], match["value"]
    value: Any = literal == "true" if literal in ("true", "false") else re.sub(r"\\(.)", r"\1", literal[1:-1])
    if name not in ("name", "mimeType", "trashed", "title"):
        raise not_supported(f"the files.list query {text!r}")
    field = "name" if name == "title" else name
    if operator == "contains":
        return lambda file: str(value).lower() in str(file[field]).lower()
    return lambda file: bool(file[field] == value) is (operator == "=")


def export(call: Call) -> Answer:
    """The first tab as CSV, as Drive does; other formats are not built."""
    file = _file(call)
    book = call.state.books.get(file["id"])
    mime_type = call.query.get("mimeType", "")
    if book is None or mime_type not in ("text/csv", "text/tab-separated-values"):
        raise not_supported(f"exporting as {mime_type}")
    sheet = book.sheets[0]
    rows = render.values(sheet, sheet.clip(WHOLE), render.renderer(book, "FORMATTED_VALUE", "SERIAL_NUMBER"))
    width = max((len(row) for row in rows), default=0)
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if mime_type == "text/csv" else "\t", lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return Answer(200, out.getvalue().removesuffix("\r\n").encode(), mime_type)


def import_csv(call: Call) -> Json:
    """Drive v2's media upload with conversion, which gspread's import_csv uses: the file becomes one tab."""
    file = _file(call, access.WRITE)
    book = call.state.books.get(file["id"])
    if book is None or not call.flag("convert") or "csv" not in call.headers.get("content-type", ""):
        raise not_supported("uploading anything but CSV into a spreadsheet")
    rows = list(csv.reader(io.StringIO(call.body.decode("utf-8-sig"))))
    new = defaults.new_book(
        book.book_id, book.properties, [{"properties": {"title": book.properties["title"], "sheetId": 0}}]
    )
    edit = Edit(new, call.who, is_owner=True)
    edit.grow(new.sheets[0], len(rows), max((len(row) for row in rows), default=0))
    for index, row in enumerate(rows):
        new.sheets[0].grid.put(index, 0, [edit.typed(None, value) for value in row])
    call.state.books.put(new)
    touch(call.state, file["id"])
    return _v2_resource(call, file, new)


def _v2_resource(call: Call, file: Json, book: Book) -> Json:
    return {
        "kind": "drive#file", "id": file["id"], "title": file["name"], "mimeType": file["mimeType"],
        "createdDate": file["createdTime"], "modifiedDate": file["modifiedTime"],
        "alternateLink": web_link(call.state, book.book_id), "editable": True, "copyable": True,
        "writersCanShare": True,
    }  # fmt: skip


def _permission(grant: Json) -> Json:
    names = ("id", "type", "role", "emailAddress", "domain", "allowFileDiscovery")
    return {"kind": "drive#permission", **{name: grant[name] for name in names if name in grant}}


def _limited(call: Call, grant: Json) -> Json:
    """Without `fields`, permissions answer kind, id, type and role only."""
    full = _permission(grant)
    return full if call.query.get("fields") else {name: full[name] for name in ("kind", "id", "type", "role")}


def permissions_list(call: Call) -> Json:
    file = _file(call)
    return {"kind": "drive#permissionList", "permissions": [_limited(call, grant) for grant in file["permissions"]]}


def permissions_get(call: Call) -> Json:
    return _limited(call, _grant(call, _file(call)))


def _grant(call: Call, file: Json) -> Json:
    for grant in file["permissions"]:
        if grant["id"] == call.path["permissionId"]:
            return dict(grant)
    raise not_found(f"Permission not found: {call.path['permissionId']}.")


def permissions_create(call: Call) -> Json:
    """Share. The same person or `anyone` again changes the role."""
    body = _known(call.json(), frozenset({"type", "role", "emailAddress", "domain", "allowFileDiscovery"}))
    file = _file(call, access.WRITE)
    kind, role = body.get("type"), body.get("role")
    if kind not in ("user", "group", "anyone", "domain") or role not in _ROLES:
        raise invalid(f"The permission type or role field is required or invalid: type={kind}, role={role}")
    if kind in ("user", "group") and not body.get("emailAddress"):
        raise invalid("The specified emailAddress is invalid or not applicable for the given permission type.")
    if role == "owner" and not call.flag("transferOwnership"):
        raise denied("The transferOwnership parameter must be enabled when the permission role is 'owner'.")
    ids = {"anyone": "anyoneWithLink", "domain": f"{body.get('domain')}k"}
    grant = {"id": ids.get(str(kind)) or _permission_id(body["emailAddress"]), **body}
    others = [old for old in file["permissions"] if old["id"] != grant["id"]]
    if role == "owner":
        others = [{**old, "role": "writer"} if old["role"] == "owner" else old for old in others]
    call.state.files.put(file["id"], {**file, "permissions": [*others, grant]})
    return _limited(call, grant)


def permissions_update(call: Call) -> Json:
    body = _known(call.json(), frozenset({"role"}))
    file = _file(call, access.WRITE)
    old = _grant(call, file)
    if body.get("role") not in _ROLES[1:]:
        raise invalid(f"The role field is invalid: {body.get('role')}")
    new = {**old, "role": body["role"]}
    rest = [grant for grant in file["permissions"] if grant["id"] != old["id"]]
    call.state.files.put(file["id"], {**file, "permissions": [*rest, new]})
    return _limited(call, new)


def permissions_delete(call: Call) -> Answer:
    file = _file(call, access.WRITE)
    grant = _grant(call, file)
    if grant["role"] == "owner":
        raise denied("The owner of a file cannot be removed.")
    rest = [other for other in file["permissions"] if other["id"] != grant["id"]]
    call.state.files.put(file["id"], {**file, "permissions": rest})
    return Answer(204)


_ROOT = "/drive/v3/files"
METHODS = [
    method("drive.files.create", "POST", _ROOT, create),
    method("drive.files.list", "GET", _ROOT, list_files),
    method("drive.files.get", "GET", _ROOT + "/{fileId}", get),
    method("drive.files.update", "PATCH", _ROOT + "/{fileId}", update),
    method("drive.files.delete", "DELETE", _ROOT + "/{fileId}", delete),
    method("drive.files.copy", "POST", _ROOT + "/{fileId}/copy", copy),
    method("drive.files.export", "GET", _ROOT + "/{fileId}/export", export),
    method("drive.v2.files.update", "PUT", "/upload/drive/v2/files/{fileId}", import_csv),
    method("drive.permissions.list", "GET", _ROOT + "/{fileId}/permissions", permissions_list),
    method("drive.permissions.create", "POST", _ROOT + "/{fileId}/permissions", permissions_create),
    method("drive.permissions.get", "GET", _ROOT + "/{fileId}/permissions/{permissionId}", permissions_get),
    method("drive.permissions.update", "PATCH", _ROOT + "/{fileId}/permissions/{permissionId}", permissions_update),
    method("drive.permissions.delete", "DELETE", _ROOT + "/{fileId}/permissions/{permissionId}", permissions_delete),
]
