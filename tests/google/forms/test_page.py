"""The form's page: what people see of it, what they may send, and what they meet when it is closed."""

import re
from typing import Any
from urllib.parse import urlencode

import requests

from tests.google.conftest import SHORT, Api, choice, question

DATE = {"dateQuestion": {"includeYear": True}}


def _entry(question_id: str) -> str:
    return f"entry.{int(question_id, 16)}"


def _send(api: Api, form: str, fields: dict[str, Any]) -> requests.Response:
    return requests.post(api.page_of(form, "formResponse"), data=fields, timeout=30)


def _listed(api: Api, form: str, **query: Any) -> list[dict[str, Any]]:
    return api.ok("GET", f"/v1/forms/{form}/responses", **query).get("responses", [])


def test_a_person_fills_in_the_page_and_the_response_is_listed(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT, required=True), question("00000020", "Tanggal", DATE))
    page = requests.get(api.page_of(form), timeout=30)
    assert _entry("00000011") in page.text
    done = _send(api, form, {_entry("00000011"): "Contoh Donatur 01", _entry("00000021"): "2020-05-02"})
    assert "Jawaban Anda telah dicatat." in done.text
    (response,) = _listed(api, form)
    assert "formId" not in response
    assert response["lastSubmittedTime"].startswith(response["createTime"].removesuffix("Z"))
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


def test_a_prefilled_link_selects_thechoice(api: Api) -> None:
    form = api.new_form(question("00000010", "Sasaran", choice("RW 01 [a]", "RW 02 [b]", kind="DROP_DOWN")))
    query = urlencode({_entry("00000011"): "RW 02 [b]"})
    page = requests.get(f"{api.page_of(form)}?{query}", timeout=30).text
    assert re.search(r'value="RW 02 \[b\]"[^>]* selected', page)


def test_a_choice_that_is_not_offered_and_an_impossible_date_are_refused(api: Api) -> None:
    form = api.new_form(question("00000010", "Pilih", choice("a")), question("00000020", "Tanggal", DATE))
    answer = _send(api, form, {_entry("00000011"): "z", _entry("00000021"): "2020-02-31"})
    assert "Pilih salah satu pilihan yang tersedia." in answer.text
    assert "Tanggal tidak dikenali." in answer.text


def test_only_the_sections_on_the_way_are_asked_and_kept(api: Api) -> None:
    city = question("00000010", "Kota", choice("Barat", "Timur", Barat="000000b0", Timur="000000c0"), required=True)
    form = api.new_form(
        city,
        {"itemId": "000000b0", "title": "Barat", "pageBreakItem": {}},
        question("000000b1", "RW Barat", choice("RW 1", kind="DROP_DOWN"), required=True),
        {"itemId": "000000c0", "title": "Timur", "pageBreakItem": {}},
        question("000000c1", "RW Timur", choice("RW 9", kind="DROP_DOWN"), required=True),
    )
    skipped = {_entry("00000011"): "Timur", _entry("000000b2"): "RW 1", _entry("000000c2"): "RW 9"}
    assert _send(api, form, skipped).status_code == 200
    (response,) = _listed(api, form)
    assert set(response["answers"]) == {"00000011", "000000c2"}
    assert _send(api, form, {_entry("00000011"): "Timur"}).status_code == 400


def test_a_checkbox_gives_one_answer_for_each_tick(api: Api) -> None:
    form = api.new_form(question("00000010", "Pilih", choice("a", "b", "c", kind="CHECKBOX")))
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
    api.publish(form, accepting=False)
    opened = requests.get(api.page_of(form), timeout=30)
    assert (opened.status_code, opened.url) == (200, api.page_of(form, "closedform"))
    assert "tidak lagi menerima jawaban" in opened.text
    assert "tidak lagi menerima jawaban" in _send(api, form, {_entry("00000011"): "x"}).text
    assert _listed(api, form) == []
    api.publish(form)
    assert requests.get(api.page_of(form, "closedform"), timeout=30).url == api.page_of(form)


def test_a_form_that_is_not_published_asks_people_to_sign_in_and_takes_nothing(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    api.publish(form, published=False, accepting=False)
    for answer in (requests.get(api.page_of(form), timeout=30), _send(api, form, {_entry("00000011"): "x"})):
        assert answer.status_code == 401
        assert "belum dipublikasikan" in answer.text
    assert _listed(api, form) == []


def test_a_published_form_that_is_for_nobody_in_particular_asks_to_sign_in(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    path = f"/drive/v3/files/{form}/permissions"
    api.ok("DELETE", f"{path}/anyoneWithLink")
    assert _send(api, form, {_entry("00000011"): "x"}).status_code == 401
    api.ok("POST", path, {"type": "anyone", "role": "reader", "view": "published"})
    assert _send(api, form, {_entry("00000011"): "x"}).status_code == 200


def test_the_link_for_respondents_has_an_id_of_its_own_and_the_files_id_leads_to_it(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    there = api.page_of(form)
    assert re.search(r"/forms/d/e/1FAIpQLS[A-Za-z0-9_-]{48}/viewform$", there)
    assert (
        requests.get(f"{api.google.base_url}/forms/d/{form}/viewform?usp=pp_url", timeout=30).url
        == f"{there}?usp=pp_url"
    )
    assert requests.get(f"{api.google.base_url}/forms/d/e/{form}/viewform", timeout=30).status_code == 404
