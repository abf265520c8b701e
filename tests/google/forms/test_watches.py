"""Watches and what is pushed because of them."""

from __future__ import annotations

from typing import Any

import pytest

from local.google.server import LocalGoogle
from tests.google.conftest import SHORT, Api, error_of, question

TOPIC = "projects/lokal/topics/jawaban"
NOBODY = "http://127.0.0.1:1/"
"""An endpoint that takes nothing: what is sent there is counted all the same."""
DAY = 86400


def form_of(api: Api) -> str:
    return api.new_form(question("00000010", "Nama", SHORT))


def wanted(topic: str = TOPIC, event: str = "RESPONSES", **more: Any) -> dict[str, Any]:
    return {"watch": {"eventType": event, "target": {"topic": {"topicName": topic}}}, **more}


def refusal(answer: Any) -> tuple[int, str, str]:
    return (*error_of(answer), answer.json()["error"]["status"])


def listed(api: Api, form: str) -> list[dict[str, Any]]:
    return api.ok("GET", f"/v1/forms/{form}/watches").get("watches", [])


def test_a_watch_lives_seven_days_from_its_last_renewal_and_keeps_id_and_creation(api: Api) -> None:
    path = f"/v1/forms/{form_of(api)}/watches"
    made = api.ok("POST", path, wanted(watchId="satu"))
    assert (made["id"], made["state"], "errorType" in made) == ("satu", "ACTIVE", False)
    api.google.control.set_clock(offset=6 * DAY)
    renewed = Api(api.google).ok("POST", f"{path}/satu:renew", {})
    assert renewed["expireTime"] > made["expireTime"]
    assert {**renewed, "expireTime": ""} == {**made, "expireTime": ""}
    api.google.control.set_clock(offset=14 * DAY)
    later = Api(api.google)
    assert later.ok("GET", path) == {}
    assert later.call("POST", f"{path}/satu:renew", {}).status_code == 404
    assert later.call("POST", path, wanted()).status_code == 200


def test_a_second_watch_of_the_same_user_project_form_and_event_is_refused(api: Api) -> None:
    form = form_of(api)
    path = f"/v1/forms/{form}/watches"
    api.ok("POST", path, wanted())
    words = "A watch for the given end user, project, form, and event type already exists."
    for again in (wanted(), wanted("projects/lokal/topics/lain"), wanted(watchId="yang-kedua")):
        assert refusal(api.call("POST", path, again)) == (400, words, "FAILED_PRECONDITION")
    assert api.call("POST", path, wanted(event="SCHEMA")).status_code == 200
    api.share(form, "rekan@lokal.iam.gserviceaccount.com", "writer")
    assert api.as_("rekan@lokal.iam.gserviceaccount.com").call("POST", path, wanted()).status_code == 200
    assert api.call("POST", f"/v1/forms/{form_of(api)}/watches", wanted()).status_code == 200


def test_a_list_shows_the_watches_of_the_callers_project_only(api: Api) -> None:
    form, other = form_of(api), "lain@proyek-lain.iam.gserviceaccount.com"
    api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    api.share(form, other, "writer")
    there = api.as_(other)
    assert listed(there, form) == []
    there.ok("POST", f"/v1/forms/{form}/watches", wanted("projects/proyek-lain/topics/jawaban"))
    assert [len(listed(one, form)) for one in (api, there)] == [1, 1]
    assert listed(api, form) != listed(there, form)


def test_deleting_a_watch_that_is_gone_or_anothers_is_denied(api: Api) -> None:
    form, other = form_of(api), "rekan@lokal.iam.gserviceaccount.com"
    made = api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    path = f"/v1/forms/{form}/watches/{made['id']}"
    denied = (403, "Watch not found or permission denied.", "PERMISSION_DENIED")
    api.share(form, other, "writer")
    assert refusal(api.as_(other).call("DELETE", path)) == denied
    assert api.ok("DELETE", path) == {}
    assert refusal(api.call("DELETE", path)) == denied


@pytest.mark.parametrize("watch_id", ["abc", "a" * 64, "Jawaban", "jawaban-1", "jawaban_baru", "é" * 5])
def test_a_chosen_id_has_4_to_63_small_letters_and_hyphens(api: Api, watch_id: str) -> None:
    assert refusal(api.call("POST", f"/v1/forms/{form_of(api)}/watches", wanted(watchId=watch_id)))[0] == 400


@pytest.mark.parametrize("watch_id", ["abcd", "a" * 63, "jawaban-baru"])
def test_a_chosen_id_is_taken_once(api: Api, watch_id: str) -> None:
    assert api.ok("POST", f"/v1/forms/{form_of(api)}/watches", wanted(watchId=watch_id))["id"] == watch_id
    assert api.call("POST", f"/v1/forms/{form_of(api)}/watches", wanted(watchId=watch_id)).status_code == 409


UNREADABLE = {
    "no watch": {},
    "no event": {"watch": {"target": {"topic": {"topicName": TOPIC}}}},
    "unspecified event": wanted(event="EVENT_TYPE_UNSPECIFIED"),
    "unknown event": wanted(event="JAWABAN"),
    "no target": {"watch": {"eventType": "RESPONSES"}},
    "short topic": wanted("jawaban"),
    "id of its own": {"watch": {**wanted()["watch"], "id": "jawaban"}},
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_a_watch_that_is_not_fully_named_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert refusal(api.call("POST", f"/v1/forms/{form_of(api)}/watches", body))[0] == 400


def test_a_topic_that_is_not_granted_or_another_projects_is_denied_after_the_form_was_found(api: Api) -> None:
    form = form_of(api)
    denied = (403, "Topic parent project not found or permission denied.", "PERMISSION_DENIED")
    theirs = wanted("projects/proyek-lain/topics/jawaban")
    assert refusal(api.call("POST", f"/v1/forms/{form}/watches", theirs)) == denied
    api.google.control.grant_topic(TOPIC, granted=False)
    assert refusal(api.call("POST", f"/v1/forms/{form}/watches", wanted())) == denied
    assert api.call("POST", "/v1/forms/tidak-ada/watches", theirs).status_code == 404
    api.google.control.grant_topic(TOPIC, granted=True)
    assert api.call("POST", f"/v1/forms/{form}/watches", wanted()).status_code == 200


def test_an_unpublished_form_can_be_watched(api: Api) -> None:
    form = form_of(api)
    api.publish(form, published=False, accepting=False)
    assert api.ok("POST", f"/v1/forms/{form}/watches", wanted())["state"] == "ACTIVE"


# Pushes


def answer(google: LocalGoogle, form: str) -> int:
    """One more response; how many pushes there were so far."""
    google.control.add_response(form, {"00000011": ["rahasia"]})
    return len(google.control.pushes())


def test_a_push_has_the_watchs_own_id_and_no_data(google: LocalGoogle, api: Api) -> None:
    form = form_of(api)
    made = api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    google.control.subscribe(TOPIC, NOBODY)
    assert answer(google, form) == 1
    (push,) = google.control.pushes()
    assert push["body"]["message"]["attributes"] == {"eventType": "RESPONSES", "formId": form, "watchId": made["id"]}
    assert "data" not in push["body"]["message"]
    assert push["body"]["subscription"] == "projects/lokal/subscriptions/jawaban"


def test_a_response_that_is_submitted_again_is_announced_too(google: LocalGoogle, api: Api) -> None:
    form = form_of(api)
    made = google.control.add_response(form, {"00000011": ["Contoh"]})
    api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    google.control.subscribe(TOPIC, NOBODY)
    google.control.edit_response(made["responseId"], {"00000011": ["Contoh lain"]})
    assert len(google.control.pushes()) == 1


def test_a_watch_is_told_at_most_once_in_thirty_seconds_and_of_the_last_response_too(
    google: LocalGoogle, api: Api
) -> None:
    form = form_of(api)
    api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    google.control.subscribe(TOPIC, NOBODY)
    google.control.set_clock(offset=0)
    assert [answer(google, form) for _ in range(3)] == [1, 1, 1]
    google.control.set_clock(offset=31)
    assert len(google.control.pushes()) == 2, "the two that came meanwhile share one"
    google.control.set_clock(offset=62)
    assert len(google.control.pushes()) == 2, "nothing new, nothing said"
    assert answer(google, form) == 3


def test_a_watch_whose_topic_is_not_granted_any_more_is_suspended_until_it_is_renewed(
    google: LocalGoogle, api: Api
) -> None:
    form = form_of(api)
    made = api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    path = f"/v1/forms/{form}/watches/{made['id']}:renew"
    google.control.subscribe(TOPIC, NOBODY)
    google.control.grant_topic(TOPIC, granted=False)
    assert answer(google, form) == 0
    (watch,) = listed(api, form)
    assert (watch["state"], watch["errorType"]) == ("SUSPENDED", "OTHER_ERRORS")
    assert refusal(api.call("POST", path, {}))[0] == 400
    google.control.grant_topic(TOPIC, granted=True)
    assert answer(google, form) == 0, "it stays suspended until somebody renews it"
    renewed = api.ok("POST", path, {})
    assert (renewed["state"], "errorType" in renewed) == ("ACTIVE", False)
    assert answer(google, form) == 1


def test_a_watch_of_somebody_who_lost_the_form_is_suspended(google: LocalGoogle, api: Api) -> None:
    form, other = form_of(api), "rekan@lokal.iam.gserviceaccount.com"
    path = f"/drive/v3/files/{form}/permissions"
    grant = api.ok("POST", path, {"type": "user", "role": "writer", "emailAddress": other})
    api.as_(other).ok("POST", f"/v1/forms/{form}/watches", wanted())
    api.ok("DELETE", f"{path}/{grant['id']}")
    google.control.subscribe(TOPIC, NOBODY)
    assert answer(google, form) == 0
    (watch,) = listed(api, form)
    assert (watch["state"], watch["errorType"]) == ("SUSPENDED", "NO_USER_ACCESS")


def test_an_error_that_has_passed_is_cleared_by_renewing(google: LocalGoogle, api: Api) -> None:
    form = form_of(api)
    made = api.ok("POST", f"/v1/forms/{form}/watches", wanted())
    google.control.suspend_watch(made["id"], "PROJECT_NOT_AUTHORIZED")
    assert listed(api, form)[0]["errorType"] == "PROJECT_NOT_AUTHORIZED"
    assert api.ok("POST", f"/v1/forms/{form}/watches/{made['id']}:renew", {})["state"] == "ACTIVE"
