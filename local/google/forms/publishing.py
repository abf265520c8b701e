"""Whether a form can be seen and answered: forms.setPublishSettings, and who may respond. Sources as in `model`."""

from local.google.call import Call
from local.google.files import access
from local.google.forms.model import form_for, shown
from local.google.state import State
from local.wire.errors import invalid
from local.wire.jsontypes import Json
from local.wire.schema import masks

ACCESS: Json = {"id": "anyoneWithLink", "type": "anyone", "role": "reader", "view": access.PUBLISHED}
"""What Drive says of a form that whoever has the link may answer: on every new form (recorded)."""


def publish_settings(*, published: bool, accepting: bool) -> Json:
    return {"publishState": {"isPublished": published, "isAcceptingResponses": accepting}}


def set_publish_settings(call: Call) -> Json:
    """Both booleans must be set, and only a published form may accept responses (documented).

    Documented masks are `publish_state` and `*`; the two fields by their paths are used by a widely installed tool
    (taylorwilsdon/google_workspace_mcp#862).
    """
    body = call.json()
    form = form_for(call, access.WRITE)
    if "publishSettings" not in body:
        raise invalid("publish_settings is required.")
    mask = masks.parse(body.get("updateMask") or "*")
    masks.check(mask, "forms", "PublishSettings")
    if (body["publishSettings"].get("publishState") or {}).keys() != {"isPublished", "isAcceptingResponses"}:
        raise invalid("Both is_published and is_accepting_responses must be set.")
    settings = masks.merge(form["publishSettings"], body["publishSettings"], mask)
    state = settings["publishState"]
    if state["isAcceptingResponses"] and not state["isPublished"]:
        raise invalid("is_accepting_responses cannot be true when is_published is false.")
    call.state.forms.put(form["formId"], {**form, "publishSettings": settings})
    return {"formId": form["formId"], "publishSettings": shown(settings)}


def is_published(form: Json) -> bool:
    return bool(form["publishSettings"]["publishState"]["isPublished"])


def is_accepting(form: Json) -> bool:
    return bool(form["publishSettings"]["publishState"]["isAcceptingResponses"])


def may_respond(state: State, form: Json, who: str) -> bool:
    """Whether the form is published to this person, or to whoever has the link."""
    file = state.files.get(form["formId"])
    return file is not None and is_published(form) and access.sees(file, who, access.PUBLISHED)
