"""Every API method that a drain uses, and every fault of design section 10 that it can meet."""

from __future__ import annotations

LIST, GET, PUT = "storage.objects.list", "storage.objects.get", "storage.objects.insert"
READ, WRITE = "sheets.spreadsheets.values.batchGet", "sheets.spreadsheets.batchUpdate"
RESPONSES, RESPONSE = "forms.forms.responses.list", "forms.forms.responses.get"

_ON_READING = ("rate_limit", "unavailable", "lost_answer", "latency")
_ON_WRITING = (*_ON_READING, "applied_late")

FAULTS: tuple[tuple[str, str], ...] = (
    *((method, kind) for method in (LIST, GET, READ, RESPONSES, RESPONSE) for kind in _ON_READING),
    *((method, kind) for method in (PUT, WRITE) for kind in _ON_WRITING),
    (RESPONSES, "invisible_response"),
)
ALWAYS_CALLED = (LIST, READ, RESPONSES)
"""What every drain calls, whatever waits."""
