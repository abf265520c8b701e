"""What may be known only to staff, donor and coordinator, searched wherever the public or a log reader can look."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from local.demo.oracle.donations import Donation, email_key, phone_key
from local.demo.oracle.material import Cell, Material

_BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:[.,\-()/_+~\u200b-\u200d\u2010-\u2015\u2060\ufeff]|[^\S\n])+(?=\d)")
_SHORTEST = {"name": 4, "text": 12}
"""Characters below which a name or remark is too common a word to be searched."""
_LONGEST_NEEDLE = 60


@dataclass(frozen=True)
class Secret:
    """A value that must not get out, and whose it is."""

    kind: str
    value: str
    origin: str


def secrets(material: Material, donations: Iterable[Donation]) -> list[Secret]:
    """All contacts and unconsented names there are in the form and in staff's tabs, each once."""
    donations = list(donations)
    shown = {_plain(d.name) for d in donations if d.consents and not suspicious(d.name)}
    shown |= {_plain(d.aggregator) for d in donations} | {_plain(name) for name in _public_names(material)}
    found = [*_of_form(donations), *_of_tabs(material)]
    needed = [s for s in found if len(s.value) >= _SHORTEST.get(s.kind, 0) and _plain(s.value) not in shown]
    return list({(s.kind, _needle(s)): s for s in needed if _needle(s)}.values())


def _of_form(donations: Iterable[Donation]) -> Iterator[Secret]:
    for d in donations:
        yield Secret("phone", d.texts.get("phone", ""), f"response {d.id}")
        yield Secret("email", d.email, f"response {d.id}")
        yield Secret("name", d.texts.get("contact", ""), f"response {d.id}, contact")
        yield from (Secret("text", note, f"response {d.id}, answer to another's question") for note in d.notes)
        if not d.consents or suspicious(d.name):
            yield Secret("name", d.name, f"response {d.id}, name without consent or under review")
            yield Secret("phone", d.name, f"response {d.id}, digits in the name")


_TABS = (
    ("Komitmen", {"telepon": "phone", "surel": "email", "narahubung": "name", "petugas": "name"}),
    ("Komitmen", {"alasan petugas": "text"}),
    ("Penanggung Jawab", {"telepon": "phone", "surel": "email", "nama": "name"}),
    ("Program", {"surel": "email"}),
)


def _of_tabs(material: Material) -> Iterator[Secret]:
    for tab, columns in _TABS:
        for row in material.records(tab):
            for label, kind in columns.items():
                yield Secret(kind, str(row.get(label) or ""), f"tab {tab}, {label}")
    for row in material.records("Dana"):
        if row.get("izin tampil") != "ya":
            yield Secret("name", str(row.get("donatur") or ""), "tab Dana, donatur without consent")


def _public_names(material: Material) -> Iterator[Cell]:
    for row in material.records("Sasaran"):
        yield from (row.get("nama ketua"), row.get("nama"))


def suspicious(name: str) -> bool:
    """Whether a name holds what the public must not read even with consent: a number, address, link, formula."""
    plain = unicodedata.normalize("NFKC", name).strip()
    digits = re.search(r"(?:\d[\W_]*){6,}", plain)
    return bool(digits) or "@" in plain or "://" in plain or plain[:1] in tuple("=+-@") or len(plain) > 120


def places(material: Material) -> dict[str, str]:
    """Everything that others may see, as text, by where it stands."""
    found = {f"public workbook, tab {title}": _leaves([s.header, *s.rows]) for title, s in material.public.items()}
    for name, text in material.objects.items():
        found[f"object {name}"] = _leaves([name, _parsed(text)])
    for process, lines in material.logs.items():
        found[f"log of {process}"] = _leaves([_parsed(line) for line in lines])
    for day, recap in (("first", material.recaps), ("later", material.recaps.get("later", {}))):
        for name, text in recap.get("open", {}).items():
            found[f"open data {name}, {day} recap"] = _leaves([_parsed(text)])
    for answer in material.recaps.get("answers", ()):
        found[f"answer and log of {answer['process']}"] = _leaves([answer["body"], *answer["log"]])
    found["HTTP answers"] = _leaves([{**a, "body": _parsed(str(a.get("body", "")))} for a in material.answers])
    return found


def leaks(wanted: Iterable[Secret], where: Mapping[str, str]) -> list[str]:
    """Each secret found in a place, said without repeating it."""
    sought = [(secret, _needle(secret)) for secret in wanted]
    found = []
    for place, text in where.items():
        plain = _plain(unquote(text) if "%" in text else text)
        digits = _BETWEEN_DIGITS.sub("", plain)
        found += [
            f"{s.kind} of {s.origin} stands in {place}" for s, needle in sought if _stands_in(s, needle, plain, digits)
        ]
    return found


def _stands_in(secret: Secret, needle: str, plain: str, digits: str) -> bool:
    if secret.kind == "phone":
        return needle in digits
    if needle not in plain:
        return False
    whole_word = rf"(?<!\w){re.escape(needle)}" + ("" if len(needle) >= _LONGEST_NEEDLE - 1 else r"(?!\w)")
    return secret.kind == "email" or bool(re.search(whole_word, plain))


def _needle(secret: Secret) -> str:
    if secret.kind == "phone":
        return phone_key(secret.value)
    if secret.kind == "email":
        return email_key(secret.value)
    return _plain(secret.value)[:_LONGEST_NEEDLE].strip()


def _plain(text: Cell) -> str:
    """One spelling: compatibility forms, case, and blanks within a line do not tell texts apart."""
    normal = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return "\n".join(" ".join(line.split()) for line in normal.split("\n"))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _leaves(value: Any) -> str:
    """All texts and numbers inside, one a line: what belongs to two cells is never read as one."""
    return "\n".join(str(leaf).replace("\n", " ") for leaf in _walk(value))


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _walk(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _walk(inner)
    elif value is not None:
        yield value
