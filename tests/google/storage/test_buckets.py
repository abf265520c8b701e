"""Buckets: making, changing, listing, deleting, and whose name is whose."""

from typing import Any

import pytest

from tests.google.conftest import Api, error_of
from tests.google.storage.conftest import FUNCTION, PROJECT, Drawer, reason


def test_a_bucket_needs_a_project(api: Api) -> None:
    answer = api.call("POST", "/storage/v1/b", {"name": "tanpa-proyek"})
    assert error_of(answer) == (400, "Required parameter: project")
    assert reason(answer)["location"] == "project"
    assert api.call("GET", "/storage/v1/b").status_code == 400


def test_ones_own_name_is_refused_in_other_words_than_somebody_elses(drawer: Drawer) -> None:
    again = {"name": drawer.name}
    own = drawer.api.call("POST", "/storage/v1/b", again, project=PROJECT)
    foreign = drawer.as_(FUNCTION).api.call("POST", "/storage/v1/b", again, project="lain")
    assert error_of(own) == (
        409, "Your previous request to create the named bucket succeeded and you already own it.",
    )  # fmt: skip
    assert error_of(foreign) == (
        409,
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
        "Please select a different name and try again.",
    )
    assert reason(own)["reason"] == reason(foreign)["reason"] == "conflict"


@pytest.mark.parametrize("name", ["ab", "Besar", "-awal", "akhir-", "192.168.1.1", "goog-x", "a..b", "x" * 64, "a b"])
def test_a_name_that_no_bucket_can_have_is_refused(api: Api, name: str) -> None:
    answer = api.call("POST", "/storage/v1/b", {"name": name}, project=PROJECT)
    assert error_of(answer) == (400, f"Invalid bucket name: '{name}'")


def test_a_new_bucket_has_googles_defaults(api: Api) -> None:
    made = Drawer(api).make(location="asia-southeast2").call("GET").json()
    off: dict[str, Any] = {"enabled": False}
    assert made["iamConfiguration"] == {
        "bucketPolicyOnly": off, "uniformBucketLevelAccess": off, "publicAccessPrevention": "inherited",
    }  # fmt: skip
    assert (made["location"], made["locationType"], made["storageClass"]) == ("ASIA-SOUTHEAST2", "region", "STANDARD")
    assert made["softDeletePolicy"]["retentionDurationSeconds"] == "604800"
    assert (made["metageneration"], made["etag"]) == ("1", "CAE=")
    assert "acl" not in made


def test_a_change_merges_settings_and_clears_what_is_null_or_empty(drawer: Drawer) -> None:
    drawer.call("PATCH", "", {"labels": {"a": "1", "b": "2"}, "lifecycle": {"rule": [{"action": {"type": "Delete"}}]}})
    sent = {
        "labels": {"a": None, "c": "3"},
        "lifecycle": {"rule": []},
        "softDeletePolicy": {"retentionDurationSeconds": "0"},
    }
    changed = drawer.call("PATCH", "", sent).json()
    assert (changed["labels"], changed["metageneration"]) == ({"b": "2", "c": "3"}, "3")
    assert changed["softDeletePolicy"] == {"retentionDurationSeconds": "0"}
    assert "lifecycle" not in changed
    assert drawer.call("PATCH", "", {"labels": None}).json().get("labels") is None


def test_a_change_under_a_condition_that_does_not_hold_is_refused(drawer: Drawer) -> None:
    answer = drawer.call("PATCH", "", {"labels": {"a": "1"}}, ifMetagenerationMatch="7")
    assert answer.status_code == 412
    assert drawer.call("GET", "", ifMetagenerationNotMatch="1").status_code == 304


@pytest.mark.parametrize("setting", ["encryption", "billing", "logging", "defaultEventBasedHold"])
def test_a_setting_that_would_change_what_objects_do_and_is_not_built_is_501(drawer: Drawer, setting: str) -> None:
    answer = drawer.call("PATCH", "", {setting: {"x": 1} if setting != "defaultEventBasedHold" else True})
    assert answer.status_code == 501
    assert setting in error_of(answer)[1]


def test_a_bucket_with_anything_in_it_is_not_deleted(drawer: Drawer) -> None:
    drawer.put("n")
    assert error_of(drawer.call("DELETE")) == (409, "The bucket you tried to delete is not empty.")
    drawer.object("n", "DELETE")
    assert drawer.call("DELETE").status_code == 204
    assert error_of(drawer.call("GET")) == (404, "The specified bucket does not exist.")


def test_a_projects_buckets_are_listed_in_pages(api: Api) -> None:
    for name in ("ember-b", "ember-a", "lain"):
        Drawer(api, name).make()
    first = api.ok("GET", "/storage/v1/b/", project=PROJECT, prefix="ember", maxResults=1)
    rest = api.ok("GET", "/storage/v1/b", project=PROJECT, prefix="ember", pageToken=first["nextPageToken"])
    assert [item["name"] for page in (first, rest) for item in page["items"]] == ["ember-a", "ember-b"]
    assert "items" not in api.ok("GET", "/storage/v1/b", project="lain")


def test_the_lists_of_a_bucket_are_shown_where_access_is_not_uniform(api: Api, drawer: Drawer) -> None:
    plain = Drawer(api, "daftar").make().call("GET", "", projection="full").json()
    assert [entry["entity"].rpartition("-")[0] for entry in plain["acl"]] == [
        "project-owners", "project-editors", "project-viewers",
    ]  # fmt: skip
    assert [entry["role"] for entry in plain["defaultObjectAcl"]] == ["OWNER", "OWNER", "READER"]
    assert "acl" not in drawer.call("GET", "", projection="full").json()


@pytest.mark.parametrize(
    "sent",
    [
        {"iamConfiguration": ["x"]},
        {"labels": {"a": 1}},
        {"lifecycle": {"rule": "x"}},
        {"versioning": {"enabled": "ya"}},
    ],
)
def test_a_setting_of_a_wrong_kind_is_400_and_changes_nothing(drawer: Drawer, sent: dict[str, object]) -> None:
    before = drawer.call("GET").json()
    assert drawer.call("PATCH", "", sent).status_code == 400
    assert drawer.call("GET").json() == before
