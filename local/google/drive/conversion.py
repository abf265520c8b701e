"""Drive: a workbook out as CSV, and CSV into a workbook by Drive v2's converting upload, which gspread uses."""

import csv
import io
import re

from local.google.call import Call
from local.google.drive.files import find_file, touch, web_link
from local.google.files import access
from local.google.workbook import defaults, render
from local.google.workbook.a1 import WHOLE
from local.google.workbook.edit import Edit
from local.wire.errors import not_supported
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json

_CONVERTED_ZONE = "America/Los_Angeles"  # recorded: the time zone that a converted upload gets


def export(call: Call) -> Answer:
    """The first tab as CSV, as Drive does; other formats are not built."""
    file = find_file(call)
    book = call.state.books.get(file["id"])
    mime_type = call.query.get("mimeType", "")
    if book is None or mime_type not in ("text/csv", "text/tab-separated-values"):
        raise not_supported(f"exporting as {mime_type}")
    sheet = book.sheets[0]
    rows = render.values(sheet, sheet.clip(WHOLE), render.renderer(book, "FORMATTED_VALUE", "SERIAL_NUMBER"))
    width = max((len(row) for row in rows), default=0)
    separator, field = (",", _csv_field) if mime_type == "text/csv" else ("\t", _tsv_field)
    lines = (separator.join(map(field, [*row, *[""] * (width - len(row))])) for row in rows)
    return Answer(200, "\r\n".join(lines).encode(), mime_type)


def _csv_field(text: str) -> str:
    """Quoted only if need be; a line break in it stays a bare one (measured: brekkylab/backlot)."""
    return '"' + text.replace('"', '""') + '"' if re.search('[,"\r\n]', text) else text


def _tsv_field(text: str) -> str:
    """There is no quoting in it: what would part fields or lines becomes a blank (measured likewise)."""
    return re.sub(r"[\t\r\n]", " ", text)


def import_csv(call: Call) -> Json:
    """Drive v2's media upload with conversion, which gspread's import_csv uses: the file becomes one tab."""
    file = find_file(call, access.WRITE)
    book = call.state.books.get(file["id"])
    if book is None or not call.flag("convert") or "csv" not in call.headers.get("content-type", ""):
        raise not_supported("uploading anything but CSV into a spreadsheet")
    rows = list(csv.reader(io.StringIO(call.body.decode("utf-8-sig"))))
    title = book.properties["title"]
    new = defaults.new_book(
        book.book_id, {"title": title, "timeZone": _CONVERTED_ZONE}, [{"properties": {"title": title}}]
    )
    edit = Edit(new, call.who, is_owner=True, now=call.state.clock.now())
    edit.grow(new.sheets[0], len(rows), max((len(row) for row in rows), default=0))
    for index, row in enumerate(rows):
        new.sheets[0].grid.put(index, 0, [edit.typed(None, value) for value in row])
    call.state.books.put(new)
    touch(call.state, file["id"])
    return _v2_resource(call, file)


def _v2_resource(call: Call, file: Json) -> Json:
    """A file as Drive v2 answers it, as recorded; sizes and dates of viewing are not kept and always the same."""
    rank = access.rank(file, call.who)
    owners = [grant["emailAddress"] for grant in file["permissions"] if grant["role"] == "owner"]
    role = {access.OWN: "owner", access.WRITE: "writer"}.get(rank, "reader")
    folder = file["parents"][0]
    return {
        "kind": "drive#file", "id": file["id"], "title": file["name"], "mimeType": file["mimeType"],
        "userPermission": {"id": "me", "type": "user", "role": role, "kind": "drive#permission", "pendingOwner": False},
        "parents": [{"id": folder, "isRoot": True, "kind": "drive#parentReference", "parentLink": folder}],
        "labels": {"viewed": True, "restricted": False, "starred": False, "hidden": False, "trashed": file["trashed"]},
        "capabilities": {"canEdit": rank >= access.WRITE, "canCopy": True}, "ownerNames": owners, "spaces": ["drive"],
        "createdDate": file["createdTime"], "modifiedDate": file["modifiedTime"], "fileSize": "1024",
        "alternateLink": web_link(call.state, file["id"]), "editable": rank >= access.WRITE, "copyable": True,
        "writersCanShare": True, "shared": len(file["permissions"]) > 1, "explicitlyTrashed": False,
        "appDataContents": False, "copyRequiresWriterPermission": False,
    }  # fmt: skip


METHODS = [
    method("drive.files.export", "GET", "/drive/v3/files/{fileId}/export", export, "mimeType"),
    method("drive.v2.files.update", "PUT", "/upload/drive/v2/files/{fileId}", import_csv, "convert"),
]
