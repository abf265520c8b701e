"""The patterns of `matchGlob`. Source: cloud.google.com/storage/docs/json_api/v1/objects/list."""

import re

from local.wire.errors import invalid_parameter

_TOKEN = re.compile(r"\*\*|\*|\?|\[!?[^\]]+\]|[{},]|\\.|.", re.DOTALL)


def pattern(glob: str) -> re.Pattern[str]:
    """`**` is anything, `*` and `?` stop at a slash, `[a-z]` and `{one,other}` are choices. ApiError 400 for others."""
    depth, out = 0, []
    for token in _TOKEN.findall(glob):
        depth += (token == "{") - (token == "}")
        out.append(_part(token, depth))
    if depth:
        raise invalid_parameter("matchGlob")
    try:
        return re.compile("".join(out), re.DOTALL)
    except re.error:
        raise invalid_parameter("matchGlob") from None


def _part(token: str, depth: int) -> str:
    if token in _MEANS:
        return _MEANS[token]
    if token == "," and depth:
        return "|"
    if token.startswith("[") and len(token) > 1:
        return "[" + ("^" + token[2:] if token[1] == "!" else token[1:])
    return re.escape(token[-1])


_MEANS = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}
