"""Lists of objects: in order of names as UTF-8, strongly consistent, folded at a delimiter.

Recorded: pages and their tokens, prefixes, versions. Documented: the offsets, and a delimiter at the end of a name.
"""

from local.google.call import Call
from local.google.storage import past
from local.google.storage.buckets.access import find_bucket
from local.google.storage.objects.globs import pattern
from local.google.storage.objects.resources import resource
from local.google.storage.paths import OBJECTS, after, next_page, page_size
from local.wire.errors import invalid_parameter
from local.wire.http.calls import method
from local.wire.jsontypes import Json

Entry = tuple[str, Json | None]
"""A name and its object, or a prefix and None."""


def list_objects(call: Call) -> Json:
    """A page of the bucket's objects and prefixes, together at most `maxResults`."""
    bucket = find_bucket(call, "storage.objects.list")
    size, entries = page_size(call), _entries(call, bucket["name"])
    page = entries[:size]
    prefixes = [name for name, kept in page if kept is None]
    items = [resource(call, kept) for _, kept in page if kept is not None]
    return {
        "kind": "storage#objects",
        **(next_page(page[-1][0]) if len(entries) > size else {}),
        **({"prefixes": prefixes} if prefixes else {}),
        **({"items": items} if items else {}),
    }


def _entries(call: Call, bucket: str) -> list[Entry]:
    """Everything after the page before, in order."""
    query, begin = call.query, after(call)
    prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
    first, end = query.get("startOffset", "").encode(), query.get("endOffset", "").encode()
    glob = pattern(query["matchGlob"]) if query.get("matchGlob") else None
    found: list[Entry] = []
    for kept in _kept(call, bucket):
        name = kept["name"]
        if not name.startswith(prefix) or name.encode() < first or (end and name.encode() >= end):
            continue
        if glob and not glob.fullmatch(name):
            continue
        cut = name.find(delimiter, len(prefix)) + len(delimiter) if delimiter in name[len(prefix) :] else 0
        folded = name[:cut] if delimiter and cut else None
        if folded and folded.encode() > begin.encode() and (not found or found[-1][0] != folded):
            found.append((folded, None))
        trailing = folded == name and call.flag("includeTrailingDelimiter")
        if (not folded or trailing) and name.encode() > begin.encode():
            found.append((name, kept))
    return found


def _kept(call: Call, bucket: str) -> list[Json]:
    """Live objects, and if asked for their versions too, older ones first; or those that can be brought back.

    ApiError 400 for both at once.
    """
    found = [kept for kept in call.state.objects.values() if kept["bucket"] == bucket]
    if call.flag("softDeleted"):
        if call.flag("versions"):
            raise invalid_parameter("softDeleted")
        found = past.deleted_in(call, bucket)
    elif call.flag("versions"):
        found += past.versions_in(call, bucket)
    return sorted(found, key=lambda kept: (kept["name"].encode(), int(kept["generation"])))


_LISTING = (
    "prefix delimiter startOffset endOffset matchGlob maxResults pageToken versions softDeleted "
    "includeTrailingDelimiter projection"
)  # fmt: skip
METHODS = [method("storage.objects.list", "GET", OBJECTS, list_objects, _LISTING)]
