"""Requests a minute and user, as Sheets and Forms limit them. Off at first.

Sources: developers.google.com/workspace/sheets/api/limits and .../forms/api/limits. A refusal by Forms is assumed to be
worded like one by Sheets.
"""

import datetime as dt
from collections import defaultdict, deque
from dataclasses import dataclass, field

from local.google.errors import ApiError, rate_limited

_WINDOW = dt.timedelta(minutes=1)
_FORMS = {"Read": 390, "Expensive read": 180, "Write": 150}
_EXPENSIVE = ("forms.forms.responses.list",)


@dataclass(slots=True)
class Quotas:
    """`reads` and `writes` are per minute and user of the Sheets API; a refused call does not count."""

    enabled: bool = False
    reads: int = 60
    writes: int = 60
    _spent: dict[tuple[str, str, str], deque[dt.datetime]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, method_id: str, who: str, *, write: bool, now: dt.datetime) -> None:
        """Count one call. ApiError 429 if this user's minute is used up; other APIs are not limited."""
        api = method_id.partition(".")[0]
        limits = {"sheets": {"Read": self.reads, "Write": self.writes}, "forms": _FORMS}.get(api)
        if not self.enabled or limits is None:
            return
        kind = "Expensive read" if method_id in _EXPENSIVE else "Write" if write else "Read"
        recent = self._spent[api, who, kind]
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        if len(recent) >= limits[kind]:
            raise _exceeded(api, kind, limits[kind])
        recent.append(now)

    def reset(self) -> None:
        self._spent.clear()


def _exceeded(api: str, kind: str, limit: int) -> ApiError:
    metric, service = f"{kind} requests", f"{api}.googleapis.com"
    return rate_limited(
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute per user' of service "
        f"'{service}' for consumer 'project_number:100000000000'.",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "service": service,
                    "quota_metric": f"{service}/{kind.lower().replace(' ', '_')}_requests",
                    "quota_limit": f"{kind.title().replace(' ', '')}RequestsPerMinutePerUser",
                    "quota_limit_value": str(limit),
                    "consumer": "projects/100000000000",
                },
            }
        ],
    )
