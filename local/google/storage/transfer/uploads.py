"""Putting an object: in one request (media), with its metadata (multipart), or in pieces (resumable).

Recorded: the answers of all three. A precondition is checked before the right to overwrite: put-if-absent by an account
that may only create answers 412, which is what the documentation of ifGenerationMatch promises; the order itself is not
documented. Checksums that do not fit are 400 (documented).
"""

from local.google.call import Call
from local.google.storage.objects.resources import resource
from local.google.storage.objects.shelf import Target, admit, keep, sums, target
from local.google.storage.paths import OBJECTS
from local.google.storage.transfer import resumable
from local.wire.errors import invalid, invalid_parameter
from local.wire.http import multipart
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json


def upload(call: Call) -> Json | Answer:
    """What `uploadType` says. ApiError 400 for another type."""
    if call.query.get("upload_id"):
        return piece(call)
    kind = call.query.get("uploadType")
    if kind == "media":
        return put(call, {}, call.body, call.headers.get("content-type", ""))
    if kind == "multipart":
        parts = multipart.read(call.body, call.headers.get("content-type", ""))
        return put(call, parts.metadata, parts.content, parts.content_type)
    if kind != "resumable":
        raise invalid_parameter("uploadType")
    return start(call)


def put(call: Call, metadata: Json, content: bytes, content_type: str) -> Json:
    """Keep an object, and its resource. The name is the parameter's, else the metadata's; so the type the metadata's,
    else the content's."""
    place = _place(call, metadata)
    _check_sums({**_said_in_header(call), **metadata}, content)
    admit(call, place)
    settings = {**metadata, "contentType": metadata.get("contentType") or content_type}
    if call.query.get("contentEncoding"):
        settings["contentEncoding"] = call.query["contentEncoding"]
    return resource(call, keep(call, place, content, settings))


def _place(call: Call, metadata: Json) -> Target:
    return target(call, call.path["bucket"], call.query.get("name") or metadata.get("name"), metadata)


def _said_in_header(call: Call) -> dict[str, str]:
    """Checksums that travel beside the content: `X-Goog-Hash: crc32c=...,md5=...`."""
    words = {"crc32c": "crc32c", "md5": "md5Hash"}
    pairs = [pair.strip().partition("=") for pair in call.headers.get("x-goog-hash", "").split(",")]
    return {words[name]: value for name, _, value in pairs if name in words}


def _check_sums(metadata: Json, content: bytes) -> None:
    """ApiError 400 if the content is not what the sender's checksums say."""
    words = {"md5Hash": "MD5 hash", "crc32c": "CRC32C"}
    for name, actual in sums(content).items():
        given = metadata.get(name) or actual
        if given != actual:
            word = words[name]
            raise invalid(f'Provided {word} "{given}" doesn\'t match calculated {word} "{actual}".')


def start(call: Call) -> Answer:
    """Open a session: what will be put where, checked now and again when all of it is there."""
    metadata = multipart.as_metadata(call.body)
    place = _place(call, metadata)
    admit(call, place)
    content_type = call.headers.get("x-upload-content-type") or "application/octet-stream"
    return resumable.open_session(call, {**metadata, "name": place.name}, content_type)


def piece(call: Call) -> Json | Answer:
    """One piece of a session, or a question how much is there; the last piece puts the object."""
    session = resumable.find_session(call)
    if "resource" in session:
        return dict(session["resource"])
    whole = resumable.receive(call, session)
    if isinstance(whole, Answer):
        return whole
    answer = put(resumable.as_opened(call, session), session["metadata"], whole, session["contentType"])
    resumable.close_session(call, session, answer)
    return answer


def cancel(call: Call) -> Answer:
    """Give a session up: 499, as documented."""
    session = resumable.find_session(call)
    call.state.uploads.remove(session["id"])
    return Answer(499, content_type="text/plain; charset=utf-8")


_WHICH = (
    "name ifGenerationMatch ifGenerationNotMatch ifMetagenerationMatch ifMetagenerationNotMatch "
    "predefinedAcl projection contentEncoding"
)
_PATH = "/upload" + OBJECTS
METHODS = [
    method("storage.objects.insert", "POST", _PATH, upload, _WHICH),
    method("storage.resumable.put", "PUT", _PATH, piece, _WHICH),
    method("storage.resumable.cancel", "DELETE", _PATH, cancel, _WHICH),
]
