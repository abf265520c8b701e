"""The control API under /_local/: what a test or a demo sets and asks that Google has no method for. JSON only."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.google.faults import KINDS
from local.google.forms import responses, watches
from local.google.forms.pubsub import Pubsub
from local.google.methods import METHODS
from local.google.state import State
from local.google.storage.objects.shelf import content_of
from local.google.workbook import render
from local.google.workbook.a1 import WHOLE
from local.wire.conditions.clock import parse_rfc3339
from local.wire.http.pipeline import apply_late
from local.wire.identity import accounts, keys, tokens
from local.wire.jsontypes import Json, parsed
from local.wire.state import OWNER

Handler = Callable[[State, Pubsub, Json], Any]


class Refused(Exception):
    """A control request that makes no sense; the message says why."""


def _fault_add(state: State, _: Pubsub, body: Json) -> Any:
    known = {method.method_id for method in METHODS}
    if body.get("method") not in known:
        raise Refused(f"unknown method {body.get('method')!r}; known: {', '.join(sorted(known))}")
    return state.faults.add(**body).as_json()


def _faults(state: State, _: Pubsub, __: Json) -> Any:
    kinds = {name: kind._asdict() for name, kind in KINDS.items()}
    return {"waiting": [fault.as_json() for fault in state.faults.waiting()], "used": state.faults.used, "kinds": kinds}


def _faults_clear(state: State, _: Pubsub, __: Json) -> Any:
    state.faults.clear()
    return {}


def _calls(state: State, _: Pubsub, __: Json) -> Any:
    return dict(state.calls)


def _calls_reset(state: State, _: Pubsub, __: Json) -> Any:
    state.calls.clear()
    return {}


def _late(state: State, _: Pubsub, __: Json) -> Any:
    return [{"method": late.method, "outcome": late.outcome} for late in state.late]


def _late_apply(state: State, pubsub: Pubsub, body: Json) -> Any:
    for late in list(state.late):
        apply_late(late)
    outcomes = _late(state, pubsub, body)
    state.late.clear()
    return outcomes


def _response_add(state: State, pubsub: Pubsub, body: Json) -> Any:
    """Put a response into a form as it is, however odd."""
    form = state.forms.get(str(body.get("formId")))
    if form is None:
        raise Refused(f"no form {body.get('formId')!r}")
    created = parse_rfc3339(body["createTime"]) if body.get("createTime") else None
    response = responses.submit(
        state, form["formId"], body.get("answers") or {}, email=body.get("respondentEmail"), created=created,
        visible_after=float(body.get("visibleAfter") or 0), response_id=body.get("responseId"),
    )  # fmt: skip
    if body.get("announce", True):
        pubsub.announce(form["formId"])
    return response


def _response_edit(state: State, pubsub: Pubsub, body: Json) -> Any:
    kept = state.responses.get(str(body.get("responseId")))
    if kept is None:
        raise Refused(f"no response {body.get('responseId')!r}")
    response = responses.edit(state, kept, body.get("answers") or {})
    pubsub.announce(kept["formId"])
    return response


def _response_delete(state: State, _: Pubsub, body: Json) -> Any:
    """As the form's owner can in the editor; the API has no such method."""
    if state.responses.get(str(body.get("responseId"))) is None:
        raise Refused(f"no response {body.get('responseId')!r}")
    state.responses.remove(str(body["responseId"]))
    return {}


def _subscribe(_: State, pubsub: Pubsub, body: Json) -> Any:
    endpoints = pubsub.subscriptions.setdefault(body["topic"], [])
    if body["endpoint"] not in endpoints:
        endpoints.append(body["endpoint"])
    return pubsub.subscriptions


def _unsubscribe(_: State, pubsub: Pubsub, __: Json) -> Any:
    pubsub.subscriptions.clear()
    return {}


def _topic(state: State, _: Pubsub, body: Json) -> Any:
    """Whether Forms may publish to a topic. It may, until this says otherwise."""
    state.topics.put(str(body["topic"]), {"granted": bool(body["granted"])})
    return dict(state.topics.items())


def _watch_suspend(state: State, _: Pubsub, body: Json) -> Any:
    """Google suspends a watch after an error that has passed."""
    if body.get("errorType") not in watches.ERRORS or state.watches.get(str(body.get("watchId"))) is None:
        raise Refused(f"no watch {body.get('watchId')!r}, or no error {body.get('errorType')!r}")
    watches.suspend(state, body["watchId"], body["errorType"])
    return {}


def _pushes(_: State, pubsub: Pubsub, __: Json) -> Any:
    return {"subscriptions": pubsub.subscriptions, "posts": [asdict(post) for post in pubsub.deliveries.posts]}


def _schedule(_: State, pubsub: Pubsub, body: Json) -> Any:
    pubsub.deliveries.schedule(body["endpoint"], float(body.get("seconds") or 0))
    return {"schedules": sorted(pubsub.deliveries.schedules)}


def _account(state: State, _: Pubsub, body: Json) -> Any:
    return accounts.create(state, body.get("email") or OWNER)


def _token(state: State, _: Pubsub, body: Json) -> Any:
    """A bearer token without the signing: for tests and curl. The account is created if it is new."""
    email = body.get("email") or OWNER
    if state.accounts.get(email) is None:
        accounts.create(state, email)
    return {"access_token": tokens.issue(state, email, body.get("scopes")), "email": email}


def _api_key(state: State, _: Pubsub, __: Json) -> Any:
    return {"key": keys.create(state)}


def _clock(state: State, pubsub: Pubsub, body: Json) -> Any:
    if "now" in body:
        state.clock.set(parse_rfc3339(body["now"]))
    if "offset" in body:
        state.clock.offset = dt.timedelta(seconds=float(body["offset"]))
    pubsub.catch_up()
    return {"now": state.clock.stamp(), "offset": state.clock.offset.total_seconds()}


def _quotas(state: State, _: Pubsub, body: Json) -> Any:
    state.quotas.enabled = bool(body.get("enabled", state.quotas.enabled))
    limits = {"Read": int(body.get("reads", 60)), "Write": int(body.get("writes", 60))}
    state.quotas.changed["sheets"] = limits
    state.quotas.reset()
    return {"enabled": state.quotas.enabled, "reads": limits["Read"], "writes": limits["Write"]}


def _dump(state: State, _: Pubsub, __: Json) -> Any:
    """Everything a person could see: workbooks by tab, forms with all responses, objects."""
    books = {}
    for book in state.books.values():
        show = render.renderer(book, "FORMATTED_VALUE", "SERIAL_NUMBER")
        plain = render.renderer(book, "UNFORMATTED_VALUE", "SERIAL_NUMBER")
        tabs = {}
        for sheet in book.sheets:
            area = sheet.clip(WHOLE)
            notes = [cell.note for row in sheet.grid.rows for cell in row if cell is not None and cell.note]
            tabs[sheet.title] = {
                "values": render.values(sheet, area, plain), "shown": render.values(sheet, area, show), "notes": notes,
            }  # fmt: skip
        books[book.book_id] = {"title": book.properties["title"], "tabs": tabs}
    forms = {key: {**form, "responses": _responses_of(state, key)} for key, form in state.forms.items()}
    return {"workbooks": books, "forms": forms, "objects": _objects(state), "files": dict(state.files.items())}


def _responses_of(state: State, form_id: str) -> list[Json]:
    return [kept["response"] for kept in state.responses.values() if kept["formId"] == form_id]


def _objects(state: State) -> Json:
    found: Json = {}
    for kept in state.objects.values():
        content = content_of(kept)
        try:
            body: Any = parsed(content)
        except ValueError:
            body = content.decode("utf-8", "replace")
        found.setdefault(kept["bucket"], {})[kept["name"]] = body
    return found


TABLE: dict[tuple[str, str], Handler] = {
    ("GET", "faults"): _faults,
    ("POST", "faults"): _fault_add,
    ("DELETE", "faults"): _faults_clear,
    ("GET", "calls"): _calls,
    ("DELETE", "calls"): _calls_reset,
    ("GET", "late"): _late,
    ("POST", "late"): _late_apply,
    ("POST", "responses"): _response_add,
    ("POST", "responses/edit"): _response_edit,
    ("POST", "responses/delete"): _response_delete,
    ("GET", "pushes"): _pushes,
    ("POST", "subscriptions"): _subscribe,
    ("DELETE", "subscriptions"): _unsubscribe,
    ("POST", "topics"): _topic,
    ("POST", "watches/suspend"): _watch_suspend,
    ("POST", "schedules"): _schedule,
    ("POST", "accounts"): _account,
    ("POST", "tokens"): _token,
    ("POST", "keys"): _api_key,
    ("POST", "clock"): _clock,
    ("POST", "quotas"): _quotas,
    ("GET", "dump"): _dump,
}


def routes(state: State, pubsub: Pubsub) -> list[Route]:
    return [
        Route(f"/_local/{path}", _endpoint(handler, state, pubsub), methods=[verb])
        for (verb, path), handler in TABLE.items()
    ]


def _endpoint(handler: Handler, state: State, pubsub: Pubsub) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            raw = await request.body()
            answer = handler(state, pubsub, parsed(raw) if raw.strip() else {})
        except (Refused, ValueError, TypeError, KeyError) as fault:
            return JSONResponse({"error": str(fault)}, 400)
        state.store.commit()
        return JSONResponse(answer)

    return endpoint
