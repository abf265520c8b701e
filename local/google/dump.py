"""All that a person could see of the stand-in, as JSON."""

from typing import Any

from local.google.state import State
from local.google.storage.objects.shelf import content_of
from local.google.workbook import render
from local.google.workbook.a1 import WHOLE
from local.wire.jsontypes import Json, parsed


def everything(state: State) -> Json:
    """Workbooks by tab, forms with all responses, objects by bucket and name, files."""
    books = {}
    for book in state.books.values():
        show = render.renderer(book, "FORMATTED_VALUE", "SERIAL_NUMBER")
        plain = render.renderer(book, "UNFORMATTED_VALUE", "SERIAL_NUMBER")
        tabs = {}
        for sheet in book.sheets:
            area = sheet.clip(WHOLE)
            notes = [cell.note for row in sheet.grid.rows for cell in row if cell is not None and cell.note]
            tabs[sheet.title] = {
                "values": render.values(sheet, area, plain), "shown": render.values(sheet, area, show), "notes": notes,
            }  # fmt: skip
        books[book.book_id] = {"title": book.properties["title"], "tabs": tabs}
    forms = {key: {**form, "responses": _responses_of(state, key)} for key, form in state.forms.items()}
    return {"workbooks": books, "forms": forms, "objects": _objects(state), "files": dict(state.files.items())}


def _responses_of(state: State, form_id: str) -> list[Json]:
    return [kept["response"] for kept in state.responses.values() if kept["formId"] == form_id]


def _objects(state: State) -> Json:
    found: Json = {}
    for kept in state.objects.values():
        content = content_of(kept)
        try:
            body: Any = parsed(content)
        except ValueError:
            body = content.decode("utf-8", "replace")
        found.setdefault(kept["bucket"], {})[kept["name"]] = body
    return found
