"""Uploads of three kinds, byte for byte."""

import base64
import hashlib

import google_crc32c
import pytest
import requests

from tests.google.conftest import error_of
from tests.google.storage.conftest import FUNCTION, Drawer

QUARTER = 256 * 1024


@pytest.mark.parametrize("line", [b"\r\n", b"\n"])
@pytest.mark.parametrize("content", [b"", b"\n", b"isi\n", b"isi\r\n\r\n", bytes(range(256)), b"--bata\r\n--x"])
def test_a_multipart_upload_keeps_every_byte(drawer: Drawer, content: bytes, line: bytes) -> None:
    made = drawer.put_parts({"name": "n"}, content, kind="application/pdf", line=line).json()
    assert (made["size"], made["contentType"]) == (str(len(content)), "application/pdf")
    assert drawer.object("n", alt="media").content == content


def test_the_type_of_a_part_is_kept_with_its_charset_unless_the_metadata_says_another(drawer: Drawer) -> None:
    kind = 'text/csv; charset=utf-8; header="present"'
    assert drawer.put_parts({"name": "a"}, b"x", kind=kind).json()["contentType"] == kind
    assert (
        drawer.put_parts({"name": "b", "contentType": "text/plain"}, b"x", kind=kind).json()["contentType"]
        == "text/plain"
    )
    assert drawer.object("a", alt="media").headers["content-type"] == kind
    assert "contentType" not in drawer.put_parts({"name": "c"}, b"x").json()
    assert drawer.object("c", alt="media").headers["content-type"] == "application/octet-stream"


def test_the_name_in_the_query_counts_before_that_in_the_metadata(drawer: Drawer) -> None:
    url = drawer.api.google.base_url + f"/upload{drawer.path}/o?uploadType=multipart&name=luar"
    body = b'--b\r\n\r\n{"name": "dalam"}\r\n--b\r\n\r\nisi\r\n--b--'
    headers = {"Content-Type": "multipart/related; boundary=b"}
    assert drawer.api.http.post(url, data=body, headers=headers, timeout=30).json()["name"] == "luar"


@pytest.mark.parametrize("parts", [(), (b"satu", b"dua")])
def test_a_multipart_upload_has_exactly_two_parts(drawer: Drawer, parts: tuple[bytes, ...]) -> None:
    assert drawer.put_parts({"name": "n"}, *parts).status_code == 400


@pytest.mark.parametrize("metadata", [[], "x"])
def test_metadata_that_is_no_object_is_400(drawer: Drawer, metadata: object) -> None:
    assert drawer.put_parts(metadata, b"isi").status_code == 400


def test_content_that_does_not_match_its_checksum_is_refused(drawer: Drawer) -> None:
    md5 = base64.b64encode(hashlib.md5(b"isi", usedforsecurity=False).digest()).decode()
    crc = base64.b64encode(google_crc32c.value(b"isi").to_bytes(4, "big")).decode()
    assert drawer.put_parts({"name": "n", "md5Hash": md5, "crc32c": crc}, b"isi").status_code == 200
    wrong = drawer.put_parts({"name": "lain", "crc32c": "AAAAAA=="}, b"isi")
    assert error_of(wrong) == (400, f'Provided CRC32C "AAAAAA==" doesn\'t match calculated CRC32C "{crc}".')
    wrong = drawer.put_parts({"name": "lain", "md5Hash": crc}, b"isi")
    assert error_of(wrong) == (400, f'Provided MD5 hash "{crc}" doesn\'t match calculated MD5 hash "{md5}".')
    assert drawer.object("lain").status_code == 404


def test_a_type_of_upload_that_does_not_exist_is_400(drawer: Drawer) -> None:
    assert drawer.put("n", uploadType="lain").status_code == 400


def _start(drawer: Drawer, **query: str) -> requests.Response:
    headers = {"X-Upload-Content-Type": "text/plain; charset=utf-8"}
    return drawer.api.http.post(
        drawer.api.google.base_url + f"/upload{drawer.path}/o", json={"name": "besar", "metadata": {"k": "v"}},
        params={"uploadType": "resumable", **query}, headers=headers, timeout=30,
    )  # fmt: skip


def _send(url: str, content: bytes, where: str = "") -> requests.Response:
    """A piece, without a token: the address is all the right there is."""
    return requests.put(url, data=content, headers={"Content-Range": f"bytes {where}"} if where else {}, timeout=30)


def test_a_resumable_upload_takes_pieces_and_tells_how_much_is_there(drawer: Drawer) -> None:
    url = _start(drawer).headers["location"]
    content = b"x" * (QUARTER + 10)
    first = _send(url, content[:QUARTER], f"0-{QUARTER - 1}/*")
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{QUARTER - 1}")
    assert _send(url, b"", "*/*").headers["range"] == f"bytes=0-{QUARTER - 1}"
    assert drawer.object("besar").status_code == 404
    done = _send(url, content[QUARTER:], f"{QUARTER}-{QUARTER + 9}/{QUARTER + 10}")
    assert (done.status_code, done.json()["size"], done.json()["metadata"]) == (200, str(QUARTER + 10), {"k": "v"})
    assert done.json()["contentType"] == "text/plain; charset=utf-8"
    assert _send(url, b"", "*/*").json()["generation"] == done.json()["generation"]
    assert drawer.object("besar", alt="media").content == content


def test_a_piece_that_ends_within_256_kib_is_kept_up_to_there(drawer: Drawer) -> None:
    url = _start(drawer).headers["location"]
    answer = _send(url, b"x" * (QUARTER + 5), f"0-{QUARTER + 4}/*")
    assert answer.headers["range"] == f"bytes=0-{QUARTER - 1}"
    assert "range" not in _send(_start(drawer).headers["location"], b"x", "0-0/*").headers


def test_a_resumable_upload_in_one_piece_needs_no_range(drawer: Drawer) -> None:
    assert _send(_start(drawer).headers["location"], b"isi").json()["size"] == "3"
    assert _send(_start(drawer).headers["location"], b"").json()["size"] == "0"


@pytest.mark.parametrize("where", ["5-7/8", "0-9/10", "nol-dua/3"])
def test_a_piece_that_does_not_fit_is_400(drawer: Drawer, where: str) -> None:
    assert _send(_start(drawer).headers["location"], b"isi", where).status_code == 400


def test_put_if_absent_holds_for_a_resumable_upload_from_beginning_to_end(drawer: Drawer) -> None:
    urls = [_start(drawer, ifGenerationMatch="0").headers["location"] for _ in range(2)]
    assert [_send(url, b"isi").status_code for url in urls] == [200, 412]
    assert _start(drawer, ifGenerationMatch="0").status_code == 412


def test_an_upload_that_was_given_up_or_never_begun_is_not_there(drawer: Drawer) -> None:
    url = _start(drawer).headers["location"]
    assert requests.delete(url, timeout=30).status_code == 499
    assert _send(url, b"isi").status_code == 404
    assert _start(drawer.as_(FUNCTION)).status_code == 403
