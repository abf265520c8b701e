"""Downloads by both APIs: headers, ranges, content that was stored compressed, and refusals without JSON."""

import base64
import gzip

import pytest
import requests

from tests.google.storage.conftest import Drawer

OPEN = "public, max-age=300"


def _shown(drawer: Drawer) -> dict[str, str]:
    settings = {"name": "a b.csv", "cacheControl": OPEN, "contentLanguage": "id", "metadata": {"sumber": "uji"},
                "contentDisposition": "inline"}  # fmt: skip
    return drawer.put_parts(settings, b"a,b\n", kind="text/csv; charset=utf-8").json()


def test_a_download_says_what_it_is_and_how_long_it_may_be_kept(drawer: Drawer) -> None:
    made = _shown(drawer)
    for path in (f"{drawer.path}/o/a%20b.csv?alt=media", f"/download{drawer.path}/o/a%20b.csv?alt=media"):
        got = drawer.fetch(path).headers
        assert (got["cache-control"], got["content-type"], got["etag"]) == (
            OPEN,
            "text/csv; charset=utf-8",
            made["etag"],
        )
        assert got["x-goog-hash"] == f"crc32c={made['crc32c']},md5={made['md5Hash']}"
        assert (got["x-goog-generation"], got["x-goog-metageneration"]) == (made["generation"], "1")
        assert (got["content-disposition"], got["content-language"]) == ("inline", "id")


def test_without_a_setting_nobody_may_keep_a_download(drawer: Drawer) -> None:
    drawer.put("n")
    got = drawer.object("n", alt="media").headers
    assert got["cache-control"] == "no-cache, no-store, max-age=0, must-revalidate"


def test_a_type_is_answered_as_it_was_put(drawer: Drawer) -> None:
    drawer.put("n", b"<p>", kind="text/html")
    assert drawer.object("n", alt="media").headers["content-type"] == "text/html"


@pytest.mark.parametrize(
    ("asked", "status", "content", "where"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=8-", 206, b"89", "bytes 8-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=-30", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=5-99", 206, b"56789", "bytes 5-9/10"),
        ("bytes=4-2", 200, b"0123456789", None),
        ("bytes=0-1,3-4", 200, b"0123456789", None),
        ("baris=1-2", 200, b"0123456789", None),
        ("bytes=10-", 416, b"Request range not satisfiable", None),
    ],
)
def test_a_range_of_bytes(drawer: Drawer, asked: str, status: int, content: bytes, where: str | None) -> None:
    drawer.put("n", b"0123456789")
    got = drawer.fetch(f"{drawer.path}/o/n?alt=media", Range=asked)
    assert (got.status_code, got.content, got.headers.get("content-range")) == (status, content, where)
    assert ("x-goog-hash" in got.headers) is (status == 200)


def test_an_empty_object_is_downloaded_whole_and_has_no_range(drawer: Drawer) -> None:
    made = drawer.put("n", b"").json()
    assert (made["size"], made["md5Hash"], made["crc32c"]) == ("0", "1B2M2Y8AsgTpgAmY7PhCfg==", "AAAAAA==")
    assert drawer.object("n", alt="media").content == b""
    assert drawer.fetch(f"{drawer.path}/o/n?alt=media", Range="bytes=0-0").status_code == 416


def test_content_stored_as_gzip_is_unpacked_for_whom_does_not_accept_it(drawer: Drawer) -> None:
    packed = gzip.compress(b"isi " * 50)
    drawer.put_parts({"name": "n", "contentEncoding": "gzip"}, packed, kind="text/plain")
    plain = drawer.fetch(f"{drawer.path}/o/n?alt=media", Accept_Encoding="identity", Range="bytes=0-3")
    assert (plain.status_code, plain.content) == (200, b"isi " * 50)
    assert "content-encoding" not in plain.headers
    with drawer.api.http.get(
        f"{drawer.api.google.base_url}{drawer.path}/o/n?alt=media", stream=True, timeout=30
    ) as got:
        assert (got.headers["content-encoding"], got.raw.read()) == ("gzip", packed)


def test_a_refused_download_is_text_and_a_refused_resource_json(drawer: Drawer) -> None:
    drawer.put("n")
    missing = drawer.object("tidak", alt="media")
    assert (missing.status_code, missing.text) == (404, "No such object: buku-besar/tidak")
    assert missing.headers["content-type"] == "text/html; charset=UTF-8"
    assert (
        drawer.anybody().object("n", alt="media").text.startswith("Anonymous caller does not have storage.objects.get")
    )
    assert drawer.object("tidak").json()["error"]["code"] == 404
    assert drawer.object("n", alt="media", ifGenerationMatch="1").status_code == 412


def test_a_browser_reads_what_is_public_at_its_short_address(drawer: Drawer) -> None:
    made = _shown(drawer)
    drawer.share("legacyObjectReader", "allUsers")
    got = drawer.anybody().fetch(f"/{drawer.name}/a%20b.csv")
    assert (got.status_code, got.content, got.headers["cache-control"]) == (200, b"a,b\n", OPEN)
    assert got.headers["etag"] == f'"{base64.b64decode(made["md5Hash"]).hex()}"'
    assert (got.headers["x-goog-meta-sumber"], got.headers["x-goog-stored-content-length"]) == ("uji", "4")
    assert (got.headers["x-goog-generation"], got.headers["accept-ranges"]) == (made["generation"], "bytes")
    assert drawer.anybody().fetch(f"/{drawer.name}/a%20b.csv", If_None_Match=got.headers["etag"]).status_code == 304
    part = drawer.anybody().fetch(f"/{drawer.name}/a%20b.csv", Range="bytes=2-2")
    assert (part.status_code, part.content) == (206, b"b")
    head = requests.head(f"{drawer.api.google.base_url}/{drawer.name}/a%20b.csv", timeout=30)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "4", b"")


def test_the_short_address_refuses_in_xml(drawer: Drawer) -> None:
    def said(code: str, message: str, details: str = "") -> str:
        more = f"<Details>{details}</Details>" if details else ""
        body = f"<Error><Code>{code}</Code><Message>{message}</Message>{more}</Error>"
        return f"<?xml version='1.0' encoding='UTF-8'?>{body}"

    drawer.put("n")
    missing = drawer.fetch(f"/{drawer.name}/tidak")
    assert missing.text == said("NoSuchKey", "The specified key does not exist.", "No such object: buku-besar/tidak")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/xml; charset=UTF-8")
    refused = drawer.anybody().fetch(f"/{drawer.name}/n")
    assert refused.status_code == 403
    assert refused.text == said(
        "AccessDenied", "Access denied.",
        "Anonymous caller does not have storage.objects.get access to the Google Cloud Storage object. Permission "
        "'storage.objects.get' denied on resource (or it may not exist).",
    )  # fmt: skip
    nowhere = drawer.fetch("/tidak-ada/n", Host="storage.googleapis.com")
    assert nowhere.text == said("NoSuchBucket", "The specified bucket does not exist.")
    elsewhere = drawer.fetch("/tidak-ada/n")
    assert (elsewhere.status_code, elsewhere.json()["error"]["status"]) == (501, "UNIMPLEMENTED")


def test_what_is_public_without_a_setting_may_be_kept_for_an_hour_and_what_is_not_by_nobody_else(
    drawer: Drawer,
) -> None:
    drawer.put("n")
    assert drawer.fetch(f"/{drawer.name}/n").headers["cache-control"] == "private, max-age=0"
    drawer.share("objectViewer", "allUsers")
    assert drawer.fetch(f"/{drawer.name}/n").headers["cache-control"] == "public, max-age=3600"


def test_signed_addresses_and_other_verbs_of_the_xml_api_are_501(drawer: Drawer) -> None:
    drawer.put("n")
    assert drawer.fetch(f"/{drawer.name}/n?Expires=1&GoogleAccessId=a&Signature=b").status_code == 501
    url = f"{drawer.api.google.base_url}/{drawer.name}/n"
    assert drawer.api.http.put(url, data=b"x", timeout=30).status_code == 501
    assert drawer.api.http.delete(url, timeout=30).status_code == 501


def test_names_in_headers_may_be_of_any_script(drawer: Drawer) -> None:
    settings = {"name": "n", "metadata": {"kota": "Jakarta ☺"}, "contentDisposition": 'inline; filename="é.txt"'}
    drawer.put_parts(settings, b"isi")
    got = drawer.fetch(f"/{drawer.name}/n")
    assert got.status_code == 200
    assert got.headers["x-goog-meta-kota"].encode("latin-1").decode() == "Jakarta ☺"
