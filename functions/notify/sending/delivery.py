"""What a mail server can answer, as types: the type says what may be done about it. No message repeats an address."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol

from functions.notify.sending.provider import Span


class MailError(Exception):
    """A mail was not accepted, or nobody knows whether it was."""


class Refused(MailError):
    """Trying this address again cannot help. `code` is one of `REMEDIES`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"refused: {code}")
        self.code = code


class TryLater(MailError):
    """The server did not take it now: the same message may be handed in again."""


class AnswerLost(TryLater):
    """The whole mail was handed over and no answer came: nobody knows whether it was taken."""


class Limited(MailError):
    """The provider limits how much we send: nothing more goes out for `span`, and no message is at fault."""

    def __init__(self, span: Span) -> None:
        super().__init__(f"the provider's limit of a {span.name.casefold()} is reached")
        self.span = span


class NoServer(MailError):
    """The server cannot be reached or does not let us in: no message is at fault."""


_WHERE = "Alamat PJ, SKPD atau Pokja: perbaiki di tabnya, dan surel dikirim lagi. Donatur: hubungi lewat telepon."

REMEDIES = {
    "missing": f"Belum ada alamat surelnya. {_WHERE}",
    "address": f"Alamat surel ini salah tulis. {_WHERE}",
    "mailbox": f"Alamat surel ini ditolak server penerima (tidak ada atau penuh). {_WHERE}",
    "content": "Server penerima menolak surel ini. Hubungi lewat telepon dan beri tahu pengelola sistem.",
    "tries": "Server penerima terus menunda. Hubungi lewat telepon.",
}
"""Code of a refusal -> what staff read in Log Surel."""


class Post(Protocol):
    """Where mails are handed in."""

    def send(self, mail: EmailMessage) -> None:
        """Hand in one mail. Returns when the server took it; raises MailError."""
