"""Replay recorded Google traffic against fresh stand-ins and score the answers.

    python -m local.google.conformance REPLAY.PY RECORDING.json...

REPLAY.PY sends recorded requests and compares the answers; it and the recordings are no part of this project. A
recording was made in an account that was not empty, and sometimes at several dates in one file. So each file is cut
where an hour or more passed, and each cut is replayed against a stand-in of its own, in which the files that the
recording reads but never created are put beforehand. For those files the replay proves only that a workbook is
answered as it was put in; how many exchanges that concerns is printed.
"""

import argparse
import datetime as dt
import email.utils
import importlib.util
import io
import json
import re
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

from local.google.drive import files
from local.google.server import LocalGoogle
from local.google.state import State
from local.google.workbook import defaults
from local.wire.jsontypes import Json
from local.wire.state import OWNER

_PAUSE = dt.timedelta(hours=1)
_FILE_ID = re.compile(r"/(?:spreadsheets|files)/([\w-]{20,})")
_STRANGER = "orang-lain@lokal.iam.gserviceaccount.com"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.google.conformance", description=__doc__)
    parser.add_argument("replay", type=Path, help="replay.py")
    parser.add_argument("recordings", type=Path, nargs="+")
    parser.add_argument("--show", type=int, default=0, help="print the first N differences of each recording")
    options = parser.parse_args()
    replay = _load(options.replay)
    score = _Score()
    for recording in options.recordings:
        for number, session in enumerate(sessions(json.loads(recording.read_text())["interactions"])):
            score.add(replay, f"{recording.stem}.{number}.json", session, options.show)
    print(score.report())
    return 0


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("replay", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sessions(interactions: list[Json]) -> list[list[Json]]:
    """The interactions, cut where an hour or more passed between two answers."""
    cut: list[list[Json]] = []
    before: dt.datetime | None = None
    for interaction in interactions:
        now = _date(interaction)
        if not cut or (before and now and now - before >= _PAUSE):
            cut.append([])
        cut[-1].append(interaction)
        before = now or before
    return cut


def _date(interaction: Json) -> dt.datetime | None:
    headers = {name.lower(): value for name, value in interaction["response"].get("headers", {}).items()}
    value = headers.get("date")
    return email.utils.parsedate_to_datetime(value[0] if isinstance(value, list) else value) if value else None


def prepare(state: State, interactions: list[Json]) -> set[str]:
    """Put in the files that were there before: read with success but not created, or refused with 403. Their ids."""
    created: set[str] = set()
    known: dict[str, Json] = {}
    for interaction in interactions:
        answer = _answer(interaction)
        status = interaction["response"]["status"]["code"]
        method, uri = interaction["request"]["method"], interaction["request"]["uri"]
        if method == "POST" and status == 200 and "/files" in uri and "id" in answer:
            created.add(answer["id"])
        for file in answer.get("files", []):
            known.setdefault(file["id"], {}).update(file)
        asked = _FILE_ID.search(uri)
        if asked and status == 403:
            known.setdefault(asked[1], {})["stranger"] = True
        elif asked and status == 200 and method == "GET":
            known.setdefault(asked[1], {}).update(_described(answer))
    before = {file_id: file for file_id, file in known.items() if file_id not in created}
    for file_id, file in before.items():
        _put(state, file_id, file)
    return set(before)


def _answer(interaction: Json) -> Json:
    try:
        answer = json.loads(interaction["response"]["body"].get("string") or "{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _described(answer: Json) -> Json:
    """What a spreadsheets.get or files.get tells about a file, in the names of Drive; the first telling counts."""
    if "sheets" in answer and "properties" in answer:
        return {"name": answer["properties"]["title"], "book": answer}
    return {name: answer[name] for name in ("name", "createdTime", "modifiedTime") if name in answer}


def _put(state: State, file_id: str, told: Json) -> None:
    owner = _STRANGER if told.get("stranger") else OWNER
    file = files.new_file(state, owner, told.get("name", "?"), files.SPREADSHEET)
    state.files.remove(file["id"])
    dates: Json = {name: told[name] for name in ("createdTime", "modifiedTime") if name in told}
    state.files.put(file_id, {**file, **dates, "id": file_id})
    book = told.get("book", {})
    state.books.put(
        defaults.new_book(file_id, {"title": file["name"], **book.get("properties", {})}, book.get("sheets", []))
    )


class _Score:
    """Sums of replay.py's verdicts over many runs."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self.kinds: dict[str, Counter[str]] = {}
        self.equal = self.leaves = self.prepared = 0

    def add(self, replay: Any, name: str, session: list[Json], show: int) -> None:
        """Replay one session against a stand-in of its own."""
        with tempfile.TemporaryDirectory() as folder, LocalGoogle(any_token=True) as google:
            before = google.prepare(lambda state: prepare(state, session))
            recording, result = Path(folder) / name, Path(folder) / "score.json"
            recording.write_text(json.dumps({"interactions": session}))
            told = _run(replay, [google.base_url, str(recording), "--json", str(result), "--show", str(show)])
            scored = json.loads(result.read_text())
        print(*(line for line in told if line.startswith(("---", "      "))), sep="\n", end="\n" if show else "")
        self.total.update(scored["total"])
        for kind, counts in scored["by_kind"].items():
            self.kinds.setdefault(kind, Counter()).update(counts)
        leaves = sum(len(dict(replay.leaves(replay.parse(i["response"]["body"].get("string", ""))))) for i in session)
        self.leaves += leaves
        self.equal += round(scored["leaves_equal"] * leaves / 100)
        self.prepared += sum(_touches(interaction, before) for interaction in session)

    def report(self) -> str:
        """A line for each endpoint and kind of request, and last the line that replay.py ends with."""
        names = ("exact", "close", "wrong", "unsupported")
        lines = [
            f"{sum(counts.values()):6} " + " ".join(f"{name} {counts[name]:5}" for name in names) + f"  {kind}"
            for kind, counts in sorted(self.kinds.items(), key=lambda item: -sum(item[1].values()))
        ]
        lines.append(f"{self.prepared} of these exchanges read files that were there before the recording began")
        share = 100 * self.equal / max(1, self.leaves)
        counts = " ".join(f"{name}={self.total[name]}" for name in names)
        lines.append(f"replayed={self.total.total()} {counts} leaves_equal={share:.2f}%")
        return "\n".join(lines)


def _touches(interaction: Json, files: set[str]) -> bool:
    asked = _FILE_ID.search(interaction["request"]["uri"])
    return asked is not None and asked[1] in files


def _run(replay: Any, arguments: list[str]) -> list[str]:
    old, out = sys.argv, io.StringIO()
    sys.argv = ["replay.py", *arguments]
    try:
        with redirect_stdout(out):
            replay.main()
    finally:
        sys.argv = old
    return out.getvalue().splitlines()


if __name__ == "__main__":
    sys.exit(main())
