"""Objects in a bucket: put-if-absent in every circumstance, names, order, pages, rights."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deploy import buckets
from functions.gapi import objects
from functions.gapi.errors import Ambiguous, Permanent, Retryable
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect, Session
from local.google.server import LocalGoogle
from tests.gapi.conftest import BUCKET, Dictated, credentials, make_bucket

INSERT = "storage.objects.insert"


def test_the_first_put_makes_the_object_and_a_second_changes_nothing(bucket: Bucket) -> None:
    assert bucket.put_if_absent("a/1", b"pertama") is True
    assert bucket.put_if_absent("a/1", b"kedua") is False
    assert bucket.put_if_absent("a/1", b"pertama") is False
    assert bucket.get("a/1") == b"pertama"


def test_of_many_puts_at_once_exactly_one_makes_the_object(bucket: Bucket) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda i: bucket.put_if_absent("a/lomba", str(i).encode()), range(8)))
    assert made.count(True) == 1
    assert bucket.get("a/lomba") == str(made.index(True)).encode()


@pytest.mark.parametrize(
    ("kind", "answer", "there"),
    [("lost_answer", "503", b"isi"), ("lost_answer", "close", b"isi"), ("unavailable", "503", None)],
)
def test_a_put_without_an_answer_is_ambiguous_whether_it_was_applied_or_not(
    google: LocalGoogle, bucket: Bucket, kind: str, answer: str, there: bytes | None
) -> None:
    name = f"ragu/{kind}-{answer}"
    google.control.add_fault(INSERT, kind, answer=answer)
    with pytest.raises(Ambiguous):
        bucket.put_if_absent(name, b"isi")
    assert google.control.calls()[INSERT] == 1
    assert bucket.get(name) == there


def test_a_put_that_is_applied_late_never_replaces_what_came_first(google: LocalGoogle, bucket: Bucket) -> None:
    google.control.add_fault(INSERT, "applied_late")
    with pytest.raises(Ambiguous):
        bucket.put_if_absent("ragu/terlambat", b"lama")
    assert bucket.put_if_absent("ragu/terlambat", b"baru") is True
    assert google.control.apply_late()[0]["outcome"].startswith("refused: 412")
    assert bucket.get("ragu/terlambat") == b"baru"


def test_a_put_that_was_refused_for_the_rate_is_tried_again(google: LocalGoogle, bucket: Bucket) -> None:
    google.control.add_fault(INSERT, "rate_limit", times=2)
    assert bucket.put_if_absent("a/laju", b"isi") is True


def test_an_object_that_was_written_a_moment_ago_is_tried_again_and_then_given_up(
    google: LocalGoogle, bucket: Bucket
) -> None:
    google.control.add_fault(INSERT, "object_rate", times=2)
    bucket.put("a/sering", b"isi", "text/plain", "no-cache")
    assert bucket.get("a/sering") == b"isi"
    google.control.add_fault(INSERT, "object_rate", times=100)
    with pytest.raises(Retryable) as refused:
        bucket.put("a/sering", b"lain", "text/plain", "no-cache")
    assert (refused.value.status, refused.value.reason) == (429, "rateLimitExceeded")
    assert refused.value.detail.startswith(f"The object {BUCKET}/a/sering exceeded the rate limit")
    google.control.clear_faults()
    assert bucket.get("a/sering") == b"isi"


@pytest.mark.parametrize("name", ["", ".", "a\nb", "x" * 1025])
def test_a_name_that_no_object_can_have_is_permanent(bucket: Bucket, name: str) -> None:
    with pytest.raises(Permanent) as refused:
        bucket.put_if_absent(name, b"isi")
    assert refused.value.status == 400


def test_a_put_that_may_not_replace_found_an_object_and_any_other_refusal_is_an_error(
    there: Session, dictated: Dictated
) -> None:
    def refused(permission: str) -> tuple[int, dict[str, str], bytes]:
        said = f"a@b does not have {permission} access to the Google Cloud Storage object."
        return (
            403,
            {},
            json.dumps({"error": {"code": 403, "message": said, "errors": [{"reason": "forbidden"}]}}).encode(),
        )

    dictated.answers = [refused("storage.objects.delete"), refused("storage.objects.create")]
    assert Bucket(there, BUCKET).put_if_absent("a", b"isi") is False
    with pytest.raises(Permanent):
        Bucket(there, BUCKET).put_if_absent("a", b"isi")


def test_what_an_account_may_not_know_is_an_error_and_never_none(google: LocalGoogle, opened: Session) -> None:
    """Google answers 403 about objects and buckets that are not there to whoever may not list them."""
    stranger = Session(credentials(google, "orang@lokal.iam.gserviceaccount.com"), emulator=google.base_url)
    for name, call in ((BUCKET, "get"), ("bucket-yang-tidak-ada", "get"), ("bucket-yang-tidak-ada", "list")):
        with pytest.raises(Permanent) as refused:
            getattr(Bucket(stranger, name), call)("tidak/ada")
        assert refused.value.status == 403
        assert refused.value.detail.endswith("denied on resource (or it may not exist).")
    assert Bucket(opened, BUCKET).get("tidak/ada") is None


def test_an_object_that_is_not_there_is_none(bucket: Bucket) -> None:
    assert bucket.get("tidak/ada") is None


def test_a_bucket_that_is_not_there_is_an_error_for_a_list_and_for_a_put(session: Session) -> None:
    nowhere = Bucket(session, "bucket-yang-tidak-ada")
    with pytest.raises(Permanent):
        nowhere.list("")
    with pytest.raises(Permanent):
        nowhere.put_if_absent("a", b"")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40),
    data=st.binary(max_size=200),
)
def test_any_name_and_any_bytes_come_back_as_they_were(bucket: Bucket, name: str, data: bytes) -> None:
    name = f"nama/{name}"
    if bucket.put_if_absent(name, data):
        assert bucket.get(name) == data
    assert name in bucket.list("nama/")


def test_a_list_is_in_order_has_the_prefix_and_begins_after_a_name(bucket: Bucket) -> None:
    for name in ("urut/3", "urut/1", "urut/2", "uruta", "urut/10"):
        bucket.put_if_absent(name, b"")
    assert bucket.list("urut/") == ["urut/1", "urut/10", "urut/2", "urut/3"]
    assert bucket.list("urut/", after="urut/10") == ["urut/2", "urut/3"]
    assert bucket.list("urut/", after="urut/15") == ["urut/2", "urut/3"]
    assert bucket.list("urut/", after="urut/3") == []
    assert bucket.list("tidak/") == []


def test_a_list_of_more_than_a_page_is_whole(google: LocalGoogle, bucket: Bucket) -> None:
    names = [f"banyak/{i:04}" for i in range(1005)]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda name: bucket.put_if_absent(name, b""), names))
    google.control.reset_calls()
    assert bucket.list("banyak/") == names
    assert google.control.calls()["storage.objects.list"] == 2


def test_an_account_that_may_only_create_and_read_can_do_all_that_a_bucket_does(
    google: LocalGoogle, opened: Session
) -> None:
    """Roles objectCreator and objectViewer: what the functions' account has. Overwriting and deleting stay refused."""
    account = "fungsi@lokal.iam.gserviceaccount.com"
    make_bucket(opened, "contoh-terbatas")
    giver = Session(credentials(google, scopes=buckets.SCOPES), emulator=google.base_url)
    member = [f"serviceAccount:{account}"]
    buckets.grant(
        giver, "contoh-terbatas", {f"roles/storage.{role}": member for role in ("objectCreator", "objectViewer")}
    )
    url = "https://storage.googleapis.com/storage/v1/b/contoh-terbatas"
    limited = Session(credentials(google, account), emulator=google.base_url)
    bucket = Bucket(limited, "contoh-terbatas")
    assert bucket.put_if_absent("journal/000000001.json", b"satu") is True
    assert bucket.put_if_absent("journal/000000001.json", b"dua") is False
    assert bucket.list("journal/") == ["journal/000000001.json"]
    upload = "https://storage.googleapis.com/upload/storage/v1/b/contoh-terbatas/o"
    params = {"uploadType": "media", "name": "journal/000000001.json"}
    with pytest.raises(Permanent) as overwriting:
        limited.request(INSERT, "POST", upload, Effect.ONCE, params=params, data=b"lain")
    with pytest.raises(Permanent) as deleting:
        limited.request("storage.objects.delete", "DELETE", f"{url}/o/journal%2F000000001.json", Effect.ONCE)
    assert overwriting.value.status == deleting.value.status == 403
    assert bucket.get("journal/000000001.json") == b"satu"
    assert Bucket(opened, BUCKET).name == BUCKET


@pytest.mark.parametrize(("size", "read"), [(0, 0), (9, 9), (10, 10), (11, 10), (2_000_000, 10)])
def test_of_a_huge_object_only_the_beginning_is_read(
    bucket: Bucket, size: int, read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "MOST", 10)
    bucket.put_if_absent(f"besar/{size}", b"x" * size)
    assert bucket.get(f"besar/{size}") == b"x" * read


def test_what_lies_in_a_folder_itself_is_listed_without_what_lies_deeper(bucket: Bucket) -> None:
    for name in ("rak/", "rak/a", "rak/b/c", "rak/b/d", "rak2"):
        bucket.put_if_absent(name, b"")
    assert bucket.beside("rak/") == ["rak/", "rak/a"]
    assert "rak2" in bucket.beside("")
