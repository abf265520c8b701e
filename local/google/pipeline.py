"""What happens to every API call: count, fault, identity, quota, method, field mask, store, answer."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from local.google import accounts, buckets, conversion, drive, fields, objects, sharing
from local.google.calls import Answer, Call, Route, as_json, check_query, find, query_pairs
from local.google.errors import ApiError, anonymous, broken, not_supported, unavailable
from local.google.faults import Fault
from local.google.forms import api as forms_api
from local.google.jsontypes import Json
from local.google.sheets import api as sheets_api
from local.google.state import Late, State

METHODS = [
    method
    for table in (sheets_api, drive, sharing, conversion, forms_api, buckets, objects)
    for method in table.METHODS
]
_LEGACY = ("drive", "storage")
_OVERRIDE = "x-http-method-override"
"""A GET whose parameters are too long for a URL travels as a POST with them in the body (google-api-python-client)."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call and its answer, for whoever watches (the discovery validator of the tests)."""

    method_id: str
    path: dict[str, str]
    query: list[tuple[str, str]]
    request: bytes
    content_type: str
    status: int
    answer: bytes


Observer = Callable[[Exchange], None]


class ConnectionLost(Exception):
    """The answer is not sent: the connection is cut instead."""


class Pipeline:
    """Takes a request through. Works on the event loop without giving way, so calls are applied one after another."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.observers: list[Observer] = []

    async def __call__(self, request: Request) -> Response:
        raw_path = request.scope.get("raw_path", request.url.path.encode()).decode().partition("?")[0]
        verb = request.headers.get(_OVERRIDE, request.method).upper()
        route = find(METHODS, verb, raw_path)
        if route is None:
            return _refusal(not_supported(f"{request.method} {request.url.path}"), legacy=False)
        call = await self._call(route, request)
        answer = await self._answer(call)
        self._observe(call, answer)
        return answer

    async def _call(self, route: Route, request: Request) -> Call:
        method_id = route.method.method_id
        self.state.calls[method_id] += 1
        pairs, body = query_pairs(request.scope["query_string"].decode()), await request.body()
        if _OVERRIDE in request.headers:
            pairs, body = pairs + query_pairs(body.decode()), b""
        headers = {name.lower(): value for name, value in request.headers.items()}
        fault = self.state.faults.take(method_id)
        return Call(self.state, route.method, route.path, pairs, body, headers, fault=fault)

    async def _answer(self, call: Call) -> Response:
        legacy = call.method.api in _LEGACY
        try:
            call.who = self._who(call)
            check_query(call)
            if call.method.api == "sheets":
                self.state.quotas.spend(call.who, write=call.method.writes, now=self.state.clock.now())
            return await self._with_fault(call, call.fault)
        except ApiError as error:
            return _refusal(error, legacy=legacy)
        except ConnectionLost:
            raise
        except Exception:
            _log.exception("%s broke the local Google", call.method.method_id)
            return _refusal(broken(), legacy=legacy)

    def _who(self, call: Call) -> str:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            token = call.query.get("access_token", "")
        if not token:
            if call.method.api == "storage":
                return ""
            raise anonymous(call.method.api, call.method.verb)
        return accounts.whose(self.state, token)

    async def _with_fault(self, call: Call, fault: Fault | None) -> Response:
        kind = fault.kind if fault else ""
        if fault is None or kind in ("lost_append", "invisible_response"):
            return self.perform(call)
        if kind == "latency":
            await asyncio.sleep(fault.seconds)
            return self.perform(call)
        if kind == "rate_limit":
            raise ApiError(
                429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", "rateLimitExceeded"
            )
        if kind == "lost_answer":
            self.perform(call)
            if fault.answer == "close":
                raise ConnectionLost
        if kind == "applied_late":
            self._apply_later(call, fault.seconds)
        raise unavailable()

    def _apply_later(self, call: Call, seconds: float) -> None:
        late = Late(call.method.method_id, lambda: self.perform(call))
        self.state.late.append(late)
        if seconds:
            asyncio.get_running_loop().call_later(seconds, apply_late, late)

    def perform(self, call: Call) -> Response:
        """Handle the call and keep what it changed. ApiError if the method refuses; then nothing has changed."""
        result = call.method.handle(call)
        self.state.store.commit()
        if isinstance(result, Answer):
            return Response(result.body, result.status, result.headers, media_type=result.content_type)
        return Response(as_json(self._masked(call, result)), 200, media_type="application/json; charset=UTF-8")

    def _masked(self, call: Call, result: Json) -> Any:
        mask = call.query.get("fields")
        return fields.select(result, fields.parse(mask)) if mask else result

    def _observe(self, call: Call, answer: Response) -> None:
        if self.observers:
            exchange = Exchange(
                call.method.method_id, call.path, call.pairs, call.body, call.headers.get("content-type", ""),
                answer.status_code, bytes(answer.body),
            )  # fmt: skip
            for observer in self.observers:
                observer(exchange)


def apply_late(late: Late) -> None:
    """Apply a write that was answered with 503, once; its outcome is kept for whoever asks."""
    if late.outcome != "waiting":
        return
    try:
        late.apply()
        late.outcome = "applied"
    except ApiError as error:
        late.outcome = f"refused: {error.code} {error.message}"


def _refusal(error: ApiError, *, legacy: bool) -> Response:
    body = json.dumps(error.as_json(legacy=legacy), ensure_ascii=False, indent=2).encode()
    return Response(body, error.code, media_type="application/json; charset=UTF-8")
