"""A city as it is deployed: one person owns the files and types, another account writes what the functions write."""

from __future__ import annotations

from typing import Any

from functions.gapi.patience import Patience
from functions.gapi.session import Effect
from functions.ledger.ports import Google
from local.google.server import LocalGoogle
from tests.city import City

FUNCTIONS = "fungsi@contoh.example"
STAFF = "petugas@contoh.example"
_DRIVE = "https://www.googleapis.com/drive/v3/files"
_STORAGE = "https://storage.googleapis.com/storage/v1/b"


class OwnedCity(City):
    """Hands type as the owner; drains and recaps are the functions' account's. Staff edit the private workbook."""

    functions_account = FUNCTIONS

    def __init__(self, local: LocalGoogle, *args: Any, like: OwnedCity | None = None, **options: Any) -> None:
        super().__init__(local, *args, like=like, **options)
        for file in (self.place.private, self.place.public, self.place.form):
            self.share(file, FUNCTIONS)
        self.share(self.place.private, STAFF)
        url = f"{_STORAGE}/{self.place.bucket}/iam"
        policy = self.session.request("storage.buckets.getIamPolicy", "GET", url, Effect.READ).json()
        for role in ("roles/storage.objectCreator", "roles/storage.objectViewer"):
            policy["bindings"].append({"role": role, "members": [f"serviceAccount:{FUNCTIONS}"]})
        self.session.request("storage.buckets.setIamPolicy", "PUT", url, Effect.IDEMPOTENT, json=policy)
        self._functions = like._functions if like else self.session_of(FUNCTIONS)
        self.control.reset_calls()

    def google(self, seconds: float = 20, **patience: Any) -> Google:
        """The four things at Google as the functions see them."""
        calm: dict[str, Any] = {"sleep": lambda _: None} | patience
        return Google.at(self.place, self._functions, Patience(seconds, **calm))

    def as_owner(self) -> Google:
        """The same as the owner of the files sees them."""
        return super().google()

    def as_account(self, email: str) -> Google:
        """The same as somebody else sees them."""
        return Google.at(self.place, self.session_of(email), Patience(20, sleep=lambda _: None))

    def share(self, file: str, email: str, role: str = "writer") -> None:
        """Let somebody into a file."""
        grant = {"type": "user", "role": role, "emailAddress": email}
        self.session.request(
            "drive.permissions.create", "POST", f"{_DRIVE}/{file}/permissions", Effect.IDEMPOTENT, json=grant
        )

    def unshare(self, file: str, email: str) -> None:
        """Let somebody out again."""
        url = f"{_DRIVE}/{file}/permissions"
        found = self.session.request(
            "drive.permissions.list", "GET", url, Effect.READ, params={"fields": "permissions(id,emailAddress)"}
        ).json()["permissions"]
        (number,) = [grant["id"] for grant in found if grant.get("emailAddress") == email]
        self.session.request("drive.permissions.delete", "DELETE", f"{url}/{number}", Effect.ONCE)

    def editors(self, book: str) -> list[list[str]]:
        """Whom each protected range of a workbook names."""
        google = self.as_owner()
        workbook = google.private if book == "private" else google.public
        found = workbook.describe({"fields": "sheets(protectedRanges(editors(users)))"})
        return [
            protected.get("editors", {}).get("users", [])
            for sheet in found["sheets"]
            for protected in sheet.get("protectedRanges", ())
        ]
