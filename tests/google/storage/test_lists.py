"""Lists of objects: order, prefixes, offsets, pages, versions."""

from typing import Any

import pytest

from tests.google.storage.conftest import Drawer, reason

NAMES = ["journal/1", "journal/10", "journal/2", "journal/sub/a", "state/1", "state", "é", "z"]


@pytest.fixture
def filled(drawer: Drawer) -> Drawer:
    for name in NAMES:
        drawer.put(name)
    return drawer


def listed(drawer: Drawer, **query: Any) -> tuple[list[str], list[str]]:
    """Prefixes and names of one page."""
    found = drawer.call("GET", "/o", **query).json()
    return found.get("prefixes", []), [item["name"] for item in found.get("items", [])]


@pytest.mark.parametrize(
    ("query", "prefixes", "names"),
    [
        ({}, [], ["journal/1", "journal/10", "journal/2", "journal/sub/a", "state", "state/1", "z", "é"]),
        ({"prefix": "journal/"}, [], ["journal/1", "journal/10", "journal/2", "journal/sub/a"]),
        ({"delimiter": "/"}, ["journal/", "state/"], ["state", "z", "é"]),
        ({"prefix": "journal/", "delimiter": "/"}, ["journal/sub/"], ["journal/1", "journal/10", "journal/2"]),
        ({"prefix": "journal", "delimiter": "/1"}, ["journal/1"], ["journal/2", "journal/sub/a"]),
        ({"startOffset": "journal/2", "endOffset": "state/"}, [], ["journal/2", "journal/sub/a", "state"]),
        ({"prefix": "tidak"}, [], []),
        ({"prefix": "", "delimiter": "", "startOffset": "", "endOffset": "z", "pageToken": ""}, [],
         ["journal/1", "journal/10", "journal/2", "journal/sub/a", "state", "state/1"]),
    ],
)  # fmt: skip
def test_a_list(filled: Drawer, query: dict[str, str], prefixes: list[str], names: list[str]) -> None:
    assert listed(filled, **query) == (prefixes, names)


@pytest.mark.parametrize("query", [{}, {"delimiter": "/"}, {"prefix": "journal/", "delimiter": "/"}])
@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_pages_are_the_list_cut_whatever_their_size(filled: Drawer, query: dict[str, str], size: int) -> None:
    whole, pages, token = listed(filled, **query), [], ""
    while True:
        page = filled.call("GET", "/o", maxResults=size, pageToken=token, **query).json()
        pages.append([*page.get("prefixes", []), *(item["name"] for item in page.get("items", []))])
        token = page.get("nextPageToken", "")
        if not token:
            break
    assert all(len(page) == size for page in pages[:-1])
    assert sorted(name for page in pages for name in page) == sorted([*whole[0], *whole[1]])


def test_a_page_goes_on_after_the_name_it_ended_with_though_that_is_deleted_meanwhile(filled: Drawer) -> None:
    first = filled.call("GET", "/o", maxResults=2).json()
    filled.object("journal/10", "DELETE")
    filled.put("journal/11")
    assert listed(filled, maxResults=2, pageToken=first["nextPageToken"]) == ([], ["journal/11", "journal/2"])


@pytest.mark.parametrize(("name", "value"), [("pageToken", "rusak!"), ("pageToken", "AAAA"), ("maxResults", "banyak")])
def test_what_no_page_can_be_asked_by_is_400(filled: Drawer, name: str, value: str) -> None:
    answer = filled.call("GET", "/o", **{name: value})
    assert (answer.status_code, reason(answer)["location"]) == (400, name)


def test_a_name_that_ends_with_the_delimiter_is_shown_beside_its_prefix_when_asked_for(drawer: Drawer) -> None:
    drawer.put("map/")
    drawer.put("map/isi")
    assert listed(drawer, delimiter="/") == (["map/"], [])
    assert listed(drawer, delimiter="/", includeTrailingDelimiter="true") == (["map/"], ["map/"])


@pytest.mark.parametrize("name", ["filter", "includeFoldersAsPrefixes"])
def test_a_parameter_that_is_not_built_is_501_unless_it_asks_for_nothing(filled: Drawer, name: str) -> None:
    assert filled.call("GET", "/o", **{name: "true"}).status_code == 501
    assert filled.call("GET", "/o", **{name: ""}).status_code == 200
    assert filled.call("GET", "/o", **{name: "false"}).status_code == 200


@pytest.mark.parametrize(
    ("glob", "names"),
    [
        ("**", ["journal/1", "journal/10", "journal/2", "journal/sub/a", "state", "state/1", "z", "é"]),
        ("*", ["state", "z", "é"]),
        ("journal/*", ["journal/1", "journal/10", "journal/2"]),
        ("journal/?", ["journal/1", "journal/2"]),
        ("**/[12]", ["journal/1", "journal/2", "state/1"]),
        ("**/[!1]*", ["journal/2", "journal/sub/a"]),
        ("{journal,state}/1", ["journal/1", "state/1"]),
        ("tidak.*", []),
    ],
)
def test_names_are_found_by_a_pattern(filled: Drawer, glob: str, names: list[str]) -> None:
    assert listed(filled, matchGlob=glob) == ([], names)


@pytest.mark.parametrize("glob", ["{a", "a}", "[z-a]"])
def test_a_pattern_that_cannot_be_read_is_400(filled: Drawer, glob: str) -> None:
    assert filled.call("GET", "/o", matchGlob=glob).status_code == 400
