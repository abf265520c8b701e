"""Forms: building them, filling them in as a person does, listing responses, watches."""

import re
from typing import Any
from urllib.parse import urlencode

import requests

from tests.google.conftest import Api, error_of, question

SHORT = {"textQuestion": {}}
DATE = {"dateQuestion": {"includeYear": True}}


def _choice(*values: str, kind: str = "RADIO", **goes: str) -> dict[str, Any]:
    options = [{"value": value, **({"goToSectionId": goes[value]} if value in goes else {})} for value in values]
    return {"choiceQuestion": {"type": kind, "options": options}}


def _entry(question_id: str) -> str:
    return f"entry.{int(question_id, 16)}"


def _send(api: Api, form: str, fields: dict[str, Any]) -> requests.Response:
    return requests.post(f"{api.google.base_url}/forms/d/e/{form}/formResponse", data=fields, timeout=30)


def _listed(api: Api, form: str, **query: Any) -> list[dict[str, Any]]:
    return api.ok("GET", f"/v1/forms/{form}/responses", **query).get("responses", [])


def test_items_keep_the_ids_that_the_caller_gave(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT, required=True))
    item = api.ok("GET", f"/v1/forms/{form}")["items"][0]
    assert item["itemId"] == "00000010"
    assert item["questionItem"]["question"] == {"questionId": "00000011", "required": True, "textQuestion": {}}


def test_an_id_in_use_and_a_doubled_choice_are_refused_and_nothing_is_applied(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    twice = {"createItem": {"item": question("00000010", "Lagi", SHORT), "location": {"index": 1}}}
    doubled = {"createItem": {"item": question("00000020", "Pilih", _choice("a", "a")), "location": {"index": 0}}}
    fine = {"updateFormInfo": {"info": {"title": "Baru"}, "updateMask": "title"}}
    for wrong in (twice, doubled):
        answer = api.call("POST", f"/v1/forms/{form}:batchUpdate", {"requests": [fine, wrong]})
        assert error_of(answer)[1].startswith("Invalid requests[1].createItem: ")
    assert api.ok("GET", f"/v1/forms/{form}")["info"]["title"] == "Formulir uji"


def test_items_are_moved_changed_and_deleted_and_settings_updated(api: Api) -> None:
    form = api.new_form(question("00000010", "A", SHORT), question("00000020", "B", SHORT))
    email = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "updateMask": "emailCollectionType"}
    batch = [
        {"moveItem": {"originalLocation": {"index": 1}, "newLocation": {"index": 0}}},
        {"updateItem": {"item": {"title": "B2"}, "location": {"index": 0}, "updateMask": "title"}},
        {"deleteItem": {"location": {"index": 1}}},
        {"updateSettings": email},
    ]
    answer = api.ok("POST", f"/v1/forms/{form}:batchUpdate", {"requests": batch, "includeFormInResponse": True})
    assert [item["title"] for item in answer["form"]["items"]] == ["B2"]
    assert answer["form"]["settings"]["emailCollectionType"] == "RESPONDER_INPUT"


def test_a_person_fills_in_the_page_and_the_response_is_listed(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT, required=True), question("00000020", "Tanggal", DATE))
    page = requests.get(f"{api.google.base_url}/forms/d/e/{form}/viewform", timeout=30)
    assert _entry("00000011") in page.text
    done = _send(api, form, {_entry("00000011"): "Contoh Donatur 01", _entry("00000021"): "2020-05-02"})
    assert "Jawaban Anda telah dicatat." in done.text
    (response,) = _listed(api, form)
    assert "formId" not in response
    assert response["createTime"] == response["lastSubmittedTime"]
    assert response["answers"]["00000011"]["textAnswers"]["answers"] == [{"value": "Contoh Donatur 01"}]
    single = api.ok("GET", f"/v1/forms/{form}/responses/{response['responseId']}")
    assert single["formId"] == form


def test_a_missing_required_answer_is_said_at_the_field_and_what_was_typed_is_kept(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT, required=True), question("00000020", "Kota", SHORT))
    answer = _send(api, form, {_entry("00000011"): "  ", _entry("00000021"): 'Jakarta "Barat"'})
    assert answer.status_code == 400
    assert "Pertanyaan ini wajib diisi." in answer.text
    assert "Jakarta &#34;Barat&#34;" in answer.text
    assert _listed(api, form) == []


def test_a_prefilled_link_selects_the_choice(api: Api) -> None:
    form = api.new_form(question("00000010", "Sasaran", _choice("RW 01 [a]", "RW 02 [b]", kind="DROP_DOWN")))
    query = urlencode({_entry("00000011"): "RW 02 [b]"})
    page = requests.get(f"{api.google.base_url}/forms/d/e/{form}/viewform?{query}", timeout=30).text
    assert re.search(r'value="RW 02 \[b\]"[^>]* selected', page)


def test_a_choice_that_is_not_offered_and_an_impossible_date_are_refused(api: Api) -> None:
    form = api.new_form(question("00000010", "Pilih", _choice("a")), question("00000020", "Tanggal", DATE))
    answer = _send(api, form, {_entry("00000011"): "z", _entry("00000021"): "2020-02-31"})
    assert "Pilih salah satu pilihan yang tersedia." in answer.text
    assert "Tanggal tidak dikenali." in answer.text


def test_only_the_sections_on_the_way_are_asked_and_kept(api: Api) -> None:
    city = question("00000010", "Kota", _choice("Barat", "Timur", Barat="000000b0", Timur="000000c0"), required=True)
    form = api.new_form(
        city,
        {"itemId": "000000b0", "title": "Barat", "pageBreakItem": {}},
        question("000000b1", "RW Barat", _choice("RW 1", kind="DROP_DOWN"), required=True),
        {"itemId": "000000c0", "title": "Timur", "pageBreakItem": {}},
        question("000000c1", "RW Timur", _choice("RW 9", kind="DROP_DOWN"), required=True),
    )
    skipped = {_entry("00000011"): "Timur", _entry("000000b2"): "RW 1", _entry("000000c2"): "RW 9"}
    assert _send(api, form, skipped).status_code == 200
    (response,) = _listed(api, form)
    assert set(response["answers"]) == {"00000011", "000000c2"}
    assert _send(api, form, {_entry("00000011"): "Timur"}).status_code == 400


def test_a_checkbox_gives_one_answer_for_each_tick(api: Api) -> None:
    form = api.new_form(question("00000010", "Pilih", _choice("a", "b", "c", kind="CHECKBOX")))
    _send(api, form, {_entry("00000011"): ["a", "c"]})
    answers = _listed(api, form)[0]["answers"]["00000011"]["textAnswers"]["answers"]
    assert [answer["value"] for answer in answers] == ["a", "c"]


def test_the_email_is_asked_for_checked_and_kept_beside_the_answers(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    setting = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "updateMask": "emailCollectionType"}
    api.ok("POST", f"/v1/forms/{form}:batchUpdate", {"requests": [{"updateSettings": setting}]})
    assert "Alamat email tidak lengkap" in _send(api, form, {"emailAddress": "contoh"}).text
    _send(api, form, {"emailAddress": "contoh@contoh.id", _entry("00000011"): "x"})
    assert _listed(api, form)[0]["respondentEmail"] == "contoh@contoh.id"


def test_a_form_that_no_longer_accepts_says_so(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    closed = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": False}}}
    api.ok("POST", f"/v1/forms/{form}:setPublishSettings", closed)
    assert "tidak lagi menerima jawaban" in _send(api, form, {_entry("00000011"): "x"}).text
    assert _listed(api, form) == []


def test_responses_come_in_pages_and_each_once(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
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
    form = api.new_form(question("00000010", "Nama", SHORT))
    moment = "2020-04-24T01:00:00.000Z"
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
    assert _listed(api, form)[0]["answers"] == {}


def test_a_watch_lives_seven_days_unless_renewed(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    watch = {"watch": {"eventType": "RESPONSES", "target": {"topic": {"topicName": "projects/p/topics/jawaban"}}}}
    path = f"/v1/forms/{form}/watches"
    made = api.ok("POST", path, {**watch, "watchId": "satu"})
    assert api.call("POST", path, watch).status_code == 409
    api.google.control.set_clock(offset=6 * 86400)
    mine = Api(api.google)
    renewed = mine.ok("POST", f"{path}/satu:renew", {})
    assert renewed["expireTime"] > made["expireTime"]
    api.google.control.set_clock(offset=14 * 86400)
    assert Api(api.google).ok("GET", path) == {}
