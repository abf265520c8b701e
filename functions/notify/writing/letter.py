"""The letter of commitment (surat pernyataan komitmen) as PDF. Identical data give identical bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from functions.notify.writing.drawable import drawable
from functions.notify.writing.words import COMPLAINTS

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One commitment in the letter, ready to read."""

    number: str
    kind: str
    amount: str
    when: str
    notes: Sequence[str] = ()
    """What belongs into a package, and on what conditions."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter says. An empty text becomes a line to write on; `status` is the address behind the QR.

    A person has no stamp: `institution` says whose signature is asked for, None where that is not known.
    """

    number: str = ""
    donor: str = ""
    contact: str = ""
    channel: str = ""
    target: str = ""
    place: str = ""
    date: str = ""
    status: str = ""
    institution: bool | None = None
    lines: Sequence[LetterLine] = ()


def pdf(letter: Letter) -> bytes:
    """The letter. What people typed goes in as JSON and cannot change the template."""
    data = _drawn(asdict(letter)) | {"qr": _qr(letter.status) if letter.status else "", "complaints": COMPLAINTS}
    compile_: Any = typst.compile  # its stubs leave no type to infer
    made = compile_(
        _template(),
        font_paths=[str(_HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return bytes(made)


def _drawn(said: Any) -> Any:
    """The same with only what the typeface can draw."""
    match said:
        case str():
            return drawable(said)
        case bool() | None:
            return said
        case dict():
            return {key: _drawn(value) for key, value in said.items()}
        case _:
            return [_drawn(one) for one in said]


def blank() -> bytes:
    """A letter to fill in by hand."""
    return pdf(Letter())


@cache
def _template() -> bytes:
    return (_HERE / "letter.typ").read_bytes()


def _qr(address: str) -> str:
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=4, border=4)
    return picture.getvalue().decode()
