"""Handing mails in over SMTP: TLS, time-outs, and the server's answers as types (RFC 5321, RFC 3463)."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType

from functions.notify.delivery import DayIsFull, MailError, NoServer, Refused, TryLater

_DAY_IS_FULL = b"5.4.5"
"""Google's enhanced status for "Daily user sending limit exceeded"."""


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
    """An open connection; leaving the block closes it. A connection that breaks is opened anew for the next mail."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Smtp:
        self._line = self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, mail: EmailMessage) -> None:
        """Hand in one mail to its one recipient. Raises MailError."""
        line = self._line = self._line or self._open()
        try:
            line.send_message(mail)
        except smtplib.SMTPSenderRefused as error:
            self._close()
            raise _full(error.smtp_error) or NoServer(f"sender refused with {error.smtp_code}") from None
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refusal(code, text, "mailbox") from None
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error, "content") from None
        except smtplib.SMTPNotSupportedError:
            raise Refused("address") from None
        except (smtplib.SMTPException, OSError):
            self._close()
            raise TryLater("the connection broke: nobody knows whether the mail was taken") from None

    def _open(self) -> smtplib.SMTP:
        server = self._server
        try:
            return _with_login(_connected(server), server)
        except (smtplib.SMTPException, OSError) as error:
            raise NoServer(f"no mail server: {type(error).__name__}") from None

    def _close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            _quietly(line.quit)
            line.close()


def _connected(server: Server) -> smtplib.SMTP:
    context = server.context or ssl.create_default_context()
    if server.tls == "implicit":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=context)
    line = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    if server.tls == "starttls":
        _or_close(line, lambda: line.starttls(context=context))
    return line


def _with_login(line: smtplib.SMTP, server: Server) -> smtplib.SMTP:
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


def _refusal(code: int, text: bytes | str, reason: str) -> MailError:
    if code < 500:
        return TryLater(f"answered {code}")
    return _full(text) or Refused(reason)


def _full(text: bytes | str) -> DayIsFull | None:
    said = text if isinstance(text, bytes) else text.encode()
    return DayIsFull("the day's limit is reached") if _DAY_IS_FULL in said else None


def _quietly(call: Callable[[], object]) -> None:
    try:
        call()
    except (smtplib.SMTPException, OSError):
        return
