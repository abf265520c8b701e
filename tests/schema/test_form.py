"""The form made from the sheets: short enough for a donor, and understood by stable ids."""

from __future__ import annotations

import requests

from local.google.server import LocalGoogle
from sheets_schema import form
from sheets_schema.form import Question, Section
from sheets_schema.reference import aid_kinds
from sheets_schema.settings import Settings
from sheets_schema.terms import Active
from tests.google.discovery import DiscoveryChecker

TARGETS = {
    "Jakarta Selatan": [form.target_label("S-1", "RW 05 Contoh Satu"), form.target_label("S-2", "RW 06 Contoh Satu")],
    "Jakarta Pusat": [form.target_label("P-1", "RW 01 Contoh Dua")],
}
KINDS = tuple(kind for kind in aid_kinds() if kind.status is Active.ACTIVE)
ITEMS = form.form_items(KINDS, TARGETS, Settings().aggregators)


def questions_seen(city: str) -> list[Question]:
    """The questions on the pages that a donor for this city walks through."""
    seen, section = [], ""
    pages = {"", "city", form.target_question(city), "aid"}
    for item in ITEMS:
        if isinstance(item, Section):
            section = item.key
        elif section in pages:
            seen.append(item)
    return seen


def test_a_donor_sees_at_most_14_questions_while_three_kinds_are_asked() -> None:
    assert len(KINDS) == 3
    for city in TARGETS:
        assert len(questions_seen(city)) <= 14


def test_each_city_leads_to_its_own_targets_and_on_to_the_aid() -> None:
    sections = {item.key for item in ITEMS if isinstance(item, Section)}
    leading = [item for item in ITEMS if isinstance(item, Question) and item.next_section]
    assert leading
    for question in leading:
        assert set(question.next_section or {}) == set(question.choices)
        assert set((question.next_section or {}).values()) <= sections


def test_question_and_item_ids_are_stable_and_do_not_collide() -> None:
    questions = [item.key for item in ITEMS if isinstance(item, Question)]
    sections = [item.key for item in ITEMS if isinstance(item, Section)]
    assert set(questions) & set(sections), "a page and its question share a key, so the ids must differ"
    ids = [make(key) for make in (form.question_id, form.item_id) for key in questions]
    ids += [form.section_id(key) for key in sections]
    assert len(set(ids)) == 2 * len(questions) + len(sections)
    assert form.question_id("name") == "5e237e06"


def test_no_question_offers_the_same_choice_twice() -> None:
    for question in (item for item in ITEMS if isinstance(item, Question)):
        assert len(set(question.choices)) == len(question.choices)


def test_every_item_is_created_under_its_own_id() -> None:
    requests = form.creation_requests(ITEMS)
    made = [r["createItem"]["item"]["itemId"] for r in requests if "createItem" in r]
    assert len(set(made)) == len(ITEMS)


def test_a_choice_leads_only_to_a_page_that_exists_already() -> None:
    made: set[str] = set()
    for request in form.creation_requests(ITEMS):
        item = request.get("createItem", {}).get("item", {})
        question = item.get("questionItem", {}).get("question", {})
        for option in question.get("choiceQuestion", {}).get("options", []):
            assert option.get("goToSectionId", "") in {"", *made}
        if "pageBreakItem" in item:
            made.add(item["itemId"])


def test_google_accepts_the_form_and_keeps_our_ids() -> None:
    checker = DiscoveryChecker()
    with LocalGoogle() as google:
        google.observe(checker)
        headers = {"Authorization": f"Bearer {google.control.token()}"}
        forms = f"{google.base_url}/v1/forms"
        made = requests.post(forms, headers=headers, json={"info": {"title": form.TITLE}}, timeout=20).json()
        url = f"{forms}/{made['formId']}"
        body = {"requests": form.creation_requests(ITEMS)}
        answer = requests.post(f"{url}:batchUpdate", headers=headers, json=body, timeout=20)
        assert answer.status_code == 200, answer.text
        items = requests.get(url, headers=headers, timeout=20).json()["items"]
    checker.assert_clean()
    assert [item["itemId"] for item in items] == [
        form.section_id(i.key) if isinstance(i, Section) else form.item_id(i.key) for i in ITEMS
    ]
    asked = [item["questionItem"]["question"]["questionId"] for item in items if "questionItem" in item]
    assert asked == [form.question_id(item.key) for item in ITEMS if isinstance(item, Question)]
