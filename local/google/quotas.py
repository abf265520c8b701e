"""Requests a minute and user, as Sheets limits them. Off at first.

Source: developers.google.com/workspace/sheets/api/limits.
"""

import datetime as dt
from collections import defaultdict, deque
from dataclasses import dataclass, field

from local.google.errors import ApiError, rate_limited

_WINDOW = dt.timedelta(minutes=1)


@dataclass(slots=True)
class Quotas:
    """`reads` and `writes` are per minute and user of the Sheets API; a refused call does not count."""

    enabled: bool = False
    reads: int = 60
    writes: int = 60
    _spent: dict[tuple[str, str], deque[dt.datetime]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, who: str, *, write: bool, now: dt.datetime) -> None:
        """Count one call. ApiError 429 if this user's minute is used up."""
        if not self.enabled:
            return
        kind, limit = ("Write", self.writes) if write else ("Read", self.reads)
        recent = self._spent[who, kind]
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        if len(recent) >= limit:
            raise _exceeded(kind, limit)
        recent.append(now)

    def reset(self) -> None:
        self._spent.clear()


def _exceeded(kind: str, limit: int) -> ApiError:
    metric = f"{kind} requests"
    return rate_limited(
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute per user' of service "
        "'sheets.googleapis.com' for consumer 'project_number:100000000000'.",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "service": "sheets.googleapis.com",
                    "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
                    "quota_limit": f"{kind}RequestsPerMinutePerUser",
                    "quota_limit_value": str(limit),
                    "consumer": "projects/100000000000",
                },
            }
        ],
    )
