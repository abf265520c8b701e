"""Watches: where a form's events are announced, for whom, until when. Sources as in `model`.

live: vm0-ai/vm0#25163 (August 2026). The guide: developers.google.com/workspace/forms/api/guides/push-notifications.
Watches of SCHEMA are kept like the others, but nothing is announced to them: that is not built.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterator

from local.google.call import Call
from local.google.files import access
from local.google.forms.model import form_for
from local.google.state import State
from local.wire.conditions.clock import parse_rfc3339, proto_time
from local.wire.errors import ApiError, denied, failed_precondition, invalid, not_found
from local.wire.jsontypes import Json

LIFE = dt.timedelta(days=7)
ERRORS = ("PROJECT_NOT_AUTHORIZED", "NO_USER_ACCESS", "OTHER_ERRORS")
_MOST = 20
_CHOSEN_ID = re.compile(r"[a-z-]{4,63}")
_TOPIC = re.compile(r"projects/([^/]+)/topics/[^/]+")
_OF_A_PROJECT = re.compile(r".*@([^@.]+)\.iam\.gserviceaccount\.com")
_OWN_PROJECT = "lokal"


def create(call: Call) -> Json:
    """One for each user, project, form and event (live); in which order the rest is checked is assumed."""
    body = call.json()
    form = form_for(call, access.WRITE)  # before the topic (live)
    wanted = _checked(body)
    project, event, topic = _project(call.who), wanted["eventType"], wanted["target"]["topic"]["topicName"]
    if not _may_publish(call.state, project, topic):
        raise denied("Topic parent project not found or permission denied.")  # live
    others = [kept for _, kept in _watches(call.state, form["formId"], event) if kept["project"] == project]
    if any(kept["who"] == call.who for kept in others):
        raise failed_precondition("A watch for the given end user, project, form, and event type already exists.")
    if len(others) >= _MOST:  # the limit is in the guide, the words are assumed
        raise failed_precondition("The project has too many watches on the form.")
    watch_id = body.get("watchId") or str(uuid.uuid4())
    if call.state.watches.get(watch_id):
        raise ApiError(409, "ALREADY_EXISTS", "A watch with this ID already exists.")  # assumed
    now = call.state.clock.now()
    made: Json = {
        "id": watch_id, "target": {"topic": {"topicName": topic}}, "eventType": event,
        "createTime": proto_time(now), "expireTime": proto_time(now + LIFE), "state": "ACTIVE",
    }  # fmt: skip
    kept = {"formId": form["formId"], "who": call.who, "project": project, "watch": made}
    call.state.watches.put(watch_id, kept)
    return made


def _checked(body: Json) -> Json:
    """The watch asked for. Which ids may be chosen and that the watch brings none is documented, the words are not."""
    wanted: Json = body.get("watch") or {}
    if body.get("watchId") and not _CHOSEN_ID.fullmatch(body["watchId"]):
        raise invalid("watch_id must have 4 to 63 characters of a-z and -.")
    if "id" in wanted:
        raise invalid("No ID may be set on the watch; use watch_id instead.")
    if wanted.get("eventType") not in ("RESPONSES", "SCHEMA"):
        raise invalid("watch.event_type is required.")
    topic = wanted.get("target", {}).get("topic", {}).get("topicName", "")
    if not _TOPIC.fullmatch(topic):
        raise invalid("watch.target.topic.topic_name must be like projects/*/topics/*.")
    return wanted


def _project(who: str) -> str:
    """The project that calls: that of a service account; for people, the one whose client they use."""
    match = _OF_A_PROJECT.fullmatch(who)
    return match[1] if match else _OWN_PROJECT


def _may_publish(state: State, project: str, topic: str) -> bool:
    """Only the project that owns a topic may have it told (documented), and Forms must be granted to publish to it.

    Here every topic exists and is granted, but those that `POST /_local/topics` took the grant from.
    """
    match = _TOPIC.fullmatch(topic)
    kept = state.topics.get(topic)
    return match is not None and match[1] == project and (kept is None or bool(kept["granted"]))


def _watches(state: State, form_id: str, event: str = "") -> Iterator[tuple[str, Json]]:
    """Those of a form that have not expired."""
    now = state.clock.now()
    for key, kept in state.watches.items():
        here = kept["formId"] == form_id and event in ("", kept["watch"]["eventType"])
        if here and parse_rfc3339(kept["watch"]["expireTime"]) > now:
            yield key, kept


def list_watches(call: Call) -> Json:
    """Those of the calling project (documented), whichever of its users they are for (assumed)."""
    form, project = form_for(call, access.READ), _project(call.who)
    found = [kept["watch"] for _, kept in _watches(call.state, form["formId"]) if kept["project"] == project]
    return {"watches": found} if found else {}


def _own(call: Call) -> Json | None:
    """The caller's watch of this id, if it has not expired."""
    form = form_for(call, access.WRITE)
    for key, kept in _watches(call.state, form["formId"]):
        if key == call.path["watchId"] and (kept["who"], kept["project"]) == (call.who, _project(call.who)):
            return kept
    return None


def delete(call: Call) -> Json:
    """One that is gone, was never there or is somebody else's is refused alike (live)."""
    if _own(call) is None:
        raise denied("Watch not found or permission denied.")
    call.state.watches.remove(call.path["watchId"])
    return {}


def renew(call: Call) -> Json:
    """Seven days from now; id and createTime stay (live). An error that lasts is refused (documented)."""
    kept = _own(call)
    if kept is None:
        raise not_found()  # documented for one that expired
    if error := _error(call.state, kept):
        raise failed_precondition(f"The watch cannot be renewed: {error}.")  # the words are assumed
    watch = {name: value for name, value in kept["watch"].items() if name != "errorType"}
    watch |= {"expireTime": proto_time(call.state.clock.now() + LIFE), "state": "ACTIVE"}
    call.state.watches.put(watch["id"], {**kept, "watch": watch})
    return watch


def _error(state: State, kept: Json) -> str:
    """Why nothing can be announced to a watch now. What is said of a topic without grant is assumed."""
    file = state.files.get(kept["formId"])
    if file is None or access.rank(file, kept["who"]) < access.WRITE:
        return "NO_USER_ACCESS"
    topic = kept["watch"]["target"]["topic"]["topicName"]
    return "" if _may_publish(state, kept["project"], topic) else "OTHER_ERRORS"


def suspend(state: State, watch_id: str, error: str) -> None:
    """What Google does when it cannot announce: nothing more until the watch is renewed (documented)."""
    kept = state.watches.get(watch_id)
    if kept is not None:
        watch = {**kept["watch"], "state": "SUSPENDED", "errorType": error}
        state.watches.put(watch_id, {**kept, "watch": watch})


def ready(state: State, form_id: str, event: str) -> list[Json]:
    """The watches to which an event is announced now; those that cannot be told are suspended instead."""
    found = []
    for key, kept in _watches(state, form_id, event):
        if kept["watch"]["state"] == "ACTIVE":
            if error := _error(state, kept):
                suspend(state, key, error)
            else:
                found.append(kept["watch"])
    return found
