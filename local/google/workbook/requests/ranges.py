"""batchUpdate requests about things that hang on ranges: names, protections, filters, conditional formats."""

import re
from collections.abc import Iterator
from typing import Any

from local.google import messages
from local.google.workbook import a1
from local.google.workbook.book import Sheet
from local.google.workbook.canonical import canonical
from local.google.workbook.edit import Edit, place_of
from local.wire.errors import denied, invalid
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json
from local.wire.schema import masks


def _mask(request: Json) -> masks.Mask:
    if not request.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return masks.parse(request["fields"])


def _given(request: Json, name: str, built: str) -> Json:
    """The message in a request, without defaults. ApiError 501 for what is not built."""
    check_built(request.get(name) or {}, built, name)
    clean: Json = canonical(request.get(name) or {})
    return clean


def add_named_range(edit: Edit, request: Json) -> Json:
    named = _given(request, "namedRange", messages.NAMED_RANGE)
    _check_name(edit, named.get("name", ""), None)
    if "range" not in named:
        raise invalid("Must specify a range.")
    edit.book.range_of(named["range"])
    new = {
        "namedRangeId": named.get("namedRangeId") or str(edit.book.new_id()),
        "name": named["name"],
        "range": named["range"],
    }
    edit.book.named_ranges.append(new)
    return {"namedRange": new}


def _check_name(edit: Edit, name: str, own: Json | None) -> None:
    """Letters, digits and underscores, not beginning with a digit, and no reference or truth value (documented)."""
    spelled = re.fullmatch(r"[^\W\d][\w.]{0,249}", name) and name.lower() not in ("true", "false")
    if not spelled or a1.parse_rect(name):
        raise invalid(f"The name '{name}' is not a valid name for a named range.")
    if any(other is not own and other["name"].lower() == name.lower() for other in edit.book.named_ranges):
        raise invalid(f"A named range with name: {name} already exists.")


def _named(edit: Edit, named_id: Any) -> Json:
    for named in edit.book.named_ranges:
        if named["namedRangeId"] == str(named_id):
            return named
    raise invalid(f"No named range with id: {named_id}")


def update_named_range(edit: Edit, request: Json) -> None:
    given = _given(request, "namedRange", messages.NAMED_RANGE)
    old = _named(edit, given.get("namedRangeId"))
    new = masks.merge(old, given, _mask(request)) | {"namedRangeId": old["namedRangeId"]}
    _check_name(edit, new.get("name", ""), old)
    edit.book.range_of(new.get("range") or {})
    edit.book.named_ranges = [new if named is old else named for named in edit.book.named_ranges]


def delete_named_range(edit: Edit, request: Json) -> None:
    old = _named(edit, request.get("namedRangeId"))
    edit.book.named_ranges = [named for named in edit.book.named_ranges if named is not old]


def add_protected_range(edit: Edit, request: Json) -> Json:
    """Protect a range or, without row and column indices, a whole sheet, for all but owner and editors."""
    given = _given(request, "protectedRange", messages.PROTECTED_RANGE)
    sheet = _sheet_of_protection(edit, given)
    new = _settled(edit, given, given.get("protectedRangeId") or edit.book.new_id())
    sheet.protected.append(new)
    return {"protectedRange": new}


def _sheet_of_protection(edit: Edit, given: Json) -> Sheet:
    if "namedRangeId" in given:
        given["range"] = _named(edit, given["namedRangeId"])["range"]
    if "range" not in given:
        raise invalid("Must specify either range or namedRangeId.")
    return edit.book.sheet(given["range"].get("sheetId"))


def _settled(edit: Edit, given: Json, protected_id: int) -> Json:
    """As Google answers it: who asks can edit; a warning has no editors; the asker stays among the editors."""
    kept: Json = {name: given[name] for name in ("namedRangeId", "description", "warningOnly") if name in given}
    editors = {name: value for name, value in (given.get("editors") or {}).items() if value}
    if given.get("warningOnly") and editors:
        raise invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
    if not edit.is_owner and not given.get("warningOnly"):
        editors["users"] = sorted({*editors.get("users", []), edit.who})
    settled: Json = {"protectedRangeId": protected_id, "range": given["range"], **kept, "requestingUserCanEdit": True}
    if "unprotectedRanges" in given:
        settled["unprotectedRanges"] = given["unprotectedRanges"]
    return {**settled, "editors": editors}


def _protections(edit: Edit) -> Iterator[tuple[Sheet, Json]]:
    for sheet in edit.book.sheets:
        for protected in sheet.protected:
            yield sheet, protected


def _protection(edit: Edit, protected_id: Any) -> tuple[Sheet, Json]:
    for sheet, protected in _protections(edit):
        if protected["protectedRangeId"] == protected_id:
            if not edit.may_edit(protected) and not protected.get("warningOnly"):
                raise denied()
            return sheet, protected
    raise invalid(f"No protected range with ID: {protected_id}")


def update_protected_range(edit: Edit, request: Json) -> None:
    given = _given(request, "protectedRange", messages.PROTECTED_RANGE)
    sheet, old = _protection(edit, given.get("protectedRangeId"))
    merged = masks.merge(old, given, _mask(request))
    sheet.protected = [other for other in sheet.protected if other is not old]
    target = _sheet_of_protection(edit, merged)
    target.protected.append(_settled(edit, merged, old["protectedRangeId"]))


def delete_protected_range(edit: Edit, request: Json) -> None:
    sheet, old = _protection(edit, request.get("protectedRangeId"))
    sheet.protected = [other for other in sheet.protected if other is not old]


def set_basic_filter(edit: Edit, request: Json) -> None:
    """The one filter that everybody sees; its range is spelled out over the grid."""
    given = _given(request, "filter", messages.BASIC_FILTER)
    sheet = edit.book.sheet((given.get("range") or {}).get("sheetId"))
    edit.guard(sheet)
    sheet.basic_filter = {**given, "range": _spelled_out(edit, given.get("range") or {})}


def _spelled_out(edit: Edit, grid_range: Json) -> Json:
    sheet, rect = edit.book.range_of(grid_range)
    top, bottom, left, right = rect.ends()
    full = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": sheet.sheet_id, **full} if sheet.sheet_id else full


def clear_basic_filter(edit: Edit, request: Json) -> None:
    edit.book.sheet(request.get("sheetId")).basic_filter = None


def add_filter_view(edit: Edit, request: Json) -> Json:
    given = _given(request, "filter", messages.FILTER_VIEW)
    sheet = edit.book.sheet((given.get("range") or {}).get("sheetId"))
    new = {
        **given,
        "filterViewId": given.get("filterViewId") or edit.book.new_id(),
        "title": given.get("title") or f"Filter {len(sheet.filter_views) + 1}",
        "range": _spelled_out(edit, given.get("range") or {}),
    }
    if any(view["filterViewId"] == new["filterViewId"] for _, view in _views(edit)):
        raise invalid(f"Filter view with id {new['filterViewId']} already exists.")
    sheet.filter_views.append(new)
    return {"filter": new}


def _views(edit: Edit) -> Iterator[tuple[Sheet, Json]]:
    for sheet in edit.book.sheets:
        for view in sheet.filter_views:
            yield sheet, view


def _view(edit: Edit, view_id: Any) -> tuple[Sheet, Json]:
    for sheet, view in _views(edit):
        if view["filterViewId"] == view_id:
            return sheet, view
    raise invalid(f"No filter view with id: {view_id}")


def update_filter_view(edit: Edit, request: Json) -> None:
    given = _given(request, "filter", messages.FILTER_VIEW)
    sheet, old = _view(edit, given.get("filterViewId"))
    new = masks.merge(old, given, _mask(request)) | {"filterViewId": old["filterViewId"]}
    new = new | {"range": _spelled_out(edit, new.get("range") or {"sheetId": sheet.sheet_id})}
    sheet.filter_views = [new if view is old else view for view in sheet.filter_views]


def delete_filter_view(edit: Edit, request: Json) -> None:
    sheet, old = _view(edit, request.get("filterId"))
    sheet.filter_views = [view for view in sheet.filter_views if view is not old]


def add_conditional_format_rule(edit: Edit, request: Json) -> None:
    """Kept and answered; cells do not change their effective format by it."""
    rule = canonical(request.get("rule") or {})
    if not rule.get("ranges") or not ("booleanRule" in rule or "gradientRule" in rule):
        raise invalid("A conditional format rule needs ranges and a rule.")
    sheet = edit.book.sheet(rule["ranges"][0].get("sheetId"))
    sheet.conditional_formats.insert(place_of(request, "index"), rule)


def delete_conditional_format_rule(edit: Edit, request: Json) -> Json:
    sheet = edit.book.sheet(request.get("sheetId"))
    index = request.get("index") or 0
    if not 0 <= index < len(sheet.conditional_formats):
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return {"rule": sheet.conditional_formats.pop(index)}
