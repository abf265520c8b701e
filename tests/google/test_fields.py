"""Field masks, of answers and of updates."""

from typing import Any

import pytest

from local.wire.errors import ApiError
from local.wire.schema import masks

ANSWER = {"a": {"b": 1, "c": [{"d": 2, "e": 3}, {"e": 4}]}, "f": 5}


@pytest.mark.parametrize(
    ("mask", "selected"),
    [
        ("a", {"a": ANSWER["a"]}),
        ("a.b", {"a": {"b": 1}}),
        ("a/b,f", {"a": {"b": 1}, "f": 5}),
        ("a(b,c.d)", {"a": {"b": 1, "c": [{"d": 2}, {}]}}),
        ("a.c(d,e)", {"a": {"c": [{"d": 2, "e": 3}, {"e": 4}]}}),
        ("a,a.b", {"a": ANSWER["a"]}),
        ("a.b,a", {"a": ANSWER["a"]}),
        ("*", ANSWER),
        ("g", {}),
    ],
)
def test_an_answer_is_cut_to_its_mask(mask: str, selected: Any) -> None:
    assert masks.select(ANSWER, masks.parse(mask)) == selected


@pytest.mark.parametrize("mask", ["", "a,", "a(", "a(b", "a)b", ".a", "a..b", "a b!"])
def test_a_mask_that_cannot_be_read_is_refused(mask: str) -> None:
    with pytest.raises(ApiError, match="Invalid field mask"):
        masks.parse(mask)


def test_an_update_replaces_what_the_mask_names_and_clears_what_is_not_given() -> None:
    old = {"a": {"b": 1, "c": 2}, "d": 3, "e": 4}
    assert masks.merge(old, {"a": {"b": 9}}, masks.parse("a.b,d")) == {"a": {"b": 9, "c": 2}, "e": 4}
    assert masks.merge(old, {"a": {"b": 9}}, masks.parse("a")) == {"a": {"b": 9}, "d": 3, "e": 4}
    assert masks.merge(old, {"d": 0}, masks.parse("*")) == {"d": 0}
    assert old == {"a": {"b": 1, "c": 2}, "d": 3, "e": 4}


def test_snake_case_is_read_as_camel_case() -> None:
    assert masks.parse("number_format") == {"numberFormat": {}}
