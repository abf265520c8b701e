"""Pub/Sub pushes for the watches of forms.

The envelope is that of cloud.google.com/pubsub/docs/push. A watch's message has attributes and no data at all (live:
vm0-ai/vm0#25163), and a watch is told at most once in thirty seconds, so one message may stand for several responses
(developers.google.com/workspace/forms/api/guides/push-notifications).
"""

import asyncio
import datetime as dt
import itertools
from dataclasses import dataclass, field

from local.google.forms import watches
from local.google.state import State
from local.wire.deliveries import Deliveries
from local.wire.jsontypes import Json

APART = dt.timedelta(seconds=30)
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(slots=True)
class Pubsub:
    """Topics mapped to push endpoints. Nothing is sent until one is set."""

    state: State
    deliveries: Deliveries
    subscriptions: dict[str, list[str]] = field(default_factory=dict)
    _told: dict[str, dt.datetime] = field(default_factory=dict)
    _waiting: dict[str, tuple[str, str]] = field(default_factory=dict)
    _timer: asyncio.TimerHandle | None = None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def announce(self, form_id: str, event: str = "RESPONSES") -> None:
        """Tell the form's watches that something happened, now or as soon as they may be told again."""
        for watch in watches.ready(self.state, form_id, event):
            self._waiting[watch["id"]] = form_id, event
        self.catch_up()

    def catch_up(self) -> None:
        """Tell whom the stand-in's clock allows to be told, and come back for the others."""
        if self._timer is not None:
            self._timer.cancel()
        pauses = [self._tell(watch_id) for watch_id in list(self._waiting)]
        soonest = min((pause.total_seconds() for pause in pauses if pause), default=None)
        self._timer = None if soonest is None else asyncio.get_running_loop().call_later(soonest, self.catch_up)

    def _tell(self, watch_id: str) -> dt.timedelta:
        """Tell a waiting watch, unless it was told just before; how long it must wait then, else nothing."""
        form_id, event = self._waiting[watch_id]
        now = self.state.clock.now()
        since = now - self._told.get(watch_id, _NEVER)
        if dt.timedelta() <= since < APART:
            return APART - since
        del self._waiting[watch_id]
        for watch in watches.ready(self.state, form_id, event):
            if watch["id"] == watch_id:
                self._told[watch_id] = now
                self._publish(watch, form_id)
        return dt.timedelta()

    def _publish(self, watch: Json, form_id: str) -> None:
        topic = watch["target"]["topic"]["topicName"]
        attributes = {"eventType": watch["eventType"], "formId": form_id, "watchId": watch["id"]}
        for endpoint in self.subscriptions.get(topic, []):
            self.deliveries.push(endpoint, self._envelope(topic, attributes))

    def _envelope(self, topic: str, attributes: Json) -> Json:
        number = str(next(self._numbers))
        now = self.state.clock.stamp()
        message = {
            "attributes": attributes, "messageId": number, "message_id": number, "publishTime": now,
            "publish_time": now,
        }  # fmt: skip
        return {"message": message, "subscription": topic.replace("/topics/", "/subscriptions/")}

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
