"""Deliveries to the functions: Pub/Sub push for a form's watch, and schedule ticks.

The envelope is that of cloud.google.com/pubsub/docs/push; the attributes are those which the Forms discovery document
names (formId, eventType). Delivery is at least once: anything but a 2xx is tried again with back-off.
"""

import asyncio
import base64
import itertools
from dataclasses import dataclass, field

import requests

from local.google.forms import api as forms_api
from local.google.jsontypes import Json
from local.google.state import State

_FIRST_PAUSE, _LONGEST_PAUSE, _TRIES = 0.2, 10.0, 12
_TIMEOUT = 60


@dataclass(slots=True)
class Post:
    """One delivery, as shown by the control API."""

    endpoint: str
    body: Json
    tries: int = 0
    last: str = "waiting"

    @property
    def delivered(self) -> bool:
        return self.last.startswith("2")


@dataclass(slots=True)
class Pubsub:
    """Topics mapped to push endpoints, schedules, and what was sent. Nothing is sent until one is set."""

    state: State
    subscriptions: dict[str, list[str]] = field(default_factory=dict)
    schedules: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def announce(self, form: Json, event: str = "RESPONSES") -> None:
        """Publish what a watch promises: `formId` and `eventType`, and nothing of the response."""
        for topic in forms_api.topics(self.state, form, event):
            attributes = {"eventType": event, "formId": form["formId"], "watchId": topic.rpartition("/")[2]}
            for endpoint in self.subscriptions.get(topic, []):
                self._send(endpoint, self._envelope(topic, attributes))

    def _envelope(self, topic: str, attributes: Json) -> Json:
        number = str(next(self._numbers))
        now = self.state.clock.stamp()
        message = {
            "attributes": attributes, "data": base64.b64encode(b"{}").decode(), "messageId": number,
            "message_id": number, "publishTime": now, "publish_time": now,
        }  # fmt: skip
        return {"message": message, "subscription": topic.replace("/topics/", "/subscriptions/")}

    def _send(self, endpoint: str, body: Json) -> None:
        post = Post(endpoint, body)
        self.posts.append(post)
        task = asyncio.get_running_loop().create_task(_deliver(post))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def schedule(self, endpoint: str, seconds: float) -> None:
        """An empty POST every `seconds`, as Cloud Scheduler sends; 0 stops it."""
        old = self.schedules.pop(endpoint, None)
        if old is not None:
            old.cancel()
        if seconds:
            self.schedules[endpoint] = asyncio.get_running_loop().create_task(_tick(endpoint, seconds))

    def stop(self) -> None:
        for task in [*self.schedules.values(), *self._tasks]:
            task.cancel()
        self.schedules.clear()


async def _deliver(post: Post) -> None:
    pause = _FIRST_PAUSE
    while post.tries < _TRIES:
        post.tries += 1
        post.last = await asyncio.to_thread(_post, post.endpoint, post.body)
        if post.delivered:
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _tick(endpoint: str, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(_post, endpoint, {})


def _post(endpoint: str, body: Json) -> str:
    try:
        return str(requests.post(endpoint, json=body, timeout=_TIMEOUT).status_code)
    except requests.RequestException as fault:
        return f"no answer: {type(fault).__name__}"
