"""Everything that came out, as JSON files for the oracle or for anybody else's questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from functions.gapi.objects import Bucket
from functions.gapi.session import Effect
from functions.gapi.sheets import Workbook
from local.demo.stage import OWNER, Stage
from sheets_schema import private, public
from sheets_schema.column import Tab


def export(stage: Stage, directory: Path, calls: Mapping[str, int]) -> None:
    """Write the form, its responses, every tab of both workbooks (unformatted), all objects, logs and HTTP answers."""
    directory.mkdir(parents=True, exist_ok=True)
    session, city = stage.session(OWNER), stage.city
    url = f"https://forms.googleapis.com/v1/forms/{city.form}"
    bucket = Bucket(session, city.bucket)
    files: dict[str, Any] = {
        "form": session.request("forms.forms.get", "GET", url, Effect.READ).json(),
        "responses": stage.google.control.dump()["forms"][city.form]["responses"],
        "private": _tabs(Workbook(session, city.private), private.TABS),
        "public": _tabs(Workbook(session, city.public), public.TABS),
        "objects": {name: (bucket.get(name) or b"").decode("utf-8", "replace") for name in bucket.list("")},
        "logs": {server.name: server.log_lines() for server in stage.servers},
        "answers": [answer for server in stage.servers for answer in server.answers],
        "calls": dict(calls),
    }
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (directory / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _tabs(workbook: Workbook, tabs: Sequence[Tab[Any]]) -> dict[str, Any]:
    found = workbook.read([f"'{tab.title}'" for tab in tabs])
    return {
        tab.title: {"header": list(part.rows[0]) if part.rows else [], "rows": [list(row) for row in part.rows[1:]]}
        for tab, part in zip(tabs, found, strict=True)
    }
