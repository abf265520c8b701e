"""Recognising the same donor by phone or e-mail, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sheets_schema import lengths
from sheets_schema.addresses import address
from sheets_schema.plain import plain

_SEPARATORS = re.compile(r"[\s().\-/]+")


def normal_phone(text: str) -> str | None:
    """The number as digits with country code (62 for a leading 0), or None when this is no phone number."""
    if len(text) > lengths.CONTACT:
        return None
    # Numbers copied from WhatsApp carry invisible direction marks.
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", plain(text)))
    international = digits.startswith(("+", "00"))
    digits = digits.removeprefix("+").removeprefix("00")
    if not (digits.isascii() and digits.isdigit()):
        return None
    if not international and digits.startswith("0"):
        digits = "62" + digits[1:]
    elif not international and digits.startswith("8"):
        digits = "62" + digits
    # +62 0812… and +62 (0)812… are common spellings of +62 812….
    digits = re.sub("^620", "62", digits)
    return digits if 9 <= len(digits) <= 15 and not digits.startswith("0") else None


def normal_email(text: str) -> str | None:
    """The address in lower case without what stands around it, or None when this is no address that can be mailed."""
    return address(text)


def contact_keys(phone: str | None, email: str | None) -> tuple[str, ...]:
    """What a donor is recognised by, most telling first. Arguments are as typed."""
    # Cut where they are too long to be any: what is remembered stays small, whatever strangers type.
    return _contact_keys((phone or "")[: lengths.CONTACT + 1], (email or "")[: lengths.CONTACT + lengths.ADDRESS + 1])


@lru_cache(maxsize=50_000)  # an instance meets the same rows at every drain
def _contact_keys(phone: str, email: str) -> tuple[str, ...]:
    found = (normal_phone(phone), normal_email(email))
    return tuple(key for key in found if key)
