"""Objects: names, preconditions, changes, versions, copies."""

import concurrent.futures
import json
from itertools import pairwise

import pytest

from tests.google.conftest import Api, error_of
from tests.google.storage.conftest import Drawer, reason

FAILED = "At least one of the pre-conditions you specified did not hold."


def test_put_if_absent_succeeds_once_and_then_answers_412_in_googles_words(drawer: Drawer) -> None:
    assert drawer.put("journal/000000001.json", b"satu", ifGenerationMatch="0").status_code == 200
    again = drawer.put("journal/000000001.json", b"dua", ifGenerationMatch="0")
    assert error_of(again) == (412, FAILED)
    assert reason(again) == {
        "message": FAILED, "domain": "global", "reason": "conditionNotMet", "locationType": "header",
        "location": "If-Match",
    }  # fmt: skip
    media = drawer.object("journal/000000001.json", alt="media")
    assert (media.content, media.headers["content-type"]) == (b"satu", "application/json")


def test_of_many_that_put_the_same_name_at_once_exactly_one_wins_and_lists_show_it_at_once(drawer: Drawer) -> None:
    mine = [Drawer(Api(drawer.api.google), drawer.name) for _ in range(8)]

    def race(turn: int) -> list[int]:
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            put = list(pool.map(lambda one: one.put(f"n{turn}", ifGenerationMatch="0").status_code, mine))
        assert len(drawer.call("GET", "/o").json()["items"]) == turn + 1
        return sorted(put)

    assert [race(turn) for turn in range(5)] == [[200] + [412] * 7] * 5


def test_a_read_that_asks_for_something_newer_is_304_without_a_body(drawer: Drawer) -> None:
    made = drawer.put("n").json()
    for below in ({}, {"alt": "media"}):
        answer = drawer.object("n", ifGenerationNotMatch=made["generation"], **below)
        assert (answer.status_code, answer.content) == (304, b"")
    assert drawer.object("n", ifGenerationNotMatch="1").status_code == 200
    assert drawer.fetch(f"{drawer.path}/o/n", If_None_Match=made["etag"]).status_code == 304
    assert drawer.fetch(f"{drawer.path}/o/n", If_Match="lain").status_code == 412
    write = drawer.put("n", ifGenerationNotMatch=made["generation"])
    assert (write.status_code, reason(write)["location"]) == (412, "If-None-Match")


@pytest.mark.parametrize("name", ["ifGenerationMatch", "ifGenerationNotMatch", "ifMetagenerationMatch"])
def test_a_precondition_that_is_no_number_is_400(drawer: Drawer, name: str) -> None:
    assert drawer.put("n", **{name: "abc"}).status_code == 400
    drawer.put("n")
    answer = drawer.object("n", **{name: "1.5"})
    assert (answer.status_code, reason(answer)["location"]) == (400, name)


def test_a_precondition_without_a_value_asks_for_nothing(drawer: Drawer) -> None:
    assert drawer.put("n", ifGenerationMatch="").status_code == 200


def test_a_deletion_depends_on_the_generation_that_was_read(drawer: Drawer) -> None:
    old = drawer.put("n").json()["generation"]
    drawer.put("n")
    assert drawer.object("n", "DELETE", ifGenerationMatch=old).status_code == 412
    assert error_of(drawer.object("n", "DELETE", generation=old)) == (404, "No such object: buku-besar/n")
    assert drawer.object("n", "DELETE").status_code == 204
    assert error_of(drawer.object("n", "DELETE")) == (404, "No such object: buku-besar/n")


@pytest.mark.parametrize(
    "name",
    ["a/b//c", "spasi dan+tambah", "persen%2Fgaris", "tanya?pagar#", "☺/é", "titik:dua@", "a\\b", " ", "...", "\t"],
)
def test_odd_names_come_back_as_they_were(drawer: Drawer, name: str) -> None:
    assert drawer.put(name, b"isi").json()["name"] == name
    assert drawer.object(name).json()["name"] == name
    assert drawer.object(name, alt="media").content == b"isi"
    assert [item["name"] for item in drawer.call("GET", "/o", prefix=name).json()["items"]] == [name]
    assert drawer.object(name, "DELETE").status_code == 204


@pytest.mark.parametrize("name", ["x" * 1025, "é" * 513, "a\nb", "a\rb", ".", "..", ".well-known/acme-challenge/x"])
def test_names_that_no_object_can_have_are_400(drawer: Drawer, name: str) -> None:
    assert drawer.put(name).status_code == 400
    assert drawer.put_parts({"name": name}, b"isi").status_code == 400
    drawer.put("asal")
    to = f"/o/asal/rewriteTo/b/{drawer.name}/o/" + name.encode().hex(" ").replace(" ", "%").join(["%", ""])
    assert drawer.call("POST", to).status_code == 400
    assert [item["name"] for item in drawer.call("GET", "/o").json()["items"]] == ["asal"]


@pytest.mark.parametrize("name", ["x" * 1024, "é" * 512])
def test_a_name_of_1024_bytes_is_the_longest(drawer: Drawer, name: str) -> None:
    assert drawer.put(name).status_code == 200


def test_no_name_is_refused_in_googles_words(drawer: Drawer) -> None:
    for answer in (drawer.put(""), drawer.put_parts({"name": ""}, b"isi"), drawer.put_parts({}, b"isi")):
        assert error_of(answer) == (400, "No object name")
        assert reason(answer)["reason"] == "required"


def test_an_object_changed_more_than_once_a_second_is_429_when_asked_for(drawer: Drawer) -> None:
    drawer.put("n")
    writes = {
        "storage.objects.insert": lambda: drawer.put("n"),
        "storage.objects.delete": lambda: drawer.object("n", "DELETE"),
    }
    for method, write in writes.items():
        drawer.api.google.control.add_fault(method, "object_rate")
        answer = write()
        assert error_of(answer) == (
            429,
            "The object buku-besar/n exceeded the rate limit for object mutation operations (create, update, and "
            "delete). Please reduce your request rate. See https://cloud.google.com/storage/docs/gcs429.",
        )
        assert (reason(answer)["domain"], reason(answer)["reason"]) == ("usageLimits", "rateLimitExceeded")
        assert drawer.object("n").status_code == 200
    assert drawer.api.google.control.unused_faults() == []


def test_a_change_raises_the_metageneration_and_keeps_the_content(drawer: Drawer) -> None:
    made = drawer.put_parts({"name": "n", "metadata": {"a": "1", "b": "2"}, "cacheControl": "no-cache"}, b"isi").json()
    sent = {"metadata": {"a": None, "c": "3"}, "cacheControl": None, "contentLanguage": "id"}
    changed = drawer.object("n", "PATCH", sent, ifMetagenerationMatch="1").json()
    assert (changed["metadata"], changed["contentLanguage"]) == ({"b": "2", "c": "3"}, "id")
    assert (changed["metageneration"], changed["generation"]) == ("2", made["generation"])
    assert changed["etag"] != made["etag"]
    assert "cacheControl" not in changed
    assert drawer.object("n", "PATCH", sent, ifMetagenerationMatch="1").status_code == 412
    replaced = drawer.object("n", "PUT", {"contentType": "text/plain"}).json()
    assert "metadata" not in replaced
    assert drawer.object("n", alt="media").headers["content-type"] == "text/plain"


@pytest.mark.parametrize(
    "sent",
    [{"metadata": {"a": 1}}, {"metadata": "x"}, {"contentType": 7}, {"cacheControl": ["x"]}, {"contentType": "\ud800"}],
)
def test_settings_of_a_wrong_kind_are_400(drawer: Drawer, sent: dict[str, object]) -> None:
    assert drawer.put_parts({"name": "n", **sent}, b"isi").status_code == 400
    drawer.put("n")
    assert drawer.object("n", "PATCH", sent).status_code == 400


def test_a_list_for_one_object_is_refused_where_access_is_uniform_and_501_elsewhere(drawer: Drawer) -> None:
    listed = {"name": "n", "acl": [{"entity": "allUsers", "role": "READER"}]}
    assert error_of(drawer.put_parts(listed, b"isi")) == (
        400,
        "Cannot insert legacy ACL for an object when uniform bucket-level access is enabled. Read more at "
        "https://cloud.google.com/storage/docs/uniform-bucket-level-access",
    )
    assert Drawer(drawer.api, "daftar").make().put_parts(listed, b"isi").status_code == 501


@pytest.mark.parametrize(
    ("setting", "value"),
    [("temporaryHold", True), ("eventBasedHold", False), ("retention", {"mode": "Locked"}), ("contexts", {})],
)
def test_a_setting_of_an_object_that_is_not_built_is_501(drawer: Drawer, setting: str, value: object) -> None:
    answer = drawer.put_parts({"name": "n", setting: value}, b"isi")
    assert (answer.status_code, setting in error_of(answer)[1]) == (501, True)


def test_a_copy_has_the_settings_of_its_source_unless_others_are_sent(drawer: Drawer) -> None:
    drawer.put_parts({"name": "asal/a b", "metadata": {"k": "v"}, "contentType": "text/plain"}, b"isi")
    to = f"/o/asal%2Fa%20b/rewriteTo/b/{drawer.name}/o/"
    plain = drawer.call("POST", to + "salinan%2F1", {}).json()
    assert (plain["kind"], plain["done"], plain["totalBytesRewritten"]) == ("storage#rewriteResponse", True, "3")
    assert plain["resource"]["metadata"] == {"k": "v"}
    other = drawer.call("POST", to + "2", {"contentType": "text/csv"}).json()["resource"]
    assert (other["contentType"], "metadata" in other, other["size"]) == ("text/csv", False, "3")
    copied = drawer.call("POST", to.replace("rewriteTo", "copyTo") + "3", {}).json()
    assert (copied["kind"], copied["name"]) == ("storage#object", "3")
    assert drawer.call("POST", to + "1", {}, ifGenerationMatch="0").status_code == 200
    assert drawer.call("POST", to + "1", {}, ifGenerationMatch="0").status_code == 412
    assert drawer.call("POST", to + "1", {}, ifSourceGenerationMatch="1").status_code == 412
    missing = drawer.call("POST", f"/o/tidak/rewriteTo/b/{drawer.name}/o/x", {})
    assert error_of(missing) == (404, "No such object: buku-besar/tidak")


def test_a_moved_object_has_one_name_only(drawer: Drawer) -> None:
    drawer.put_parts({"name": "lama/a", "metadata": {"k": "v"}}, b"isi")
    moved = drawer.call("POST", "/o/lama%2Fa/moveTo/o/baru%2Fa", ifGenerationMatch="0").json()
    assert (moved["name"], moved["metadata"]) == ("baru/a", {"k": "v"})
    assert drawer.object("lama/a").status_code == 404
    assert drawer.object("baru/a", alt="media").content == b"isi"
    assert drawer.call("POST", "/o/lama%2Fa/moveTo/o/baru%2Fa").status_code == 404


def test_objects_are_composed_in_the_order_given_and_have_no_md5(drawer: Drawer) -> None:
    drawer.put("a", b"satu ")
    generation = drawer.put("b", b"dua").json()["generation"]
    parts = [{"name": "a"}, {"name": "b", "objectPreconditions": {"ifGenerationMatch": generation}}]
    made = drawer.call("POST", "/o/ab/compose", {"sourceObjects": parts, "destination": {"contentType": "text/plain"}})
    assert (made.json()["componentCount"], made.json()["size"], "md5Hash" in made.json()) == (2, "8", False)
    assert drawer.object("ab", alt="media").content == b"satu dua"
    parts[1] = {"name": "b", "objectPreconditions": {"ifGenerationMatch": "1"}}
    assert drawer.call("POST", "/o/ab/compose", {"sourceObjects": parts}).status_code == 412
    assert drawer.call("POST", "/o/ab/compose", {"sourceObjects": []}).status_code == 400


def test_generations_of_a_name_only_go_up(drawer: Drawer) -> None:
    drawer.api.google.control.set_clock(offset=600)
    first = drawer.put("n").json()["generation"]
    drawer.api.google.control.set_clock(offset=0)
    found = [int(first), *(int(drawer.put("n").json()["generation"]) for _ in range(3))]
    assert all(a < b for a, b in pairwise(found))


def test_metadata_is_read_without_content_and_in_part(drawer: Drawer) -> None:
    drawer.put("n", b"isi")
    assert drawer.object("n", fields="size,generation").json().keys() == {"size", "generation"}
    assert error_of(drawer.object("n", fields="ukuran")) == (400, "Invalid field selection ukuran")


def test_calls_in_a_batch_are_answered_one_by_one(drawer: Drawer) -> None:
    drawer.put("ada")
    asked = [f"DELETE {drawer.path}/o/ada", f"DELETE {drawer.path}/o/tidak", f"GET {drawer.path}/o/ada?alt=json"]
    parts = [
        f"--batas\nContent-Type: application/http\nContent-ID: <x+{n}>\n\n{line} HTTP/1.1\naccept: application/json\n\n"
        for n, line in enumerate(asked, start=1)
    ]
    answer = drawer.api.http.post(
        drawer.api.google.base_url + "/batch/storage/v1", data="".join(parts) + "--batas--",
        headers={"Content-Type": 'multipart/mixed; boundary="batas"'}, timeout=30,
    )  # fmt: skip
    assert answer.headers["content-type"].startswith("multipart/mixed; boundary=batch_")
    found = answer.text.split("--" + answer.headers["content-type"].partition("boundary=")[2])
    assert [part.partition("HTTP/1.1 ")[2][:3] for part in found[1:-1]] == ["204", "404", "404"]
    assert "Content-ID: <response-x+2>" in found[2]
    told = json.loads(found[2][found[2].index("{") :])
    assert told["error"]["message"] == "No such object: buku-besar/tidak"
