"""Numbers that stand as text in a cell or an answer: read if they can mean one thing only, else left as a question."""

from __future__ import annotations

import re

from sheets_schema.plain import without_unit

_WHOLE = re.compile(r"-?(?:0\d{0,2}|[1-9]\d{0,14})", re.ASCII)
"""RW 005 is 5, but no amount begins with a nought as phone numbers do: those were pasted into the wrong column."""
_LONGEST_LIKELY = 7
_NO_CENTS = re.compile(r",(?:-|00)$")
_TIMES = {
    **dict.fromkeys(("rb", "ribu", "k"), 1_000),
    **dict.fromkeys(("jt", "juta"), 1_000_000),
    **dict.fromkeys(("puluh", "ratus", "lusin", "kodi", "gros", "m", "miliar", "milyar", "triliun", "%", "persen"), 0),
}
"""By how much the word behind a number makes it more: "100rb". With 0 nobody can tell what was meant."""
_DECIMAL = re.compile(r"-?\d{1,15},\d{1,15}", re.ASCII)
_POINT = re.compile(r"-?\d{1,15}\.\d{1,15}", re.ASCII)


def numeral(text: str, units: tuple[str, ...] = ()) -> int | float | None:
    """The number of a plain text: 50 of "50" and of "50 paket", 0.5 of "0,5". None when it is none, or may be another.

    "1.000" is a thousand here and one elsewhere, "seratus" a word: both stay questions.
    """
    bare = without_unit(text, units)
    if _WHOLE.fullmatch(bare):
        return int(bare)
    return float(bare.replace(",", ".")) if _DECIMAL.fullmatch(bare) else None


def likely(text: str) -> int | None:
    """The whole number that somebody probably meant, to be asked about and never assumed: 1500 of "1.500".

    Nothing as long as a phone number or NIK: what is asked goes out by mail.
    """
    bare = _NO_CENTS.sub("", text)
    groups = re.findall(r"\d+(?:[.\s]\d{3})*", bare)
    if len(groups) != 1 or "," in bare or "-" in bare:
        return None
    word = re.match(r"\s*([^\W\d_]+|%)?", bare.partition(groups[0])[2])
    times = _TIMES.get(((word and word[1]) or "").casefold(), 1)
    digits = str(int(re.sub(r"\D", "", groups[0])) * times) if times else ""
    return int(digits) if 0 < len(digits) <= _LONGEST_LIKELY else None


def with_comma(text: str) -> str:
    """A decimal number with a point, as it is typed in Indonesia: "-6,175392" of "-6.175392"; empty for all else."""
    return text.replace(".", ",") if _POINT.fullmatch(text) else ""
