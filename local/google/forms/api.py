"""The methods of Forms v1: one row each. Sources as in `model`."""

import copy

from local.google.call import Call
from local.google.drive import files
from local.google.files import access
from local.google.forms import publishing, requests, responses, watches
from local.google.forms.model import (
    FIRST_REVISION,
    form_for,
    is_older,
    next_revision,
    one_line,
    path_for_respondents,
    responder_id,
    shown,
)
from local.google.state import State
from local.wire.errors import bad_field, invalid, not_found, not_supported
from local.wire.http.calls import method
from local.wire.jsontypes import Json

_UNTITLED = "Untitled form"


def create(call: Call) -> Json:
    """Only titles are taken from the body; everything else must be added by batchUpdate (documented, reported).

    A new form is unpublished (documented for all made after June 2026; in October 2026 some were still published, so
    nobody should rely on either) and whoever has its link may answer it once it is published (recorded).
    """
    body = call.json()
    info = body.get("info") or {}
    if body.keys() - {"info"} or info.keys() - {"title", "documentTitle"}:
        raise invalid(
            "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
        )
    if not info.get("title"):
        raise invalid("info.title is required.")
    one_line(info["title"])
    name = info.get("documentTitle") or _UNTITLED
    published = call.query.get("unpublished") == "false"
    file = files.new_file(call.state, call.who, name, files.FORM)
    call.state.files.put(file["id"], {**file, "permissions": [*file["permissions"], publishing.ACCESS]})
    form: Json = {
        "formId": file["id"],
        "info": {"title": info["title"], "documentTitle": name},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "revisionId": FIRST_REVISION,
        "responderId": responder_id(),
        "items": [],
        "publishSettings": publishing.publish_settings(published=published, accepting=published),
    }
    call.state.forms.put(file["id"], form)
    return _shown(call.state, form)


def _shown(state: State, form: Json) -> Json:
    """As answered. The document's title is the file's name, which Drive can change (documented)."""
    found: Json = shown(form)
    del found["responderId"]
    file = state.files.get(form["formId"])
    info = {**found["info"], "documentTitle": file["name"]} if file else found["info"]
    return {**found, "info": info, "responderUri": state.base_url + path_for_respondents(form)}


def get(call: Call) -> Json:
    return _shown(call.state, form_for(call, access.READ))


def batch_update(call: Call) -> Json:
    """All requests or none."""
    body = call.json()
    form = form_for(call, access.WRITE)
    _check_revision(form, body.get("writeControl") or {})
    draft = copy.deepcopy(form)
    replies = requests.apply(draft, body.get("requests") or [])
    draft["revisionId"] = next_revision(form["revisionId"])
    call.state.forms.put(draft["formId"], draft)
    files.touch(call.state, draft["formId"])
    answer: Json = {"replies": replies, "writeControl": {"requiredRevisionId": draft["revisionId"]}}
    return {"form": _shown(call.state, draft), **answer} if body.get("includeFormInResponse") else answer


def _check_revision(form: Json, control: Json) -> None:
    """400 for a revision that is not the latest (documented; the words are assumed).

    Google merges into a target that is a little older; that is not built.
    """
    required, target = control.get("requiredRevisionId"), control.get("targetRevisionId")
    if required and target:
        text = "oneof field 'control' is already set. Cannot set 'targetRevisionId'"
        raise bad_field("write_control", f"Invalid value at 'write_control' (oneof), {text}")
    if required and required != form["revisionId"]:
        raise invalid("The required revision ID does not match the latest revision of the form.")
    if target and target != form["revisionId"]:
        if is_older(target, form["revisionId"]):
            raise not_supported("merging changes into an older revision of a form")
        raise invalid("Invalid target revision ID.")


def responses_list(call: Call) -> Json:
    """`formId` is left out of each, as documented. With the fault `invisible_response` the newest is missing."""
    form = form_for(call, access.READ)
    found = responses.visible(call.state, form["formId"])
    if call.fault is not None and call.fault.kind == "invisible_response" and found:
        found.remove(max(found, key=lambda response: str(response["createTime"])))
    return responses.page(found, form["formId"], call.query)


def responses_get(call: Call) -> Json:
    form = form_for(call, access.READ)
    for response in responses.visible(call.state, form["formId"]):
        if response["responseId"] == call.path["responseId"]:
            return {"formId": form["formId"], **response}
    raise not_found()


_ROOT = "/v1/forms"
_FORM = _ROOT + "/{formId}"
_WATCH = _FORM + "/watches/{watchId}"
METHODS = [
    method("forms.forms.create", "POST", _ROOT, create, "unpublished", body="form"),
    method("forms.forms.get", "GET", _FORM, get),
    method("forms.forms.batchUpdate", "POST", _FORM + ":batchUpdate", batch_update),
    method("forms.forms.setPublishSettings", "POST", _FORM + ":setPublishSettings", publishing.set_publish_settings),
    method("forms.forms.responses.list", "GET", _FORM + "/responses", responses_list, "filter pageSize pageToken"),
    method("forms.forms.responses.get", "GET", _FORM + "/responses/{responseId}", responses_get),
    method("forms.forms.watches.create", "POST", _FORM + "/watches", watches.create),
    method("forms.forms.watches.list", "GET", _FORM + "/watches", watches.list_watches),
    method("forms.forms.watches.delete", "DELETE", _WATCH, watches.delete),
    method("forms.forms.watches.renew", "POST", _WATCH + ":renew", watches.renew),
]
