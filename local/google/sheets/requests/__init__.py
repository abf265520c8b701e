"""The kinds of batchUpdate request: one table row each, and how a batch of them is applied."""

from collections.abc import Callable
from typing import Any

from local.google.errors import ApiError, bad_field, invalid, not_supported
from local.google.jsontypes import Json
from local.google.sheets.edit import Edit
from local.google.sheets.requests import cells, dimensions, ranges, tabs

Handler = Callable[[Edit, Json], Json | None]

KINDS: dict[str, Handler] = {
    "addConditionalFormatRule": ranges.add_conditional_format_rule,
    "addDimensionGroup": dimensions.add_dimension_group,
    "addFilterView": ranges.add_filter_view,
    "addNamedRange": ranges.add_named_range,
    "addProtectedRange": ranges.add_protected_range,
    "addSheet": tabs.add_sheet,
    "appendCells": cells.append_cells,
    "appendDimension": dimensions.append_dimension,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "clearBasicFilter": ranges.clear_basic_filter,
    "copyPaste": cells.copy_paste,
    "cutPaste": cells.cut_paste,
    "deleteConditionalFormatRule": ranges.delete_conditional_format_rule,
    "deleteDimension": dimensions.delete_dimension,
    "deleteDimensionGroup": dimensions.delete_dimension_group,
    "deleteFilterView": ranges.delete_filter_view,
    "deleteNamedRange": ranges.delete_named_range,
    "deleteProtectedRange": ranges.delete_protected_range,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "findReplace": cells.find_replace,
    "insertDimension": dimensions.insert_dimension,
    "mergeCells": cells.merge_cells,
    "moveDimension": dimensions.move_dimension,
    "repeatCell": cells.repeat_cell,
    "setBasicFilter": ranges.set_basic_filter,
    "setDataValidation": cells.set_data_validation,
    "sortRange": cells.sort_range,
    "unmergeCells": cells.unmerge_cells,
    "updateBorders": cells.update_borders,
    "updateCells": cells.update_cells,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "updateFilterView": ranges.update_filter_view,
    "updateNamedRange": ranges.update_named_range,
    "updateProtectedRange": ranges.update_protected_range,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
}


def apply(edit: Edit, requests: Any) -> list[Json]:
    """Apply a batch to the draft in order; one reply each. ApiError names the request that failed."""
    if not requests:
        raise invalid("Must specify at least one request.")
    if not isinstance(requests, list):
        raise bad_field("requests", f"Invalid value at 'requests', {requests!r}")
    replies: list[Json] = []
    for index, request in enumerate(requests):
        kind, body = _only(request, index)
        try:
            reply = KINDS[kind](edit, body)
        except ApiError as error:
            raise error.prefixed(f"Invalid requests[{index}].{kind}: ") if error.code == 400 else error from None
        except (KeyError, TypeError, AttributeError) as fault:
            raise bad_field(f"requests[{index}].{kind}", f"Invalid requests[{index}].{kind}: {fault}") from fault
        replies.append({} if reply is None else {kind: reply})
    return replies


def _only(request: Any, index: int) -> tuple[str, Json]:
    if not isinstance(request, dict) or len(request) != 1:
        raise invalid(f"Invalid requests[{index}]: a request must have exactly one kind, not {_names(request)}.")
    ((kind, body),) = request.items()
    if kind not in KINDS:
        raise not_supported(f"the batchUpdate request kind {kind}")
    return kind, body or {}


def _names(request: Any) -> str:
    return ", ".join(request) if isinstance(request, dict) and request else "none"
