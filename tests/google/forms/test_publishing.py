"""forms.setPublishSettings, and Drive's permission to answer a form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.conftest import Api, error_of


def send(api: Api, form: str, body: Any) -> Any:
    return api.call("POST", f"/v1/forms/{form}:setPublishSettings", body)


def state(**publish_state: bool) -> dict[str, Any]:
    return {"publishSettings": {"publishState": publish_state}}


OPEN, CLOSED = state(isPublished=True, isAcceptingResponses=True), state(isPublished=True, isAcceptingResponses=False)


@pytest.mark.parametrize(
    "mask",
    [
        {},
        {"updateMask": "publishState"},
        {"updateMask": "*"},
        {"updateMask": "publish_state"},
        {"updateMask": "publishState.isPublished,publishState.isAcceptingResponses"},
    ],
)
def test_a_form_is_published_closed_and_taken_back(api: Api, mask: dict[str, str]) -> None:
    form = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
    hidden = state(isPublished=False, isAcceptingResponses=False)
    shown = ({"isPublished": True, "isAcceptingResponses": True}, {"isPublished": True}, {})
    for body, wanted in zip((OPEN, CLOSED, hidden), shown, strict=True):
        answer = send(api, form, {**body, **mask})
        assert answer.json() == {"formId": form, "publishSettings": {"publishState": wanted}}
        assert api.ok("GET", f"/v1/forms/{form}")["publishSettings"] == {"publishState": wanted}


REFUSED = {
    "nothing": {},
    "mask only": {"updateMask": "publishState"},
    "no state": {"publishSettings": {}},
    "published only": state(isPublished=True),
    "accepting only": state(isAcceptingResponses=True),
    "open but not published": state(isPublished=False, isAcceptingResponses=True),
    "unknown mask": {**OPEN, "updateMask": "isPublished"},
    "unknown part": {**OPEN, "updateMask": "publishState.tayang"},
    "unknown field": {"publishAsTemplate": True},
    "no boolean": {"publishSettings": {"publishState": {"isPublished": "ya", "isAcceptingResponses": True}}},
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(api: Api, body: Any) -> None:
    form = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
    assert error_of(send(api, form, body))[0] == 400
    assert api.ok("GET", f"/v1/forms/{form}")["publishSettings"] == {"publishState": {}}


def test_only_who_may_edit_a_form_may_publish_it(api: Api) -> None:
    form = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
    assert send(api.as_("tamu@contoh.example"), form, OPEN).status_code == 403
    assert send(api, "tidak-ada", OPEN).status_code == 404


def test_the_permission_to_answer_lets_nobody_read_the_form_and_is_listed_when_asked_for(api: Api) -> None:
    form = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
    path = f"/drive/v3/files/{form}/permissions"
    answering = {"id": "anyoneWithLink", "type": "anyone", "role": "reader", "view": "published"}
    fields = "permissions(id,type,role,view)"
    asked = api.ok("GET", path, fields=fields, includePermissionsForView="published")["permissions"]
    plain = api.ok("GET", path, fields=fields)["permissions"]
    assert answering in asked
    assert answering not in plain
    assert len(asked) == len(plain) + 1
    assert api.as_("tamu@contoh.example").call("GET", f"/v1/forms/{form}").status_code == 403
    assert api.call("GET", path, includePermissionsForView="semua").status_code == 400


@pytest.mark.parametrize("grant", [{"role": "writer"}, {"role": "reader", "view": "metadata"}, {"role": "owner"}])
def test_answering_is_for_readers_and_the_view_has_one_name(api: Api, grant: dict[str, str]) -> None:
    form = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
    body = {"type": "user", "emailAddress": "tamu@contoh.example", "view": "published", **grant}
    assert api.call("POST", f"/drive/v3/files/{form}/permissions", body).status_code == 400
    assert (
        api.call("POST", f"/drive/v3/files/{api.new_book()}/permissions", {**body, "role": "reader"}).status_code == 400
    )


def test_who_may_answer_stays_an_editor_and_can_be_taken_off_again(api: Api) -> None:
    form = api.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
    path, guest = f"/drive/v3/files/{form}/permissions", api.as_("tamu@contoh.example")
    for grant in ({"role": "writer"}, {"role": "reader", "view": "published"}):
        made = api.ok("POST", path, {"type": "user", "emailAddress": "tamu@contoh.example", **grant})
    assert guest.call("GET", f"/v1/forms/{form}").status_code == 200
    api.ok("DELETE", f"{path}/{made['id']}")
    assert guest.call("GET", f"/v1/forms/{form}").status_code == 200
    api.ok("DELETE", f"{path}/{made['id']}")
    assert guest.call("GET", f"/v1/forms/{form}").status_code == 403
