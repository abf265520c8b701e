"""`python -m bench.mutants`: small mistakes made on purpose, one by one; which does a room's own suite notice?

A mutant is one change of one place: a comparison, a boundary, a swapped branch, a lost return. The sample is drawn by
seed from all places of a room, each place as likely as any other. Copies of the tree are changed, not the tree itself.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

ROOMS: Mapping[str, str] = {room: f"functions/{room}" for room in ("core", "ledger", "notify", "recap")}
"""Room -> its folder; its own suite is the folder of the same name in tests."""

EQUIVALENT = Path(__file__).with_name("equivalent-mutants.toml")
"""Mutants that nothing can notice, each with the reason."""

GOAL = 0.95
_ROOT = Path(__file__).parent.parent
_COPIED = ("functions", "sheets_schema", "local", "deploy", "tests", "bench", "docs", "requirements", "pyproject.toml")
_SLOWER = 4
"""A mutant whose suite takes so many times as long as usual does not end: noticed."""

_SWAPS = (
    *("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "GtE_Lt", "Gt_LtE", "LtE_Gt"),
    *("Is_IsNot", "IsNot_Is"),
)
_SUMS = ("Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "BitOr_BitAnd", "BitAnd_BitOr")
_OTHERS = (
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "NumberReplacer", "ZeroIterationForLoop"),
    *("ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_USub_UAdd"),
)


class LoseReturn(Operator):
    """What a function found out is not returned."""

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Each `return` that returns something."""
        if node.type == "return_stmt" and node.children[1].get_code().strip() != "None":
            yield node.start_pos, node.end_pos

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        """The same `return` without its value; each `return` is one place."""
        del index
        node.children[1:] = [parso.parse(" None")]
        return node

    @classmethod
    def examples(cls) -> tuple[object, ...]:
        """None: this operator is not on offer to others."""
        return ()


def _operators() -> list[Operator]:
    names = [f"ReplaceComparisonOperator_{swap}" for swap in _SWAPS]
    names += [f"ReplaceBinaryOperator_{swap}" for swap in _SUMS]
    return [LoseReturn(), *(get_operator(f"core/{name}")() for name in (*names, *_OTHERS))]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed place of one module (its path below the root, with /)."""

    module: str
    line: int
    before: str
    after: str
    code: str


def mutants(module: str, source: str) -> dict[tuple[int, int], list[Mutant]]:
    """All mutants of a module by place. Annotations, docstrings and what belongs to no function are left out."""
    spans, lines = _spans(source), source.split("\n")
    found: defaultdict[tuple[int, int], list[Mutant]] = defaultdict(list)
    for operator in _operators():
        places = [place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node)]
        for occurrence, (start, _) in enumerate(places):
            if not _runs(start, spans):
                continue
            code = mutate_code(source, operator, occurrence)
            if code is not None and code != source and _parses(code):
                before, after = _change(lines, code.split("\n"))
                found[start].append(Mutant(module, start[0], before, after, code))
    return found


Span = tuple[tuple[int, int], tuple[int, int]]


def _spans(source: str) -> tuple[list[Span], list[Span]]:
    """Where functions are, and in them what never runs: annotations."""
    functions, annotations = [], []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            functions.append(_span(node.body[0], node.body[-1]))
        for name in ("annotation", "returns"):
            if isinstance(part := getattr(node, name, None), ast.expr):
                annotations.append(_span(part, part))
    return functions, annotations


def _span(first: ast.stmt | ast.expr, last: ast.stmt | ast.expr) -> Span:
    return (first.lineno, first.col_offset), (last.end_lineno or last.lineno, last.end_col_offset or 0)


def _runs(place: tuple[int, int], spans: tuple[list[Span], list[Span]]) -> bool:
    functions, annotations = spans
    return _inside(place, functions) and not _inside(place, annotations)


def _inside(place: tuple[int, int], spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _change(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """The lines that differ, without their indentation."""
    pairs = list(difflib.ndiff(before, after))
    return tuple(" ".join(line[2:].strip() for line in pairs if line.startswith(sign)) for sign in "-+")


def sample(room: str, most: int, seed: int, only: str = "") -> list[Mutant]:
    """At most so many mutants of a room, no two at one place; `only` is part of the modules' paths."""
    chance = random.Random(f"{seed} {room}")
    places: list[list[Mutant]] = []
    for path in sorted((_ROOT / ROOMS[room]).rglob("*.py")):
        module = path.relative_to(_ROOT).as_posix()
        if only in module:
            places += mutants(module, path.read_text()).values()
    chance.shuffle(places)
    return [chance.choice(place) for place in places[:most]]


def equivalent() -> dict[tuple[str, str, str], str]:
    """(Module, line before, line after) of the mutants that change nothing anybody can see -> why."""
    listed = tomllib.loads(EQUIVALENT.read_text())["mutant"]
    return {(one["module"], one["before"], one["after"]): one["why"] for one in listed}


class Copies:
    """Copies of the tree, each lent to one mutant at a time."""

    def __init__(self, folder: Path, number: int) -> None:
        self._free: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for k in range(number):
            made = folder / str(k)
            made.mkdir()
            for name in _COPIED:
                whole = _ROOT / name
                _ = shutil.copytree(whole, made / name) if whole.is_dir() else shutil.copy(whole, made / name)
            self._free.put(made)

    def survives(self, room: str, mutant: Mutant | None, seconds: float) -> bool:
        """Whether the room's own suite passes with the mutant in place, or without any."""
        copy = self._free.get()
        try:
            module = copy / mutant.module if mutant else None
            original = module.read_text() if module else ""
            if module and mutant:
                module.write_text(mutant.code)
            try:
                return _passes(copy, room, seconds)
            finally:
                if module:
                    module.write_text(original)
        finally:
            self._free.put(copy)


def _passes(copy: Path, room: str, seconds: float) -> bool:
    command = [sys.executable, "-m", "pytest", f"tests/{room}", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as run:
        try:
            return run.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return False


def judge(copies: Copies, room: str, drawn: Sequence[Mutant], workers: int) -> tuple[int, int]:
    """Try each mutant; prints who survives. How many were noticed, of how many that can be."""
    started = time.monotonic()
    if not copies.survives(room, None, 600):
        sys.exit(f"tests/{room} do not pass as they are")
    seconds = 10 + _SLOWER * workers * (time.monotonic() - started)
    known = equivalent()
    tried = [one for one in drawn if (one.module, one.before, one.after) not in known]
    noticed = 0
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(lambda one: copies.survives(room, one, seconds), tried)
        for k, (mutant, survived) in enumerate(zip(tried, results, strict=True), start=1):
            noticed += not survived
            if survived:
                print(f"survived: {mutant.module}:{mutant.line}\n    - {mutant.before}\n    + {mutant.after}")
            print(f"{room}: {k} of {len(tried)}, {noticed} noticed", file=sys.stderr, end="\r", flush=True)
    rate = noticed / len(tried) if tried else 1.0
    named = len(drawn) - len(tried)
    print(f"{room}: {noticed} of {len(tried)} noticed ({rate:.0%}); {named} more are equivalent")
    return noticed, len(tried)


def main() -> int:
    """Draw, try and tell; 1 when a room's suite notices less than the goal."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", help=f"of {', '.join(ROOMS)}; all if none is named")
    parser.add_argument("--sample", type=int, default=60, help="mutants a room (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mutants (default: %(default)s)")
    parser.add_argument("--only", default="", help="part of the paths of the modules to change")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="side by side (default: %(default)s)")
    options = parser.parse_args()
    if unknown := [room for room in options.rooms if room not in ROOMS]:
        parser.error(f"no such room: {', '.join(unknown)}; there are {', '.join(ROOMS)}")
    poor = []
    with tempfile.TemporaryDirectory(prefix="ksbb-mutants-") as folder:
        copies = Copies(Path(folder), options.workers)
        for room in options.rooms or ROOMS:
            drawn = sample(room, options.sample, options.seed, options.only)
            noticed, tried = judge(copies, room, drawn, options.workers)
            if noticed < GOAL * tried:
                poor.append(room)
    if poor:
        print(f"below {GOAL:.0%}: {', '.join(poor)}")
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(main())
