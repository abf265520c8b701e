"""The APIs that this stand-in stands in for.

Limits: developers.google.com/workspace/sheets/api/limits and .../forms/api/limits; a refusal by Forms is assumed to be
worded like one by Sheets.
"""

from local.wire.schema.api import Api, Visitors, declare

SHEETS = declare(
    Api(
        "sheets",
        "v4",
        package="google.apps.sheets.v4",
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
        reads_parameters=False,
        visitors=Visitors.LET_IN,
        without_effect=frozenset({"userProject"}),
    )
)
