"""Who is the same donor, and what staff say of donors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.core.book import DonorNote
from functions.core.called import called
from functions.core.contacts import contact_keys, normal_email, normal_phone
from functions.core.decide import decide
from functions.core.events import DonorMerged, DonorNamed, DonorSeen, NameState
from functions.core.state import State
from sheets_schema.terms import Status
from tests.core.samples import BOOK, NOW, SETTINGS, book, decided, drain, packages, start

KNOWN = book(contacts={"6281200000001": ("D1",)})
SAME = {"phone": "0812-0000-0001", "name": "Contoh Donatur B"}


def three_donors() -> State:
    state = start()
    decided(*(packages(n, 1) for n in (1, 2, 3)), state=state)
    assert set(state.donors) == {"D1", "D2", "D3"}
    return state


def note(state: State, **cells: DonorNote) -> list[DonorMerged | DonorNamed]:
    return list(drain(state, book(donors=cells)))


@pytest.mark.parametrize(
    "typed",
    [
        *("081200000001", "0812-0000-0001", "0812 0000 0001", "(0812) 0000.0001", "0812/0000/0001", "81200000001"),
        *("+62 812-0000-0001", "6281200000001", "+62 0812 0000 0001", "+62 (0)812 0000 0001", "0062 812 0000 0001"),
        *("0812‑0000‑0001", "0812–0000–0001", "\u202a+62 812‑0000‑0001\u202c", "０８１２０００００００１"),
    ],
)
def test_a_phone_is_the_same_number_however_it_is_typed(typed: str) -> None:
    assert normal_phone(typed) == "6281200000001"


@pytest.mark.parametrize("typed", ["", "tidak punya", "08123", "0812-0000-0001 a", "0" * 12, "1" * 16, "1" * 5000, "+"])
def test_what_is_no_phone_is_not_made_into_one(typed: str) -> None:
    assert normal_phone(typed) is None


def test_a_foreign_number_keeps_its_country() -> None:
    assert normal_phone("+1 415 555 0100") == normal_phone("001 415 555 0100") == "14155550100"


@pytest.mark.parametrize(
    "typed", ["A@B", "a@b.c", "a b@contoh.id", "@contoh.id", "a@@contoh.id", "a" * 300 + "@contoh.id"]
)
def test_what_is_no_address_is_not_made_into_one(typed: str) -> None:
    assert normal_email(typed) is None


def test_an_address_is_the_same_whatever_its_case_and_a_donor_is_known_by_phone_first() -> None:
    assert normal_email("  Contoh@Contoh.ID ") == "contoh@contoh.id"
    assert contact_keys("0812-0000-0001", "A@contoh.id") == ("6281200000001", "a@contoh.id")
    assert contact_keys(None, "rusak") == ()


def test_the_same_phone_or_the_same_mail_is_the_same_donor_within_one_drain() -> None:
    found = decided(
        packages(1, 1),
        packages(2, 2, answers={"phone": "+62 812 0000 0001", "name": "Contoh Donatur B"}),
        packages(3, 3, answers={"name": "Contoh Donatur B"}, email="DONATUR2@contoh.id"),
        packages(4, 1),
    )
    assert [line.donor for line in found] == ["D1", "D1", "D1", "D2"]


def test_a_donor_is_known_again_from_the_contacts_that_are_shown() -> None:
    state = three_donors()
    rules = book(contacts={"donatur2@contoh.id": ("D2",), "6281200000009": ("D99",)})
    found = decided(
        packages(9, 1),
        packages(8, 1, answers={"name": "Contoh Donatur C"}, email="donatur2@contoh.id"),
        packages(7, 1, answers={"name": "Contoh Donatur J"}, email="donatur9@contoh.id"),
        rules=rules,
        state=state,
    )
    assert {line.response: line.donor for line in found} == {"r00009": "D4", "r00008": "D2", "r00007": "D4"}


def test_a_submission_without_name_or_valid_contact_has_no_donor() -> None:
    nobody = packages(1, 1, answers={"phone": "x"}, email="x")
    nameless = packages(2, 1, answers={"name": ""})
    assert [line.donor for line in decided(nobody, nameless)] == [None, None]


def test_a_donor_is_told_once_and_again_only_when_something_changed() -> None:
    state = start()
    events = drain(state, BOOK, [packages(1, 1), packages(2, 2, answers=SAME)])
    assert [e.code for e in events if isinstance(e, DonorSeen)] == ["D1"]
    changed = packages(3, 1, answers={**SAME, "group": "Komunitas"})
    assert [e.code for e in drain(state, KNOWN, [changed]) if isinstance(e, DonorSeen)] == ["D1"]


def test_a_faulty_submission_does_not_change_what_is_known_of_a_donor() -> None:
    state = start()
    decided(packages(1, 1), state=state)
    before = state.donors["D1"]
    decided(packages(2, 1, answers={**SAME, "group": "", "pledge": ""}), rules=KNOWN, state=state)
    assert state.donors["D1"] == before
    assert state.lines[2].donor == "D1"


def test_a_new_donor_of_a_faulty_submission_is_still_known_so_that_staff_can_call() -> None:
    state = start()
    decided(packages(1, "seratus"), state=state)
    assert state.lines[1].donor == "D1"
    assert "D1" in state.donors


def test_consent_is_kept_line_by_line() -> None:
    state = start()
    decided(packages(1, 1), packages(2, 2, answers=SAME, consent=False), state=state)
    assert [state.lines[n].name for n in (1, 2)] == [NameState.OPEN, NameState.HIDDEN]


def test_staff_merge_donors_once_and_take_it_back_by_emptying_the_cell() -> None:
    state = three_donors()
    merged = DonorNote(same_as="D1")
    assert note(state, D2=merged) == [DonorMerged(donor="D2", into="D1")]
    assert note(state, D2=merged) == []
    assert state.donor_root("D2") == "D1"
    assert note(state, D2=DonorNote()) == [DonorMerged(donor="D2", into=None)]
    assert state.donor_root("D2") == "D2"


def test_a_row_that_is_not_shown_yet_takes_no_merge_back() -> None:
    state = three_donors()
    note(state, D2=DonorNote(same_as="D1"))
    assert note(state) == []


@pytest.mark.parametrize("into", ["D2", "D99", "d1", "Contoh Donatur"])
def test_a_merge_into_itself_or_into_nobody_is_passed_over(into: str) -> None:
    assert note(three_donors(), D2=DonorNote(same_as=into)) == []


def test_a_circle_is_never_closed() -> None:
    state = three_donors()
    circle = {"D1": DonorNote("D2"), "D2": DonorNote("D3"), "D3": DonorNote("D1")}
    note(state, **circle)
    assert state.merges == {"D1": "D2", "D2": "D3"}
    assert [state.donor_root(code) for code in ("D1", "D2", "D3")] == ["D3", "D3", "D3"]
    assert note(state, **circle) == []


def test_two_merged_donors_can_change_places_in_one_reading() -> None:
    state = three_donors()
    note(state, D2=DonorNote("D1"))
    note(state, D1=DonorNote("D2"), D2=DonorNote())
    assert state.merges == {"D1": "D2"}


def test_a_merge_can_be_led_elsewhere() -> None:
    state = three_donors()
    note(state, D2=DonorNote("D1"))
    note(state, D2=DonorNote("D3"))
    assert state.merges == {"D2": "D3"}


def test_merged_donors_share_one_cap_of_open_lines() -> None:
    state = three_donors()
    capped = replace(KNOWN, settings=replace(SETTINGS, open_lines=2))
    apart = decided(packages(4, 7, answers=SAME), rules=capped, state=state.copy())
    assert apart[0].status is Status.ACCEPTED
    note(state, D2=DonorNote("D1"))
    (line,) = decided(packages(4, 7, answers=SAME), rules=capped, state=state)
    assert line.status is Status.REVIEW


def test_an_approved_name_is_recorded_without_the_name_and_only_when_it_changes() -> None:
    state = three_donors()
    approved = DonorNote(approved_name="Contoh Nama Rahasia")
    (event,) = note(state, D1=approved)
    assert isinstance(event, DonorNamed)
    assert event.digest
    assert "Rahasia" not in event.model_dump_json()
    assert note(state, D1=approved) == []
    assert [e.digest for e in note(state, D1=DonorNote())] == [None]


def test_a_name_approved_makes_the_lines_of_that_donor_show_again() -> None:
    state = three_donors()
    before = {n: line.version for n, line in state.lines.items()}
    note(state, D1=DonorNote(approved_name="Contoh"))
    assert [n for n, line in state.lines.items() if line.version != before[n]] == [1]


def test_notes_are_decided_even_while_other_tabs_cannot_be_read() -> None:
    waiting = book(waiting=True, donors={"D2": DonorNote("D1")})
    assert decide(three_donors(), waiting, [packages(9, 1)], NOW) == (DonorMerged(donor="D2", into="D1"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ibu Siti Aminah", "Siti Aminah"),
        ("Hj. Siti Aminah, S.Pd., M.Si.", "siti  aminah"),
        ("PT Contoh Maju, Tbk.", "Contoh Maju"),
        ("PT. Contoh Maju (Persero) Tbk", "CONTOH MAJU"),
        ("Contoh Maju, PT", "PT Contoh-Maju"),
        ("H. Contoh", "Bpk. H Contoh"),
        ("'Aisyiyah Contoh", "Aisyiyah Contoh"),
        ("Caf\u00e9 Contoh", "Cafe Contoh"),
    ],
)
def test_titles_legal_forms_degrees_and_signs_do_not_tell_a_name(one: str, other: str) -> None:
    assert called(one) == called(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT Contoh Maju RW 05", "Yayasan Contoh Lain"),
        ("PT Contoh Maju", "Yayasan Contoh Maju"),
        ("Toko Contoh, Cabang A B", "Toko Contoh, Cabang Utara"),
        ("SMAN 8 Contoh", "SMAN 3 Contoh"),
        ("PT", "CV"),
        ("Ibu", "Bapak"),
    ],
)
def test_all_else_tells_it(one: str, other: str) -> None:
    assert called(one) != called(other)


def test_the_same_contact_with_another_name_is_another_donor_beside_the_first() -> None:
    state = start()
    given = [packages(1, 1), packages(2, 2, answers={"phone": "0812-0000-0001"}), packages(3, 3, answers=SAME)]
    assert [line.donor for line in decided(*given, state=state)] == ["D1", "D2", "D1"]
    assert [state.donors[code].beside for code in ("D1", "D2")] == [None, "D1"]


def test_an_event_of_a_donor_tells_one_name_from_another_and_names_nobody() -> None:
    events = drain(start(), BOOK, [packages(1, 1, answers={"name": "Contoh Nama Rahasia"})])
    (seen,) = (event for event in events if isinstance(event, DonorSeen))
    assert len(seen.called) == 16
    assert "rahasia" not in seen.model_dump_json().lower()


def test_a_donor_decided_before_names_were_kept_is_known_by_contact_alone() -> None:
    state = start()
    state.apply([DonorSeen(code="D1", response="r0")], 2)
    (line,) = decided(packages(1, 1), rules=KNOWN, state=state)
    assert line.donor == "D1"


def test_the_cap_of_open_lines_counts_by_contact_whatever_the_name() -> None:
    rules = book(settings=replace(SETTINGS, open_lines=2))
    given = (packages(n, n, answers={"phone": "0812-0000-0001"}) for n in (1, 2, 3))
    assert [line.status for line in decided(*given, rules=rules)] == [*[Status.ACCEPTED] * 2, Status.REVIEW]
