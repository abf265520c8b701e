"""The tab Pengaturan as values: what staff typed for each rule, or its default with a finding that says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sheets_schema.addresses import several
from sheets_schema.private import SETTINGS, Setting
from sheets_schema.reading import CellProblem, Located, some_rows
from sheets_schema.settings import KEY_OF_FIELD, RULES, Rule, Settings, names_in
from sheets_schema.terms import YesNo
from sheets_schema.wording import shown


def read_settings(rows: Sequence[Located[Setting]]) -> tuple[Settings, tuple[CellProblem, ...]]:
    """The rules as values. What is unknown, missing, doubled or of the wrong type is reported; the default holds."""
    by_key: defaultdict[str, list[Located[Setting]]] = defaultdict(list)
    for located in rows:
        by_key[located.row.key.casefold()].append(located)
    values: dict[str, Any] = {}
    problems = []
    for name, rule in zip(KEY_OF_FIELD, RULES, strict=True):
        try:
            values[name] = _setting(rule, by_key.pop(rule.key.casefold(), []))
        except _SettingFault as fault:
            problems.append(fault.found)
            values |= {name: fault.sound} if fault.sound else {}
    problems += [_unknown(located) for same in by_key.values() for located in same]
    return replace(Settings(), **values), tuple(problems)


class _SettingFault(Exception):
    def __init__(
        self, rule: Rule, located: Located[Setting] | None, problem: str, remedy: str, sound: tuple[str, ...] = ()
    ) -> None:
        """`sound` is what of the setting can be used all the same."""
        used = "Selebihnya tetap dipakai." if sound else _meanwhile(rule)
        self.found = _setting_problem(located, f"{problem} {used}", remedy)
        self.sound = sound


def _meanwhile(rule: Rule) -> str:
    return "Nilai ini diabaikan." if rule.default is None else f'Sementara dipakai "{rule.default}".'


def _setting_problem(located: Located[Setting] | None, problem: str, remedy: str) -> CellProblem:
    number = located.number if located else 1
    value = shown(located.row.value) if located else ""
    # The whole row: it is right wherever the columns have been moved.
    return CellProblem(SETTINGS, number, SETTINGS.column("value").label, f"{number}:{number}", value, problem, remedy)


def _setting(rule: Rule, found: Sequence[Located[Setting]]) -> int | bool | tuple[str, ...] | None:
    if not found:
        if rule.default is None:
            return None
        problem = f'Pengaturan "{rule.key}" tidak ada, atau barisnya tidak dapat dipakai.'
        raise _SettingFault(rule, None, problem, f'Tulis satu baris dengan kunci "{rule.key}" dan nilainya.')
    if len(found) > 1:
        others = some_rows([located.number for located in found[1:]])
        problem = f'Pengaturan "{rule.key}" ditulis lebih dari sekali, juga di baris {others}.'
        raise _SettingFault(rule, found[0], problem, "Sisakan satu baris.")
    value = found[0].row.value
    if rule.yes_no:
        return _yes(rule, found[0])
    if isinstance(rule.default, str):
        if isinstance(value, int | float):
            raise _SettingFault(rule, found[0], f'"{rule.key}" berisi angka.', "Tulis teks, dipisahkan titik koma.")
        return _addresses(rule, found[0]) if rule.addresses else names_in(value)
    if rule.default is None:
        return _rows_meant(rule, found[0])
    if not isinstance(value, int) or not 1 <= value <= rule.maximum:
        problem = f'Nilai "{rule.key}" bukan bilangan bulat antara 1 dan {rule.maximum}.'
        raise _SettingFault(rule, found[0], problem, f"Ketik angka saja, tanpa titik, misalnya {rule.default}.")
    return value


def _rows_meant(rule: Rule, located: Located[Setting]) -> int | None:
    value = located.row.value
    if value is None or (isinstance(value, int) and 0 <= value <= rule.maximum):
        return value
    problem = f'Nilai "{rule.key}" bukan bilangan bulat mulai dari 0.'
    raise _SettingFault(rule, located, problem, "Ketik jumlah barisnya, angka saja tanpa titik, atau kosongkan.")


def _yes(rule: Rule, located: Located[Setting]) -> bool:
    """Also a ticked box, or its FALSE, is an answer."""
    said = str(located.row.value).strip().casefold()
    words = {YesNo.YES: True, YesNo.NO: False, "true": True, "false": False}
    if said not in words:
        raise _SettingFault(rule, located, f'"{rule.key}" bukan ya atau tidak.', "Ketik ya, atau tidak.")
    return words[said]


def _addresses(rule: Rule, located: Located[Setting]) -> tuple[str, ...]:
    """All of them. One that is none is told, and costs the others nothing: they may be who reads of it."""
    sound, wrong = several(str(located.row.value or ""))
    if wrong:
        parts = "; ".join(shown(part.strip()) for part in wrong)
        problem = f'Di "{rule.key}", ini bukan alamat surel: {parts}.'
        remedy = "Tulis seperti nama@contoh.id; bila beberapa, pisahkan dengan titik koma."
        raise _SettingFault(rule, located, problem, remedy, tuple(sound))
    return tuple(sound)


def _unknown(located: Located[Setting]) -> CellProblem:
    known = ", ".join(rule.key for rule in RULES)
    problem = f'Pengaturan "{shown(located.row.key)}" tidak dikenal dan diabaikan.'
    found = _setting_problem(located, problem, f"Kunci yang ada: {known}.")
    return replace(found, costs_row=False, general="Pengaturan ini tidak dikenal dan diabaikan.")
