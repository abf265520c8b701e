"""What the documents name, and whether it exists. Each check returns what is wrong, so that a test can plant it."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from functions.core.reasons import REASONS
from functions.core.requests import _ACTIONS
from functions.ledger import fold, journal
from functions.ledger.views import PUBLIC_STATUS
from functions.notify.sending import receipts, slots
from functions.notify.sending.delivery import REMEDIES
from functions.notify.staff import contacts, maillog
from functions.recap.frozen import causes, snapshot
from sheets_schema import layout, private, public, reading, settings, terms

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "panduan-petugas.md"
DECISIONS = ROOT / "docs" / "decisions"
OPERATORS_PAGE = ROOT / "docs" / "on-google.md"
DEVELOPER_PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "docs" / "architecture.md",
    OPERATORS_PAGE,
    *sorted(DECISIONS.glob("*.md")),
)

_NOT_OURS = {".git", ".venv", "var", "__pycache__"}
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_TICKED = re.compile(r"`([^`\n]+)`")
_ITALIC = re.compile(r"(?<!\*)\*(?!\*)([^*\n]+)(?<!\*)\*(?!\*)|\*\*\*([^*\n]+)\*(?!\*)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATHLIKE = re.compile(r"[\w.\-]*(?:/[\w.*\-]+)+/?|[\w\-]+/|[\w\-]+\.(?:md|py|toml|txt|csv|in|svg)|Makefile")
OBJECTS = tuple(
    prefix.partition("/")[0] + "/"
    for prefix in (journal.PREFIX, fold._PREFIX, snapshot.PREFIX, receipts.PREFIX, slots.PREFIX, contacts._PREFIX)
)
_REGISTRY_HOSTS = tuple(".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")))
_MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:" + "|".join(("work", "root", "home", "Users", "tmp")) + r")/[\w.\-]+")


def our_files() -> Iterator[Path]:
    """Every file that is part of the project."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in {".ci", ".gitignore"} for part in parts)
        if path.is_file() and not hidden and not _NOT_OURS & set(parts):
            yield path


@cache
def source() -> str:
    """All code and settings, without documents and without the tests of documents."""
    suffixes = {".py", ".toml", ".txt", ".csv", ".sh", ".in", ""}
    own = Path(__file__).parent
    files = [p for p in our_files() if p.suffix in suffixes and own not in p.parents]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@cache
def make_targets() -> frozenset[str]:
    """The targets that have a recipe; being listed as phony is not enough."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^([a-z-]+):(?!=)[^\n]*\n\t", makefile, re.MULTILINE))


def ticked(text: str) -> Iterator[str]:
    """What stands in backticks, and each line of a fenced block that is a command or a path."""
    for block in _FENCE.findall(text):
        yield from (line for line in block.splitlines() if line.startswith(("make ", "python ")))
    yield from _TICKED.findall(_FENCE.sub("", text))


def unknown_names(text: str) -> list[str]:
    """What a developer's page names in backticks and does not exist."""
    return [name for name in ticked(text) if not _exists(name)]


def _exists(name: str) -> bool:
    if name.startswith("make "):
        return name.split()[1] in make_targets()
    if name.startswith("python -m "):
        return _runs(name.split()[2])
    if name.startswith(OBJECTS):
        return True
    if _PATHLIKE.fullmatch(name):
        return any(ROOT.glob(name.rstrip("/")))
    found = re.fullmatch(r"(\[?[\w.\- ]+\]?)(?:\(\.\.\.\)|=\w+)?", name)
    return bool(found and re.search(rf"(?<!\w){re.escape(found[1])}(?!\w)", source()))


def _runs(module: str) -> bool:
    """Whether `python -m` would find something to run."""
    try:
        spec = importlib.util.find_spec(module)
        package = spec is not None and spec.submodule_search_locations is not None
        return spec is not None and (not package or importlib.util.find_spec(f"{module}.__main__") is not None)
    except ModuleNotFoundError:
        return False


def broken_links(page: Path, text: str) -> list[str]:
    """Relative links of a page that lead nowhere."""
    links = [link.partition("#")[0] for link in _LINK.findall(text) if "://" not in link]
    return [link for link in links if link and not (page.parent / link).exists()]


def italics(text: str) -> list[str]:
    """What the guide writes in italics: tabs, columns, filter views, workbooks."""
    return [plain or in_bold for plain, in_bold in _ITALIC.findall(text)]


def shown_names() -> set[str]:
    """Everything in the workbooks that has a name which staff read."""
    tabs = (*private.TABS, *public.TABS)
    views = {view.title for views in layout.FILTER_VIEWS.values() for view in views}
    labels = {column.label for tab in tabs for column in tab.columns}
    return {private.TITLE, public.TITLE, *views, *labels, *(tab.title for tab in tabs)}


def typed_words() -> set[str]:
    """Everything that staff choose or type: statuses, actions, choices, settings."""
    words = {rule.key for rule in settings.RULES}
    enums = (terms.Status, terms.PublicStatus, terms.Action, terms.Active, terms.Basis, terms.Frequency)
    return words.union(*({str(word) for word in enum} for enum in enums))


def unknown_words(text: str) -> list[str]:
    """What the guide names, in italics or backticks, and staff cannot find."""
    examples = {"miring", "seperti ini"}
    wrong = [name for name in italics(text) if name not in shown_names() | examples]
    return wrong + [word for word in ticked(text) if word not in typed_words() | examples]


def status_table(text: str) -> dict[str, tuple[set[str], set[str]]]:
    """Status -> public labels and actions, as the guide's table of statuses has them."""
    rows = re.findall(r"^\| `([A-Z]+)` \| [^|]* \| ([^|]*) \| ([^|]*) \|$", text, re.MULTILINE)
    return {status: (set(_TICKED.findall(public)), set(_TICKED.findall(actions))) for status, public, actions in rows}


def true_status_table() -> dict[str, tuple[set[str], set[str]]]:
    """The same, as the code has it."""
    return {
        str(status): (
            {str(PUBLIC_STATUS[status])} if status in PUBLIC_STATUS else set(),
            {str(action) for action, (allowed, _) in _ACTIONS.items() if status in allowed},
        )
        for status in terms.Status
    }


def not_covered(text: str) -> list[str]:
    """What staff meet and the guide does not name."""
    tabs = {f"*{tab.title}*" for tab in private.TABS}
    views = {f"*{view.title}*" for views in layout.FILTER_VIEWS.values() for view in views}
    own = {
        f"*{c.label}*"
        for tab in (private.COMMITMENTS, private.DONORS)
        for c in tab.columns
        if c.owner.value == "petugas"
    }
    words = {f"`{word}`" for word in (*terms.Status, *terms.Action, *(rule.key for rule in settings.RULES))}
    return sorted(name for name in tabs | views | own | words if name not in text)


def not_explained(text: str) -> list[str]:
    """What staff are told and no table of the guide has in its first column.

    First sentences of decisions and of the data doctor, outcomes and names of mails, reasons of corrections.
    """
    edited = "Jawaban formulir diubah donatur setelah diputuskan dan TIDAK diterapkan"
    cells = [cell for row in re.findall(r"^\| (.+?) \|", text, re.MULTILINE) for cell in row.split(" / ")]
    explained = {cell.rstrip(".") for cell in cells}
    refused = [f"GAGAL. {_first_sentence(said)}" for said in REMEDIES.values()]
    said = (*REASONS.values(), *problem_sentences(), edited, *mail_outcomes(), *correction_reasons())
    wanted = [*map(_first_sentence, said), *refused, *maillog._LABELS.values()]
    return [sentence for sentence in dict.fromkeys(wanted) if sentence not in explained]


def _first_sentence(said: str) -> str:
    """As the guide writes it: … for what varies, no full stop at the end."""
    return re.sub(r"\{\w*\}", "…", re.split(r"\.\s|\.$", said)[0])


@cache
def problem_sentences() -> tuple[str, ...]:
    """What can stand in the column masalah, with {} for what varies, read from the code that says it."""
    files = (
        "sheets_schema/cells.py",
        "sheets_schema/reading.py",
        "sheets_schema/reading_settings.py",
        "functions/ledger/doctor.py",
        "functions/ledger/crosscheck.py",
        "functions/ledger/numbered.py",
    )
    found = [problem for problem, _ in reading._DRIFTS.values()]
    for name in files:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            found += [text for part in _problem_parts(node) for text in _texts(part)]
    return tuple(dict.fromkeys(found))


@cache
def mail_outcomes() -> tuple[str, ...]:
    """What Log Surel says of a mail that was not refused, with {} for what varies."""
    found = []
    for name in ("functions/notify/staff/maillog.py", "functions/notify/round.py"):
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        docs = {id(statement.value) for statement in ast.walk(tree) if isinstance(statement, ast.Expr)}
        parts = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
        texts = [n for n in ast.walk(tree) if isinstance(n, ast.expr) and id(n) not in docs | parts]
        found += [text for node in texts for text in _texts(node) if re.match(r"[A-Z][a-z].*\.$", text)]
    return tuple(dict.fromkeys(found))


def correction_reasons() -> tuple[str, ...]:
    """Every reason that a recap gives for a correction."""
    return causes.REASONS


def variables_read() -> frozenset[str]:
    """The environment variables that deployed code looks for."""
    files = (*(ROOT / "functions").glob("*/settings.py"), ROOT / "functions" / "ledger" / "ports.py")
    return frozenset(re.findall(r'"(KSBB_\w+|\w+_EMULATOR_HOST)"', "\n".join(f.read_text("utf-8") for f in files)))


def variable_table(page: str) -> frozenset[str]:
    """The environment variables that the operators' table explains."""
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", page, re.MULTILINE)
    return frozenset(name for row in rows for name in _TICKED.findall(row))


_PROBLEM_AT = {"CellFault": 0, "_matching": 1, "_SettingFault": 2, "_setting_problem": 1}


def _problem_parts(node: ast.AST) -> Iterable[ast.expr]:
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "problem":
        return [node.value]
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return []
    at = _PROBLEM_AT.get(node.func.id)
    placed = [] if at is None else node.args[at : at + 1]
    return [*placed, *(k.value for k in node.keywords if k.arg == "problem" and node.func.id == "Problem")]


def _texts(part: ast.expr) -> Iterator[str]:
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
    elif isinstance(part, ast.JoinedStr):
        text = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in part.values)
        if text.replace("{}", "").strip(" ."):
            yield text
    elif isinstance(part, ast.IfExp):
        yield from ("{} " + text for branch in (part.body, part.orelse) for text in _texts(branch))


def misnumbered(names: Iterable[str]) -> list[str]:
    """Decision files without a number of their own. Numbers may be left out: several people write decisions at once."""
    found, seen = [], set[str]()
    for name in sorted(names):
        if not re.fullmatch(r"[0-9]{4}-[a-z0-9-]+\.md", name) or name[:4] in seen:
            found.append(name)
        seen.add(name[:4])
    return found


def missing_parts(text: str) -> list[str]:
    """The sections that a decision lacks, or has without content."""
    sections = dict(re.findall(r"^## (\w+)\n\n(.+?)(?=\n## |\Z)", text, re.MULTILINE | re.DOTALL))
    return [
        part for part in ("Context", "Decision", "Alternatives", "Consequences") if not sections.get(part, "").strip()
    ]


def unreleased(text: str) -> list[str]:
    """What the changelog says of the coming version."""
    section = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## \[|\Z)", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^- .+", section[1], re.MULTILINE) if section else []


_FILLED_BY = {"Ketersediaan": "recap", "Rekap": "recap", "Perlu Dihubungi": "notify", "Log Surel": "notify"}


def deployed() -> frozenset[str]:
    """The functions that can be called: those with an entry point."""
    return frozenset(path.parent.name for path in (ROOT / "functions").glob("*/main.py"))


def unnamed_rooms(architecture: str, there: Iterable[str]) -> list[str]:
    """Functions that exist and the table of rooms does not have."""
    return sorted(room for room in there if f"| `functions/{room}/` |" not in architecture)


def late_promises(architecture: str, guide: str, there: Iterable[str]) -> list[str]:
    """What the pages say is still to come although it is there."""
    coming = re.findall(r"^- \*\*(\w+)\*\*", architecture.partition("\n## Next\n")[2], re.MULTILINE)
    unfilled = re.findall(r"^\| \*([\w ]+)\* \|.*Belum diisi sistem versi ini", guide, re.MULTILINE)
    built = set(there)
    return [name for name in coming if name in built] + [tab for tab in unfilled if _FILLED_BY.get(tab) in built]


def out_of_place(text: str) -> list[str]:
    """Hosts of package registries and paths of somebody's machine."""
    return [host for host in _REGISTRY_HOSTS if host in text] + _MACHINE_PATH.findall(text)
