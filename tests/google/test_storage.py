"""Cloud Storage: put-if-absent, reading, listing, and who may do what."""

import concurrent.futures
import json

import requests

from local.google.checksum import crc32c
from tests.google.conftest import Api, error_of

FUNCTION = "commit@lokal.iam.gserviceaccount.com"


def _bucket(api: Api) -> str:
    api.ok("POST", "/storage/v1/b?project=lokal", {"name": "buku-besar"})
    return "buku-besar"


def _put(api: Api, bucket: str, name: str, body: bytes = b"{}", **query: str) -> requests.Response:
    url = f"{api.google.base_url}/upload/storage/v1/b/{bucket}/o"
    params = {"uploadType": "media", "name": name, **query}
    return api.http.post(url, params=params, data=body, headers={"Content-Type": "application/json"}, timeout=30)


def test_put_if_absent_succeeds_once_and_then_answers_412_in_googles_words(api: Api) -> None:
    bucket = _bucket(api)
    assert _put(api, bucket, "journal/000000001.json", b"satu", ifGenerationMatch="0").status_code == 200
    again = _put(api, bucket, "journal/000000001.json", b"dua", ifGenerationMatch="0")
    assert error_of(again) == (412, "At least one of the pre-conditions you specified did not hold.")
    assert again.json()["error"]["errors"][0]["reason"] == "conditionNotMet"
    media = api.call("GET", f"/storage/v1/b/{bucket}/o/journal%2F000000001.json", alt="media")
    assert (media.content, media.headers["content-type"]) == (b"satu", "application/json")


def test_a_part_of_an_object_is_read(api: Api) -> None:
    url = f"{api.google.base_url}/storage/v1/b/{_bucket(api)}/o/n?alt=media"
    _put(api, "buku-besar", "n", b"0123456789")
    part = api.http.get(url, headers={"Range": "bytes=2-4"}, timeout=30)
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert api.http.get(url, headers={"Range": "bytes=8-"}, timeout=30).content == b"89"
    assert api.http.get(url, headers={"Range": "bytes=10-"}, timeout=30).status_code == 416


def _multipart(api: Api, metadata: dict[str, str]) -> requests.Response:
    parts = [("application/json", json.dumps(metadata)), ("text/plain", "isi")]
    body = "".join(f"--batas\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--batas--"
    url = f"{api.google.base_url}/upload/storage/v1/b/{_bucket(api)}/o?uploadType=multipart"
    return api.http.post(url, data=body, headers={"Content-Type": "multipart/related; boundary=batas"}, timeout=30)


def test_content_that_does_not_match_its_checksum_is_refused(api: Api) -> None:
    assert "doesn't match calculated crc32c" in error_of(_multipart(api, {"name": "n", "crc32c": "AAAAAA=="}))[1]


def test_a_setting_of_an_object_that_is_not_kept_is_501(api: Api) -> None:
    assert _multipart(api, {"name": "n", "storageClass": "COLDLINE"}).status_code == 501


def test_of_many_that_put_the_same_name_at_once_exactly_one_wins(api: Api) -> None:
    bucket = _bucket(api)
    clients = [Api(api.google) for _ in range(8)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        put = pool.map(lambda mine: _put(mine, bucket, "n", ifGenerationMatch="0").status_code, clients)
        assert sorted(put) == [200] + [412] * 7


def test_a_multipart_upload_keeps_binary_content_and_metadata(api: Api) -> None:
    bucket = _bucket(api)
    content = bytes(range(256)) + b"\r\n--x\r\n"
    head = json.dumps({"name": "surat.pdf", "contentType": "application/pdf", "metadata": {"versi": "1"}}).encode()
    boundary = b"batas-yang-tidak-ada-di-isi"
    body = b"\r\n".join([
        b"--" + boundary, b"Content-Type: application/json", b"", head, b"--" + boundary,
        b"Content-Type: application/pdf", b"", content, b"--" + boundary + b"--", b"",
    ])  # fmt: skip
    url = f"{api.google.base_url}/upload/storage/v1/b/{bucket}/o?uploadType=multipart"
    kind = {"Content-Type": f"multipart/related; boundary={boundary.decode()}"}
    made = api.http.post(url, data=body, headers=kind, timeout=30).json()
    assert (made["metadata"], made["size"]) == ({"versi": "1"}, str(len(content)))
    assert api.call("GET", f"/download/storage/v1/b/{bucket}/o/surat.pdf", alt="media").content == content


def test_names_are_listed_in_order_by_prefix_offset_and_page(api: Api) -> None:
    bucket = _bucket(api)
    for number in (3, 1, 2, 10):
        _put(api, bucket, f"journal/{number:09}.json")
    _put(api, bucket, "state/1.json")
    path = f"/storage/v1/b/{bucket}/o"
    after = api.ok("GET", path, prefix="journal/", startOffset="journal/000000002.json", fields="items(name)")
    assert [item["name"][-6:-5] for item in after["items"]] == ["2", "3", "0"]
    assert api.ok("GET", path, delimiter="/")["prefixes"] == ["journal/", "state/"]
    first = api.ok("GET", path, maxResults=4)
    rest = api.ok("GET", path, maxResults=4, pageToken=first["nextPageToken"])
    assert (len(first["items"]), [item["name"] for item in rest["items"]]) == (4, ["state/1.json"])
    assert api.ok("GET", path, prefix="tidak/") == {"kind": "storage#objects"}


def test_an_account_that_may_create_and_read_may_neither_overwrite_nor_delete(api: Api) -> None:
    bucket = _bucket(api)
    member = [f"serviceAccount:{FUNCTION}"]
    roles = ["roles/storage.objectCreator", "roles/storage.objectViewer"]
    api.ok("PUT", f"/storage/v1/b/{bucket}/iam", {"bindings": [{"role": role, "members": member} for role in roles]})
    function = api.as_(FUNCTION)
    assert _put(function, bucket, "a", ifGenerationMatch="0").status_code == 200
    assert function.call("GET", f"/storage/v1/b/{bucket}/o/a").status_code == 200
    assert _put(function, bucket, "a", ifGenerationMatch="0").status_code == 412
    overwrite = _put(function, bucket, "a")
    assert "does not have storage.objects.delete access to the Google Cloud Storage object." in error_of(overwrite)[1]
    assert function.call("DELETE", f"/storage/v1/b/{bucket}/o/a").status_code == 403
    assert api.call("DELETE", f"/storage/v1/b/{bucket}/o/a").status_code == 204


def test_a_stranger_sees_nothing_until_the_bucket_is_public(api: Api) -> None:
    bucket = _bucket(api)
    _put(api, bucket, "data.json")
    url = f"{api.google.base_url}/storage/v1/b/{bucket}/o/data.json?alt=media"
    assert requests.get(url, timeout=30).status_code == 401
    public = [{"role": "roles/storage.objectViewer", "members": ["allUsers"]}]
    api.ok("PUT", f"/storage/v1/b/{bucket}/iam", {"bindings": public})
    assert requests.get(url, timeout=30).content == b"{}"


def test_what_is_not_there_is_404_and_a_taken_bucket_name_409(api: Api) -> None:
    bucket = _bucket(api)
    assert error_of(api.call("GET", f"/storage/v1/b/{bucket}/o/x"))[1] == "No such object: buku-besar/x"
    assert api.call("GET", "/storage/v1/b/lain/o/x").status_code == 404
    assert api.call("POST", "/storage/v1/b", {"name": bucket}).status_code == 409


def test_the_checksum_is_crc32c() -> None:
    assert crc32c(b"123456789") == 0xE3069283  # the check value of CRC-32C, RFC 3720
