"""A city as it is deployed: one person owns the files, another account writes them."""

from __future__ import annotations

from typing import Any

import google.oauth2.service_account

from functions.gapi.patience import Patience
from functions.gapi.session import SCOPES, Effect, Session
from functions.ledger.ports import Google, Report
from functions.ledger.rebuild import rebuild
from local.google.server import LocalGoogle
from tests.city import City

FUNCTIONS = "fungsi@contoh.example"
STAFF = "petugas@contoh.example"
_DRIVE = "https://www.googleapis.com/drive/v3/files"
_STORAGE = "https://storage.googleapis.com/storage/v1/b"


class OwnedCity(City):
    """Hands type as the owner; drains are run by the functions' account. Staff edit the private workbook."""

    def __init__(self, local: LocalGoogle, **options: Any) -> None:
        super().__init__(local, **options)
        for file in (self.place.private, self.place.public, self.place.form):
            self.share(file, FUNCTIONS)
        self.share(self.place.private, STAFF)
        url = f"{_STORAGE}/{self.place.bucket}/iam"
        policy = self.session.request("storage.buckets.getIamPolicy", "GET", url, Effect.READ).json()
        for role in ("roles/storage.objectCreator", "roles/storage.objectViewer"):
            policy["bindings"].append({"role": role, "members": [f"serviceAccount:{FUNCTIONS}"]})
        self.session.request("storage.buckets.setIamPolicy", "PUT", url, Effect.IDEMPOTENT, json=policy)
        rebuild(self.ledger(), self.google())

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

    def as_account(self, email: str) -> Google:
        """The four things at Google as this account sees them."""
        make: Any = google.oauth2.service_account.Credentials.from_service_account_info
        credentials = make(self.local.credentials_info(email), scopes=SCOPES)
        session = Session(credentials, emulator=self.local.base_url)
        return Google.at(self.place, session, Patience(20, sleep=lambda _: None))

    def run_functions(self) -> Report:
        """One drain by the functions' account."""
        return self.ledger().drain(self.as_account(FUNCTIONS), self.clock)

    def editors(self, book: str) -> list[list[str]]:
        """Whom each protected range of a workbook names."""
        workbook = self.google().private if book == "private" else self.google().public
        found = workbook.describe({"fields": "sheets(protectedRanges(editors(users)))"})
        return [
            protected.get("editors", {}).get("users", [])
            for sheet in found["sheets"]
            for protected in sheet.get("protectedRanges", ())
        ]
