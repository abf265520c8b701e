"""The SMTP server: aiosmtpd, with STARTTLS and login when asked, and answers that a test or a demo may queue."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import logging
import socket
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own deprecated attribute at each login

HOST = "127.0.0.1"
LOST = "LOST"
"""A queued answer that keeps the mail and breaks the connection before saying so."""

CUT = "CUT"
"""A queued answer that breaks the connection and keeps nothing; at "DATA" after the go-ahead, while the mail comes."""

HANG = "HANG"
"""A queued answer that never comes."""

Step = Literal["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "BODY"]
"""Where an answer may be queued: at a command, or ("BODY") when the whole mail was handed over."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was taken: when, from and to whom the envelope said, and its bytes."""

    at: dt.datetime
    sender: str
    to: str
    data: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        return email.message_from_bytes(self.data, policy=email.policy.default)

    @property
    def id(self) -> str:
        """Its Message-ID."""
        return str(self.message["Message-ID"])


class Mailbox:
    """`with Mailbox() as box:` takes mail on a free loopback port until the block ends.

    `tls` turns STARTTLS on and demands it, or, when `implicit`, speaks TLS from the first byte; `login` is the user and
    password that it then asks for.
    """

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
        login: tuple[str, str] | None = None,
        port: int = 0,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.mails: list[Mail] = []
        self.clock = clock
        self._answers: dict[Step, deque[str]] = defaultdict(deque)
        self._lock = threading.Lock()
        self._controller = _Controller(self, tls, login, port, implicit=implicit)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._controller.listening_port()

    def __enter__(self) -> Mailbox:
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._controller.stop()

    def answer(self, step: Step, *answers: str) -> None:
        """Queue answers for the next times this step of the dialogue is reached, such as "450 4.2.1 Later"."""
        with self._lock:
            self._answers[step].extend(answers)

    def unused(self) -> int:
        """Queued answers that nobody has met yet."""
        return sum(map(len, self._answers.values()))

    def next_answer(self, step: Step) -> str | None:
        """Take the next queued answer; None when there is none, or when it is a plain yes."""
        with self._lock:
            answer = self._answers[step].popleft() if self._answers[step] else None
        return None if answer and answer.startswith("2") else answer

    def keep(self, sender: str, to: str, data: bytes) -> None:
        """Put a mail into the box."""
        with self._lock:
            self.mails.append(Mail(self.clock(), sender, to, data))


class _Controller(Controller):
    """aiosmtpd's controller with what SMTP needs for TLS and login."""

    def __init__(
        self, box: Mailbox, tls: ssl.SSLContext | None, login: tuple[str, str] | None, port: int, *, implicit: bool
    ) -> None:
        self._options: dict[str, Any] = {}
        if tls and not implicit:
            self._options |= {"tls_context": tls, "require_starttls": True}
        if login:
            self._options |= {"authenticator": _authenticator(login), "auth_required": True}
        super().__init__(_Handler(box), hostname=HOST, port=port, ssl_context=tls if implicit else None)

    def factory(self) -> SMTP:
        return _Smtp(self.handler, hostname="mailbox.invalid", **self._options)

    def listening_port(self) -> int:
        """The port that the system chose."""
        server: Any = self.server
        return int(server.sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        """aiosmtpd waits for a first connection; its own knock is at the port asked for, which may be 0."""
        with socket.create_connection((HOST, self.listening_port()), 5) as line:
            if not self.ssl_context:
                line.recv(64)


def _authenticator(login: tuple[str, str]) -> Callable[..., AuthResult]:
    def check(_: object, __: object, ___: object, ____: object, data: LoginPassword) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == login, handled=False)

    return check


class _Smtp(SMTP):
    """aiosmtpd asks its handler about a mail, not about the command DATA."""

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        if not await self._refused("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self._refused("AUTH"):
            await super().smtp_AUTH(arg)

    async def _refused(self, step: Step) -> bool:
        handler: _Handler = self.event_handler
        if answer := handler.box.next_answer(step):
            await self.push(answer)
            if answer.startswith("421"):
                transport: Any = self.transport
                transport.close()
        return answer is not None

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        handler: _Handler = self.event_handler
        answer = handler.box.next_answer("DATA")
        if answer == CUT:
            await self.push("354 Go on")
            _abort(self)
        elif answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class _Handler:
    def __init__(self, box: Mailbox) -> None:
        self.box = box

    def _answer(self, step: Step, server: SMTP) -> str | None:
        answer = self.box.next_answer(step)
        if answer == CUT:
            _abort(server)
        return answer

    async def handle_MAIL(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self._answer("MAIL", server):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self._answer("RCPT", server):
            return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self._answer("BODY", server)
        if answer == HANG:
            await asyncio.Event().wait()
        if answer and answer != LOST:
            return answer
        content = envelope.content or b""
        data = content if isinstance(content, bytes) else content.encode()
        for to in envelope.rcpt_tos:
            self.box.keep(envelope.mail_from or "", to, data)
        if answer == LOST:
            _abort(server)
        return "250 OK"


def _abort(server: SMTP) -> None:
    transport: Any = server.transport
    transport.abort()
