"""The APIs that this stand-in stands in for.

Limits: developers.google.com/workspace/sheets/api/limits and .../forms/api/limits; a refusal by Forms is assumed to be
worded like one by Sheets.
"""

from local.wire.schema.api import Api, Visitors, declare


def _sheets_rpc(method_id: str) -> str:
    return f"google.apps.sheets.v4.SpreadsheetsService.{_SHEETS_RPCS[method_id.partition('.spreadsheets.')[2]]}"


def _drive_rpc(method_id: str) -> str:
    """Resource and method, as in DriveFiles.List (reported)."""
    resource, method = method_id.split(".")[-2:]
    return f"google.apps.drive.v3.Drive{resource.capitalize()}.{method.capitalize()}"


def _forms_rpc(method_id: str) -> str:
    return f"google.apps.forms.v1.FormsService.{_FORMS_RPCS[method_id.partition('.forms.')[2]]}"


_SHEETS_RPCS = {
    "create": "CreateSpreadsheet", "get": "GetSpreadsheet", "batchUpdate": "BatchUpdateSpreadsheet",
    "sheets.copyTo": "CopySheetTo", "values.get": "GetValues", "values.batchGet": "BatchGetValues",
    "values.update": "UpdateValues", "values.batchUpdate": "BatchUpdateValues", "values.append": "AppendValues",
    "values.clear": "ClearValues", "values.batchClear": "BatchClearValues",
}  # fmt: skip
"""Reported for GetSpreadsheet, GetValues, UpdateValues, AppendValues; the others by their pages in the reference."""
_FORMS_RPCS = {
    "create": "CreateForm", "get": "GetForm", "batchUpdate": "BatchUpdateForm",
    "setPublishSettings": "SetPublishSettings", "responses.list": "ListFormResponses",
    "responses.get": "GetFormResponse", "watches.create": "CreateWatch", "watches.list": "ListWatches",
    "watches.delete": "DeleteWatch", "watches.renew": "RenewWatch",
}  # fmt: skip
"""GetForm and RenewWatch are in the discovery document; the others by their pages in the reference."""

SHEETS = declare(
    Api(
        "sheets",
        "v4",
        package="google.apps.sheets.v4",
        rpc=_sheets_rpc,
        visitors=Visitors.MAY_READ,
        a_minute={"Read": 60, "Write": 60},
        without_effect=frozenset({"excludeTablesInBandedRanges"}),
        wrapped=frozenset({
            "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex", "startIndex", "endIndex",
        }),
        one_of={"Request": "kind", "ExtendedValue": "value"},
        enums={
            "BooleanCondition.type": "ConditionType", "NumberFormat.type": "NumberFormatType",
            "InterpolationPoint.type": "InterpolationPointType", "Border.style": "Style",
            "horizontalAlignment": "HorizontalAlign", "verticalAlignment": "VerticalAlign",
            "majorDimension": "Dimension", "autoRecalc": "RecalculationInterval",
            "responseValueRenderOption": "ValueRenderOption", "responseDateTimeRenderOption": "DateTimeRenderOption",
        },
    )
)  # fmt: skip
DRIVE = declare(
    Api(
        "drive",
        "v3",
        package="google.apps.drive.v3",
        rpc=_drive_rpc,
        legacy=True,
        visitors=Visitors.MAY_READ,
        without_effect=frozenset({
            "supportsAllDrives", "includeItemsFromAllDrives", "supportsTeamDrives", "includeTeamDriveItems",
            "acknowledgeAbuse", "sendNotificationEmail", "emailMessage", "keepRevisionForever", "userProject",
        }),
    )
)  # fmt: skip
FORMS = declare(
    Api(
        "forms",
        "v1",
        package="google.apps.forms.v1",
        rpc=_forms_rpc,
        a_minute={"Read": 390, "Expensive read": 180, "Write": 150},
        expensive=frozenset({"forms.forms.responses.list"}),
        one_of={"Request": "kind"},
        enums={"horizontalAlignment": "HorizontalAlign", "verticalAlignment": "VerticalAlign"},
    )
)
STORAGE = declare(
    Api(
        "storage",
        "v1",
        legacy=True,
        front_end=False,
        visitors=Visitors.LET_IN,
        without_effect=frozenset({"userProject"}),
    )
)
