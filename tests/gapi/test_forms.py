"""Form responses: all pages, comparable times, one by id."""

from __future__ import annotations

import pytest
import requests

from functions.gapi import forms
from functions.gapi.errors import Ambiguous, Permanent
from functions.gapi.forms import Form, create_form
from functions.gapi.session import Effect, Session
from local.google.server import LocalGoogle
from tests.gapi.conftest import ITEM

LIST = "forms.forms.responses.list"


@pytest.fixture
def form(session: Session) -> Form:
    return Form(session, create_form(session, "Formulir uji", [ITEM]))


def test_a_new_form_is_open_to_everybody_who_has_its_link(google: LocalGoogle, form: Form) -> None:
    about = form.describe()
    assert forms.takes_answers(about)
    assert requests.get(about["responderUri"], timeout=10).status_code == 200
    calls = google.control.calls()
    assert (calls["forms.forms.setPublishSettings"], calls["drive.permissions.create"]) == (1, 1)


def test_nobody_can_answer_a_form_that_is_half_made(google: LocalGoogle, session: Session) -> None:
    before = set(google.control.dump()["forms"])
    google.control.add_fault("forms.forms.batchUpdate", "lost_answer")
    with pytest.raises(Ambiguous):
        create_form(session, "Formulir uji", [ITEM])
    (form,) = set(google.control.dump()["forms"]) - before
    assert not forms.takes_answers(Form(session, form).describe())


def test_a_form_that_everybody_may_not_answer_is_opened_to_them(session: Session, form: Form) -> None:
    permissions = f"https://www.googleapis.com/drive/v3/files/{form.id}/permissions/anyoneWithLink"
    session.request("drive.permissions.delete", "DELETE", permissions, Effect.IDEMPOTENT)
    uri = form.describe()["responderUri"]
    assert requests.get(uri, timeout=10).status_code == 401
    form.open()
    assert requests.get(uri, timeout=10).status_code == 200


@pytest.mark.parametrize(
    ("settings", "takes"),
    [
        ({"publishState": {"isPublished": True, "isAcceptingResponses": True}}, True),
        ({"publishState": {"isPublished": True}}, False),
        ({"publishState": {}}, False),
        ({}, False),
        (None, True),
    ],
)
def test_whether_a_form_takes_answers_is_told_by_its_publish_settings(settings: object, takes: bool) -> None:
    """Google leaves out what is false, and old forms have none."""
    assert forms.takes_answers({} if settings is None else {"publishSettings": settings}) is takes


def test_answers_are_texts_by_question_with_who_and_when(google: LocalGoogle, form: Form) -> None:
    google.control.add_response(
        form.id, {"0000000b": ["ini", "itu"]}, email="a@contoh.example", create_time="2020-04-24T03:00:00Z"
    )
    (found,) = form.responses()
    assert found.answers == {"0000000b": ("ini", "itu")}
    assert found.email == "a@contoh.example"
    assert found.created == found.submitted == "2020-04-24T03:00:00.000000000Z"


def test_times_of_any_precision_sort_as_text(google: LocalGoogle, form: Form) -> None:
    stamps = ["2020-04-24T03:00:00Z", "2020-04-24T03:00:00.5Z", "2020-04-24T03:00:00.25Z", "2020-04-24T03:00:01Z"]
    for stamp in stamps:
        google.control.add_response(form.id, {}, create_time=stamp)
    assert sorted(r.created for r in form.responses()) == [
        "2020-04-24T03:00:00.000000000Z",
        "2020-04-24T03:00:00.250000000Z",
        "2020-04-24T03:00:00.500000000Z",
        "2020-04-24T03:00:01.000000000Z",
    ]


def test_an_edited_response_keeps_its_creation_and_tells_when_it_was_submitted_last(
    google: LocalGoogle, form: Form
) -> None:
    added = google.control.add_response(form.id, {"0000000b": ["lama"]}, create_time="2020-04-24T03:00:00Z")
    google.control.edit_response(added["responseId"], {"0000000b": ["baru"]})
    found = form.response(added["responseId"])
    assert found.answers == {"0000000b": ("baru",)}
    assert found.created == "2020-04-24T03:00:00.000000000Z"
    assert found.submitted > found.created


def test_all_pages_are_read(google: LocalGoogle, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_PAGE", 3)
    added = {google.control.add_response(form.id, {})["responseId"] for _ in range(10)}
    google.control.reset_calls()
    found = form.responses()
    assert {r.id for r in found} == added
    assert len(found) == 10
    assert google.control.calls() == {LIST: 4}


def test_a_page_that_fails_is_read_again_and_nothing_comes_twice(
    google: LocalGoogle, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "_PAGE", 2)
    for _ in range(5):
        google.control.add_response(form.id, {})
    google.control.add_fault(LIST, "rate_limit", times=2)
    google.control.add_fault(LIST, "lost_answer", answer="close")
    assert len({r.id for r in form.responses()}) == len(form.responses()) == 5


def test_since_includes_the_moment_itself_on_every_page(
    google: LocalGoogle, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "_PAGE", 1)
    for second in (0, 1, 2, 3):
        google.control.add_response(form.id, {}, create_time=f"2020-04-24T03:00:0{second}Z")
    found = form.responses("2020-04-24T03:00:02Z")
    assert sorted(r.created[:19] for r in found) == ["2020-04-24T03:00:02", "2020-04-24T03:00:03"]


def test_a_form_without_responses_has_none(form: Form) -> None:
    assert form.responses() == []


def test_a_response_that_the_form_does_not_hold_is_permanent(form: Form) -> None:
    with pytest.raises(Permanent) as caught:
        form.response("tidak-ada")
    assert caught.value.status == 404


def test_a_response_without_email_and_an_empty_answer_is_read(google: LocalGoogle, form: Form) -> None:
    google.control.add_response(form.id, {"0000000b": [""]})
    (found,) = form.responses()
    assert (found.email, found.answers) == ("", {"0000000b": ("",)})
