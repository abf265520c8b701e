"""What this stand-in can be told beside what every one can: responses, topics, watches, limits."""

from dataclasses import asdict
from typing import Any

from local.google.dump import everything
from local.google.forms import responses, watches
from local.google.forms.pubsub import Pubsub
from local.google.state import State
from local.wire.conditions.clock import parse_rfc3339
from local.wire.control.desk import Desk, Refused, Table
from local.wire.http.pipeline import Pipeline
from local.wire.jsontypes import Json


class GoogleDesk(Desk[State]):
    """The control API over forms, and over the whole state."""

    def __init__(self, state: State, pipeline: Pipeline, pubsub: Pubsub) -> None:
        super().__init__(state, pipeline, pubsub.deliveries)
        self._pubsub = pubsub

    def table(self) -> Table:
        return {
            **super().table(),
            ("POST", "responses"): self._response_add,
            ("POST", "responses/edit"): self._response_edit,
            ("POST", "responses/delete"): self._response_delete,
            ("GET", "pushes"): self._pushes,
            ("POST", "subscriptions"): self._subscribe,
            ("DELETE", "subscriptions"): self._unsubscribe,
            ("POST", "topics"): self._topic,
            ("POST", "watches/suspend"): self._watch_suspend,
            ("POST", "quotas"): self._quotas,
            ("GET", "dump"): lambda _: everything(self.state),
        }

    def set_clock(self, body: Json) -> Any:
        answer = super().set_clock(body)
        self._pubsub.catch_up()
        return answer

    def _response_add(self, body: Json) -> Any:
        """Put a response into a form as it is, however odd."""
        form = self.state.forms.get(str(body.get("formId")))
        if form is None:
            raise Refused(f"no form {body.get('formId')!r}")
        created = parse_rfc3339(body["createTime"]) if body.get("createTime") else None
        response = responses.submit(
            self.state, form["formId"], body.get("answers") or {}, email=body.get("respondentEmail"), created=created,
            visible_after=float(body.get("visibleAfter") or 0), response_id=body.get("responseId"),
        )  # fmt: skip
        if body.get("announce", True):
            self._pubsub.announce(form["formId"])
        return response

    def _response_edit(self, body: Json) -> Any:
        kept = self.state.responses.get(str(body.get("responseId")))
        if kept is None:
            raise Refused(f"no response {body.get('responseId')!r}")
        response = responses.edit(self.state, kept, body.get("answers") or {})
        self._pubsub.announce(kept["formId"])
        return response

    def _response_delete(self, body: Json) -> Any:
        """As the form's owner can in the editor; the API has no such method."""
        if self.state.responses.get(str(body.get("responseId"))) is None:
            raise Refused(f"no response {body.get('responseId')!r}")
        self.state.responses.remove(str(body["responseId"]))
        return {}

    def _subscribe(self, body: Json) -> Any:
        endpoints = self._pubsub.subscriptions.setdefault(body["topic"], [])
        if body["endpoint"] not in endpoints:
            endpoints.append(body["endpoint"])
        return self._pubsub.subscriptions

    def _unsubscribe(self, _: Json) -> Any:
        self._pubsub.subscriptions.clear()
        return {}

    def _topic(self, body: Json) -> Any:
        """Whether Forms may publish to a topic. It may, until this says otherwise."""
        self.state.topics.put(str(body["topic"]), {"granted": bool(body["granted"])})
        return dict(self.state.topics.items())

    def _watch_suspend(self, body: Json) -> Any:
        """Google suspends a watch after an error that has passed."""
        if body.get("errorType") not in watches.ERRORS or self.state.watches.get(str(body.get("watchId"))) is None:
            raise Refused(f"no watch {body.get('watchId')!r}, or no error {body.get('errorType')!r}")
        watches.suspend(self.state, body["watchId"], body["errorType"])
        return {}

    def _pushes(self, _: Json) -> Any:
        return {"subscriptions": self._pubsub.subscriptions, "posts": [asdict(post) for post in self.deliveries.posts]}

    def _quotas(self, body: Json) -> Any:
        self.state.quotas.enabled = bool(body.get("enabled", self.state.quotas.enabled))
        limits = {"Read": int(body.get("reads", 60)), "Write": int(body.get("writes", 60))}
        self.state.quotas.changed["sheets"] = limits
        self.state.quotas.reset()
        return {"enabled": self.state.quotas.enabled, "reads": limits["Read"], "writes": limits["Write"]}
