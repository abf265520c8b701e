"""What may become public of a name. Detection protects nobody by itself: it only holds back what was consented to."""

from __future__ import annotations

import re
import unicodedata
from itertools import dropwhile

from functions.core.events import NameState

HIDDEN_NAME = "Donatur (nama tidak ditampilkan)"
NAME_IN_REVIEW = "nama ditinjau"
WITHHELD = "(ditinjau petugas)"
LONGEST_NAME = 120

_DIGIT_WORDS = "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_SUSPICIOUS = re.compile(
    rf"(?:(?:\d|{_DIGIT_WORDS})[\W_]*){{6,}}"  # phone numbers and NIK, however separated
    rf"|(?:\b(?:{_DIGIT_WORDS})\b\W*){{4,}}"
    r"|(?:\d\D{0,3}){8,}"  # with letters in between
    r"|@|\b(?:at|et)\b.{1,40}\b(?:dot|titik)\b"
    r"|://|\bwww\.|\bwa\.me\b|\.(?:com|id|net|org|me|info|co)\b"
    r"|\b(?:jl|jln|jalan|gg|gang|blok|komplek|kompleks|perum|rt|rw|kav|kel|kec|dusun|desa)\b[\s.:/]*[\w\d]"
    r"|\b(?:nik|ktp|npwp|telp?|hp|wa|whatsapp|e-?mail|surel|alamat)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\+?62|\b0)[\W_]*8(?:[\W_]*\d){7,}|\b021(?:[\W_]*\d){6,}"
    r"|\d{16}|@|://|\bwww\.|\bwa\.me\b|\b(?:nik|ktp|npwp|telp?|hp|wa|whatsapp|e-?mail|surel)\b",
    re.IGNORECASE,
)
_REACHABLE = re.compile(r"(?:\d[\W_]*){9,}|@|://|\bwww\.|\bwa\.me\b", re.IGNORECASE)
_FORMULA_START = "=+-@\t\r\n'|%"


def tripwire(text: str) -> bool:
    """Whether a text has anything like a phone, e-mail, link, NIK, address or formula in it, or is unreadable."""
    plain = unicodedata.normalize("NFKC", text).strip()
    hidden = any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn", "Cs"} and c != "\u200d" for c in plain)
    too_long = len(plain) > LONGEST_NAME
    return not plain or hidden or too_long or plain[0] in _FORMULA_START or bool(_SUSPICIOUS.search(plain))


def holds_contact(text: str) -> bool:
    """Whether a text that may hold an address or an RW number also has a phone, e-mail, link or NIK in it."""
    return bool(_CONTACT.search(unicodedata.normalize("NFKC", text)))


def reachable(name: str) -> bool:
    """Whether a number, an e-mail or a link is in a name that staff approved: then somebody slipped."""
    return bool(_REACHABLE.search(unicodedata.normalize("NFKC", name)))


def public_text(text: str | None) -> str | None:
    """What staff typed into a public column, held back when a contact is in it; None when nothing is left."""
    if not text:
        return None
    return WITHHELD if holds_contact(text) else safe_text(text) or None


def name_state(name: str, consent: bool) -> NameState:
    """Whether a donor's name may be shown: hidden without consent, in review when the tripwire is touched."""
    if not consent:
        return NameState.HIDDEN
    return NameState.REVIEW if tripwire(name) else NameState.OPEN


def safe_text(text: str) -> str:
    """A text no spreadsheet or CSV reader can take for a formula: no control characters, no formula start."""
    readable = "".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in text)
    return "".join(dropwhile(_unsafe_start, readable)).strip()


def _unsafe_start(c: str) -> bool:
    """Blank, invisible, or a formula start, in full width too."""
    return c.isspace() or unicodedata.category(c) == "Cf" or unicodedata.normalize("NFKC", c)[0] in _FORMULA_START
