"""The scenario: the same every time, real places, and a plan that the rules carry out to the package."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from functions.core.state import COUNTED
from local.demo.editor import FOREIGN_QUESTION, Edited
from local.demo.people import DONORS
from local.demo.scenario import IMPOSSIBLE, PUBLISHED, Scenario, first_week
from local.demo.staff import Asked
from sheets_schema.reference import regions
from sheets_schema.terms import Status, TargetType
from tests.demo.played import Played


def test_the_scenario_is_the_same_every_time(scenario):
    assert first_week() == scenario


def test_donors_hands_leave_out_no_kind_of_giving_twice_spelling_and_editing(scenario):
    said = [s.answers for s in scenario.submissions]
    assert any(said.count(answers) == 2 for answers in said if answers)
    typed = {str(answers.get("quantity sembako")) for answers in said}
    assert {"20 paket", "１３", "15\u200b"} <= typed
    assert any(FOREIGN_QUESTION in answers for answers in said)
    edits = [deed.what for wave in scenario.waves for deed in wave.deeds if isinstance(deed, Edited)]
    assert set(edits) == {"question", "choice", "title", "description", "order", "email"}


def test_the_plan_adds_up_to_the_published_figures(scenario):
    rw = {t.code for t in scenario.targets if t.type is TargetType.RW}
    counted = [s for s in scenario.submissions if s.target in rw and any(s.counts.values())]
    totals = Counter(dict.fromkeys(PUBLISHED["totals"], 0))
    for submission in counted:
        totals.update(submission.counts)
    assert totals == PUBLISHED["totals"]
    assert len({s.target for s in counted}) == PUBLISHED["rw"]
    assert len({s.target.partition("-")[0] for s in counted}) == PUBLISHED["kelurahan"]
    assert len({s.party for s in counted}) == PUBLISHED["donors"]


def test_the_rules_grant_each_line_what_the_plan_counts_on(scenario, played: Played):
    """Whoever wins the rush gets the same amount, so the two are compared together."""
    planned, granted = Counter(), Counter()
    rw = {t.code for t in scenario.targets if t.type is TargetType.RW}
    for s in scenario.submissions:
        for kind, amount in s.counts.items():
            planned[_party_of_rush(s.key), kind] += amount
    for line in played.state.lines.values():
        if line.status in COUNTED and line.target in rw:
            granted[_party_of_rush(line.response), line.kind] += line.approved
    assert +granted == +planned


def _party_of_rush(key: str) -> str:
    return "rebutan" if key.startswith("rebutan-") else key


def test_two_donors_want_the_last_packages_of_one_rw_in_the_same_second(scenario, played: Played):
    a, b = (s for s in scenario.submissions if s.key.startswith("rebutan-"))
    assert (a.moment, a.target) == (b.moment, b.target)
    outcome = {line.status for line in played.state.lines.values() if line.response in (a.key, b.key)}
    assert outcome == {Status.ACCEPTED, Status.REJECTED}


def test_targets_are_real_kelurahan_and_institutions_of_all_four_kinds(scenario):
    official = {region.code.replace(".", ""): region.choice for region in regions()}
    for target in scenario.targets:
        if target.type is TargetType.RW:
            assert official[target.code.partition("-")[0]] == target.region
        else:
            assert target.name.startswith("Contoh ")
    assert {t.type for t in scenario.targets} == set(TargetType)


def test_every_contact_is_from_the_block_that_belongs_to_nobody(scenario):
    for submission in scenario.submissions:
        if submission.answers:
            digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", str(submission.answers["phone"])))
            assert re.match("0*(62)?0?8120000", digits)
            assert str(submission.answers["email"]).endswith(".example")


def test_the_odd_ones_are_all_there(scenario):
    texts = {str(s.answers.get("quantity sembako")) for s in scenario.submissions}
    assert {"0", "-5", "seratus", "1.000", "10000000"} <= texts
    names = [str(s.answers.get("name", "")) for s in scenario.submissions]
    assert any(name.startswith("=IMPORTXML(") for name in names)
    assert any(len(name) == 5000 for name in names)
    assert any("🌙" in name for name in names)
    assert any(re.fullmatch(r"[\d-]+", name) for name in names)
    assert any(s.answers == {} for s in scenario.submissions)
    assert any(s.pokes == 3 for s in scenario.submissions)
    assert any(s.seconds_hidden for s in scenario.submissions)


def test_an_edit_changes_what_was_typed(scenario):
    (after,) = [wave.edited for wave in scenario.waves if wave.edited]
    before = next(s for s in scenario.submissions if s.key == after.key)
    assert after.answers != before.answers


def test_only_the_impossible_requests_are_refused_and_an_old_one_is_not_done_again(played: Played):
    answered = {line.n: line.answered for line in played.state.lines.values() if line.answered}
    refused = {n: answer.reasons[0].code for n, answer in answered.items() if not answer.done}
    statuses = {code: played.state.lines[n].status for n, code in refused.items()}
    assert statuses == {
        "wrong_status": Status.REJECTED,
        "date_over": Status.REVIEW,
        "answered_before": Status.PARTLY_DELIVERED,
    }
    assert len(refused) == IMPOSSIBLE + 1


def test_each_request_is_about_a_line_that_exists(scenario: Scenario, played: Played):
    lines = {(line.response, line.kind) for line in played.state.lines.values()}
    asked = [deed for wave in scenario.waves for deed in wave.deeds if isinstance(deed, Asked)]
    assert {(a.submission, a.kind) for a in asked} <= lines


def test_the_sample_donors_without_an_aggregator_are_seventeen():
    assert len({donor.name for donor in DONORS}) == 17
