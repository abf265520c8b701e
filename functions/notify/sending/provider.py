"""Whether a server's "no" is about how much *we* send, and for how long then to be quiet: tables of words and codes.

Servers say it with every code, in every step of the dialogue, and each in words of its own. So not sentences are known
here but what such sentences speak of: a measure (limit, quota, rate, too many) together with sending or a span of time.
What speaks of room in a mailbox or of a mail's size is something else, and what a recipient may receive is too.
"""

from __future__ import annotations

import re
from enum import Enum


class Span(Enum):
    """What a limit counts in; the value is how many minutes nothing is sent. Afterwards one mail tries anew.

    Days are asked again before they end: most servers count the last 24 hours, and nobody knows since when.
    """

    MOMENT = 15
    HOUR = 60
    DAY = 180


class Limit(Enum):
    """Whose limit it is, when it is not ours."""

    RECIPIENT = "what the recipient may receive: the address is right, and later will do"


_CODES = {
    "4.5": Span.DAY,
    "1.8": Span.DAY,
    "1.90": Span.DAY,
    "7.28": Span.HOUR,
    "7.232": Span.DAY,
    "7.233": Span.DAY,
    "7.501": Span.DAY,
    "7.502": Span.DAY,
    "7.503": Span.DAY,
    "7.508": Span.HOUR,
    "7.705": Span.DAY,
    "7.708": Span.DAY,
    "7.750": Span.DAY,
}
"""Subject and detail of a status (RFC 3463) that speaks of the sender alone, as Google and Microsoft give them."""

_STATUS = re.compile(r"\s*[245]\.(\d{1,3}\.\d{1,3})(?![.\d])")
_ADDRESSES = re.compile(r"<[^<>]*>|\S*(?:@|://)\S*")
"""Anybody may be called quota@contoh.example."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_MEASURE = _any_of(
    r"over[- ]?limit\w*|(?:rate)?limit\w*|throttl\w*|thresholds?|quotas?|over[- ]?quota|allowance|credits?",
    r"rates?|cap|max(?:imum)?|exceed\w*|too (?:many|much|fast|quickly|frequent\w*|often)|slow(?:ing)? down",
    r"(?:unusual|unexpected|excessive|high)(?: \w+){0,3} (?:activity|volumes?|rates?|amount|number|traffic)",
    r"batas\w*|kuota|jatah|melebihi|melampaui|terlalu (?:banyak|sering|cepat)",
)
_WINDOWS = (
    (Span.DAY, _any_of(r"daily|day|days|24[- ]?(?:h|hours?|jam)|credits?|month\w*|harian|sehari|hari|bulan\w*")),
    (Span.HOUR, _any_of(r"hourly|hours?|60 ?min\w*|(?:1)?h|sejam|jam")),
    (Span.MOMENT, _any_of(r"minutes?|seconds?|concurren\w*|connections?|sessions?|threads?|simultaneous\w*")),
    (Span.MOMENT, _any_of(r"sending rate|too (?:fast|quickly)|slow(?:ing)? down|menit|detik")),
)
_SENDING = _any_of(
    r"send|sending|sends|sent|senders?|outgoing|outbound|outmail|submi\w+|relay\w*|smtp|ratelimit\w*|throttl\w*",
    r"(?:message|mail|e-?mail|recipient|connection|request|login)s? (?:rate|limit|quota)\w*|rate[- ]?limit\w*",
    r"too (?:many|much)(?: \w+){0,2} (?:messages?|e-?mails?|mails?|recipients?|connections?|requests?|logins?)",
    r"number(?: of)? (?:messages|e-?mails|mails|recipients)|slow(?:ing)? down|activity|traffic|volumes?|unsolicited",
    r"policy rejection|policyd?",
    r"you(?:'ve| have)? (?:exceed|reach|hit)\w*|your (?:\w+ ){0,2}(?:quota|limit|allowance)",
    r"pengirim\w*|mengirim|kirim|terkirim|anda",
)
_PARTIES = _any_of(
    r"tenant",
    r"(?:domain|account|user|customer|client|host|ip)(?: \S+)? (?:has|have|is)? ?(?:exceed|reach|hit|over)\w*",
)
"""Whose limit it may be: enough beside a limit or a rate, not beside a quota that may be the mailbox's."""
_RECEIVING = _any_of(
    r"trying to contact|receiving|(?:can|may|to|could) receive|receive limit|received? (?:per|too)|inbound|incoming",
    r"recipients? (?:has|have|is|was)|recipients?'s?|for this recipient|penerima",
)
_MAILBOX = _any_of(
    r"mailbox(?: \w+)? (?:is )?(?:full|over)|mailboxfull|inbox|storage|disk\w*|space|usage|full|penuh|penyimpanan",
    r"no room|insufficient system\w*|disabled|inactiv\w*|expired",
)
_SIZE = _any_of(
    r"sizes?|large|larger|big|bytes?|[kmg]b|length|long|lines?|headers?|attachments?|hops?|loops?|ukuran|besar",
    r"too many (?:\w+ )?(?:errors|commands|links)",
)
_OURS = _any_of(r"sending|sender|submission|outgoing|outbound")
_RATE = _any_of(r"rate|too (?:fast|quickly)")
_QUOTA = _any_of(r"quotas?|over[- ]?quota|kuota|jatah")
_MAILBOX_CODES = {450, 452, 550, 552}
"""Codes that may speak of the recipient's mailbox where no status is given; a status with subject 2 does."""


def limit(code: int, text: bytes | str, *, of_mail: bool = True) -> Span | Limit | None:
    """What an answer with `code` says of a limit; None when it speaks of something else.

    `of_mail` is False before a recipient was named: nobody's mailbox can be full then.
    """
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    status, words = _status(said), _words(said)
    if code < 400:
        return None
    if status in _CODES:
        return _span(words, _CODES[status])
    if not _MEASURE.search(words) or _SIZE.search(words):
        return None
    if of_mail and _RECEIVING.search(words) and not _OURS.search(words):
        return Limit.RECIPIENT if _span(words) or _RATE.search(words) else None
    return (_span(words) or Span.HOUR) if _of_sender(words, _of_a_mailbox(code, status) and of_mail) else None


def _of_sender(words: str, perhaps_mailbox: bool) -> bool:
    timed, sending = _span(words) is not None, _SENDING.search(words) is not None
    if perhaps_mailbox and _MAILBOX.search(words):
        return timed and sending
    if timed or sending:
        return True
    return not perhaps_mailbox if _QUOTA.search(words) else _PARTIES.search(words) is not None


def _words(said: str) -> str:
    bare = _CAMEL.sub(" ", _ADDRESSES.sub(" ", said)).casefold().replace("_", " ")
    return " ".join(bare.split())


def _of_a_mailbox(code: int, status: str) -> bool:
    return status.startswith("2.") if status else code in _MAILBOX_CODES


def _status(said: str) -> str:
    found = _STATUS.match(said)
    return found[1] if found else ""


def _span(words: str, otherwise: Span | None = None) -> Span | None:
    return next((span for span, window in _WINDOWS if window.search(words)), otherwise)
