"""Everything that came out, as JSON files for the oracle or for anybody else's questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from functions.gapi.session import Effect
from functions.gapi.sheets import Workbook
from local.demo.costs import costs
from local.demo.stage import OWNER, Stage
from local.mailbox.server import Mail
from sheets_schema import private, public
from sheets_schema.column import Tab


def export(stage: Stage, directory: Path, calls: Mapping[str, int]) -> None:
    """Write the form, its responses, every tab of both workbooks (unformatted), all objects, logs and HTTP answers,
    and what staff's hands cost."""
    directory.mkdir(parents=True, exist_ok=True)
    session, city = stage.session(OWNER), stage.city
    url = f"https://forms.googleapis.com/v1/forms/{city.form}"
    sheets = _tabs(Workbook(session, city.private), private.TABS)
    files: dict[str, Any] = {
        "form": session.request("forms.forms.get", "GET", url, Effect.READ).json(),
        "responses": stage.google.control.dump()["forms"][city.form]["responses"],
        "private": sheets,
        "public": _tabs(Workbook(session, city.public), public.TABS),
        "objects": _texts(stage.google.objects(city.bucket)),
        "logs": {server.name: server.log_lines() for server in (*stage.servers, *stage.notifiers)},
        "answers": [answer for server in stage.servers for answer in server.answers],
        "calls": dict(calls),
        "costs": costs(sheets),
    }
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (directory / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _texts(objects: Mapping[str, bytes]) -> dict[str, str]:
    return {name: content.decode("utf-8", "replace") for name, content in objects.items()}


def export_recaps(recaps: Mapping[str, Any], directory: Path) -> None:
    """Write two recaps as JSON, and the public files of the first as they are."""
    (directory / "recaps.json").write_text(json.dumps(recaps, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    place = directory / "data-terbuka"
    place.mkdir(exist_ok=True)
    for name, text in recaps["open"].items():
        (place / name).write_bytes(text.encode())


def export_mails(mails: Sequence[Mail], directory: Path) -> None:
    """Write what lies in the mailbox: envelopes, headers, every text, the names of attachments."""
    found = [_mail(mail) for mail in mails]
    (directory / "mails.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _mail(mail: Mail) -> dict[str, Any]:
    message = mail.message
    texts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_maintype() == "text"]
    return {
        "at": mail.at.isoformat(),
        "to": mail.to,
        "id": str(message["Message-ID"]),
        "subject": str(message["Subject"]),
        "texts": [text.decode("utf-8", "replace") for text in texts if isinstance(text, bytes)],
        "files": [part.get_filename() for part in message.iter_attachments()],
    }


def _tabs(workbook: Workbook, tabs: Sequence[Tab[Any]]) -> dict[str, Any]:
    found = workbook.read([f"'{tab.title}'" for tab in tabs])
    return {
        tab.title: {"header": list(part.rows[0]) if part.rows else [], "rows": [list(row) for row in part.rows[1:]]}
        for tab, part in zip(tabs, found, strict=True)
    }
