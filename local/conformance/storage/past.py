"""What was there before a recording of Cloud Storage began.

Buckets that are used but never made, and objects that are shown but never put, are put in beforehand as they are shown;
of those the replay proves no more than that they are answered as they were put in.
"""

import base64
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from local.conformance.recordings import Answer, Exchange, Request
from local.google.state import State
from local.google.storage.buckets.policies import first_policy
from local.google.storage.objects.shelf import CHANGED, key
from local.wire.jsontypes import Json
from local.wire.state import OWNER


@dataclass(slots=True)
class Past:
    """What a recording shows of the time before it."""

    buckets: dict[str, Json] = field(default_factory=dict)
    objects: dict[str, Json] = field(default_factory=dict)
    policies: dict[str, Json] = field(default_factory=dict)

    def put(self, state: State, project: str) -> None:
        """Put it into a stand-in; the buckets belong to this project unless they show another."""
        for name, told in self.buckets.items():
            state.buckets.put(name, _bucket(name, told, self.policies.get(name), project))
        for told in self.objects.values():
            put_object(state, told)


def past_of(exchanges: list[Exchange]) -> Past:
    """What is used before it is made."""
    past, made = Past(), _Made()
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


def _look_at_buckets(past: Past, made: _Made, exchange: Exchange) -> None:
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


def _look_at_objects(past: Past, made: _Made, exchange: Exchange) -> None:
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


def put_object(state: State, told: Json) -> None:
    """Put an object in as its resource tells, with the text that a download told, or none."""
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
