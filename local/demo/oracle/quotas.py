"""How much each target may receive, read anew from the tabs as staff left them (design, section 7)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping

from local.demo.oracle.material import Cell, Material, Record

Key = tuple[str, str, str]
"""Target code, kind code, and the period, season or ISO date."""


def day(serial: Cell) -> dt.date | None:
    """The date behind a cell: sheets count days from 30 December 1899."""
    if isinstance(serial, int | float) and not isinstance(serial, bool):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(serial))
    return None


class Quotas:
    """The quota of any key, from Sasaran, Jenis Bantuan, Periode and Kuota."""

    def __init__(self, material: Material) -> None:
        rows = material.records("Sasaran")
        times = Counter(str(row["kode"]).casefold() for row in rows)
        self.targets = {str(r["kode"]): r for r in rows if times[str(r["kode"]).casefold()] == 1}
        self._kinds = {str(r["kode"]): r for r in material.records("Jenis Bantuan")}
        self._periods = [(str(r["kode"]), day(r["mulai"]), day(r["selesai"]), r["musim"]) for r in _periods(material)]
        self._overrides = {
            (str(r["sasaran"]), str(r["jenis"]), str(r["periode"] or "")): r["kuota tetap"]
            for r in material.records("Kuota")
        }

    def quota(self, key: Key) -> int | None:
        """The quota of a key; None when it cannot be told."""
        code, kind, _ = key
        target, aid = self.targets.get(code), self._kinds.get(kind)
        if target is None or aid is None:
            return None
        for period in (*self._codes(key), ""):
            override = self._overrides.get((code, kind, period))
            if isinstance(override, int | float):
                return int(override)
        return _formula(target, aid)

    def _codes(self, key: Key) -> list[str]:
        """The periods whose override applies to the key."""
        text, frequency = key[2], self._kinds[key[1]]["frekuensi"]
        if frequency == "periode":
            return [text]
        if frequency == "sekali":
            return [code for code, _, _, season in self._periods if season == text]
        date = dt.date.fromisoformat(text)
        return [code for code, first, last, _ in self._periods if first and last and first <= date <= last]


def _periods(material: Material) -> list[Record]:
    return sorted(material.records("Periode"), key=lambda r: str(r["mulai"]))


def _formula(target: Record, aid: Mapping[str, Cell]) -> int | None:
    if aid["basis"] == "butir":
        return None
    if target["tipe"] == "rw":
        count = target["jumlah kk rentan"] if aid["basis"] == "kk rentan" else target["jumlah orang"]
        factor = aid["faktor"]
    else:
        count, factor = target["jumlah orang"], aid["faktor orang"]
    if not isinstance(count, int | float) or not isinstance(factor, int | float):
        return None
    return math.floor(round(count * factor, 6))
