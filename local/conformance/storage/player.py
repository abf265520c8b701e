"""Recordings of Cloud Storage: what their sources left out of requests.

What a request lacks is taken from its answer: a range of bytes, the name of an upload begun, a refused caller's
address. Where it cannot be, the exchange is set aside.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

from local.conformance.recordings import Answer, Exchange, Recording, Request
from local.conformance.standing import Player, SetAside
from local.conformance.storage.past import past_of, put_object
from local.google.server import LocalGoogle
from local.wire.jsontypes import Json

_PROJECT = "lokal"
_CALLER = re.compile(r"^(\S+@\S+|Anonymous caller) does not have ")
_DETAILS = re.compile(r"<Details>(.*?)</Details>")
_HOST = "https://storage.googleapis.com"
_DUMPED = re.compile(r"/(get|put|patch|post|delete)-storage-v1-b(?:-(?P<bucket>.+?))?(?P<iam>-iam)?_\d+\.json$")


@contextlib.contextmanager
def stage(recording: Recording) -> Iterator[tuple[str, Player]]:
    """A stand-in in which the recording can begin."""
    with LocalGoogle(any_token=True) as google:
        player = _Player(recording, google)
        yield google.base_url, player


class _Player:
    """Plays one recording."""

    def __init__(self, recording: Recording, google: LocalGoogle) -> None:
        self._recording, self._google = recording, google
        self._known: dict[str, str] = {}
        for exchange in recording.exchanges:
            _name_what_was_dumped(recording.source, exchange)
        past = past_of(recording.exchanges)
        project = next((asked.query["project"] for asked in self._requests() if "project" in asked.query), _PROJECT)
        google.prepare(lambda state: past.put(state, project))

    # Requests

    def complete(self, position: int) -> Request:
        exchange = self._recording.exchanges[position]
        asked, answer = exchange.request, exchange.answer
        if not asked.uri.startswith("http"):
            raise SetAside("the request was not recorded")
        uri = asked.uri
        for recorded, ours in self._known.items():
            uri = uri.replace(recorded, ours)
        made = Request(asked.verb, uri, asked.body, {"authorization": "Bearer pemilik", **asked.headers})
        self._caller(made, answer)
        self._ranges(made, answer)
        if "upload_id" in asked.query:
            self._piece(made, position)
        if made.body is not None and answer.status == 200:
            made.body = _mended(made, answer)
        if made.body is None and made.verb in ("POST", "PATCH", "PUT"):
            made.body = self._body(made, position)
        return made

    def _caller(self, made: Request, answer: Answer) -> None:
        """Whom the refusal names; only a refusal tells who asked."""
        text = answer.body if isinstance(answer.body, str) else _message(answer.body)
        found = _CALLER.search(next(iter(_DETAILS.findall(text)), text))
        if found and "@" in found[1]:
            made.headers["authorization"] = f"Bearer {self._google.control.token(found[1])}"
        elif found:
            del made.headers["authorization"]

    def _ranges(self, made: Request, answer: Answer) -> None:
        if answer.status == 206:
            first_and_last = answer.headers["content-range"].removeprefix("bytes ").partition("/")[0]
            made.headers["range"] = f"bytes={first_and_last}"

    def _body(self, made: Request, position: int) -> bytes | None:
        """A body that is taken from the answer, from this exchange's or the one that ends what it begins."""
        answer, segments = self._recording.exchanges[position].answer, made.segments
        if made.path.rstrip("/").endswith("/storage/v1/b"):
            return json.dumps({"name": self._bucket_named(answer)}).encode()
        if made.query.get("uploadType") == "resumable":
            return self._announced(position)
        if segments[-1] == "compose":
            return self._lost(answer.body)
        if made.verb == "PATCH":
            return json.dumps(answer.body).encode()
        if made.verb == "PUT":
            return self._lost(None)
        return None

    def _bucket_named(self, answer: Answer) -> str:
        """The bucket made, or the one that the recording uses."""
        if answer.status == 200:
            return str(answer.body["name"])
        return next(request.segments[3] for request in self._requests() if len(request.segments) > 4)

    def _requests(self) -> Iterator[Request]:
        return (exchange.request for exchange in self._recording.exchanges)

    def _announced(self, position: int) -> bytes | None:
        """What an upload will be, as the answer to its last piece shows it."""
        done = self._end_of_upload(position)
        if done is None:
            return json.dumps({"name": "tidak-selesai"}).encode()
        settings = {name: done[name] for name in ("name", "metadata", "contentType") if name in done}
        return json.dumps(settings).encode()

    def _end_of_upload(self, position: int) -> Json | None:
        for exchange in self._recording.exchanges[position + 1 :]:
            if "upload_id" in exchange.request.query and exchange.answer.status == 200:
                return dict(exchange.answer.body)
        return None

    def _piece(self, made: Request, position: int) -> None:
        """Which bytes of an upload this piece has. Set aside if not all of its pieces were recorded."""
        done, sizes = self._end_of_upload(position - 1), self._sizes_of_pieces(position)
        if done is None or sum(sizes.values()) not in (int(done["size"]), int(done["size"]) - 1):
            answer = self._recording.exchanges[position].answer
            self._lost(answer.body if answer.status == 200 else None)
            return
        made.body, before = made.body or b"", sum(size for place, size in sizes.items() if place < position)
        last = max(sizes) == position
        if len(sizes) > 1:
            total = done["size"] if last else "*"
            made.headers["content-range"] = f"bytes {before}-{before + len(made.body) - 1}/{total}"

    def _sizes_of_pieces(self, position: int) -> dict[int, int]:
        """The size of each piece of the upload that this one belongs to, by its place in the recording."""
        found: dict[int, int] = {}
        for place, exchange in enumerate(self._recording.exchanges):
            if "upload_id" in exchange.request.query:
                found[place] = len(exchange.request.body or b"")
            elif "uploadType" in exchange.request.query and place < position:
                found = {}
            if place >= position and exchange.answer.status == 200:
                break
        return found

    def _lost(self, shown: Json | None) -> bytes | None:
        if shown is not None:
            self._google.prepare(lambda state: put_object(state, shown))
        raise SetAside("the request's body was not recorded")

    # Answers

    def doubt(self, position: int) -> str:
        """Answers that contradict all else that is recorded."""
        asked, answer = self._recording.exchanges[position].request, self._recording.exchanges[position].answer
        body = answer.body if isinstance(answer.body, dict) else {}
        if body.get("prefixes") and not asked.query.get("delimiter"):
            return "prefixes without a delimiter, in a bucket into which nothing was put"
        names = [item.get("name", "") for item in body.get("items") or [] if item.get("kind") == "storage#bucket"]
        if names != sorted(names):
            return "buckets out of order, since the source replaced a name"
        uniform = (body.get("iamConfiguration") or {}).get("uniformBucketLevelAccess") or {}
        return "lists of a bucket with uniform access" if uniform.get("enabled") and "acl" in body else ""

    def learn(self, exchange: Exchange, got: Answer) -> None:
        if "x-guploader-uploadid" in got.headers:
            self._known["UPLOAD_ID"] = got.headers["x-guploader-uploadid"]
        recorded, ours = _generations(exchange.answer.body), _generations(got.body)
        self._known |= dict(zip(recorded, ours, strict=False))


def _mended(made: Request, answer: Answer) -> bytes | None:
    """The body with the line break that it ended with, where the source dropped that."""
    size = int(answer.body["size"]) if isinstance(answer.body, dict) and "size" in answer.body else 0
    plain = "multipart" not in made.headers.get("content-type", "")
    return (
        (made.body or b"") + b"\n"
        if plain and "/upload/" in made.path and size == len(made.body or b"") + 1
        else made.body
    )


def _message(body: Any) -> str:
    return str(body["error"].get("message")) if isinstance(body, dict) and isinstance(body.get("error"), dict) else ""


def _generations(body: Any) -> list[str]:
    if not isinstance(body, dict):
        return []
    items = [body, body.get("resource"), *(body.get("items") or [])]
    return [item["generation"] for item in items if isinstance(item, dict) and "generation" in item]


def _name_what_was_dumped(source: str, exchange: Exchange) -> None:
    """Answers that were kept without their requests, whose files' names or kinds tell what was asked."""
    body = exchange.answer.body
    if exchange.request.uri.startswith("http") or exchange.request.verb != "GET":
        return
    found = _DUMPED.search(source)
    if found:
        path = f"/storage/v1/b/{found['bucket']}" if found["bucket"] else f"/storage/v1/b?project={_PROJECT}"
        exchange.request.uri = _HOST + path + ("/iam" if found["iam"] else "")
    elif isinstance(body, dict) and body.get("kind") == "storage#bucket":
        exchange.request.uri = f"{_HOST}/storage/v1/b/{body['name']}"
    if isinstance(body, dict) and any("acl" in bucket for bucket in [body, *(body.get("items") or [])]):
        exchange.request.uri += ("&" if "?" in exchange.request.uri else "?") + "projection=full"
