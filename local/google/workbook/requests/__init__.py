"""The kinds of batchUpdate request: one table row each, and how a batch of them is applied."""

from collections.abc import Callable
from typing import NamedTuple

from local.google.workbook.edit import Edit
from local.google.workbook.requests import bands, blocks, cells, dimensions, ranges, tabs
from local.wire.errors import ApiError, invalid, not_supported
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json

Handler = Callable[[Edit, Json], Json | None]


class Kind(NamedTuple):
    """A row: what applies the request, and the names that it may have here."""

    apply: Handler
    built: str


KINDS: dict[str, Kind] = {
    "addConditionalFormatRule": Kind(ranges.add_conditional_format_rule, "index rule"),
    "addDimensionGroup": Kind(dimensions.add_dimension_group, "range"),
    "addFilterView": Kind(ranges.add_filter_view, "filter"),
    "addNamedRange": Kind(ranges.add_named_range, "namedRange"),
    "addProtectedRange": Kind(ranges.add_protected_range, "protectedRange"),
    "addSheet": Kind(tabs.add_sheet, "properties"),
    "appendCells": Kind(cells.append_cells, "fields rows sheetId"),
    "appendDimension": Kind(dimensions.append_dimension, "dimension length sheetId"),
    "autoResizeDimensions": Kind(dimensions.auto_resize_dimensions, "dimensions"),
    "clearBasicFilter": Kind(ranges.clear_basic_filter, "sheetId"),
    "copyPaste": Kind(blocks.copy_paste, "destination pasteOrientation pasteType source"),
    "cutPaste": Kind(blocks.cut_paste, "destination pasteType source"),
    "deleteConditionalFormatRule": Kind(ranges.delete_conditional_format_rule, "index sheetId"),
    "deleteDimension": Kind(dimensions.delete_dimension, "range"),
    "deleteDimensionGroup": Kind(dimensions.delete_dimension_group, "range"),
    "deleteFilterView": Kind(ranges.delete_filter_view, "filterId"),
    "deleteNamedRange": Kind(ranges.delete_named_range, "namedRangeId"),
    "deleteProtectedRange": Kind(ranges.delete_protected_range, "protectedRangeId"),
    "deleteRange": Kind(bands.delete_range, "range shiftDimension"),
    "deleteSheet": Kind(tabs.delete_sheet, "sheetId"),
    "duplicateSheet": Kind(tabs.duplicate_sheet, "insertSheetIndex newSheetId newSheetName sourceSheetId"),
    "findReplace": Kind(
        cells.find_replace,
        "allSheets find includeFormulas matchCase matchEntireCell range replacement searchByRegex sheetId",
    ),
    "insertDimension": Kind(dimensions.insert_dimension, "inheritFromBefore range"),
    "insertRange": Kind(bands.insert_range, "range shiftDimension"),
    "mergeCells": Kind(blocks.merge_cells, "mergeType range"),
    "moveDimension": Kind(dimensions.move_dimension, "destinationIndex source"),
    "repeatCell": Kind(cells.repeat_cell, "cell fields range"),
    "setBasicFilter": Kind(ranges.set_basic_filter, "filter"),
    "setDataValidation": Kind(cells.set_data_validation, "range rule"),
    "sortRange": Kind(blocks.sort_range, "range sortSpecs"),
    "unmergeCells": Kind(blocks.unmerge_cells, "range"),
    "updateBorders": Kind(cells.update_borders, "bottom innerHorizontal innerVertical left range right top"),
    "updateCells": Kind(cells.update_cells, "fields range rows start"),
    "updateDimensionProperties": Kind(dimensions.update_dimension_properties, "fields properties range"),
    "updateFilterView": Kind(ranges.update_filter_view, "fields filter"),
    "updateNamedRange": Kind(ranges.update_named_range, "fields namedRange"),
    "updateProtectedRange": Kind(ranges.update_protected_range, "fields protectedRange"),
    "updateSheetProperties": Kind(tabs.update_sheet_properties, "fields properties"),
    "updateSpreadsheetProperties": Kind(tabs.update_spreadsheet_properties, "fields properties"),
}


def apply(edit: Edit, requests: list[Json]) -> list[Json]:
    """Apply a batch to the draft in order; one reply each. ApiError names the request that failed."""
    if not requests:
        raise invalid("Must specify at least one request.")
    replies: list[Json] = []
    for index, request in enumerate(requests):
        kind, body = _only(request, index)
        try:
            check_built(body, KINDS[kind].built, kind)
            reply = KINDS[kind].apply(edit, body)
        except ApiError as error:
            raise error.prefixed(f"Invalid requests[{index}].{kind}: ") if error.code == 400 else error from None
        replies.append({} if reply is None else {kind: reply})
    return replies


def _only(request: Json, index: int) -> tuple[str, Json]:
    if not request:
        raise invalid(f"Invalid requests[{index}]: No request set.")
    ((kind, body),) = request.items()
    if kind not in KINDS:
        raise not_supported(f"the batchUpdate request kind {kind}")
    return kind, body
