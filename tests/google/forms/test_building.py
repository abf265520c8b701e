"""Building a form: what forms.create and forms.batchUpdate do, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.conftest import SHORT, Api, choice, error_of, question

SECTION = {"itemId": "000000b0", "title": "Bagian", "pageBreakItem": {}}
NEWLINES = "Displayed text cannot contain newlines"


def create(item: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"createItem": {"item": item, "location": {"index": index}}}


def batch(api: Api, form: str, *requests: dict[str, Any], **body: Any) -> Any:
    return api.call("POST", f"/v1/forms/{form}:batchUpdate", {"requests": list(requests), **body})


def refused(answer: Any) -> str:
    code, message = error_of(answer)
    assert (code, answer.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    return message


# Creating


def test_a_new_form_is_unpublished_untitled_and_has_nothing(api: Api) -> None:
    made = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})
    assert made["info"] == {"title": "Formulir uji", "documentTitle": "Untitled form"}
    assert made["revisionId"] == "00000002"
    assert made["publishSettings"] == {"publishState": {}}
    assert made["settings"] == {"emailCollectionType": "DO_NOT_COLLECT"}
    assert set(made) == {"formId", "info", "revisionId", "publishSettings", "settings", "responderUri"}
    assert made == api.ok("GET", f"/v1/forms/{made['formId']}")
    assert made["formId"] not in made["responderUri"]
    assert api.ok("GET", f"/drive/v3/files/{made['formId']}")["name"] == "Untitled form"


def test_the_documents_title_is_the_files_name_in_drive(api: Api) -> None:
    body = {"info": {"title": "Formulir uji", "documentTitle": "Berkas uji"}}
    form = api.ok("POST", "/v1/forms", body)["formId"]
    assert api.ok("GET", f"/drive/v3/files/{form}")["name"] == "Berkas uji"
    api.ok("PATCH", f"/drive/v3/files/{form}", {"name": "Berkas lain"})
    assert api.ok("GET", f"/v1/forms/{form}")["info"] == {"title": "Formulir uji", "documentTitle": "Berkas lain"}


@pytest.mark.parametrize(
    "body",
    [
        {"info": {"title": "A", "description": "B"}},
        {"info": {"title": "A"}, "items": [question("00000010", "A", SHORT)]},
        {"info": {"title": "A"}, "settings": {"emailCollectionType": "VERIFIED"}},
        {"info": {"title": "A"}, "publishSettings": {"publishState": {"isPublished": True}}},
    ],
)
def test_nothing_but_titles_can_be_set_on_creation(api: Api, body: dict[str, Any]) -> None:
    words = "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
    assert refused(api.call("POST", "/v1/forms", body)) == words


# Items


def test_items_keep_the_ids_that_the_caller_gave(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT, required=True))
    item = api.ok("GET", f"/v1/forms/{form}")["items"][0]
    assert item["itemId"] == "00000010"
    assert item["questionItem"]["question"] == {"questionId": "00000011", "required": True, "textQuestion": {}}


def test_an_id_in_use_and_a_doubled_choice_are_refused_and_nothing_is_applied(api: Api) -> None:
    form = api.new_form(question("00000010", "Nama", SHORT))
    twice = {"createItem": {"item": question("00000010", "Lagi", SHORT), "location": {"index": 1}}}
    doubled = {"createItem": {"item": question("00000020", "Pilih", choice("a", "a")), "location": {"index": 0}}}
    fine = {"updateFormInfo": {"info": {"title": "Baru"}, "updateMask": "title"}}
    for wrong in (twice, doubled):
        answer = api.call("POST", f"/v1/forms/{form}:batchUpdate", {"requests": [fine, wrong]})
        assert error_of(answer)[1].startswith("Invalid requests[1]: ")
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


def test_what_is_false_nought_or_empty_is_left_out_of_the_answer(api: Api) -> None:
    scale = question("00000010", "Skala", {"scaleQuestion": {"low": 0, "high": 3}}, required=False)
    text = question("00000020", "Teks", {"textQuestion": {"paragraph": False}}, required=False)
    form = api.new_form(scale, {**text, "description": ""})
    first, second = api.ok("GET", f"/v1/forms/{form}")["items"]
    assert first["questionItem"]["question"] == {"questionId": "00000011", "scaleQuestion": {"high": 3}}
    assert second["questionItem"]["question"] == {"questionId": "00000021", "textQuestion": {}}
    assert "description" not in second


BROKEN_LINES = {
    "title": question("00000010", "Nama\nlengkap", SHORT),
    "carriage return": question("00000010", "Nama\rlengkap", SHORT),
    "option": question("00000010", "Pilih", choice("a", "b\nc")),
    "section": {"title": "Bagian\nsatu", "pageBreakItem": {}},
    "text": {"title": "Bagian\nsatu", "textItem": {}},
    "scale": question("00000010", "Skala", {"scaleQuestion": {"low": 1, "high": 5, "lowLabel": "amat\nkurang"}}),
}


@pytest.mark.parametrize("item", BROKEN_LINES.values(), ids=BROKEN_LINES)
def test_a_line_break_in_a_displayed_text_refuses_the_whole_batch(api: Api, item: dict[str, Any]) -> None:
    form = api.new_form()
    assert refused(batch(api, form, create(question("00000030", "Baik", SHORT)), create(item))) == NEWLINES
    assert "items" not in api.ok("GET", f"/v1/forms/{form}")


def test_the_title_has_one_line_too_however_it_is_set_and_descriptions_may_have_more(api: Api) -> None:
    assert refused(api.call("POST", "/v1/forms", {"info": {"title": "A\nB"}})) == NEWLINES
    form = api.new_form(question("00000010", "Nama", SHORT))
    info = {"updateFormInfo": {"info": {"title": "A\nB"}, "updateMask": "title"}}
    assert refused(batch(api, form, info)) == NEWLINES
    item = {"updateItem": {"item": {"title": "A\nB"}, "location": {"index": 0}, "updateMask": "title"}}
    assert refused(batch(api, form, item)) == NEWLINES
    lines = {"updateItem": {"item": {"description": "A\nB"}, "location": {"index": 0}, "updateMask": "description"}}
    assert batch(api, form, lines).status_code == 200


def option(kind: str = "RADIO", **more: Any) -> dict[str, Any]:
    return question("00000010", "Pilih", {"choiceQuestion": {"type": kind, "options": [{"value": "a"}, more]}})


REFUSED = {
    "no such section": option(value="b", goToSectionId="000000c0"),
    "section that is a question": option(value="b", goToSectionId="00000010"),
    "two ways to go": option(value="b", goToSectionId="000000b0", goToAction="SUBMIT_FORM"),
    "ticks that lead on": option("CHECKBOX", value="b", goToSectionId="000000b0"),
    "ticks that submit": option("CHECKBOX", value="b", goToAction="SUBMIT_FORM"),
    "other in a dropdown": option("DROP_DOWN", isOther=True),
    "other with a value": option(isOther=True, value="b"),
    "two others": question(
        "00000010", "Pilih", {"choiceQuestion": {"type": "RADIO", "options": [{"isOther": True}] * 2}}
    ),
    "doubled option": option(value="a"),
    "empty option": option(value=""),
    "no options": question("00000010", "Pilih", {"choiceQuestion": {"type": "RADIO"}}),
    "no type": question("00000010", "Pilih", {"choiceQuestion": {"options": [{"value": "a"}]}}),
    "scale without high": question("00000010", "Skala", {"scaleQuestion": {"low": 1}}),
    "scale from 2": question("00000010", "Skala", {"scaleQuestion": {"low": 2, "high": 5}}),
    "scale to 11": question("00000010", "Skala", {"scaleQuestion": {"low": 1, "high": 11}}),
    "upload": question("00000010", "Berkas", {"fileUploadQuestion": {"folderId": "x"}}),
    "row": question("00000010", "Baris", {"rowQuestion": {"title": "x"}}),
    "grading": question("00000010", "Nama", {**SHORT, "grading": {"pointValue": 1}}),
    "two kinds": question("00000010", "Nama", {**SHORT, "dateQuestion": {}}),
    "no kind": question("00000010", "Nama", {}),
    "item without kind": {"title": "Nama"},
    "long id": question("000000010", "Nama", SHORT),
    "odd id": {**question("00000010", "Nama", SHORT), "itemId": "nama"},
}


@pytest.mark.parametrize("item", REFUSED.values(), ids=REFUSED)
def test_an_item_that_google_refuses_is_refused_and_nothing_is_applied(api: Api, item: dict[str, Any]) -> None:
    form = api.new_form(SECTION)
    refused(batch(api, form, create(item, 1)))
    assert [one["itemId"] for one in api.ok("GET", f"/v1/forms/{form}")["items"]] == ["000000b0"]


ACCEPTED = {
    "section": option(value="b", goToSectionId="000000b0"),
    "section of a dropdown": option("DROP_DOWN", value="b", goToSectionId="000000b0"),
    "submit": option(value="b", goToAction="SUBMIT_FORM"),
    "other": option(isOther=True),
    "other among ticks": option("CHECKBOX", isOther=True),
    "scale": question("00000010", "Skala", {"scaleQuestion": {"low": 1, "high": 10}}),
}


@pytest.mark.parametrize("item", ACCEPTED.values(), ids=ACCEPTED)
def test_an_item_that_google_takes_is_taken(api: Api, item: dict[str, Any]) -> None:
    assert batch(api, api.new_form(SECTION), create(item, 1)).status_code == 200


def test_choices_do_not_lead_to_a_section_that_was_deleted(api: Api) -> None:
    form = api.new_form(SECTION, option(value="b", goToSectionId="000000b0"))
    assert batch(api, form, {"deleteItem": {"location": {"index": 0}}}).status_code == 200
    (item,) = api.ok("GET", f"/v1/forms/{form}")["items"]
    assert item["questionItem"]["question"]["choiceQuestion"]["options"] == [{"value": "a"}, {"value": "b"}]


# Masks, places, revisions


MASKED = {
    "item": {"updateItem": {"item": {"title": "B"}, "location": {"index": 0}, "updateMask": "judul"}},
    "below": {"updateItem": {"item": {"title": "B"}, "location": {"index": 0}, "updateMask": "questionItem.jenis"}},
    "of a text": {"updateItem": {"item": {"title": "B"}, "location": {"index": 0}, "updateMask": "title.teks"}},
    "none": {"updateItem": {"item": {"title": "B"}, "location": {"index": 0}}},
    "info": {"updateFormInfo": {"info": {"title": "B"}, "updateMask": "info.title"}},
    "document title": {"updateFormInfo": {"info": {"documentTitle": "B"}, "updateMask": "documentTitle"}},
    "settings": {"updateSettings": {"settings": {}, "updateMask": "isQuiz"}},
}


@pytest.mark.parametrize("request_", MASKED.values(), ids=MASKED)
def test_a_mask_that_names_what_cannot_be_set_is_refused(api: Api, request_: dict[str, Any]) -> None:
    assert refused(batch(api, api.new_form(question("00000010", "A", SHORT)), request_))


PLACES = {
    "create": {"createItem": {"item": {"textItem": {}}, "location": {"index": 2}}},
    "create below": {"createItem": {"item": {"textItem": {}}, "location": {"index": -1}}},
    "create nowhere": {"createItem": {"item": {"textItem": {}}}},
    "delete": {"deleteItem": {"location": {"index": 1}}},
    "move": {"moveItem": {"originalLocation": {"index": 0}, "newLocation": {"index": 1}}},
    "nothing": {},
}


@pytest.mark.parametrize("request_", PLACES.values(), ids=PLACES)
def test_a_place_outside_the_form_is_refused(api: Api, request_: dict[str, Any]) -> None:
    message = refused(batch(api, api.new_form(question("00000010", "A", SHORT)), request_))
    assert message.startswith("Invalid requests[0]: ")


def test_revisions_count_and_only_the_latest_may_be_required(api: Api) -> None:
    form = api.new_form()
    first = api.ok("GET", f"/v1/forms/{form}")["revisionId"]
    title = {"updateFormInfo": {"info": {"title": "B"}, "updateMask": "title"}}
    done = batch(api, form, title, writeControl={"requiredRevisionId": first}).json()
    second = done["writeControl"]["requiredRevisionId"]
    assert second == api.ok("GET", f"/v1/forms/{form}")["revisionId"] == f"{int(first, 16) + 2:08x}"
    refused(batch(api, form, title, writeControl={"requiredRevisionId": first}))
    refused(batch(api, form, title, writeControl={"requiredRevisionId": second, "targetRevisionId": second}))
    for strange in ("ffffffff", "besok"):
        refused(batch(api, form, title, writeControl={"targetRevisionId": strange}))
    assert batch(api, form, title, writeControl={"targetRevisionId": first}).status_code == 501
    assert batch(api, form, title, writeControl={"targetRevisionId": second}).status_code == 200


def test_publishing_is_no_new_revision(api: Api) -> None:
    form = api.new_form()
    before = api.ok("GET", f"/v1/forms/{form}")["revisionId"]
    api.publish(form, accepting=False)
    assert api.ok("GET", f"/v1/forms/{form}")["revisionId"] == before
