"""Requests a minute and user, as each API declares its limits. Off at first."""

import datetime as dt
from collections import defaultdict, deque
from dataclasses import dataclass, field

from local.wire.errors import ApiError, rate_limited
from local.wire.schema.api import of

_WINDOW = dt.timedelta(minutes=1)


@dataclass(slots=True)
class Quotas:
    """`changed` holds the limits that a test sets: API -> kind -> calls a minute. A refused call does not count."""

    enabled: bool = False
    changed: dict[str, dict[str, int]] = field(default_factory=dict)
    _spent: dict[tuple[str, str, str], deque[dt.datetime]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, method_id: str, who: str, *, write: bool, now: dt.datetime) -> None:
        """Count one call. ApiError 429 if this user's minute is used up; other APIs are not limited."""
        api = of(method_id)
        if not self.enabled or not api.a_minute:
            return
        limits = {**api.a_minute, **self.changed.get(api.name, {})}
        kind = "Expensive read" if method_id in api.expensive else "Write" if write else "Read"
        recent = self._spent[api.name, who, kind]
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        if len(recent) >= limits[kind]:
            raise _exceeded(api.name, kind, limits[kind])
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
