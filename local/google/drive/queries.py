"""The search language of Drive's files.list: which files a `q` asks for.

Source: developers.google.com/workspace/drive/api/guides/ref-search-terms. What cannot be read is 400 as reported
("Invalid Value"); what Drive can search by and the stand-in does not keep is 501.
"""

import operator
import re
from collections.abc import Callable
from typing import Any

from local.wire.conditions.clock import parse_rfc3339
from local.wire.errors import invalid_parameter, not_supported
from local.wire.jsontypes import Json

Test = Callable[[Json], bool]
_TOKEN = re.compile(r"""\s*(?:([()])|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|<=|>=|[=<>])|([A-Za-z][\w.]*))\s*""")
_TEXTS = {"name": "name", "title": "name", "mimeType": "mimeType"}
_FLAGS = ("trashed", "starred")
_TIMES = ("createdTime", "modifiedTime")
_PEOPLE = {"owners": ("owner",), "writers": ("owner", "writer"), "readers": ("owner", "writer", "commenter", "reader")}
_UNKEPT = frozenset({
    "fullText", "viewedByMeTime", "sharedWithMe", "properties", "appProperties", "visibility",
    "shortcutDetails.targetId", "sharedWithMeTime", "memberCount", "organizerCount", "hidden", "labels",
})  # fmt: skip
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def predicate(text: str, who: str) -> Test:
    """The test that a query makes of a file; `who` is whom `me` means. ApiError 400 or 501."""
    if not text.strip():
        return lambda _: True
    reader = _Reader(_tokens(text), who)
    test = reader.either()
    if reader.tokens:
        raise invalid_parameter("q")
    return test


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise invalid_parameter("q")
        tokens.append(match[0].strip())
        at = match.end()
    return tokens


class _Reader:
    """Recursive descent: `or` binds weaker than `and`, that weaker than `not`."""

    def __init__(self, tokens: list[str], who: str) -> None:
        self.tokens, self._who = tokens, who

    def either(self) -> Test:
        tests = [self._both()]
        while self._met("or"):
            tests.append(self._both())
        return lambda file: any(test(file) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._met("and"):
            tests.append(self._one())
        return lambda file: all(test(file) for test in tests)

    def _one(self) -> Test:
        if self._met("not"):
            negated = self._one()
            return lambda file: not negated(file)
        if self._met("("):
            inner = self.either()
            self._next(")")
            return inner
        first = self._next()
        if first[0] in "'\"":
            self._next("in")
            return self._collection(self._next(), _unquoted(first))
        return self._field(first)

    def _field(self, name: str) -> Test:
        if name in _UNKEPT:
            raise not_supported(f"searching files by {name}")
        sign, value = self._next(), self._next()
        if name == "parents" and sign == "in":  # as gspread writes it
            return self._collection(name, _unquoted(value))
        if name in _FLAGS and sign in ("=", "!=") and value in ("true", "false"):
            return lambda file: (bool(file.get(name)) is (value == "true")) is (sign == "=")
        if name in _TIMES and sign in _COMPARED:
            return _time_test(name, _COMPARED[sign], _unquoted(value))
        if name in _TEXTS and sign in ("=", "!=", "contains"):
            return _text_test(_TEXTS[name], sign, _unquoted(value))
        raise invalid_parameter("q")

    def _collection(self, name: str, value: str) -> Test:
        if name == "parents":
            return lambda file: value in file["parents"]
        if name not in _PEOPLE:
            raise invalid_parameter("q")
        person = self._who if value == "me" else value
        return lambda file: any(
            grant.get("emailAddress") == person and grant["role"] in _PEOPLE[name] for grant in file["permissions"]
        )

    def _met(self, word: str) -> bool:
        if not self.tokens or self.tokens[0].lower() != word:
            return False
        del self.tokens[0]
        return True

    def _next(self, expected: str | None = None) -> str:
        if not self.tokens or expected not in (None, self.tokens[0]):
            raise invalid_parameter("q")
        return self.tokens.pop(0)


def _unquoted(token: str) -> str:
    if token[0] not in "'\"":
        raise invalid_parameter("q")
    return re.sub(r"\\(.)", r"\1", token[1:-1])


def _text_test(field: str, sign: str, value: str) -> Test:
    """`contains` finds what a word begins with, and of a type any part."""
    if sign == "contains":
        wanted = re.compile((r"\b" if field == "name" else "") + re.escape(value), re.IGNORECASE)
        return lambda file: bool(wanted.search(file[field]))
    return lambda file: (file[field] == value) is (sign == "=")


def _time_test(field: str, compare: Callable[[Any, Any], bool], value: str) -> Test:
    """Without a zone a time is UTC."""
    try:
        moment = parse_rfc3339(value if re.search(r"(Z|[+-]\d\d:?\d\d)$", value, re.IGNORECASE) else f"{value}Z")
    except ValueError:
        raise invalid_parameter("q") from None
    return lambda file: compare(parse_rfc3339(file[field]), moment)
