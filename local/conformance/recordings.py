"""Recordings of Google's Cloud APIs: files of exchanges, as requests that can be sent and the answers to expect.

A file is `{"source": ..., "exchanges": [{"request": {method, uri, body} or {method, uri, mediaType, bodyParts},
"response": {status, headers, body}}]}`. Bodies are JSON, text, or null: absent, empty, or left out by the source. Most
request headers are left out; names that the sources replaced look like `${projectId}`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_REPLACED = re.compile(r"\$\{(\w+)\}|\$%7B(\w+)%7D")
_YEAR = re.compile(r"\b(20\d\d)-\d\d-\d\dT")
_MADE_UNTIL = {"fsspec/gcsfs": 2021}
"""Sources that say when they were made, for recordings in which no time is."""

_BOUNDARY = "bagian"


@dataclass(slots=True)
class Request:
    """One request. `body` None: nothing was recorded."""

    verb: str
    uri: str
    body: bytes | None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Not decoded."""
        return urlsplit(self.uri).path

    @property
    def segments(self) -> list[str]:
        return [unquote(part) for part in self.path.split("/")[1:]]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.uri).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: header names are lower case, `body` is what JSON stood for, or text, or None."""

    status: int
    headers: dict[str, str]
    body: Any


@dataclass(slots=True)
class Exchange:
    request: Request
    answer: Answer


@dataclass(frozen=True, slots=True)
class Recording:
    """A file: its name, where it comes from, and in which year it was made at the latest, 0 if nothing says so."""

    name: str
    source: str
    year: int
    exchanges: list[Exchange]


def read(path: Path) -> Recording:
    text = _REPLACED.sub(lambda found: _standing_for(found[1] or found[2]), path.read_text())
    told = json.loads(text)
    exchanges = [Exchange(_request(told["request"]), _answer(told["response"])) for told in told["exchanges"]]
    source = told["source"]
    year = max(map(int, _YEAR.findall(text)), default=_MADE_UNTIL.get(source.partition("@")[0], 0))
    return Recording(path.stem, source, year, exchanges)


def _standing_for(name: str) -> str:
    """A word or a number that may stand where the source had the replaced one."""
    return "100000000000" if name.lower().endswith("number") else name.lower()


def read_all(folder: Path) -> Iterator[Recording]:
    yield from (read(path) for path in sorted(folder.glob("*.json")))


def _answer(told: dict[str, Any]) -> Answer:
    body = told["body"]
    headers = {name.lower(): value for name, value in told["headers"].items()}
    return Answer(told["status"], headers, parsed(body) if isinstance(body, str) else body)


def parsed(text: str) -> Any:
    """JSON if it is some, else the text, or None for nothing."""
    try:
        return json.loads(text) if text.strip() else None
    except ValueError:
        return text


def _request(told: dict[str, Any]) -> Request:
    made = Request(told["method"], told["uri"], None)
    if "bodyParts" in told:
        return _of_parts(made, told["mediaType"], told["bodyParts"])
    body = told["body"]
    if isinstance(body, dict | list):
        made.body, made.headers["content-type"] = json.dumps(body).encode(), "application/json"
    elif body is not None:
        body = str(body)
        made.body = body.encode()
        first = body.partition("\n")[0].strip()
        if first.startswith("--"):
            kind = "related" if "/upload/" in made.uri else "mixed"
            made.headers["content-type"] = f'multipart/{kind}; boundary="{first[2:]}"'
    return made


def _of_parts(made: Request, media_type: str, parts: list[Any]) -> Request:
    """A request whose parts were recorded without what stood around them."""
    raw = [part if isinstance(part, str) else "" if part is None else json.dumps(part) for part in parts]
    made.headers["content-type"] = media_type
    if media_type.startswith("multipart/"):
        made.headers["content-type"] = f"{media_type}; boundary={_BOUNDARY}"
        kinds = ["Content-Type: application/json\r\n", *[""] * len(raw)]
        pieces = [f"--{_BOUNDARY}\r\n{kind}\r\n{part}\r\n" for kind, part in zip(kinds, raw, strict=False)]
        made.body = ("".join(pieces) + f"--{_BOUNDARY}--").encode()
    elif raw and parts[0] is not None:
        made.body = raw[0].encode()
    return made
