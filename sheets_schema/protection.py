"""Protected ranges of a workbook: made, moved and mended so that the functions' account is never shut out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sheets_schema import layout
from sheets_schema.column import Tab
from sheets_schema.layout import IDS_PER_TAB, Json, Places

ASKED = (
    "protectedRanges(protectedRangeId,range,warningOnly,requestingUserCanEdit,editors(users,groups,domainUsersCanEdit))"
)
"""What `spreadsheets.get` must be asked about each sheet's protected ranges."""


def closed(tabs: Iterable[Tab], spreadsheet: Mapping[str, Any]) -> tuple[str, ...]:
    """The titles of those tabs that hold a protected range which whoever read them may not edit."""
    ours = {tab.sheet_id: tab.title for tab in tabs}
    return tuple(
        ours[sheet["properties"]["sheetId"]]
        for sheet in spreadsheet.get("sheets", ())
        if sheet["properties"]["sheetId"] in ours and any(map(_shut, _ranges(sheet)))
    )


def protections(tab: Tab, places: Places, sheet: Json, account: str) -> Iterator[Json]:
    """What is missing, stands elsewhere, only warns, or does not name the account; and ours that are of no use now.

    Where a header is lost, what stands there stays protected as it is until it has been repaired. What is closed to
    whoever read the sheet cannot be mended by them: see `closed`.
    """
    known = len(places) == len(tab.columns)
    wanted = layout.protections(tab, places, account) if known else {}
    there = {r["protectedRangeId"]: r for r in _ranges(sheet)}
    for number in [number for number, found in there.items() if _shut(found)]:
        del there[number]
        wanted.pop(number, None)
    for number, body in wanted.items():
        if number not in there:
            yield {"addProtectedRange": {"protectedRange": body}}
        elif not _stands(there[number], body) or there[number].get("warningOnly"):
            change = {"range": body["range"], "warningOnly": False, "editors": _editors(there[number], account)}
            yield _update(number, **change)
        elif not _names(there[number], account):
            yield _update(number, editors=_editors(there[number], account))
    for number, found in there.items():
        if number in wanted:
            continue
        if known and number // IDS_PER_TAB == tab.sheet_id:
            yield {"deleteProtectedRange": {"protectedRangeId": number}}
        elif not found.get("warningOnly") and not _names(found, account):
            yield _update(number, editors=_editors(found, account))


def _ranges(sheet: Json) -> list[Json]:
    found: list[Json] = sheet.get("protectedRanges", [])
    return found


def _shut(protected: Json) -> bool:
    return not protected.get("warningOnly") and not protected.get("requestingUserCanEdit")


def _stands(protected: Json, wanted: Json) -> bool:
    """Whether it covers what is wanted; an open range may come with the grid's last row."""
    here, there = wanted["range"], protected.get("range", {})
    same = all(here.get(edge, 0) == there.get(edge, 0) for edge in ("startRowIndex", "startColumnIndex"))
    ends = ("endColumnIndex", "endRowIndex") if "endRowIndex" in here else ("endColumnIndex",)
    return same and all(here.get(edge) == there.get(edge) for edge in ends)


def _names(protected: Json, account: str) -> bool:
    return account.lower() in (user.lower() for user in protected.get("editors", {}).get("users", ()))


def _editors(protected: Json, account: str) -> Json:
    """Whoever may edit it now, and the account: whom its owner let in stays in."""
    now: Json = protected.get("editors", {})
    return now if _names(protected, account) else now | {"users": [*now.get("users", ()), account]}


def _update(number: int, **changes: object) -> Json:
    body = {"protectedRange": {"protectedRangeId": number, **changes}, "fields": ",".join(changes)}
    return {"updateProtectedRange": body}
