"""The form, kept up to what staff's tabs ask for, whatever its owner did to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pytest

from functions.core.book import Book
from functions.core.state import State
from functions.gapi.errors import GoogleError
from functions.gapi.forms import Form
from functions.ledger.desk import DeskReader
from functions.ledger.form import refresh_form
from sheets_schema import form, private, public
from sheets_schema.private import Target
from sheets_schema.reference import aid_kinds
from sheets_schema.terms import Active, TargetType
from tests.city import CITY, answers, target
from tests.recap.office import EVENING, Office

MAKE = Callable[[Sequence[Target]], Office]
Json = Mapping[str, Any]
F = TypeVar("F", bound=Form)


def choices(office: Office, key: str) -> list[str]:
    """What the form offers under a question."""
    items = office.google().form.describe()["items"]
    (item,) = (item for item in items if item["itemId"] == form.item_id(key))
    return [option["value"] for option in item["questionItem"]["question"]["choiceQuestion"]["options"]]


def edit(office: Office, *requests: Json) -> None:
    """What somebody does in the form's editor."""
    found = office.google().form
    found.update(requests, found.describe()["revisionId"])


def place(office: Office, item_id: str) -> Json:
    """Where an item stands."""
    items = [item["itemId"] for item in office.google().form.describe()["items"]]
    return {"location": {"index": items.index(item_id)}}


THEIRS = {"createItem": {"item": {"title": "Terima kasih", "textItem": {}}, "location": {"index": 0}}}


def test_a_new_target_is_offered_and_an_inactive_one_no_longer_and_nothing_is_renamed(found_office: MAKE) -> None:
    office = found_office((target(), target("RW-B", rw=6), target("RW-C", rw=7)))
    office.recap()
    label = "RW {:02} Kebayoran Lama Utara [{}]"
    assert choices(office, f"target {CITY}") == [label.format(n, c) for n, c in ((5, "RW-A"), (6, "RW-B"), (7, "RW-C"))]
    office.type_cell(private.TARGETS, 3, "status", Active.INACTIVE)
    office.type_rows(private.TARGETS, [target("RW-D", rw=8)], first=5)
    assert office.recap().form_changes == 1
    assert choices(office, f"target {CITY}") == [label.format(n, c) for n, c in ((5, "RW-A"), (7, "RW-C"), (8, "RW-D"))]
    assert office.recap().form_changes == 0


def test_a_target_whose_row_is_broken_for_a_moment_stays_on_the_form(found_office: MAKE) -> None:
    office = found_office((target(), target("RW-B", rw=6)))
    office.recap()
    office.type_cell(private.TARGETS, 3, "poor_households", "banyak")
    assert office.recap().form_changes == 0


def test_the_first_target_of_a_city_brings_its_section_where_donors_pass(office: Office) -> None:
    office.recap()
    office.type_rows(private.TARGETS, [target("RW-G", region="Gambir (Gambir)", rw=1)], first=3)
    assert office.recap().form_changes == 3
    assert choices(office, "city") == ["Jakarta Pusat", CITY]
    items = [item["itemId"] for item in office.google().form.describe()["items"]]
    wanted = [form.section_id("target Jakarta Pusat"), form.item_id("target Jakarta Pusat"), form.section_id("aid")]
    places = [items.index(item) for item in wanted]
    assert places == sorted(places)
    assert places[1] == places[0] + 1
    office.submit(answers(city="Jakarta Pusat", target="", **{"target Jakarta Pusat": "RW 01 Gambir [RW-G]"}))
    office.drain()
    assert office.rows(private.COMMITMENTS)[0]["sasaran"] == "RW-G"


def test_no_question_is_ever_deleted_because_its_answers_would_go_with_it(found_office: MAKE) -> None:
    office = found_office((target(), target("RW-G", region="Gambir (Gambir)", rw=1)))
    office.recap()
    before = [item["itemId"] for item in office.google().form.describe()["items"]]
    office.type_cell(private.TARGETS, 3, "status", Active.INACTIVE)
    office.recap()
    assert [item["itemId"] for item in office.google().form.describe()["items"]] == before
    assert choices(office, "city") == [CITY]


# Texts with line breaks


@pytest.mark.parametrize("name", ["Panti Asuhan\nContoh", "Panti Asuhan\r\n Contoh", "Panti\u2028Asuhan\u00a0Contoh"])
def test_a_name_with_a_line_break_is_offered_in_one_line_and_can_be_chosen(found_office: MAKE, name: str) -> None:
    office = found_office((target(),))
    home = target("PA-1", type=TargetType.ORPHANAGE, rw=None, name=name, poor_households=None, people=40)
    office.type_rows(private.TARGETS, [home], first=3)
    report = office.recap()
    assert (report.failed, report.form_changes > 0) == ([], True)
    label = "Panti Asuhan Contoh [PA-1]"
    assert label in choices(office, f"target {CITY}")
    office.submit(answers(target=label))
    office.drain()
    assert office.rows(private.COMMITMENTS)[0]["sasaran"] == "PA-1"


def test_a_kind_with_line_breaks_is_asked_for_in_one_line(office: Office) -> None:
    office.recap()
    texts = {"name": "Masker\nkain", "unit": "helai\nmasker", "terms": "Baru,\nbersih"}
    (sembako,) = (kind for kind in aid_kinds() if kind.code == "sembako")
    office.type_rows(private.AID_KINDS, [sembako.model_copy(update={"code": "masker", **texts})], first=20)
    assert office.recap().failed == []
    items = {item["itemId"]: item for item in office.google().form.describe()["items"]}
    made = items[form.item_id("quantity masker")]
    assert (made["title"], made["description"]) == ("Masker kain: jumlah helai masker", "Baru, bersih")


def test_a_question_says_what_the_tab_says_again_once_a_slip_is_taken_out_of_it(office: Office) -> None:
    def asked() -> tuple[str, str]:
        items = {item["itemId"]: item for item in office.google().form.describe()["items"]}
        item = items[form.item_id("quantity sembako")]
        return item["title"], item.get("description", "")

    kinds = [row[0] for row in office.read(private.AID_KINDS)]
    row = kinds.index("sembako") + 1
    office.type_cell(private.AID_KINDS, row, "name", "Sembako, hubungi 0812-0000-0001")
    office.type_cell(private.AID_KINDS, row, "terms", "Kirim foto ke 0812-0000-0001")
    assert office.recap().form_changes > 0
    assert asked() == ("sembako: jumlah paket", "(ditinjau petugas)")
    office.type_cell(private.AID_KINDS, row, "name", "Sembako Lengkap")
    office.type_cell(private.AID_KINDS, row, "terms", None)
    assert office.recap().form_changes == 1
    assert asked() == ("Sembako Lengkap: jumlah paket", "")
    assert office.recap().form_changes == 0


# What the form's owner does


def test_a_question_that_the_owner_deleted_comes_back_under_its_id_and_is_understood(office: Office) -> None:
    office.recap()
    edit(office, {"deleteItem": place(office, form.item_id("phone"))})
    assert office.recap().form_changes == 1
    items = [item["itemId"] for item in office.google().form.describe()["items"]]
    assert items.index(form.item_id("phone")) == items.index(form.item_id("contact")) + 1
    office.submit()
    office.drain()
    assert office.rows(private.COMMITMENTS)[0]["telepon"] == "0812-0000-0001"


def test_a_section_that_the_owner_deleted_comes_back_and_choices_lead_to_it_again(office: Office) -> None:
    office.recap()
    before = office.google().form.describe()["items"]
    edit(office, {"deleteItem": place(office, form.section_id("aid"))})
    assert office.recap().failed == []
    assert office.google().form.describe()["items"] == before


def test_a_choice_that_the_owner_turned_into_ticks_leads_on_again(office: Office) -> None:
    """Ticks cannot lead to a section: with the options alone Google would refuse the whole change, every day."""
    office.recap()
    where = place(office, form.item_id("city"))
    ticks = {"questionItem": {"question": {"choiceQuestion": {"type": "CHECKBOX", "options": [{"value": CITY}]}}}}
    mask = "questionItem.question.choiceQuestion"
    edit(office, {"updateItem": {"item": ticks, "updateMask": mask, **where}})
    report = office.recap()
    assert (report.failed, report.form_changes) == ([], 1)
    assert office.recap().form_changes == 0


def text_for(office: Office, key: str) -> Json:
    """The request by which the owner makes a text question of one with choices."""
    text = {"questionItem": {"question": {"questionId": form.question_id(key), "textQuestion": {}}}, "title": "Teks"}
    mask = "title,questionItem.question"
    return {"updateItem": {"item": text, "updateMask": mask, **place(office, form.item_id(key))}}


def test_a_choice_that_the_owner_turned_into_a_text_is_a_choice_again_under_its_id_beside_other_changes(
    office: Office,
) -> None:
    office.recap()
    edit(office, text_for(office, "city"))
    office.type_rows(private.TARGETS, [target("RW-B", rw=6), target("RW-G", region="Gambir (Gambir)", rw=1)], first=3)
    report = office.recap()
    assert (report.failed, report.form_changes, report.alerts) == ([], 4, [])
    assert office.recap().form_changes == 0
    assert len(choices(office, f"target {CITY}")) == 2
    assert choices(office, "target Jakarta Pusat") == ["RW 01 Gambir [RW-G]"]


RESTRICTED = "not everybody can answer the form though a period is open: it is restricted"


def test_a_form_that_is_only_for_certain_people_is_an_alert_until_it_is_opened_again(office: Office) -> None:
    everybody = f"https://www.googleapis.com/drive/v3/files/{office.place.form}/permissions/anyoneWithLink"
    office.session.http.delete(everybody, timeout=10).raise_for_status()
    assert office.recap().alerts == [RESTRICTED]
    office.google().form.open()
    assert office.recap().alerts == []


def test_an_owner_who_takes_the_form_away_costs_no_day_its_figures_and_no_row_its_names(office: Office) -> None:
    office.submit()
    office.drain()
    office.recap(EVENING - dt.timedelta(hours=1))
    shown, private_rows = office.rows(public.COMMITMENTS), office.read(private.COMMITMENTS)
    url = f"https://www.googleapis.com/drive/v3/files/{office.place.form}"
    office.session.http.delete(url, timeout=10).raise_for_status()
    report = office.recap()
    assert (report.recap, report.failed) == ("2020-04-24", ["read form", "watch"])
    assert (office.rows(public.COMMITMENTS), office.read(private.COMMITMENTS)) == (shown, private_rows)


# Somebody else changes the form meanwhile


class Edited(Form):
    """A form that somebody changes so many times just before we do."""

    times = 1

    def update(self, requests: Sequence[Json], revision: str) -> None:
        """After the other's change."""
        if self.times:
            self.times -= 1
            super().update([THEIRS], self.describe()["revisionId"])
        super().update(requests, revision)


def changed(office: Office, kind: type[F]) -> tuple[F, Json, Book]:
    """The form as a run read it before staff named a new target, and the book that names it."""
    office.recap()
    office.type_rows(private.TARGETS, [target("RW-B", rw=6)], first=3)
    found = kind(office.google().form._session, office.place.form)
    return found, found.describe(), DeskReader().read(office.google().private).book


def test_a_form_that_changed_since_it_was_read_is_read_again(office: Office) -> None:
    found, about, book = changed(office, Edited)
    assert refresh_form(found, about, State(), book) == (1, {}, ())
    assert len(choices(office, f"target {CITY}")) == 2


def test_a_form_that_somebody_types_into_all_the_time_is_left_for_the_next_run(office: Office) -> None:
    found, about, book = changed(office, Edited)
    found.times = 99
    with pytest.raises(GoogleError):
        refresh_form(found, about, State(), book)
    found.times = 0
    assert refresh_form(found, about, State(), book) == (1, {}, ())


def test_another_run_that_was_faster_leaves_nothing_to_do(office: Office) -> None:
    found, about, book = changed(office, Form)
    assert refresh_form(found, about, State(), book) == (1, {}, ())
    assert refresh_form(found, about, State(), book) == (0, {}, ())


def test_a_change_whose_answer_was_lost_is_not_made_twice(office: Office) -> None:
    office.recap()
    office.type_rows(private.TARGETS, [target("RW-G", region="Gambir (Gambir)", rw=1)], first=3)
    office.control.add_fault("forms.forms.batchUpdate", "lost_answer")
    report = office.recap()
    assert (report.failed, office.control.unused_faults()) == ([], [])
    items = [item["itemId"] for item in office.google().form.describe()["items"]]
    assert len(items) == len(set(items))
    assert office.recap().form_changes == 0
