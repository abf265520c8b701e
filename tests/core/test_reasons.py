"""Every reason is one plain Indonesian sentence with its remedy, and every code in use has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions import core
from functions.core import reasons, requests
from functions.core.events import Difference, Reason
from functions.core.reasons import FIELDS, FORM_CHANGED, REASONS, REFUSALS, edited, sentence, sentences, thousands
from functions.core.requests import possible
from sheets_schema.terms import Action, Status

NEWS = {"partial", "earlier", "rejected", "more_arrived", "moved_to_closed", "already", "dragged"}
"""Reasons that only tell what happened: nobody has to do anything."""
SOURCES = sorted(Path(core.__file__).parent.glob("*.py"))
_PLACE = {"refused": 3}
NOTING = {"Reason", "Refused", "note", "doubt", "refused"}


def texts(node: ast.AST) -> Iterator[str]:
    """String constants in an expression, both sides of a choice."""
    return (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def codes_in(tree: ast.AST) -> Iterator[str]:
    """What is passed as a reason's code, and what is kept in a variable of that name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node) in NOTING:
            given = [k.value for k in node.keywords if k.arg == "code"] or node.args[_PLACE.get(named(node), 0) :][:1]
            for value in given:
                # Of `"a" if x == "y" else "b"` only the outcomes are codes.
                outcomes = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                yield from (text for outcome in outcomes for text in texts(outcome))
        elif isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "code" for t in node.targets):
            outcomes = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else []
            yield from (text for outcome in outcomes for text in texts(outcome))


FORMER = {"not_a_choice", "not_a_date"}
"""Codes that only entries made earlier have: their lines are still shown."""
USED = {code for path in SOURCES for code in codes_in(ast.parse(path.read_text()))}


def test_the_codes_in_the_source_and_the_codes_with_a_sentence_are_the_same() -> None:
    assert set(REASONS) == USED | FORMER


def test_control_a_code_without_a_sentence_would_be_seen() -> None:
    invented = 'raise Refused("tak_ada" if x == "y" else "juga_tak_ada")\nReason(code="lagi")'
    assert set(codes_in(ast.parse(invented))) - set(REASONS) == {"tak_ada", "juga_tak_ada", "lagi"}


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("field", ["", *FIELDS, "quantity siap saji", "days {aneh}"])
def test_each_sentence_reads_well_at_any_field_and_figure(code: str, field: str) -> None:
    said = sentence(Reason(code=code, field=field, number=1234567))
    assert said.endswith(".")
    assert len(said) <= 160
    assert not re.search(r"\bNone\b|_|  ", said)
    assert ("1.234.567" in said) is ("{number}" in REASONS[code])
    assert "{" not in said.replace("{aneh}", "")


@pytest.mark.parametrize("code", REASONS)
def test_each_sentence_is_in_the_words_of_staff_and_donors(code: str) -> None:
    words = set(re.findall(r"[a-z]+", sentence(Reason(code=code, field="phone")).lower()))
    assert not words & {"error", "invalid", "key", "null", "target", "input", "field", "override", "string", "review"}


@pytest.mark.parametrize("code", sorted(set(REASONS) - NEWS))
def test_each_sentence_says_what_to_do_next(code: str) -> None:
    remedy = r"\b(isi|tulis|pilih|centang|periksa|pastikan|lengkapi|setujui|aktifkan|minta|kecilkan)\b"
    assert re.search(remedy, REASONS[code], re.IGNORECASE)


_NEWS_OF_A_LINE = {code: REASONS[code] for code in ("rejected", "partial", "no_room")}
_TOLD = {status: REASONS if status is Status.REVIEW else _NEWS_OF_A_LINE for status in Status}
"""What may stand in *alasan*: advice for a line that waits; of others only what happened, and what a donor can do."""


def advised(text: str) -> set[Action]:
    """The actions that a sentence tells staff to choose."""
    plain = text.lower().replace("sudah tersalur", "")
    return {action for action in Action if re.search(rf"\b{action.value}\b", plain)}


@pytest.mark.parametrize("status", Status)
def test_every_advice_is_an_action_that_the_status_of_the_line_allows(status: Status) -> None:
    """In *alasan*, and in *hasil* after whatever was asked."""
    for texts in (_TOLD[status], REFUSALS):
        for code, text in texts.items():
            waiting_only = texts is REFUSALS and code in WAITING_ONLY
            assert waiting_only or advised(text) <= set(possible(status)), f"{code} at {status}: {text}"


WAITING_ONLY = {
    "inactive_kind",
    "closed_period",
    "double",
    "large",
    "unknown_aggregator",
    "many_open",
    "rejected",
    "question_changed",
} | FORM_CHANGED
"""Reasons that no request is refused for."""


def test_no_request_is_refused_for_what_only_a_waiting_line_is_told() -> None:
    source = Path(requests.__file__).read_text()
    assert not [code for code in WAITING_ONLY if f'"{code}"' in source]


def test_control_an_advice_that_a_running_line_cannot_follow_would_be_seen() -> None:
    assert not advised(REASONS["no_period"]) <= set(possible(Status.ACCEPTED))


def test_a_quantity_is_named_with_its_kind() -> None:
    assert sentence(Reason(code="not_positive", field="quantity siap_saji")).startswith("Jumlah (siap saji) ")
    assert sentences([Reason(code="missing", field="name"), Reason(code="missing", field="email")]) == (
        "Nama lembaga atau perorangan belum diisi. Isi kembali formulir dengan lengkap. "
        "Surel belum diisi. Isi kembali formulir dengan lengkap."
    )


def test_an_unknown_code_is_an_error_and_never_shown() -> None:
    with pytest.raises(KeyError):
        sentence(Reason(code="tak_ada"))


def test_an_edit_tells_each_kind_apart() -> None:
    said = edited(
        [
            Difference(field="quantity sembako", before="10", after="20"),
            Difference(field="quantity siap saji", before="5", after="-"),
            Difference(field="phone"),
        ]
    )
    assert "Jumlah (sembako): 10 menjadi 20; Jumlah (siap saji): 5 menjadi -; Nomor telepon diubah" in said
    assert "TIDAK diterapkan" in said


def test_an_edit_without_a_visible_difference_says_where_to_look() -> None:
    assert "bandingkan nama dan kontaknya" in edited([])


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (999, "999"), (40913, "40.913"), (1234567, "1.234.567")])
def test_numbers_are_written_the_indonesian_way(number: int, said: str) -> None:
    assert thousands(number) == said
    assert reasons.thousands(-1500) == "-1.500"
