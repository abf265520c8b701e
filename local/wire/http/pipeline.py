"""What happens to every API call: count, fault, identity, quota, method, field mask, store, answer."""

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from local.wire.conditions import faults
from local.wire.conditions.faults import Fault
from local.wire.errors import ApiError, broken, not_supported, unavailable
from local.wire.http import batch
from local.wire.http.calls import Answer, Call, Method, Route, as_json, check_query, find, query_pairs
from local.wire.identity.admission import admit
from local.wire.identity.tokens import Bearer
from local.wire.jsontypes import Json
from local.wire.schema import masks
from local.wire.state import Late, State

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


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, path and query undecoded, header names in lower case."""

    verb: str
    raw_path: str
    query: str
    headers: dict[str, str]
    body: bytes


Observer = Callable[[Exchange], None]


class ConnectionLost(Exception):
    """The answer is not sent: the connection is cut instead."""


class Pipeline:
    """Takes a request through. Works on the event loop without giving way, so calls are applied one after another."""

    def __init__(self, state: State, methods: Sequence[Method], batches: Collection[str] = ()) -> None:
        """`batches` are the paths that take several calls in one request."""
        self.state, self.methods, self._batches = state, list(methods), batches
        self.observers: list[Observer] = []

    async def __call__(self, request: Request) -> Response:
        raw_path = request.scope.get("raw_path", request.url.path.encode()).decode().partition("?")[0]
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(request.method, raw_path, request.scope["query_string"].decode(), headers, await request.body())
        return await (self._batch(asked) if raw_path in self._batches else self._one(asked))

    async def _one(self, asked: Asked) -> Response:
        verb = asked.headers.get(_OVERRIDE, asked.verb).upper()
        route = find(self.methods, verb, asked.raw_path)
        if route is None:
            return _refusal(not_supported(f"{asked.verb} {unquote(asked.raw_path)}"), legacy=False)
        call = self._call(route, asked)
        answer = await self._answer(call)
        self._observe(call, answer)
        return answer

    async def _batch(self, asked: Asked) -> Response:
        """Each call of a batch goes its own way; together they are no transaction."""
        try:
            calls = batch.read(asked.body, asked.headers)
        except ApiError as error:
            return _refusal(error, legacy=True)
        answers = []
        for inner in calls:
            parts = urlsplit(inner.target)
            answer = await self._one(Asked(inner.verb, parts.path, parts.query, inner.headers, inner.body))
            answers.append(
                batch.InnerAnswer(inner.content_id, answer.status_code, dict(answer.headers), bytes(answer.body))
            )
        content, content_type = batch.written(answers, self.state.clock.now())
        return Response(content, media_type=content_type)

    def _call(self, route: Route, asked: Asked) -> Call[State]:
        method_id = route.method.method_id
        self.state.calls[method_id] += 1
        pairs, body = query_pairs(asked.query), asked.body
        if _OVERRIDE in asked.headers:
            pairs, body = pairs + query_pairs(body.decode()), b""
        fault = self.state.faults.take(method_id)
        return Call(self.state, route.method, route.path, pairs, body, asked.headers, fault=fault)

    async def _answer(self, call: Call[Any]) -> Response:
        legacy = call.method.api.legacy
        try:
            call.who, call.scopes = self._caller(call)
            check_query(call)
            now = self.state.clock.now()
            self.state.quotas.spend(call.method.method_id, call.who, write=call.method.writes, now=now)
            return await self._with_fault(call, call.fault)
        except ApiError as error:
            return _refusal(error, legacy=legacy)
        except ConnectionLost:
            raise
        except Exception:
            _log.exception("%s broke the local Google", call.method.method_id)
            return _refusal(broken(), legacy=legacy)

    def _caller(self, call: Call[Any]) -> Bearer:
        method = call.method
        return admit(self.state, method.api, method.method_id, call.query, call.headers, reads=not method.writes)

    async def _with_fault(self, call: Call[Any], fault: Fault | None) -> Response:
        kind = fault.kind if fault else ""
        if fault is None or kind not in faults.KINDS:  # the method itself carries it out
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

    def _apply_later(self, call: Call[Any], seconds: float) -> None:
        late = Late(call.method.method_id, lambda: self.perform(call))
        self.state.late.append(late)
        if seconds:
            asyncio.get_running_loop().call_later(seconds, apply_late, late)

    def perform(self, call: Call[Any]) -> Response:
        """Handle the call and keep what it changed. ApiError if the method refuses; then nothing has changed."""
        result = call.method.handle(call)
        self.state.store.commit()
        if isinstance(result, Answer):
            return Response(result.body, result.status, result.all_headers())
        return Response(as_json(self._masked(call, result)), 200, media_type="application/json; charset=UTF-8")

    def _masked(self, call: Call[Any], result: Json) -> Any:
        mask = call.query.get("fields")
        return masks.select(result, masks.parse(mask)) if mask else result

    def _observe(self, call: Call[Any], answer: Response) -> None:
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
    body = (json.dumps(error.as_json(legacy=legacy), ensure_ascii=False, indent=2) + "\n").encode()
    return Response(body, error.code, error.headers, media_type="application/json; charset=UTF-8")
