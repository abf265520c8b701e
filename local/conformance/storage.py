"""Recordings of Cloud Storage: what was there before they began, and what their sources left out of requests.

Buckets that are used but never made, and objects that are shown but never put, are put in beforehand as they are shown;
of those the replay proves no more than that they are answered as they were put in. What a request lacks is taken from
its answer: a range of bytes, the name of an upload begun, a refused caller's address. Where it cannot be, the exchange
is set aside.
"""

import base64
import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from local.conformance.recordings import Answer, Exchange, Recording, Request
from local.conformance.standing import Player, SetAside
from local.google.jsontypes import Json
from local.google.server import LocalGoogle
from local.google.state import OWNER, State
from local.google.storage.buckets.policies import first_policy
from local.google.storage.objects.shelf import CHANGED, key

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


@dataclass(slots=True)
class _Past:
    """What a recording shows of the time before it."""

    buckets: dict[str, Json] = field(default_factory=dict)
    objects: dict[str, Json] = field(default_factory=dict)
    policies: dict[str, Json] = field(default_factory=dict)


class _Player:
    """Plays one recording."""

    def __init__(self, recording: Recording, google: LocalGoogle) -> None:
        self._recording, self._google = recording, google
        self._known: dict[str, str] = {}
        for exchange in recording.exchanges:
            _name_what_was_dumped(recording.source, exchange)
        google.prepare(self._put_past)

    # Before

    def _put_past(self, state: State) -> None:
        past = _past_of(self._recording.exchanges)
        project = next((asked.query["project"] for asked in self._requests() if "project" in asked.query), _PROJECT)
        for name, told in past.buckets.items():
            state.buckets.put(name, _bucket(name, told, past.policies.get(name), project))
        for told in past.objects.values():
            _put_object(state, told)

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
            self._google.prepare(lambda state: _put_object(state, shown))
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


def _past_of(exchanges: list[Exchange]) -> _Past:
    """What is used before it is made."""
    past, made = _Past(), _Made()
    for exchange in exchanges:
        _look_at_buckets(past, made, exchange)
        _look_at_objects(past, made, exchange)
        made.follow(exchange)
    return past


@dataclass(slots=True)
class _Made:
    """What the recording itself has made so far."""

    buckets: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)

    def follow(self, exchange: Exchange) -> None:
        asked, answer = exchange.request, exchange.answer
        for shown in _shown(answer.body):
            if asked.verb != "GET" and shown.get("kind") == "storage#object":
                self.objects.add(key(shown["bucket"], shown["name"]))
            if asked.verb == "POST" and shown.get("kind") == "storage#bucket":
                self.buckets.add(shown["name"])


def _shown(body: Any) -> list[Json]:
    """The resources in an answer."""
    if not isinstance(body, dict):
        return []
    return [item for item in (body, body.get("resource"), *(body.get("items") or [])) if isinstance(item, dict)]


def _place(request: Request) -> tuple[str, str]:
    """The bucket and the object that a request names, each "" if it names none."""
    parts = request.path.split("/")[1:] or [""]
    if parts[0] in ("storage", "upload", "download"):
        after = parts[parts.index("b") + 1 :] if "b" in parts else []
        bucket, name = (after[0] if after else ""), (after[2] if len(after) > 2 and after[1] == "o" else "")
        return unquote(bucket), unquote(name)
    if parts[0] == "batch" or len(parts) < 2:
        return "", ""
    return unquote(parts[0]), unquote("/".join(parts[1:]))


def _look_at_buckets(past: _Past, made: _Made, exchange: Exchange) -> None:
    name, _ = _place(exchange.request)
    if name and name not in made.buckets and _is_there(exchange.answer):
        past.buckets.setdefault(name, {})
    for shown in _shown(exchange.answer.body):
        kind = shown.get("kind")
        if kind == "storage#bucket" and exchange.request.verb == "GET" and shown["name"] not in made.buckets:
            past.buckets[shown["name"]] = past.buckets.get(shown["name"]) or shown
        if kind == "storage#policy" and name not in made.buckets:
            past.policies.setdefault(name, shown)
        if kind == "storage#object" and shown["bucket"] in past.buckets:
            past.buckets[shown["bucket"]].setdefault("storageClass", shown["storageClass"])


def _is_there(answer: Answer) -> bool:
    """Whether an answer tells that there is a bucket."""
    return answer.status < 300 or answer.status in (400, 409, 412) or "No such object" in str(answer.body)


def _look_at_objects(past: _Past, made: _Made, exchange: Exchange) -> None:
    asked, answer = exchange.request, exchange.answer
    if asked.verb not in ("GET", "HEAD") or answer.status != 200:
        return
    for shown in _shown(answer.body):
        if shown.get("kind") == "storage#object" and key(shown["bucket"], shown["name"]) not in made.objects:
            past.objects.setdefault(key(shown["bucket"], shown["name"]), shown)
    bucket, name = _place(asked)
    if name and "x-goog-generation" in answer.headers and key(bucket, name) not in made.objects:
        told = past.objects.setdefault(key(bucket, name), _of_headers(bucket, name, answer))
        told.setdefault("content", answer.body)


def _of_headers(bucket: str, name: str, answer: Answer) -> Json:
    """What a download tells of an object."""
    hashes = dict(part.split("=", 1) for part in answer.headers.get("x-goog-hash", "crc32c=").split(","))
    return {
        "bucket": bucket, "name": name, "contentType": answer.headers["content-type"],
        "generation": answer.headers["x-goog-generation"], "metageneration": answer.headers["x-goog-metageneration"],
        "storageClass": answer.headers.get("x-goog-storage-class", "STANDARD"), "crc32c": hashes["crc32c"],
        **({"md5Hash": hashes["md5"]} if "md5" in hashes else {}),
        "size": str(len(str(answer.body))), "timeCreated": _LONG_AGO, "updated": _LONG_AGO,
    }  # fmt: skip


def _put_object(state: State, told: Json) -> None:
    kept = {name: value for name, value in told.items() if name in _OBJECT}
    content = base64.b64encode(str(told.get("content") or "").encode()).decode()
    state.objects.put(key(told["bucket"], told["name"]), {**kept, "maker": OWNER, "content": content})


def _bucket(name: str, told: Json, policy: Json | None, project: str) -> Json:
    """A bucket as the stand-in keeps it, with the settings that were shown and no others filled in."""
    shown = {setting: value for setting, value in told.items() if setting not in _MADE_WITH}
    project = next(iter(_OWNERS.findall(str(policy))), project)
    uniform = bool(shown.get("iamConfiguration", {}).get("uniformBucketLevelAccess", {}).get("enabled"))
    bindings = (policy or {}).get("bindings") or _bindings(told.get("acl"), project)
    return {
        "name": name, "owner": OWNER, "project": project, "metageneration": told.get("metageneration", "1"),
        "generation": told.get("generation", "1"), "timeCreated": told.get("timeCreated", _LONG_AGO),
        "updated": told.get("updated", _LONG_AGO), "location": told.get("location", "US"),
        "locationType": told.get("locationType", "multi-region"),
        "storageClass": told.get("storageClass", "STANDARD"), "settings": shown,
        "policy": {"bindings": bindings} if bindings else first_policy(project, uniform=uniform, ready=""),
        "objectAcl": [_entry(entry, project) for entry in told.get("defaultObjectAcl", ())],
    }  # fmt: skip


def _bindings(acl: list[Json] | None, project: str) -> list[Json]:
    """A policy from the list that a bucket shows."""
    roles = {"OWNER": "legacyBucketOwner", "WRITER": "legacyBucketWriter", "READER": "legacyBucketReader"}
    entries = [_entry(entry, project) for entry in acl or ()]
    return [
        {"role": f"roles/storage.{role}", "members": members}
        for word, role in roles.items()
        if (members := [entry["member"] for entry in entries if entry["role"] == word])
    ]


def _entry(entry: Json, project: str) -> Json:
    """An entry of a list with its member as policies write it."""
    team = (entry.get("projectTeam") or {}).get("team", "")
    member = f"project{team.title().removesuffix('s')}:{project}" if team else entry["entity"].replace("-", ":", 1)
    return {"member": member, "role": entry["role"]}


_OWNERS = re.compile(r"projectOwner:([\w-]+)")
_MADE_WITH = frozenset({
    "kind", "id", "selfLink", "name", "projectNumber", "generation", "metageneration", "location", "locationType",
    "storageClass", "etag", "timeCreated", "updated", "acl", "defaultObjectAcl", "owner", "rpo", "satisfiesPZI",
})  # fmt: skip
_LONG_AGO = "2019-01-01T00:00:00.000Z"
_OBJECT = frozenset({
    "bucket", "name", "generation", "metageneration", "storageClass", "size", "timeCreated", "updated", "md5Hash",
    "crc32c", "componentCount", *CHANGED,
})  # fmt: skip
