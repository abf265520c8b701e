"""What the oracle looks at: the files of an export directory, as plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Cell = str | int | float | bool | None
Record = Mapping[str, Cell]
"""One row of a tab: header label in lower case -> cell."""


@dataclass(frozen=True)
class Sheet:
    """One tab: the header row and the rows below, unformatted."""

    header: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]

    def records(self) -> list[Record]:
        """The rows by header label in lower case. Rows with nothing in them are left out."""
        labels = [str(label or "").strip().lower() for label in self.header]
        found: list[Record] = []
        for row in self.rows:
            if any(cell not in (None, "") for cell in row):
                padded = [*row, *[None] * (len(labels) - len(row))]
                found.append(dict(zip(labels, padded, strict=False)))
        return found


@dataclass(frozen=True)
class Material:
    """An export. Objects are text; journal entries among them are `journal/<nine digits>.json`."""

    form: Mapping[str, Any]
    responses: Sequence[Mapping[str, Any]]
    private: Mapping[str, Sheet]
    public: Mapping[str, Sheet]
    objects: Mapping[str, str]
    logs: Mapping[str, Sequence[str]]
    answers: Sequence[Mapping[str, Any]]
    calls: Mapping[str, int]
    recaps: Mapping[str, Any] = field(default_factory=dict)
    """Two recaps with their public files; nothing when none were made."""
    costs: Mapping[str, int] = field(default_factory=dict)
    """`cells_lost` and `rows_lost` as the schema reads staff's tabs; nothing when they were not read."""
    mails: Sequence[Mapping[str, Any]] | None = None
    """None when no mails were sent for."""

    def records(self, tab: str) -> list[Record]:
        """The rows of a private tab; none when there is no such tab."""
        return self.private[tab].records() if tab in self.private else []


def load(directory: Path) -> Material:
    """Read an export directory. Raises OSError or ValueError when a file is missing or broken."""
    read = {name: json.loads((directory / f"{name}.json").read_text("utf-8")) for name in FILES}
    costs, recaps, mails = (directory / f"{name}.json" for name in ("costs", "recaps", "mails"))
    return Material(
        form=read["form"],
        responses=read["responses"],
        private=_sheets(read["private"]),
        public=_sheets(read["public"]),
        objects=read["objects"],
        logs=read["logs"],
        answers=read["answers"],
        calls=read["calls"],
        recaps=json.loads(recaps.read_text("utf-8")) if recaps.exists() else {},
        costs=json.loads(costs.read_text("utf-8")) if costs.exists() else {},
        mails=json.loads(mails.read_text("utf-8")) if mails.exists() else None,
    )


FILES = ("form", "responses", "private", "public", "objects", "logs", "answers", "calls")


def _sheets(book: Mapping[str, Any]) -> dict[str, Sheet]:
    return {title: Sheet(tab["header"], tab["rows"]) for title, tab in book.items()}
