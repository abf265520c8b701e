"""The fields of Google's messages that the stand-in knows, separated by spaces; others of the same message are 501."""

FILE = "kind id name mimeType parents description trashed properties appProperties starred"
PERMISSION = "kind id type role emailAddress domain allowFileDiscovery pendingOwner view"
NEW_SHEET = "properties data"
SPREADSHEET_PROPERTIES = "title locale timeZone autoRecalc defaultFormat spreadsheetTheme"
SHEET_PROPERTIES = "sheetId title index sheetType gridProperties hidden tabColor tabColorStyle rightToLeft"
GRID_PROPERTIES = (
    "rowCount columnCount frozenRowCount frozenColumnCount hideGridlines rowGroupControlAfter columnGroupControlAfter"
)
PROTECTED_RANGE = (
    "protectedRangeId range namedRangeId description warningOnly requestingUserCanEdit unprotectedRanges editors"
)
FILTER_VIEW = "filterViewId title range sortSpecs criteria filterSpecs"
BASIC_FILTER = "range sortSpecs criteria filterSpecs"
NAMED_RANGE = "namedRangeId name range"
CELL_DATA = "userEnteredValue userEnteredFormat note dataValidation"
CELL_DATA_READ_ONLY = "effectiveValue effectiveFormat formattedValue hyperlink"
SORT_SPEC = "dimensionIndex sortOrder"
