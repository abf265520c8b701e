"""Replaying recordings: how a recording is cut, and what is put in beforehand. The recording here is made up."""

import json
from typing import Any

from local.google.conformance import prepare, sessions
from local.google.server import LocalGoogle
from tests.google.conftest import Api

OLD = "1" + "a" * 43
STRANGE = "1" + "b" * 43
MADE = "1" + "c" * 43


def _exchange(method: str, path: str, status: int, answer: Any, date: str) -> dict[str, Any]:
    return {
        "request": {"method": method, "uri": "https://sheets.example" + path, "body": None},
        "response": {
            "status": {"code": status},
            "headers": {"Date": [date]},
            "body": {"string": json.dumps(answer)},
        },
    }


RECORDING = [
    _exchange("POST", "/drive/v3/files", 200, {"id": MADE}, "Tue, 25 Jul 2023 15:00:00 GMT"),
    _exchange("GET", f"/drive/v3/files/{MADE}", 200, {"name": "x"}, "Tue, 25 Jul 2023 15:00:01 GMT"),
    _exchange("GET", "/drive/v3/files", 200, {"files": [{"id": OLD, "name": "Lama"}]}, "Tue, 25 Jul 2023 15:30:00 GMT"),
    _exchange("GET", f"/v4/spreadsheets/{STRANGE}", 403, {}, "Tue, 25 Jul 2023 15:59:00 GMT"),
    _exchange("GET", f"/v4/spreadsheets/{OLD}", 200, {}, "Tue, 25 Jul 2023 17:00:00 GMT"),
]


def test_a_recording_is_cut_where_an_hour_passed() -> None:
    assert [len(session) for session in sessions(RECORDING)] == [4, 1]


def test_files_that_were_there_before_are_put_in_and_those_made_later_are_not() -> None:
    with LocalGoogle() as google:
        assert google.prepare(lambda state: prepare(state, RECORDING)) == {OLD, STRANGE}
        api = Api(google)
        assert api.ok("GET", f"/drive/v3/files/{OLD}")["name"] == "Lama"
        assert api.call("GET", f"/v4/spreadsheets/{STRANGE}").status_code == 403
        assert api.call("GET", f"/v4/spreadsheets/{MADE}").status_code == 404
