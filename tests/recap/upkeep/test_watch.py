"""The form's watch, whatever became of it and whoever looks after it at the same time."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.gapi.errors import Permanent
from functions.gapi.forms import Form, Watch
from functions.recap.upkeep.watch import keep_watch
from tests.recap.office import EVENING, TOPIC, Office

DAY = dt.timedelta(days=1)
OLD = "projects/lokal/topics/lama"
COLLEAGUE = "rekan@lokal.iam.gserviceaccount.com"


@pytest.fixture(autouse=True)
def topics(first: Office) -> None:
    """As they are without anybody's doing."""
    first.control.grant_topic(TOPIC, granted=True)
    first.control.unsubscribe_all()


def watch(office: Office) -> Watch:
    (found,) = office.google().form.watches()
    return found


def form_as(office: Office, email: str) -> Form:
    """The same form in the hands of another account, which may edit it."""
    url = f"https://www.googleapis.com/drive/v3/files/{office.place.form}/permissions"
    grant = {"type": "user", "role": "writer", "emailAddress": email}
    office.session.http.post(url, json=grant, timeout=10).raise_for_status()
    return Form(office.session_of(email), office.place.form)


def test_the_watch_is_made_kept_and_renewed_before_it_ends(office: Office) -> None:
    assert office.recap().watch == "created"
    first = watch(office)
    assert (first.topic, first.error) == (TOPIC, "")
    assert office.recap(EVENING + 2 * DAY).watch == "kept"
    office.control.set_clock(now=(EVENING + 4 * DAY).isoformat())
    assert office.recap(EVENING + 4 * DAY).watch == "renewed"
    assert (watch(office).id, watch(office).expires > first.expires) == (first.id, True)


def test_a_watch_that_lapsed_is_made_anew(office: Office) -> None:
    office.recap()
    first = watch(office)
    office.control.set_clock(now=(EVENING + 8 * DAY).isoformat())
    assert office.recap(EVENING + 8 * DAY).watch == "created"
    assert watch(office).id != first.id


def test_a_watch_that_is_still_listed_after_its_end_is_replaced_and_not_renewed(office: Office) -> None:
    office.recap()
    first = watch(office)
    assert office.recap(EVENING + 8 * DAY).watch == "created"
    assert watch(office).id != first.id


def test_a_watch_on_another_topic_is_replaced(office: Office) -> None:
    office.google().form.create_watch(OLD)
    report = office.recap()
    assert (report.watch, report.failed, report.alerts) == ("created", [], [])
    assert watch(office).topic == TOPIC


# Others at the same time


class Raced(Form):
    """A form at which another run is always a moment faster."""

    def create_watch(self, topic: str) -> None:
        """Only after the other."""
        Form(self._session, self.id).create_watch(topic)
        super().create_watch(topic)

    def delete_watch(self, watch_id: str) -> None:
        """Only after the other."""
        Form(self._session, self.id).delete_watch(watch_id)
        super().delete_watch(watch_id)


@pytest.mark.parametrize("before", [(), (OLD,)], ids=["no watch before", "one on another topic"])
def test_two_runs_at_once_end_in_one_watch_and_neither_fails(office: Office, before: tuple[str, ...]) -> None:
    form = office.google().form
    for topic in before:
        form.create_watch(topic)
    assert keep_watch(Raced(form._session, form.id), TOPIC, EVENING) == ("kept", "")
    assert watch(office).topic == TOPIC


def test_the_slower_of_two_runs_is_really_refused(office: Office) -> None:
    """The control of the test before."""
    form = office.google().form
    raced = Raced(form._session, form.id)
    with pytest.raises(Permanent, match="400 FAILED_PRECONDITION"):
        raced.create_watch(TOPIC)
    with pytest.raises(Permanent, match="403 PERMISSION_DENIED"):
        raced.delete_watch(watch(office).id)


class Hidden(Form):
    """A form whose list does not show the watch that stands in the way."""

    def watches(self) -> list[Watch]:
        """Nothing."""
        return []


def test_a_watch_that_stands_in_the_way_and_cannot_be_found_is_an_error_and_no_endless_loop(office: Office) -> None:
    form = office.google().form
    form.create_watch(TOPIC)
    with pytest.raises(Permanent, match="FAILED_PRECONDITION"):
        keep_watch(Hidden(form._session, form.id), TOPIC, EVENING)


@pytest.mark.parametrize("method", ["create", "delete", "renew"])
def test_a_lost_answer_leaves_one_good_watch(office: Office, method: str) -> None:
    form = office.google().form
    if method == "delete":
        form.create_watch(OLD)
    if method == "renew":
        form.create_watch(TOPIC)
        office.control.suspend_watch(watch(office).id, "OTHER_ERRORS")
    office.control.add_fault(f"forms.forms.watches.{method}", "lost_answer")
    report = office.recap()
    assert (report.failed, office.control.unused_faults()) == ([], [])
    assert (watch(office).topic, watch(office).error) == (TOPIC, "")


# Suspended, refused, others' watches


def test_a_suspended_watch_is_renewed_and_said(office: Office) -> None:
    office.recap()
    first = watch(office).id
    office.control.suspend_watch(first, "NO_USER_ACCESS")
    report = office.recap()
    assert (report.watch, watch(office).id, watch(office).error) == ("renewed", first, "")
    assert report.alerts == ["the form's watch was suspended (NO_USER_ACCESS) and is renewed now"]


def test_a_topic_that_takes_nothing_is_said_with_what_to_do_and_is_no_failed_step(office: Office) -> None:
    office.control.grant_topic(TOPIC, granted=False)
    for _ in range(2):
        report = office.recap()
        assert (report.watch, report.failed) == ("refused", [])
        (alert,) = report.alerts
        assert "forms-notifications@system.gserviceaccount.com" in alert
    office.control.grant_topic(TOPIC, granted=True)
    assert office.recap().watch == "created"


def test_a_watch_suspended_for_a_reason_that_lasts_is_tried_again_every_day(office: Office) -> None:
    office.recap()
    office.control.grant_topic(TOPIC, granted=False)
    office.submit()
    assert watch(office).error == "OTHER_ERRORS"
    report = office.recap()
    assert report.watch == "refused"
    assert any("OTHER_ERRORS" in alert for alert in report.alerts)
    office.control.grant_topic(TOPIC, granted=True)
    assert office.recap().watch == "created"


def test_a_colleagues_watch_is_kept_while_it_serves_and_no_hindrance_when_it_does_not(office: Office) -> None:
    other = form_as(office, COLLEAGUE)
    other.create_watch(TOPIC)
    assert office.recap().watch == "kept"
    office.control.suspend_watch(watch(office).id, "NO_USER_ACCESS")
    assert office.recap().watch == "created"
    assert sorted(found.error for found in office.google().form.watches()) == ["", "NO_USER_ACCESS"]
    assert office.recap().watch == "kept"


def test_a_watch_of_another_project_is_not_seen_and_not_in_the_way(office: Office) -> None:
    form_as(office, "lain@proyek-lain.iam.gserviceaccount.com").create_watch("projects/proyek-lain/topics/jawaban")
    assert office.recap().watch == "created"
    assert watch(office).topic == TOPIC


# What is announced


def test_answers_that_come_together_share_a_push_and_all_are_decided(office: Office) -> None:
    office.recap()
    office.control.subscribe(TOPIC, "http://127.0.0.1:1/")
    office.control.set_clock(now=EVENING.isoformat())
    before = len(office.control.pushes())
    for _ in range(3):
        office.submit()
    assert len(office.control.pushes()) == before + 1
    assert office.drain().responses == 3
