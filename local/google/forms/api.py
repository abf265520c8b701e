"""The methods of Forms v1: one row each."""

import copy
import datetime as dt
import re
import secrets

from local.google import access, drive
from local.google.calls import Call, method
from local.google.clock import parse_rfc3339, rfc3339
from local.google.errors import ApiError, invalid, not_found
from local.google.forms import requests, responses
from local.google.jsontypes import Json
from local.google.state import State

_WATCH_LIFE = dt.timedelta(days=7)


def _form(call: Call, needed: int) -> Json:
    access.file_for(call.state, call.path["formId"], call.who, needed)
    form = call.state.forms.get(call.path["formId"])
    if form is None:
        raise not_found()
    return form


def _revision() -> str:
    return secrets.token_hex(8)


def create(call: Call) -> Json:
    """Only titles are taken from the body; everything else must be added by batchUpdate (as documented)."""
    body = call.json("info settings")
    info = body.get("info") or {}
    if not info.get("title"):
        raise invalid("info.title is required.")
    if set(info) - {"title", "documentTitle"}:
        raise invalid("Only info.title can be set when creating a form. Use batchUpdate for everything else.")
    name = info.get("documentTitle") or info["title"]
    file = drive.new_file(call.state, call.who, name, drive.FORM)
    published = not call.flag("unpublished")
    form: Json = {
        "formId": file["id"],
        "info": {"title": info["title"], "documentTitle": name},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "revisionId": _revision(),
        "responderUri": f"{call.state.base_url}/forms/d/e/{file['id']}/viewform",
        "items": [],
        "publishSettings": {"publishState": {"isPublished": published, "isAcceptingResponses": published}},
    }
    call.state.forms.put(file["id"], form)
    return _shown(form)


def _shown(form: Json) -> Json:
    """As answered: an empty list of items is left out."""
    return {name: value for name, value in form.items() if value != []}


def get(call: Call) -> Json:
    return _shown(_form(call, access.READ))


def batch_update(call: Call) -> Json:
    """All requests or none."""
    body = call.json()
    form = _form(call, access.WRITE)
    required = (body.get("writeControl") or {}).get("requiredRevisionId")
    if required and required != form["revisionId"]:
        raise invalid("The requested revision is not the latest revision of the form.")
    draft = copy.deepcopy(form)
    replies = requests.apply(draft, body.get("requests") or [])
    draft["revisionId"] = _revision()
    call.state.forms.put(draft["formId"], draft)
    drive.touch(call.state, draft["formId"])
    answer: Json = {"replies": replies, "writeControl": {"requiredRevisionId": draft["revisionId"]}}
    return {"form": _shown(draft), **answer} if body.get("includeFormInResponse") else answer


def set_publish_settings(call: Call) -> Json:
    body = call.json()
    form = _form(call, access.WRITE)
    state = (body.get("publishSettings") or {}).get("publishState") or {}
    published, accepting = bool(state.get("isPublished")), bool(state.get("isAcceptingResponses"))
    if accepting and not published:
        raise invalid("isAcceptingResponses cannot be true when isPublished is false.")
    settings = {"publishState": {"isPublished": published, "isAcceptingResponses": accepting}}
    call.state.forms.put(form["formId"], {**form, "publishSettings": settings})
    return {"formId": form["formId"], "publishSettings": settings}


def responses_list(call: Call) -> Json:
    """`formId` is left out of each, as documented. With the fault `invisible_response` the newest is missing."""
    form = _form(call, access.READ)
    found = responses.visible(call.state, form["formId"])
    if call.fault is not None and call.fault.kind == "invisible_response" and found:
        found.remove(max(found, key=lambda response: str(response["createTime"])))
    return responses.page(found, call.query)


def responses_get(call: Call) -> Json:
    form = _form(call, access.READ)
    for response in responses.visible(call.state, form["formId"]):
        if response["responseId"] == call.path["responseId"]:
            return {"formId": form["formId"], **response}
    raise not_found()


def watches_create(call: Call) -> Json:
    """One watch a form, project and event type, as documented; its topic must be a full Pub/Sub name."""
    body = call.json()
    form = _form(call, access.WRITE)
    watch = body.get("watch") or {}
    topic = watch.get("target", {}).get("topic", {}).get("topicName", "")
    event = watch.get("eventType")
    if not re.fullmatch(r"projects/[^/]+/topics/[^/]+", topic) or event not in ("RESPONSES", "SCHEMA"):
        raise invalid("A watch needs an eventType and a target.topic.topicName like projects/*/topics/*.")
    watch_id = body.get("watchId") or secrets.token_hex(8)
    if call.state.watches.get(watch_id) or any(
        kept["watch"]["eventType"] == event for _, kept in _watches(call.state, form)
    ):
        raise ApiError(409, "ALREADY_EXISTS", "A watch of this event type already exists for this form and project.")
    now = call.state.clock.now()
    made: Json = {
        "id": watch_id, "target": {"topic": {"topicName": topic}}, "eventType": event, "createTime": rfc3339(now),
        "expireTime": rfc3339(now + _WATCH_LIFE), "state": "ACTIVE",
    }  # fmt: skip
    call.state.watches.put(watch_id, {"formId": form["formId"], "watch": made})
    return made


def _watches(state: State, form: Json) -> list[tuple[str, Json]]:
    """Those of a form that have not expired."""
    now = state.clock.now()
    return [
        (key, kept)
        for key, kept in state.watches.items()
        if kept["formId"] == form["formId"] and parse_rfc3339(kept["watch"]["expireTime"]) > now
    ]


def topics(state: State, form: Json, event: str) -> list[str]:
    """The topics to which a notification of `event` is published."""
    return [
        kept["watch"]["target"]["topic"]["topicName"]
        for _, kept in _watches(state, form)
        if kept["watch"]["eventType"] == event
    ]


def watches_list(call: Call) -> Json:
    found = [kept["watch"] for _, kept in _watches(call.state, _form(call, access.READ))]
    return {"watches": found} if found else {}


def _watch(call: Call) -> Json:
    form = _form(call, access.WRITE)
    for key, kept in _watches(call.state, form):
        if key == call.path["watchId"]:
            return kept
    raise not_found()


def watches_delete(call: Call) -> Json:
    _watch(call)
    call.state.watches.remove(call.path["watchId"])
    return {}


def watches_renew(call: Call) -> Json:
    """Seven days from now, as documented."""
    kept = _watch(call)
    watch = {**kept["watch"], "expireTime": rfc3339(call.state.clock.now() + _WATCH_LIFE), "state": "ACTIVE"}
    call.state.watches.put(call.path["watchId"], {**kept, "watch": watch})
    return watch


_ROOT = "/v1/forms"
_FORM = _ROOT + "/{formId}"
METHODS = [
    method("forms.forms.create", "POST", _ROOT, create, "unpublished", body="form"),
    method("forms.forms.get", "GET", _FORM, get),
    method("forms.forms.batchUpdate", "POST", _FORM + ":batchUpdate", batch_update),
    method("forms.forms.setPublishSettings", "POST", _FORM + ":setPublishSettings", set_publish_settings),
    method("forms.forms.responses.list", "GET", _FORM + "/responses", responses_list, "filter pageSize pageToken"),
    method("forms.forms.responses.get", "GET", _FORM + "/responses/{responseId}", responses_get),
    method("forms.forms.watches.create", "POST", _FORM + "/watches", watches_create),
    method("forms.forms.watches.list", "GET", _FORM + "/watches", watches_list),
    method("forms.forms.watches.delete", "DELETE", _FORM + "/watches/{watchId}", watches_delete),
    method("forms.forms.watches.renew", "POST", _FORM + "/watches/{watchId}:renew", watches_renew),
]
