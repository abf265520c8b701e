"""Handing mails in over SMTP: TLS, time-outs, and the server's answers as types (RFC 5321, RFC 3463)."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Any

from functions.notify.sending.delivery import AnswerLost, Limited, MailError, NoServer, Refused, TryLater
from functions.notify.sending.provider import Limit, limit

_STATUS = re.compile(r"\s*[245]\.(\d{1,3})\.\d{1,3}(?![.\d])")
"""The enhanced status that an answer begins with (RFC 3463): its subject. Elsewhere it may be an IP address."""
_END = b"\r\n.\r\n"
_REASONS = {"1": "mailbox", "2": "mailbox"}
"""Subject of an enhanced status -> whose fault it is: addressing and mailbox; anything else is about the mail."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where and as whom. `tls`: "starttls" (port 587), "implicit" (465), or "none", which only a mailbox on this
    machine may use. `seconds` is the time-out of each step of the dialogue.
    """

    host: str
    port: int
    user: str
    password: str
    tls: str = "starttls"
    seconds: float = 20
    context: ssl.SSLContext | None = None


class Smtp:
    """An open connection; leaving the block closes it.

    After anything but a yes the next mail gets a connection of its own: smtplib leaves a transaction open when a server
    refuses DATA, and a dead line behind after 421.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._line: _Line | None = None

    def __enter__(self) -> Smtp:
        self._line = self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, mail: EmailMessage) -> None:
        """Hand in one mail to its one recipient. Raises MailError."""
        line = self._line = self._line or self._open()
        line.whole = False
        try:
            line.send_message(mail)
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise _limited(error) or _meaning(error, whole=line.whole) from None

    def _open(self) -> _Line:
        server = self._server
        try:
            return _with_login(_connected(server), server)
        except (smtplib.SMTPException, OSError) as error:
            raise _limited(error) or NoServer(f"no mail server: {type(error).__name__}") from None

    def _close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            _quietly(line.quit)
            line.close()


class _Line(smtplib.SMTP):
    """A connection that knows whether a mail's end was sent: a server takes no mail before it has seen that."""

    whole = False

    def send(self, s: Any) -> None:
        """Send a command, or a mail: its end by itself."""
        if isinstance(s, bytes) and s.endswith(_END):
            super().send(s[: -len(_END)])
            self.whole, s = True, _END
        super().send(s)

    def ehlo(self, name: str = "") -> tuple[int, bytes]:
        """Raises SMTPResponseException when the server says why it ends the dialogue: HELO gets no answer then."""
        code, text = super().ehlo(name)
        if limit(code, text, of_mail=False):
            raise smtplib.SMTPResponseException(code, text)
        return code, text

    def auth(self, *said: Any, **options: Any) -> tuple[int, bytes]:
        """The same: a second way to log in gets no answer either."""
        try:
            return super().auth(*said, **options)
        except smtplib.SMTPAuthenticationError as error:
            if limit(error.smtp_code, error.smtp_error, of_mail=False):
                raise smtplib.SMTPResponseException(error.smtp_code, error.smtp_error) from None
            raise


class _TlsLine(_Line, smtplib.SMTP_SSL):
    pass


def _connected(server: Server) -> _Line:
    context = server.context or ssl.create_default_context()
    if server.tls == "implicit":
        return _TlsLine(server.host, server.port, timeout=server.seconds, context=context)
    line = _Line(server.host, server.port, timeout=server.seconds)
    if server.tls == "starttls":
        _or_close(line, lambda: line.starttls(context=context))
    return line


def _with_login(line: _Line, server: Server) -> _Line:
    # A letter is more than one packet: with Nagle's algorithm the last one waits 40 ms for the server's delayed ACK.
    if line.sock is not None:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if server.user:
        _or_close(line, lambda: line.login(server.user, server.password))
    return line


def _or_close(line: smtplib.SMTP, step: Callable[[], object]) -> None:
    try:
        step()
    except (smtplib.SMTPException, OSError):
        line.close()
        raise


def _limited(error: Exception) -> MailError | None:
    """What an answer says of a limit, in whatever step of the dialogue it came."""
    answer: tuple[int, bytes | str]
    match error:
        case smtplib.SMTPRecipientsRefused():
            answer, of_mail = next(iter(error.recipients.values())), True
        case smtplib.SMTPResponseException():
            answer, of_mail = (error.smtp_code, error.smtp_error), isinstance(error, smtplib.SMTPDataError)
        case _:
            return None
    match limit(*answer, of_mail=of_mail):
        case None:
            return None
        case Limit.RECIPIENT:
            return TryLater(f"answered {answer[0]}")
        case span:
            return Limited(span)


def _meaning(error: Exception, *, whole: bool) -> MailError:
    match error:
        case smtplib.SMTPSenderRefused(smtp_code=552):
            return Refused("content")  # too big, said in answer to MAIL: the sender is not at fault
        case smtplib.SMTPSenderRefused():
            return NoServer(f"sender refused with {error.smtp_code}")
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return _refusal(code, text, "mailbox")
        case smtplib.SMTPDataError():
            return _refusal(error.smtp_code, error.smtp_error, "content")
        case smtplib.SMTPNotSupportedError():
            return Refused("address")
        case _:
            return (
                AnswerLost("no answer to the whole mail") if whole else TryLater("the connection broke before its end")
            )


def _refusal(code: int, text: bytes | str, reason: str) -> MailError:
    """`reason` is what the step of the dialogue suggests; the enhanced status knows better."""
    if code < 400:
        return AnswerLost(f"answered {code}")
    if code < 500:
        return TryLater(f"answered {code}")
    status = _status(text)
    return Refused(_REASONS.get(status, "content") if status else reason)


def _status(text: bytes | str) -> str | None:
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    found = _STATUS.match(said)
    return found[1] if found else None


def _quietly(call: Callable[[], object]) -> None:
    try:
        call()
    except (smtplib.SMTPException, OSError):
        return
