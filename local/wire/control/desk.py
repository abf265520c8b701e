"""The control API under /_local/: JSON in, JSON out."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Generic

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from typing_extensions import TypeVar

from local.wire.conditions.clock import parse_rfc3339
from local.wire.deliveries import Deliveries
from local.wire.http.pipeline import Pipeline, apply_late
from local.wire.identity import accounts, keys, tokens
from local.wire.jsontypes import Json, parsed
from local.wire.state import OWNER, State

Handler = Callable[[Json], Any]
Table = dict[tuple[str, str], Handler]
"""What to do, by verb and path."""
S_co = TypeVar("S_co", bound=State, covariant=True)


class Refused(Exception):
    """A control request that makes no sense; the message says why."""


class Desk(Generic[S_co]):
    """What every stand-in can be told and asked: faults, counts, late writes, time, accounts, schedules.

    A stand-in that can be told more adds to `table`.
    """

    def __init__(self, state: S_co, pipeline: Pipeline, deliveries: Deliveries) -> None:
        self.state, self.deliveries = state, deliveries
        self._known = {method.method_id for method in pipeline.methods}

    def table(self) -> Table:
        return {
            ("GET", "faults"): self._faults,
            ("POST", "faults"): self._fault_add,
            ("DELETE", "faults"): self._faults_clear,
            ("GET", "calls"): lambda _: dict(self.state.calls),
            ("DELETE", "calls"): self._calls_reset,
            ("GET", "late"): self._late,
            ("POST", "late"): self._late_apply,
            ("POST", "schedules"): self._schedule,
            ("POST", "accounts"): lambda body: accounts.create(self.state, body.get("email") or OWNER),
            ("POST", "tokens"): self._token,
            ("POST", "keys"): lambda _: {"key": keys.create(self.state)},
            ("POST", "clock"): self.set_clock,
        }

    def routes(self) -> list[Route]:
        return [
            Route(f"/_local/{path}", self._endpoint(handler), methods=[verb])
            for (verb, path), handler in self.table().items()
        ]

    def _endpoint(self, handler: Handler) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            try:
                raw = await request.body()
                answer = handler(parsed(raw) if raw.strip() else {})
            except (Refused, ValueError, TypeError, KeyError) as fault:
                return JSONResponse({"error": str(fault)}, 400)
            self.state.store.commit()
            return JSONResponse(answer)

        return endpoint

    def _fault_add(self, body: Json) -> Any:
        if body.get("method") not in self._known:
            raise Refused(f"unknown method {body.get('method')!r}; known: {', '.join(sorted(self._known))}")
        return self.state.faults.add(**body).as_json()

    def _faults(self, _: Json) -> Any:
        faults = self.state.faults
        kinds = {name: kind._asdict() for name, kind in faults.kinds.items()}
        return {"waiting": [fault.as_json() for fault in faults.waiting()], "used": faults.used, "kinds": kinds}

    def _faults_clear(self, _: Json) -> Any:
        self.state.faults.clear()
        return {}

    def _calls_reset(self, _: Json) -> Any:
        self.state.calls.clear()
        return {}

    def _late(self, _: Json) -> Any:
        return [{"method": late.method, "outcome": late.outcome} for late in self.state.late]

    def _late_apply(self, body: Json) -> Any:
        for late in list(self.state.late):
            apply_late(late)
        outcomes = self._late(body)
        self.state.late.clear()
        return outcomes

    def _schedule(self, body: Json) -> Any:
        self.deliveries.schedule(body["endpoint"], float(body.get("seconds") or 0))
        return {"schedules": sorted(self.deliveries.schedules)}

    def _token(self, body: Json) -> Any:
        """A bearer token without the signing: for tests and curl. The account is created if it is new."""
        email = body.get("email") or OWNER
        if self.state.accounts.get(email) is None:
            accounts.create(self.state, email)
        return {"access_token": tokens.issue(self.state, email, body.get("scopes")), "email": email}

    def set_clock(self, body: Json) -> Any:
        clock = self.state.clock
        if "now" in body:
            clock.set(parse_rfc3339(body["now"]))
        if "offset" in body:
            clock.offset = dt.timedelta(seconds=float(body["offset"]))
        return {"now": clock.stamp(), "offset": clock.offset.total_seconds()}
