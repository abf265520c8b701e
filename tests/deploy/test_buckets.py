"""The buckets of a city: where they lie, who gets in, and what becomes of others' changes meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from deploy.buckets import SCOPES, BucketTakenError, Plan, grant, make, merged
from functions.gapi.errors import Permanent
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect, Session
from local.google.server import LocalGoogle
from local.wire.http.pipeline import Exchange
from tests.gapi.conftest import Dictated, Time, credentials, dictated, there, time  # noqa: F401 - fixtures

SYSTEM = "serviceAccount:ksbb-run@lokal.iam.gserviceaccount.com"
VIEWER = "roles/storage.objectViewer"
URL = "https://storage.googleapis.com/storage/v1/b/kota"
GET, SET = "storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy"


@pytest.fixture
def google() -> Iterator[LocalGoogle]:
    with LocalGoogle() as running:
        yield running
        assert running.control.unused_faults() == []


@pytest.fixture
def session(google: LocalGoogle) -> Session:
    return Session(credentials(google, scopes=SCOPES), emulator=google.base_url).bounded(Time().patience(60))


def policy(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = session.request(GET, "GET", f"{URL}/iam", Effect.READ).json()
    return found


def members(session: Session, role: str) -> list[str]:
    return next((line["members"] for line in policy(session)["bindings"] if line["role"] == role), [])


def test_a_bucket_lies_in_jakarta_is_uniform_and_keeps_the_public_out(session: Session) -> None:
    make(session, Plan("kota", {VIEWER: [SYSTEM]}), "lokal")
    made = session.request("storage.buckets.get", "GET", URL, Effect.READ).json()
    assert (made["location"], made["iamConfiguration"]["publicAccessPrevention"]) == ("ASIA-SOUTHEAST2", "enforced")
    assert made["iamConfiguration"]["uniformBucketLevelAccess"]["enabled"] is True
    assert made["softDeletePolicy"]["retentionDurationSeconds"] == "604800"
    with pytest.raises(Permanent) as refused:
        grant(session, "kota", {VIEWER: ["allUsers"]})
    assert "public access prevention" in refused.value.detail


def test_the_public_reads_files_of_the_open_bucket_and_does_not_learn_which_there_are(
    google: LocalGoogle, session: Session
) -> None:
    roles = {"roles/storage.legacyObjectReader": ["allUsers"]}
    bucket = Bucket(session, make(session, Plan("kota", roles, public=True), "lokal"))
    bucket.put("ringkasan.csv", b"a,b", "text/csv", "public, max-age=300")
    assert requests.get(f"{google.base_url}/kota/ringkasan.csv", timeout=30).content == b"a,b"
    assert requests.get(f"{google.base_url}/kota/tidak-ada.csv", timeout=30).status_code == 403
    assert requests.get(f"{google.base_url}/storage/v1/b/kota/o", timeout=30).status_code == 401


def test_roles_are_added_and_the_owner_stays(session: Session) -> None:
    make(session, Plan("kota", {VIEWER: [SYSTEM]}), "lokal")
    assert "projectOwner:lokal" in members(session, "roles/storage.legacyBucketOwner")
    grant(session, "kota", {VIEWER: ["user:petugas@contoh.example"]})
    assert members(session, VIEWER) == [SYSTEM, "user:petugas@contoh.example"]
    assert Bucket(session, "kota").put_if_absent("a", b"") is True


def test_what_is_held_already_is_not_written(google: LocalGoogle, session: Session) -> None:
    make(session, Plan("kota", {VIEWER: [SYSTEM]}), "lokal")
    google.control.reset_calls()
    grant(session, "kota", {VIEWER: [SYSTEM]})
    assert google.control.calls() == {GET: 1}


def test_who_writes_the_policy_meanwhile_loses_nothing(google: LocalGoogle, session: Session) -> None:
    make(session, Plan("kota", {}), "lokal")
    google.observe(_Meanwhile(google, "user:lain@contoh.example"))
    grant(session, "kota", {VIEWER: [SYSTEM]})
    assert members(session, VIEWER) == [SYSTEM, "user:lain@contoh.example"]


class _Meanwhile:
    """Somebody who gives another the role once, just after we have read the policy."""

    def __init__(self, google: LocalGoogle, member: str) -> None:
        self._google, self._member, self._done = google, member, False

    def __call__(self, exchange: Exchange) -> None:
        if exchange.method_id == GET and not self._done:
            self._done = True
            self._google.prepare(self._write)

    def _write(self, state: Any) -> None:
        bucket = state.buckets.get("kota")
        lines = [*bucket["policy"]["bindings"], {"role": VIEWER, "members": [self._member]}]
        state.buckets.put("kota", {**bucket, "policy": {"bindings": lines}, "metageneration": "9"})


def test_a_lost_answer_to_the_policy_is_no_harm(google: LocalGoogle, session: Session) -> None:
    make(session, Plan("kota", {}), "lokal")
    google.control.add_fault(SET, "lost_answer")
    grant(session, "kota", {VIEWER: [SYSTEM]})
    assert members(session, VIEWER) == [SYSTEM]


@pytest.mark.parametrize("status", [409, 412])
def test_concurrent_changes_are_met_by_reading_again_whatever_the_status(
    there: Session,  # noqa: F811
    dictated: Dictated,  # noqa: F811
    status: int,
) -> None:
    """Resource Manager says 409 ABORTED where Cloud Storage says 412."""
    dictated.answers = [_policy("A"), (status, {}, b"{}"), _policy("B"), _policy("C")]
    grant(there, "kota", {VIEWER: [SYSTEM]})
    assert [verb for verb, _ in dictated.calls] == ["GET", "PUT", "GET", "PUT"]


def test_a_policy_that_is_refused_unchanged_is_given_up(there: Session, dictated: Dictated) -> None:  # noqa: F811
    dictated.answers = [_policy("A"), (412, {}, b"{}"), _policy("A"), (412, {}, b"{}")]
    with pytest.raises(Permanent):
        grant(there, "kota", {VIEWER: [SYSTEM]})
    assert [verb for verb, _ in dictated.calls] == ["GET", "PUT", "GET", "PUT"]


def _policy(etag: str) -> tuple[int, dict[str, str], bytes]:
    return 200, {}, json.dumps({"etag": etag, "bindings": []}).encode()


def test_a_line_that_holds_under_a_condition_stays_as_it_is() -> None:
    under = {"role": VIEWER, "members": ["user:a@contoh.example"], "condition": {"title": "sementara"}}
    found = merged({"etag": "A", "version": 3, "bindings": [under]}, {VIEWER: [SYSTEM]})
    assert found == {"etag": "A", "version": 3, "bindings": [under, {"role": VIEWER, "members": [SYSTEM]}]}


def test_a_name_that_is_taken_is_refused_with_whose_it_is(google: LocalGoogle, session: Session) -> None:
    make(session, Plan("kota", {}), "lokal")
    with pytest.raises(BucketTakenError, match="'kota' sudah ada dan milik Anda"):
        make(session, Plan("kota", {}), "lokal")
    other = Session(credentials(google, "orang@lokal.iam.gserviceaccount.com", SCOPES), emulator=google.base_url)
    with pytest.raises(BucketTakenError, match="'kota' sudah dipakai orang lain"):
        make(other, Plan("kota", {}), "lain")


def test_without_a_project_there_is_no_bucket(session: Session) -> None:
    with pytest.raises(Permanent) as refused:
        make(session, Plan("kota", {}), "")
    assert refused.value.detail == "Required parameter: project"
