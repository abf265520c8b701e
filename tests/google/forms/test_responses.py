"""Listing responses: pages, filters, times."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.conftest import SHORT, Api, error_of, question


def _listed(api: Api, form: str, **query: Any) -> list[dict[str, Any]]:
    return api.ok("GET", f"/v1/forms/{form}/responses", **query).get("responses", [])


def _form(api: Api, *times: str) -> str:
    form = api.new_form(question("00000010", "Nama", SHORT))
    for number, moment in enumerate(times):
        api.google.control.add_response(form, {"00000011": [f"Contoh {number}"]}, create_time=moment)
    return form


def test_responses_come_in_pages_and_each_once(api: Api) -> None:
    form = _form(api)
    for number in range(7):
        api.google.control.add_response(form, {"00000011": [f"Contoh {number}"]})
    seen: list[str] = []
    token = ""
    while True:
        page = api.ok("GET", f"/v1/forms/{form}/responses", pageSize=3, **({"pageToken": token} if token else {}))
        seen += [response["responseId"] for response in page["responses"]]
        token = page.get("nextPageToken", "")
        if not token:
            break
    assert len(seen) == len(set(seen)) == 7


def test_the_filter_compares_last_submitted_time_after_or_at(api: Api) -> None:
    form = _form(api)
    moment = "2020-04-24T01:00:00Z"
    first = api.google.control.add_response(form, {"00000011": ["a"]}, create_time=moment)
    later = api.google.control.add_response(form, {"00000011": ["b"]}, create_time="2020-04-24T02:00:00Z")
    after = _listed(api, form, filter=f"timestamp > {moment}")
    assert [response["responseId"] for response in after] == [later["responseId"]]
    assert len(_listed(api, form, filter=f"timestamp >= {moment}")) == 2
    edited = api.google.control.edit_response(first["responseId"], {"00000011": ["c"]})
    assert edited["createTime"] == moment
    assert len(_listed(api, form, filter="timestamp > 2020-04-24T03:00:00.123456789Z")) == 1
    assert api.call("GET", f"/v1/forms/{form}/responses", filter="besok").status_code == 400


def test_an_odd_response_is_listed_as_it_was_put_in_and_not_before_its_time(api: Api) -> None:
    form = api.new_form(question("00000010", "Jumlah", SHORT, required=True))
    api.google.control.add_response(form, {}, visible_after=60)
    assert _listed(api, form) == []
    api.google.control.set_clock(offset=61)
    assert _listed(api, form)[0].get("answers") is None


def test_the_two_times_of_an_untouched_response_differ_by_what_is_less_than_a_millisecond(api: Api) -> None:
    form = _form(api, "2020-04-24T05:55:01.056342Z", "2020-04-24T05:55:02Z", "2020-04-24T05:55:03.5Z")
    found = sorted((one["createTime"], one["lastSubmittedTime"]) for one in _listed(api, form))
    assert found == [
        ("2020-04-24T05:55:01.056Z", "2020-04-24T05:55:01.056342Z"),
        ("2020-04-24T05:55:02Z", "2020-04-24T05:55:02Z"),
        ("2020-04-24T05:55:03.500Z", "2020-04-24T05:55:03.500Z"),
    ]


def test_a_filter_is_exact_to_the_microsecond_and_finer(api: Api) -> None:
    form = _form(api, "2020-04-24T05:55:01.056342Z")
    exact = "2020-04-24T05:55:01.056342"
    for filter_, found in (
        (f">= {exact}Z", 1), (f"> {exact}Z", 0), (f"> {exact[:-3]}Z", 1), (f">= {exact}001Z", 0),
        (f"> {exact[:-1]}1999Z", 1),
    ):  # fmt: skip
        assert len(_listed(api, form, filter=f"timestamp {filter_}")) == found, filter_


@pytest.mark.parametrize(
    "filter_",
    [
        "besok",
        "timestamp > besok",
        "timestamp > 2020-04-24",
        "timestamp > 2020-04-24T08:00:00+07:00",
        "timestamp > 2020-04-24T01:00:00",
        "timestamp > 2020-13-24T01:00:00Z",
        "timestamp < 2020-04-24T01:00:00Z",
        "timestamp = 2020-04-24T01:00:00Z",
        "timestamp > 2020-04-24T01:00:00Z AND timestamp > 2020-04-24T02:00:00Z",
        "createTime > 2020-04-24T01:00:00Z",
    ],
)
def test_a_filter_of_another_shape_is_refused(api: Api, filter_: str) -> None:
    assert error_of(api.call("GET", f"/v1/forms/{_form(api)}/responses", filter=filter_))[0] == 400


def test_a_page_token_serves_only_the_listing_that_it_came_from(api: Api) -> None:
    times = [f"2020-04-24T05:55:0{second}Z" for second in range(4)]
    form, other = _form(api, *times), _form(api, *times)
    filter_ = "timestamp > 2020-04-24T05:00:00Z"
    token = api.ok("GET", f"/v1/forms/{form}/responses", pageSize=1, filter=filter_)["nextPageToken"]
    assert len(_listed(api, form, pageSize=2, filter=filter_, pageToken=token)) == 2
    for where, query in (
        (form, {}),
        (form, {"filter": "timestamp >= 2020-04-24T05:00:00Z"}),
        (other, {"filter": filter_}),
    ):
        assert error_of(api.call("GET", f"/v1/forms/{where}/responses", pageToken=token, **query))[0] == 400
    for rubbish in ("besok", "W10=", "e30=", token[:-4], f"{token}AAAA", "🙏"):
        answer = api.call("GET", f"/v1/forms/{form}/responses", pageToken=rubbish, filter=filter_)
        assert error_of(answer)[0] == 400, rubbish


@pytest.mark.parametrize("size", ["-1", "banyak", "99999999999"])
def test_a_page_size_that_is_no_number_of_responses_is_refused(api: Api, size: str) -> None:
    assert error_of(api.call("GET", f"/v1/forms/{_form(api)}/responses", pageSize=size))[0] == 400


def test_half_a_character_in_an_answer_does_not_break_the_listing(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    api.google.control.add_response(form, {"00000011": ["Contoh \ud83d", ""]})
    (response,) = _listed(api, form)
    assert response["answers"]["00000011"]["textAnswers"]["answers"] == [{"value": "Contoh \ufffd"}, {}]
