"""Recognising the same donor by phone or e-mail, however it was typed."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s().\-/]+")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def normal_phone(text: str) -> str | None:
    """The number as digits with country code (62 for a leading 0), or None when this is no phone number."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    international = digits.startswith("+")
    digits = digits.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return None
    if not international and digits.startswith("0"):
        digits = "62" + digits[1:]
    elif not international and digits.startswith("8"):
        digits = "62" + digits
    return digits if 9 <= len(digits) <= 15 and not digits.startswith("0") else None


def normal_email(text: str) -> str | None:
    """The address in lower case without blanks around it, or None when this is no address."""
    address = unicodedata.normalize("NFKC", text).strip().lower()
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) else None


def contact_keys(phone: str | None, email: str | None) -> tuple[str, ...]:
    """What a donor is recognised by, most telling first. Arguments are as typed."""
    found = (normal_phone(phone or ""), normal_email(email or ""))
    return tuple(key for key in found if key)
