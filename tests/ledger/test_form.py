"""What somebody changes in the form itself is put right by the next drain, and staff are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from functions.core.state import State
from functions.ledger.desk import DeskReader
from functions.ledger.form import refresh_form
from sheets_schema import form, private
from sheets_schema.declared import changes
from sheets_schema.settings import RULES
from tests.city import CITY, City, answers

Json = Mapping[str, Any]

PUBLISH = "https://forms.googleapis.com/v1/forms/{}:setPublishSettings"


def described(city: City) -> dict[str, Any]:
    """The form without what every change changes."""
    return {key: value for key, value in city.google().form.describe().items() if key != "revisionId"}


def place(city: City, item_id: str) -> Json:
    """Where an item stands."""
    return {"index": [item["itemId"] for item in described(city)["items"]].index(item_id)}


def edit(city: City, *requests: Json) -> None:
    """What somebody does in the form's editor."""
    found = city.google().form
    found.update(requests, found.describe()["revisionId"])


def updated(city: City, item_id: str, mask: str, **item: Any) -> Json:
    """The request by which somebody changes one item."""
    return {"updateItem": {"item": item, "updateMask": mask, "location": place(city, item_id)}}


def asked(city: City, key: str, question: Json) -> Json:
    """The request by which somebody makes another question of one of ours."""
    whole = {"question": {"questionId": form.question_id(key), **question}}
    return updated(city, form.item_id(key), "questionItem.question", questionItem=whole)


def ticks(*options: str, kind: str = "CHECKBOX", **more: Any) -> Json:
    """A question with choices."""
    return {"choiceQuestion": {"type": kind, "options": [{"value": option} for option in options], **more}}


def told(city: City) -> list[str]:
    """The findings on the form."""
    return [row["masalah"] for row in city.rows(private.PROBLEMS) if row.get("tab") == "Formulir"]


def hands(city: City) -> dict[str, Sequence[Json]]:
    """What somebody may do to the form, by what staff are told of it."""
    pledge, date = form.item_id("pledge"), form.item_id("date")
    return {
        '"Pernyataan"': [asked(city, "pledge", {"required": True, **ticks("Kami siap.", form.CONSENT)})],
        '"Bila sisa kuota tidak cukup"': [
            asked(city, "if_short", {"required": True, **ticks("Ambil sebagian", form.TAKE_NONE, kind="RADIO")})
        ],
        '"Golongan"': [asked(city, "group", {"required": True, "textQuestion": {"paragraph": True}})],
        '"Kota atau kabupaten"': [asked(city, "city", {"required": True, "textQuestion": {}})],
        '"Nama narahubung"': [updated(city, form.item_id("contact"), "title,description", title="Siapa?")],
        '"Tanggal penyaluran (hari pertama)"': [asked(city, "date", {"dateQuestion": {"includeTime": True}})],
        '"Nomor telepon atau WhatsApp narahubung"': [asked(city, "phone", {"required": False, "textQuestion": {}})],
        '"Penyaluran"': [
            asked(city, "channel", {"required": True, **ticks("Disalurkan sendiri", kind="DROP_DOWN", shuffle=True)})
        ],
        '"Bantuan"': [updated(city, form.section_id("aid"), "title", title="Isi di sini")],
        'urutan "Pernyataan"': [{"moveItem": {"originalLocation": place(city, pledge), "newLocation": {"index": 0}}}],
        '"Nama lembaga atau perorangan"': [{"deleteItem": {"location": place(city, form.item_id("name"))}}],
        "judul atau penjelasan formulir": [
            {"updateFormInfo": {"info": {"title": "Formulir", "description": ""}, "updateMask": "title,description"}}
        ],
        "pengumpulan alamat surel": [
            {
                "updateSettings": {
                    "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
                    "updateMask": "emailCollectionType",
                }
            }
        ],
        'urutan "Tanggal penyaluran (hari pertama)"': [
            {"moveItem": {"originalLocation": place(city, date), "newLocation": {"index": 1}}},
        ],
    }


def test_whatever_somebody_changes_in_the_form_is_as_declared_after_the_next_drain_and_staff_are_told(
    city: City,
) -> None:
    city.drain()
    before = described(city)
    for what, requests in hands(city).items():
        edit(city, *requests)
        assert described(city) != before, what
        report = city.drain()
        assert (described(city), report.form_changes) == (before, 1), what
        assert any(what in problem for problem in told(city)), what
    assert city.drain().form_changes == 0


def test_many_changes_at_once_are_put_right_by_one_call(city: City) -> None:
    city.drain()
    before = described(city)
    for what in hands(city):
        edit(city, *hands(city)[what])
        if what == '"Bantuan"':
            break
    city.control.reset_calls()
    assert city.drain().form_changes == 9
    assert described(city) == before
    assert city.control.calls()["forms.forms.batchUpdate"] == 1


def as_text(city: City, item_id: str, title: str) -> Sequence[Json]:
    """Somebody has replaced a question by a text that bears its id: no update makes a question of it, says Google."""
    where = place(city, item_id)
    item = {"itemId": item_id, "title": title, "textItem": {}}
    return [{"deleteItem": {"location": where}}, {"createItem": {"item": item, "location": where}}]


def test_what_google_refuses_of_the_form_stops_no_other_change_and_is_told_until_it_is_mended(city: City) -> None:
    city.drain()
    before = described(city)
    edit(city, *as_text(city, form.item_id("contact"), "Siapa?"))
    edit(city, *as_text(city, form.item_id("quantity sembako"), "Berapa?"))
    edit(city, *hands(city)['"Pernyataan"'], *hands(city)['"Bantuan"'])
    city.submit(answers())
    report = city.drain()
    assert (report.form_changes, report.lines) == (2, 1)
    (alert,) = [alert for alert in report.alerts if "refuses" in alert]
    assert alert.endswith(": contact, quantity sembako")
    refused, put_right = told(city)
    assert '"Nama narahubung", "Paket sembako' in refused
    assert '"Pernyataan"' in put_right
    differing = [
        item["itemId"] for item, was in zip(described(city)["items"], before["items"], strict=True) if item != was
    ]
    assert differing == [form.item_id("contact"), form.item_id("quantity sembako")]

    city.control.reset_calls()
    assert city.drain().form_changes == 0
    calls = city.control.calls()
    assert (calls["forms.forms.batchUpdate"], calls["forms.forms.get"]) == (3, 4)
    assert [problem for problem in told(city) if "tidak dapat" in problem] == [refused]

    edit(city, *({"deleteItem": {"location": place(city, one)}} for one in differing[:1]))
    edit(city, *({"deleteItem": {"location": place(city, one)}} for one in differing[1:]))
    assert city.drain().form_changes == 2
    assert described(city) == before
    assert not any("tidak dapat" in problem for problem in told(city))


def test_a_donor_is_understood_by_the_answers_that_come_after_the_repair(city: City) -> None:
    city.drain()
    edit(city, *hands(city)['"Pernyataan"'], *hands(city)['"Kota atau kabupaten"'])
    city.drain()
    city.submit(answers())
    city.drain()
    assert city.rows(private.COMMITMENTS)[0]["status"] == "DITERIMA"


def test_what_the_owner_adds_stays_where_it_is(city: City) -> None:
    city.drain()
    note = {"title": "Catatan untuk petugas", "questionItem": {"question": {"textQuestion": {}}}}
    page = {"title": "Lain-lain", "pageBreakItem": {}}
    edit(city, *({"createItem": {"item": item, "location": {"index": 3}}} for item in (note, page)))
    before = described(city)
    assert city.drain().form_changes == 0
    assert described(city) == before
    assert told(city) == []


def test_a_finding_on_the_form_stands_until_the_next_day_is_over(city: City) -> None:
    city.drain()
    edit(city, *hands(city)['"Pernyataan"'])
    for day, count in enumerate((1, 1, 0)):
        if day:
            city.clock += dt.timedelta(days=1)
        city.drain()
        assert len(told(city)) == count


def test_what_staff_change_in_their_tabs_is_asked_at_the_next_drain_and_is_no_finding(city: City) -> None:
    city.drain()
    row = [line[0] for line in city.read(private.AID_KINDS)].index("sembako") + 1
    for key, cell in (("frequency", "harian"), ("unit", "kg"), ("terms", "Tanpa kemasan kaca")):
        city.type_cell(private.AID_KINDS, row, key, cell)
    city.drain()
    items = {item["itemId"]: item for item in described(city)["items"]}
    made = items[form.item_id("quantity sembako")]
    assert (made["title"].endswith(": kg per hari"), made["description"]) == (True, "Tanpa kemasan kaca")
    assert form.item_id("days sembako") in items
    assert told(city) == []


def test_a_form_that_somebody_closed_takes_answers_again_unless_staff_want_it_closed(city: City) -> None:
    def accepting() -> bool:
        return bool(city.google().form.describe()["publishSettings"]["publishState"].get("isAcceptingResponses"))

    city.drain()
    for published in (True, False):
        state = {"isPublished": published, "isAcceptingResponses": False}
        body = {"publishSettings": {"publishState": state}}
        city.session.http.post(PUBLISH.format(city.place.form), json=body, timeout=10).raise_for_status()
        assert not accepting()
        city.drain()
        assert accepting()
        assert told(city) == [
            "Ini diubah di formulir, dan sudah dikembalikan seperti seharusnya: formulir tidak menerima jawaban."
        ]
    row = 2 + [rule.key for rule in RULES].index("formulir menerima jawaban")
    for said, open_ in (("tidak", False), ("mungkin", True), ("Tidak ", False), ("ya", True)):
        city.type_cell(private.SETTINGS, row, "value", said)
        city.drain()
        assert accepting() is open_, said


def test_a_form_is_put_right_though_no_target_can_be_asked_for(city: City) -> None:
    city.drain()
    city.type_cell(private.TARGETS, 2, "region", "Entah di mana")
    city.drain()
    edit(city, *hands(city)['"Pernyataan"'])
    assert city.drain().form_changes == 1
    (pledge,) = (item for item in described(city)["items"] if item["itemId"] == form.item_id("pledge"))
    options = pledge["questionItem"]["question"]["choiceQuestion"]["options"]
    assert [option["value"] for option in options] == [form.PLEDGE, form.CONSENT]


@pytest.mark.parametrize("method", ["forms.forms.get", "forms.forms.batchUpdate"])
def test_a_drain_decides_though_the_form_cannot_be_looked_at_or_changed(city: City, method: str) -> None:
    city.drain()
    city.submit()
    edit(city, *hands(city)['"Pernyataan"'])
    passed = [0.0]
    city.control.add_fault(method, "unavailable", times=99)
    report = city.drain(clock=lambda: passed[0], sleep=lambda seconds: passed.append(passed.pop() + seconds))
    city.control.clear_faults()
    assert (report.lines, report.form_changes, len(report.alerts)) == (1, 0, 1)
    assert city.rows(private.COMMITMENTS)[0]["status"] == "DITERIMA"


def test_two_instances_that_read_the_form_at_once_end_in_the_same_form(city: City) -> None:
    city.drain()
    before = described(city)
    edit(city, *hands(city)['"Penyaluran"'], *hands(city)['"Nama lembaga atau perorangan"'])
    book = DeskReader().read(city.google().private).book
    about = city.google().form.describe()
    done = [refresh_form(city.google().form, about, State(), book).changes for _ in range(2)]
    assert (done, described(city)) == ([2, 0], before)


def test_a_repair_whose_answer_is_lost_is_not_made_twice(city: City) -> None:
    city.drain()
    before = described(city)
    edit(city, *hands(city)['"Nama lembaga atau perorangan"'])
    city.control.add_fault("forms.forms.batchUpdate", "lost_answer")
    city.drain()
    assert described(city) == before
    assert city.drain().form_changes == 0


def test_a_new_form_differs_in_nothing_from_its_declaration() -> None:
    items = form.form_items((), {CITY: ["RW 05 Contoh [RW-A]"]}, ("ACT",))
    made = [r["createItem"]["item"] for r in form.creation_requests(items) if "createItem" in r]
    made.sort(key=lambda item: [form.id_of(one) for one in items].index(item["itemId"]))
    assert changes({"info": form.INFO, "settings": form.SETTINGS, "items": made}, items) == []
