"""The process around it: state in a file, the command line, 501 for what is not built."""

import json
import subprocess
import sys
from pathlib import Path

import requests

from local.google.server import LocalGoogle
from tests.google.conftest import Api, error_of, question
from tests.google.discovery import DiscoveryChecker


def test_state_in_a_file_survives_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "google.sqlite"
    with LocalGoogle(data=data) as google:
        api = Api(google)
        book = api.new_book()
        api.write(book, "A1", [["a", 1, True], ["b"]])
        style = {"range": {"sheetId": 0, "endRowIndex": 1}, "cell": {"note": "n"}, "fields": "note"}
        api.batch(book, {"repeatCell": style})
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        api.batch(book, {"insertDimension": {"range": span}})
        form = api.new_form(question("00000010", "Nama", {"textQuestion": {}}))
        google.control.add_response(form, {"00000011": ["x"]})
        before = google.control.dump()
    with LocalGoogle(data=data) as google:
        assert google.control.dump()["workbooks"] == before["workbooks"]
        assert google.control.dump()["forms"][form]["responses"] == before["forms"][form]["responses"]
        assert Api(google).read(book, "A1:C9") == [["a", 1, True], [], ["b"]]


def test_the_dump_shows_tabs_responses_and_objects(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a"]])
    api.ok("POST", "/storage/v1/b?project=lokal", {"name": "ember"})
    url = f"{google.base_url}/upload/storage/v1/b/ember/o?uploadType=media&name=a.json"
    api.http.post(url, data=b'{"n": 1}', timeout=30)
    dump = google.control.dump()
    assert dump["workbooks"][book]["tabs"]["Sheet1"]["values"] == [["a"]]
    assert dump["objects"] == {"ember": {"a.json": {"n": 1}}}


def test_a_method_that_is_not_built_is_501_naming_it(api: Api) -> None:
    answer = api.call("POST", f"/v4/spreadsheets/{api.new_book()}:getByDataFilter", {})
    assert answer.status_code == 501
    assert ":getByDataFilter" in error_of(answer)[1]


def test_the_command_prints_where_it_is_and_a_key_that_works(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "local.google", "--port", "0", "--key", str(tmp_path / "kunci.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = next(line for line in process.stdout if "http://" in line)
            key = json.loads((tmp_path / "kunci.json").read_text())
            base = key["token_uri"].removesuffix("/token")
            assert base in line
            assert requests.get(base + "/", timeout=30).status_code == 200
        finally:
            process.terminate()


def test_a_fault_of_its_own_is_answered_as_google_answers_its_own_and_the_checker_notices() -> None:
    checker = DiscoveryChecker()
    with LocalGoogle() as google:
        google.observe(checker)
        google.prepare(lambda state: state.files.put("rusak", {}))
        answer = Api(google).call("GET", "/drive/v3/files/rusak")
    assert error_of(answer) == (500, "Internal error encountered.")
    assert checker.problems == ["drive.files.get: the stand-in broke"]
