"""Resumable uploads: a session takes an object in pieces of 256 KiB, the last of any size.

Documented: cloud.google.com/storage/docs/resumable-uploads. The session's address is all the right its user needs.
Reported: the words for pieces that do not fit. Sessions do not expire here.
"""

import base64
import dataclasses
import re
import secrets

from local.google.call import Call
from local.wire.errors import invalid, not_found
from local.wire.http.calls import Answer
from local.wire.jsontypes import Json

_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
_QUANTUM = 256 * 1024
_PLAIN = "text/plain; charset=utf-8"


def open_session(call: Call, metadata: Json, content_type: str) -> Answer:
    """The session's address in the header Location."""
    upload_id = secrets.token_urlsafe(48)
    session: Json = {
        "id": upload_id, "bucket": call.path["bucket"], "metadata": metadata, "contentType": content_type,
        "who": call.who, "query": [list(pair) for pair in call.pairs], "content": "",
    }  # fmt: skip
    call.state.uploads.put(upload_id, session)
    where = f"{call.state.base_url}/upload/storage/v1/b/{call.path['bucket']}/o?uploadType=resumable"
    headers = {"location": f"{where}&upload_id={upload_id}", "x-guploader-uploadid": upload_id}
    return Answer(200, content_type=_PLAIN, headers=headers)


def find_session(call: Call) -> Json:
    """ApiError 404 for a session that is not there."""
    session = call.state.uploads.get(call.query.get("upload_id", ""))
    if session is None or session["bucket"] != call.path["bucket"]:
        raise not_found("Not Found")
    return session


def as_opened(call: Call, session: Json) -> Call:
    """The call as if it were the one that opened the session: its caller and its parameters."""
    return dataclasses.replace(call, who=session["who"], pairs=[(name, value) for name, value in session["query"]])


def receive(call: Call, session: Json) -> bytes | Answer:
    """Take a piece: the whole content if this was the last one, else 308 with what is there so far."""
    there = base64.b64decode(session["content"])
    asked = _RANGE.fullmatch(call.headers.get("content-range", ""))
    if call.headers.get("content-range") and not asked:
        raise invalid("Failed to parse Content-Range header.")
    if asked is None:
        return there + call.body
    first = int(asked[1]) if asked[1] else len(there)
    total = None if asked[3] == "*" else int(asked[3])
    if asked[1] and len(call.body) != int(asked[2]) - first + 1:
        raise invalid(
            f"Invalid request.  There were {len(call.body)} byte(s) in the request body.  There should have been "
            f"{int(asked[2]) - first + 1} byte(s) (starting at offset {first} and ending at offset {asked[2]}) "
            "according to the Content-Range header."
        )
    if first > len(there):
        raise invalid(
            f"Invalid request.  According to the Content-Range header, the upload offset is {first} byte(s), which "
            f"exceeds already uploaded size of {len(there)} byte(s)."
        )
    there += call.body[len(there) - first :]
    if total is not None and len(there) == total:
        return there
    there = there[: len(there) // _QUANTUM * _QUANTUM]
    call.state.uploads.put(session["id"], {**session, "content": base64.b64encode(there).decode()})
    return Answer(308, content_type=_PLAIN, headers={"range": f"bytes=0-{len(there) - 1}"} if there else {})


def close_session(call: Call, session: Json, resource: Json) -> None:
    """Whoever lost the last answer may ask again."""
    call.state.uploads.put(session["id"], {**session, "content": "", "resource": resource})
