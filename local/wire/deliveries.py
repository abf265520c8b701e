"""Posts to the functions: what is pushed is tried again until it is taken, and schedules tick.

Delivery is at least once: anything but a 2xx is tried again with back-off (cloud.google.com/pubsub/docs/push).
"""

import asyncio
from dataclasses import dataclass, field

import requests

from local.wire.jsontypes import Json

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
class Deliveries:
    """What was pushed so far, and who is posted to again and again."""

    posts: list[Post] = field(default_factory=list)
    schedules: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def push(self, endpoint: str, body: Json) -> None:
        """Post it now, and again until it is taken."""
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
