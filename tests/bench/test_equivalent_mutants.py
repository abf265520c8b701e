"""Mutants that are named as equivalent are of code that still stands."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_each_named_mutant_changes_lines_that_its_module_has() -> None:
    """A name that no longer fits would hide nothing, but mislead."""
    for mutant in tomllib.loads((ROOT / "bench/equivalent-mutants.toml").read_text())["mutant"]:
        lines = [line.strip() for line in (ROOT / mutant["module"]).read_text().split("\n")]
        assert mutant["before"] in lines, mutant
        assert mutant["why"], mutant
