"""Nothing that is sent is silently ignored: names that Google does not have are 400, those not built here 501."""

from local.google.errors import not_supported, unknown_name
from local.google.jsontypes import Json


def check(message: Json, known: str, unbuilt: str = "", where: str = "") -> None:
    """ApiError 400 for a name outside `known` and `unbuilt` (separated by spaces), 501 for one that is not built."""
    for name in message.keys() - set(known.split()):
        if name not in unbuilt.split():
            raise unknown_name(name, where)
        if message[name] is not None:
            raise not_supported(f"{where}.{name}" if where else name)


def built_only(message: Json, known: str, unbuilt: str) -> Json:
    """The part that is built, as Drive does it: names it does not know are passed over. ApiError 501."""
    for name in message.keys() & set(unbuilt.split()):
        if message[name] is not None:
            raise not_supported(name)
    return {name: value for name, value in message.items() if name in known.split()}


FILE = "id name mimeType parents description trashed properties appProperties starred"
FILE_UNBUILT = (
    "clientEncryptionDetails contentHints contentRestrictions copyRequiresWriterPermission createdTime "
    "downloadRestrictions folderColorRgb inheritedPermissionsDisabled labelInfo linkShareMetadata "
    "modifiedByMeTime modifiedTime originalFilename sharedWithMeTime shortcutDetails trashedTime "
    "viewedByMeTime viewersCanCopyContent writersCanShare"
)
PERMISSION = "id type role emailAddress domain allowFileDiscovery"
PERMISSION_UNBUILT = "expirationTime inheritedPermissionsDisabled pendingOwner view"
NEW_SHEET = "properties data"
NEW_SHEET_UNBUILT = (
    "merges conditionalFormats filterViews protectedRanges basicFilter charts bandedRanges developerMetadata rowGroups "
    "columnGroups slicers tables commentAnchors"
)
SPREADSHEET_PROPERTIES = "title locale timeZone autoRecalc defaultFormat spreadsheetTheme"
SPREADSHEET_PROPERTIES_UNBUILT = "iterativeCalculationSettings importFunctionsExternalUrlAccessAllowed"
SHEET_PROPERTIES = "sheetId title index sheetType gridProperties hidden tabColor tabColorStyle rightToLeft"
SHEET_PROPERTIES_UNBUILT = "dataSourceSheetProperties"
GRID_PROPERTIES = (
    "rowCount columnCount frozenRowCount frozenColumnCount hideGridlines rowGroupControlAfter columnGroupControlAfter"
)
PROTECTED_RANGE = (
    "protectedRangeId range namedRangeId description warningOnly requestingUserCanEdit unprotectedRanges editors"
)
FILTER_VIEW = "filterViewId title range sortSpecs criteria filterSpecs"
FILTER_VIEW_UNBUILT = "namedRangeId tableId"
BASIC_FILTER = "range sortSpecs criteria filterSpecs"
NAMED_RANGE = "namedRangeId name range"
CELL_DATA = "userEnteredValue userEnteredFormat note dataValidation"
CELL_DATA_READ_ONLY = "effectiveValue effectiveFormat formattedValue hyperlink"
CELL_DATA_UNBUILT = "textFormatRuns chipRuns pivotTable dataSourceTable dataSourceFormula"
SORT_SPEC = "dimensionIndex sortOrder"
SORT_SPEC_UNBUILT = (
    "foregroundColor foregroundColorStyle backgroundColor backgroundColorStyle dataSourceColumnReference"
)
