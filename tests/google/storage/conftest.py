"""A bucket with hands to put, read and share with, for whoever asks."""

import json
from typing import Any

import pytest
import requests

from tests.google.conftest import Api

FUNCTION = "commit@lokal.iam.gserviceaccount.com"
PROJECT = "lokal"


class Drawer:
    """One bucket as one caller meets it; `anybody` has no token."""

    def __init__(self, api: Api, name: str = "buku-besar") -> None:
        self.api, self.name = api, name

    def as_(self, email: str) -> "Drawer":
        return Drawer(self.api.as_(email), self.name)

    def anybody(self) -> "Drawer":
        nobody = Api(self.api.google)
        del nobody.http.headers["Authorization"]
        return Drawer(nobody, self.name)

    @property
    def path(self) -> str:
        return f"/storage/v1/b/{self.name}"

    def make(self, **settings: Any) -> "Drawer":
        self.api.ok("POST", f"/storage/v1/b?project={PROJECT}", {"name": self.name, **settings})
        return self

    def put(self, name: str, body: bytes = b"{}", kind: str = "application/json", **query: str) -> requests.Response:
        """A simple upload."""
        params = {"uploadType": "media", "name": name, **query}
        return self._post("/upload" + self.path + "/o", params, body, {"Content-Type": kind})

    def put_parts(self, metadata: Any, *content: bytes, kind: str = "", line: bytes = b"\r\n") -> requests.Response:
        """A multipart upload: metadata, then each content as a part of its own, of this type."""
        head = b"Content-Type: " + kind.encode() + line if kind else b""
        described = b"Content-Type: application/json" + line + line + json.dumps(metadata).encode()
        pieces = [described, *(head + line + part for part in content)]
        body = b"".join(b"--batas" + line + piece + line for piece in pieces) + b"--batas--"
        headers = {"Content-Type": 'multipart/related; boundary="batas"'}
        return self._post("/upload" + self.path + "/o", {"uploadType": "multipart"}, body, headers)

    def _post(self, path: str, params: dict[str, str], body: bytes, headers: dict[str, str]) -> requests.Response:
        url = self.api.google.base_url + path
        return self.api.http.post(url, params=params, data=body, headers=headers, timeout=30)

    def call(self, verb: str, below: str = "", body: Any = None, **query: Any) -> requests.Response:
        return self.api.call(verb, self.path + below, body, **query)

    def object(self, name: str, verb: str = "GET", body: Any = None, **query: Any) -> requests.Response:
        return self.call(verb, f"/o/{requests.utils.quote(name, safe='')}", body, **query)

    def fetch(self, path: str, **headers: str) -> requests.Response:
        """A plain GET, as a browser does it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.api.http.get(self.api.google.base_url + path, headers=named, timeout=30)

    def policy(self) -> dict[str, Any]:
        return self.call("GET", "/iam").json()

    def share(self, role: str, *members: str) -> requests.Response:
        """Give a role beside those that are held."""
        policy = self.policy()
        policy["bindings"].append({"role": f"roles/storage.{role}", "members": list(members)})
        return self.call("PUT", "/iam", policy)


@pytest.fixture
def drawer(api: Api) -> Drawer:
    """A bucket with uniform access, which the owner may use."""
    return Drawer(api).make(iamConfiguration={"uniformBucketLevelAccess": {"enabled": True}})


def reason(answer: requests.Response) -> dict[str, str]:
    """The machine-readable part of a refusal."""
    return answer.json()["error"]["errors"][0]
