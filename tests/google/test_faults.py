"""Faults and quotas: each does what it says, once, and tells if it was not met."""

import http.server
import threading
from typing import Any

import pytest
import requests

from local.google.server import LocalGoogle
from local.wire.control.client import ControlError
from tests.google.conftest import Api, error_of, question

BATCH = "sheets.spreadsheets.batchUpdate"


def _write(text: str) -> dict[str, Any]:
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    return {"updateCells": {"start": {"sheetId": 0}, "rows": rows, "fields": "userEnteredValue"}}


def test_unavailable_applies_nothing_and_is_used_up(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.add_fault(BATCH, "unavailable")
    assert error_of(api.batch(book, _write("x"))) == (503, "The service is currently unavailable.")
    assert api.read(book, "A1") == []
    assert google.control.unused_faults() == []
    assert api.batch(book, _write("x")).status_code == 200


def test_a_fault_that_no_call_meets_is_reported_as_unused(google: LocalGoogle, api: Api) -> None:
    google.control.add_fault(BATCH, "unavailable", times=2)
    api.batch(api.new_book(), _write("x"))
    assert [fault["times"] for fault in google.control.unused_faults()] == [1]


def test_unknown_methods_and_kinds_are_refused(google: LocalGoogle) -> None:
    with pytest.raises(ControlError, match="unknown method"):
        google.control.add_fault("sheets.batchUpdate", "unavailable")
    with pytest.raises(ControlError, match="unknown fault kind"):
        google.control.add_fault(BATCH, "explode")


def test_a_rate_limit_is_429(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.add_fault("sheets.spreadsheets.values.get", "rate_limit")
    answer = api.call("GET", f"/v4/spreadsheets/{book}/values/A1")
    assert answer.json()["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_lost_answer_is_applied_though_the_caller_sees_503(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.add_fault(BATCH, "lost_answer")
    assert api.batch(book, _write("x")).status_code == 503
    assert api.read(book, "A1") == [["x"]]


def test_a_lost_answer_can_be_a_cut_connection(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.add_fault(BATCH, "lost_answer", answer="close")
    with pytest.raises(requests.ConnectionError):
        api.batch(book, _write("x"))
    assert api.read(book, "A1") == [["x"]]


def test_a_late_write_lands_on_top_of_newer_ones_when_told_to(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.add_fault(BATCH, "applied_late")
    assert api.batch(book, _write("lama")).status_code == 503
    assert api.read(book, "A1") == []
    api.batch(book, _write("baru"))
    assert google.control.apply_late() == [{"method": BATCH, "outcome": "applied"}]
    assert api.read(book, "A1") == [["lama"]]


def test_latency_delays_the_call(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.add_fault("sheets.spreadsheets.values.get", "latency", seconds=0.3)
    answer = api.call("GET", f"/v4/spreadsheets/{book}/values/A1")
    assert answer.elapsed.total_seconds() >= 0.3


def test_an_append_that_saw_the_old_table_overwrites_the_one_before_it(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    for text in ("satu", "dua"):
        api.ok("POST", path, {"values": [[text]]}, valueInputOption="RAW")
    google.control.add_fault("sheets.spreadsheets.values.append", "lost_append")
    api.ok("POST", path, {"values": [["tiga"]]}, valueInputOption="RAW")
    assert api.read(book, "A1:A3") == [["satu"], ["tiga"]]


def test_the_newest_response_is_missing_from_one_list(google: LocalGoogle, api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", {"textQuestion": {}}))
    google.control.add_response(form, {}, create_time="2020-01-01T00:00:00Z", response_id="lama")
    google.control.add_response(form, {}, create_time="2020-01-02T00:00:00Z", response_id="baru")
    google.control.add_fault("forms.forms.responses.list", "invisible_response")
    path = f"/v1/forms/{form}/responses"
    assert [response["responseId"] for response in api.ok("GET", path)["responses"]] == ["lama"]
    assert len(api.ok("GET", path)["responses"]) == 2


def test_the_61st_read_of_a_minute_is_refused_for_that_user_only(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    api.share(book, "lain@lokal.iam.gserviceaccount.com", "reader")
    other = api.as_("lain@lokal.iam.gserviceaccount.com")
    google.control.set_quotas(enabled=True)
    path = f"/v4/spreadsheets/{book}/values/A1"
    assert [api.call("GET", path).status_code for _ in range(61)] == [200] * 60 + [429]
    expected = "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'"
    assert error_of(api.call("GET", path))[1].startswith(expected)
    assert api.call("PUT", path, {"values": [[1]]}, valueInputOption="RAW").status_code == 200
    assert other.call("GET", path).status_code == 200
    google.control.set_clock(offset=61)
    assert api.call("GET", path).status_code == 200


def test_forms_has_limits_of_its_own_and_the_lowest_for_listing_responses(google: LocalGoogle, api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", {"textQuestion": {}}))
    google.control.set_quotas(enabled=True)
    listing, write = f"/v1/forms/{form}/responses", f"/v1/forms/{form}:batchUpdate"
    assert [api.call("GET", listing).status_code for _ in range(181)] == [200] * 180 + [429]
    assert api.call("GET", f"/v1/forms/{form}").status_code == 200
    assert [api.call("POST", write, {}).status_code for _ in range(151)] == [400] * 150 + [429]


def test_calls_are_counted_by_method(google: LocalGoogle, api: Api) -> None:
    book = api.new_book()
    google.control.reset_calls()
    api.read(book, "A1")
    api.read(book, "A1")
    assert google.control.calls() == {"sheets.spreadsheets.values.get": 2}


class _Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers 500 once, then 204, and keeps what it was sent."""

    bodies: list[bytes]
    enough: threading.Event

    def do_POST(self) -> None:
        self.bodies.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(500 if len(self.bodies) == 1 else 204)
        self.end_headers()
        if len(self.bodies) >= 2:
            self.enough.set()

    def log_message(self, *_: object) -> None:
        pass


def test_a_response_is_announced_to_the_push_endpoint_until_it_is_accepted(google: LocalGoogle, api: Api) -> None:
    handler = type("Handler", (_Endpoint,), {"bodies": [], "enough": threading.Event()})
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    form = api.new_form(question("00000010", "Nama", {"textQuestion": {}}))
    topic = "projects/lokal/topics/jawaban"
    watch = {"eventType": "RESPONSES", "target": {"topic": {"topicName": topic}}}
    api.ok("POST", f"/v1/forms/{form}/watches", {"watch": watch})
    google.control.subscribe(topic, f"http://127.0.0.1:{server.server_address[1]}/")
    google.control.add_response(form, {"00000011": ["rahasia"]})
    assert handler.enough.wait(10)
    server.shutdown()
    server.server_close()
    assert b"rahasia" not in b"".join(handler.bodies)
    assert f'"formId": "{form}"'.encode() in handler.bodies[1]


def test_a_schedule_posts_again_and_again_until_stopped(google: LocalGoogle) -> None:
    handler = type("Handler", (_Endpoint,), {"bodies": [], "enough": threading.Event()})
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    google.control.schedule(url, 0.05)
    assert handler.enough.wait(10)
    google.control.schedule(url, 0)
    server.shutdown()
    server.server_close()
