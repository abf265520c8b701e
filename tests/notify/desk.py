"""Objects, a post office and a writer in memory, for thousands of crashes: real classes with the same behaviour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage

from functions.gapi.errors import Ambiguous
from functions.notify.due.message import Kind, Message, Role, Urgency
from functions.notify.sending.outbox import Limits, Outbox, Sent
from functions.notify.sending.receipts import PREFIX, read
from functions.notify.sending.slots import Quota
from functions.notify.writing.envelope import message_id

START = dt.datetime(2020, 4, 24, 3, 0, tzinfo=dt.UTC)
LIMIT = dt.timedelta(seconds=120)


class Crash(BaseException):
    """The instance is gone; no code of ours may catch it."""


class Objects:
    """Put-if-absent over a dict. `before_put` runs first; answers may get lost after the object was made."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.lost_answers = 0

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        fresh = name not in self.held
        self.held.setdefault(name, data)
        if self.lost_answers:
            self.lost_answers -= 1
            raise Ambiguous("storage.objects.insert")
        return fresh

    def get(self, name: str) -> bytes | None:
        return self.held.get(name)

    def list(self, prefix: str, after: str = "") -> list[str]:
        return sorted(name for name in self.held if name.startswith(prefix) and name > after)


class PostOffice:
    """Takes mails and remembers them by Message-ID, in order."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.answer: Callable[[str], None] = lambda _: None

    def send(self, mail: EmailMessage) -> None:
        self.answer(str(mail["Message-ID"]))
        self.taken.append(str(mail["Message-ID"]))


class Writer:
    """Writes empty mails with the real Message-ID."""

    def address_mark(self, message: Message) -> str:
        return "a1"

    def write(self, message: Message, carried: Message | None = None) -> EmailMessage:
        mail = EmailMessage()
        mail["Message-ID"] = message_id(message.key, "kota.example")
        mail["X-Told"] = " ".join(one.key for one in (message, carried) if one)
        return mail


class Steps:
    """Counts what an instance does to the world and crashes it before or after a step."""

    def __init__(self, objects: Objects, post: PostOffice, crash_at: int) -> None:
        self._objects, self._post, self._left = objects, post, crash_at
        self.where = ""

    def _step(self, name: str) -> None:
        self._left -= 1
        if self._left == 0:
            self.where = name
            raise Crash(name)

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        kind = name.rpartition("/")[2].partition("-")[0]
        self._step(f"before {kind}")
        made = self._objects.put_if_absent(name, data)
        self._step(f"after {kind}")
        return made

    def get(self, name: str) -> bytes | None:
        return self._objects.get(name)

    def list(self, prefix: str, after: str = "") -> list[str]:
        return self._objects.list(prefix, after)

    def send(self, mail: EmailMessage) -> None:
        self._step("before send")
        self._post.send(mail)
        self._step("after send")


def sample(count: int, **said: object) -> list[Message]:
    """Messages to donors."""
    day = START.date()
    return [
        Message(day, Kind.RECEIVED, Role.DONOR, f"respons-{k}", f"respons-{k:05d}", Urgency.ANSWER, (k,))
        for k in range(1, count + 1)
    ]


def outbox(
    objects: object, post: object, now: dt.datetime, *, a_day: int = 10_000, an_hour: int = 10_000, owner: str = "a"
) -> Outbox:
    """One run's outbox at a moment."""
    limits = Limits(LIMIT, lambda: True)
    quota = Quota(objects, now, owner, a_day=a_day, an_hour=an_hour)  # type: ignore[arg-type]
    return Outbox(objects, post, Writer(), limits, lambda: now, quota)  # type: ignore[arg-type]


def run(
    objects: Objects,
    post: PostOffice,
    messages: list[Message],
    now: dt.datetime,
    *,
    a_day: int = 10_000,
    an_hour: int = 10_000,
    owner: str = "a",
) -> Sent:
    """One undisturbed run: list, then send."""
    return outbox(objects, post, now, a_day=a_day, an_hour=an_hour, owner=owner).send(
        messages, read(objects.list(PREFIX))
    )
