"""Objects in a Cloud Storage bucket. Put-if-absent is the one primitive that everything right rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from functions.gapi.errors import Permanent
from functions.gapi.session import Effect, Session

MOST = 64 << 20
"""Bytes that are read of one object, far more than any of ours has: a huge one must not cost an instance its memory."""

_HOST = "https://storage.googleapis.com"
_REPLACE = "does not have storage.objects.delete access"


class Bucket:
    """One bucket. In the journal's nothing is ever overwritten or deleted; the service account may not."""

    def __init__(self, session: Session, name: str) -> None:
        self.name = name
        self._session = session

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        """Create an object: True if this call made it, False if it was there already.

        Atomic and strongly consistent (Cloud Storage, ifGenerationMatch=0). Whether the condition or the right to
        overwrite is looked at first is not documented; a refusal of the latter, too, says that there is an object.
        Raises Ambiguous when the answer was lost: read the object back to learn whose it is.
        """
        url = f"{_HOST}/upload/storage/v1/b/{self.name}/o"
        params = {"uploadType": "media", "name": name, "ifGenerationMatch": "0"}
        try:
            self._session.request(
                "storage.objects.insert",
                "POST",
                url,
                Effect.ONCE,
                params=params,
                data=data,
                headers={"Content-Type": content_type},
            )
        except Permanent as error:
            if error.status == 412 or (error.status == 403 and _REPLACE in error.detail):
                return False
            raise
        return True

    def put(self, name: str, data: bytes, content_type: str, cache: str) -> None:
        """Create or replace an object that the public reads, with its Cache-Control. Never used for the journal."""
        boundary = hashlib.sha256(data).hexdigest()
        about = json.dumps({"name": name, "contentType": content_type, "cacheControl": cache})
        parts = (("application/json; charset=UTF-8", about.encode()), (content_type, data))
        body = b"".join(
            f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n" for kind, content in parts
        )
        self._session.request(
            "storage.objects.insert",
            "POST",
            f"{_HOST}/upload/storage/v1/b/{self.name}/o",
            Effect.IDEMPOTENT,
            params={"uploadType": "multipart"},
            data=body + f"--{boundary}--\r\n".encode(),
            headers={"Content-Type": f"multipart/related; boundary={boundary}"},
        )

    def get(self, name: str) -> bytes | None:
        """The content of an object, cut off after MOST bytes, or None when there is no such object."""
        url = f"{_HOST}/storage/v1/b/{self.name}/o/{quote(name, safe='')}"
        try:
            return self._session.download("storage.objects.get", url, MOST, {"alt": "media"})
        except Permanent as error:
            if error.status == 404:
                return None
            raise

    def beside(self, prefix: str) -> list[str]:
        """Names that begin with `prefix` and have no further "/" in them: what lies in that folder itself."""
        return [*self._pages({"prefix": prefix, "delimiter": "/"})]

    def list(self, prefix: str, after: str = "") -> list[str]:
        """Names that begin with `prefix`, in order, those after the name `after` only."""
        options = {"startOffset": after} if after else {}
        return [name for name in self._pages({"prefix": prefix, **options}) if name > after]

    def _pages(self, options: Mapping[str, str]) -> Iterator[str]:
        params: dict[str, str | int] = {**options, "fields": "items(name),nextPageToken"}
        while True:
            url = f"{_HOST}/storage/v1/b/{self.name}/o"
            page = self._session.request("storage.objects.list", "GET", url, Effect.READ, params=params).json()
            yield from (item["name"] for item in page.get("items", ()))
            if not page.get("nextPageToken"):
                return
            params["pageToken"] = page["nextPageToken"]
