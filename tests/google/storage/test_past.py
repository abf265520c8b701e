"""Objects that were replaced or deleted: versions, and what can be brought back for a while."""

import pytest

from tests.google.conftest import Api, error_of
from tests.google.storage.conftest import FUNCTION, Drawer

WEEK = 7 * 86400


def test_a_bucket_with_versions_keeps_what_is_replaced_or_deleted(drawer: Drawer) -> None:
    drawer.call("PATCH", "", {"versioning": {"enabled": True}})
    first, second = (drawer.put("n", body).json()["generation"] for body in (b"satu", b"dua"))
    drawer.object("n", "DELETE")
    assert drawer.object("n").status_code == 404
    assert drawer.object("n", alt="media", generation=first).content == b"satu"
    found = drawer.call("GET", "/o", versions="true").json()["items"]
    assert [(item["generation"], "timeDeleted" in item) for item in found] == [(first, True), (second, True)]
    assert "items" not in drawer.call("GET", "/o").json()
    assert drawer.call("DELETE").status_code == 409
    for generation in (first, second):
        assert drawer.object("n", "DELETE", generation=generation).status_code == 204
    assert drawer.call("DELETE").status_code == 204


def _deleted(drawer: Drawer) -> list[str]:
    found = drawer.call("GET", "/o", softDeleted="true").json().get("items", [])
    assert all(item["softDeleteTime"] < item["hardDeleteTime"] for item in found)
    return [item["generation"] for item in found]


def test_what_was_deleted_or_replaced_can_be_brought_back_as_a_new_object(drawer: Drawer) -> None:
    first, second = (drawer.put("n", body).json()["generation"] for body in (b"satu", b"dua"))
    drawer.object("n", "DELETE")
    assert (_deleted(drawer), drawer.object("n").status_code) == ([first, second], 404)
    assert drawer.object("n", generation=first).status_code == 404
    assert drawer.object("n", generation=first, softDeleted="true").json()["size"] == "4"
    back = drawer.call("POST", "/o/n/restore", generation=first).json()
    assert back["generation"] not in (first, second)
    assert drawer.object("n", alt="media").content == b"satu"
    again = drawer.call("POST", "/o/n/restore", generation=second, ifGenerationMatch="0")
    assert again.status_code == 412


def test_after_a_week_nothing_can_be_brought_back(drawer: Drawer) -> None:
    generation = drawer.put("n").json()["generation"]
    drawer.object("n", "DELETE")
    drawer.api.google.control.set_clock(offset=WEEK + 1)
    later = Drawer(Api(drawer.api.google), drawer.name)
    assert _deleted(later) == []
    gone = later.call("POST", "/o/n/restore", generation=generation)
    assert error_of(gone) == (404, "No such object: buku-besar/n")


def test_a_bucket_without_soft_delete_keeps_nothing(drawer: Drawer) -> None:
    drawer.call("PATCH", "", {"softDeletePolicy": {"retentionDurationSeconds": "0"}})
    drawer.put("n")
    drawer.object("n", "DELETE")
    assert _deleted(drawer) == []


def test_whoever_may_only_create_and_read_cannot_bring_back(drawer: Drawer) -> None:
    member = f"serviceAccount:{FUNCTION}"
    drawer.share("objectCreator", member)
    drawer.share("objectViewer", member)
    generation = drawer.put("n").json()["generation"]
    drawer.object("n", "DELETE")
    assert drawer.as_(FUNCTION).call("POST", "/o/n/restore", generation=generation).status_code == 403


def test_a_bucket_in_which_all_is_deleted_can_be_deleted_and_its_name_begins_anew(drawer: Drawer) -> None:
    drawer.put("n")
    drawer.object("n", "DELETE")
    assert drawer.call("DELETE").status_code == 204
    assert _deleted(drawer.make()) == []


@pytest.mark.parametrize("seconds", ["60", "9999999999", "lama"])
def test_a_time_that_no_bucket_can_keep_is_400(drawer: Drawer, seconds: str) -> None:
    answer = drawer.call("PATCH", "", {"softDeletePolicy": {"retentionDurationSeconds": seconds}})
    assert answer.status_code == 400


def test_what_a_bucket_retains_is_neither_replaced_nor_deleted_until_its_time_is_over(drawer: Drawer) -> None:
    policy = drawer.call("PATCH", "", {"retentionPolicy": {"retentionPeriod": "600"}}).json()["retentionPolicy"]
    assert policy.keys() == {"retentionPeriod", "effectiveTime"}
    until = drawer.put("n").json()["retentionExpirationTime"]
    for answer in (drawer.put("n"), drawer.object("n", "DELETE")):
        status, said = error_of(answer)
        assert status == 403
        told, _, moment = said.partition(" until ")
        assert told.startswith("Object 'buku-besar/n' is subject to bucket's retention policy and cannot be deleted,")
        assert moment.endswith("-08:00")
    assert drawer.object("n", "PATCH", {"metadata": {"a": "1"}}).json()["retentionExpirationTime"] == until
    drawer.api.google.control.set_clock(offset=601)
    assert drawer.object("n", "DELETE").status_code == 204
    assert "retentionPolicy" not in drawer.call("PATCH", "", {"retentionPolicy": None}).json()
