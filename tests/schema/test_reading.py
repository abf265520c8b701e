"""One tab: columns found by header, rows typed, and every fault named by cell, value, reason and remedy."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema import private
from sheets_schema.column import Column, Tab
from sheets_schema.private import AID_KINDS, COORDINATORS, PERIODS, SETTINGS, TARGETS
from sheets_schema.reading import (
    Located,
    SchemaDrift,
    TabReading,
    column_letter,
    locate,
    problem_row,
    read_tab,
)
from sheets_schema.reading_settings import read_settings
from sheets_schema.settings import RULES, Settings
from sheets_schema.terms import PeriodStatus, TargetType
from sheets_schema.wording import Raw


def header(tab: Tab) -> list[Raw]:
    return [column.label for column in tab.columns]


def a_row(tab: Tab, **values: Raw) -> list[Raw]:
    return [values.get(column.key, "") for column in tab.columns]


def a_target(code: str, **values: Raw) -> list[Raw]:
    base: dict[str, Raw] = {"code": code, "type": "rw", "region": "Gambir (Gambir)", "rw": 1, "status": "aktif"}
    return a_row(TARGETS, **{**base, "poor_households": 120, **values})


def test_a_good_row_is_typed_and_keeps_its_sheet_row_number() -> None:
    found = read_tab(TARGETS, [header(TARGETS), a_target("S-1"), a_target("S-2", latitude=-6.2)])
    assert [r.number for r in found.rows] == [2, 3]
    assert found.rows[0].row.type is TargetType.RW
    assert found.rows[1].row.latitude == -6.2
    assert found.problems == ()


def test_dates_and_choices_arrive_typed() -> None:
    row = a_row(
        PERIODS, code="P1", start=43945, end=43951, commit_by=43949, deliver_by=43951, season="2020", status="Buka"
    )
    (found,) = read_tab(PERIODS, [header(PERIODS), row]).rows
    assert (found.row.start, found.row.status) == (dt.date(2020, 4, 24), PeriodStatus.OPEN)


def test_moved_and_added_columns_do_not_matter() -> None:
    straight = [header(TARGETS), a_target("S-1")]
    moved = [["catatan saya", *reversed(row)] for row in straight]
    assert read_tab(TARGETS, moved).rows == read_tab(TARGETS, straight).rows


def test_a_header_is_found_whatever_its_case_and_blanks() -> None:
    shouted = [f"  {str(label).upper().replace(' ', '  ')} " for label in header(TARGETS)]
    assert len(read_tab(TARGETS, [shouted, a_target("S-1")]).rows) == 1


@pytest.mark.parametrize("values", [[], [[]], [["kode"]]])
def test_a_missing_header_is_a_schema_drift_that_names_tab_and_header(values: list[list[Raw]]) -> None:
    with pytest.raises(SchemaDrift) as caught:
        read_tab(TARGETS, values)
    assert (caught.value.tab_title, caught.value.fault) == ("Sasaran", "missing")
    assert caught.value.header_label in header(TARGETS)
    assert caught.value.header_label in str(caught.value)


def test_a_doubled_header_is_a_schema_drift() -> None:
    with pytest.raises(SchemaDrift) as caught:
        read_tab(TARGETS, [[*header(TARGETS), "Kode "]])
    assert (caught.value.header_label, caught.value.fault) == ("kode", "doubled")


def test_a_foreign_header_may_stand_there_twice() -> None:
    assert read_tab(TARGETS, [[*header(TARGETS), "catatan", "catatan"], a_target("S-1")]).rows


def test_some_columns_can_be_located_alone() -> None:
    commitments = private.COMMITMENTS
    assert locate(commitments, ["petugas", None, "nomor"], only={"staff", "number"}) == {"staff": 0, "number": 2}


def test_all_faults_of_a_row_are_reported_at_once_each_at_its_cell() -> None:
    bad = a_target("S-1", rw=100, households="1.500", poor_households="seratus", status="?!")
    found = read_tab(TARGETS, [header(TARGETS), a_target("S-0"), bad])
    assert [r.row.code for r in found.rows] == ["S-0"]
    assert [(p.cell, p.column_label, p.value) for p in found.problems] == [
        ("D3", "rw", "100"),
        ("I3", "jumlah kk", "1.500"),
        ("J3", "jumlah kk rentan", "seratus"),
        ("R3", "status", "?!"),
    ]
    assert all(p.problem and p.remedy and p.row == 3 for p in found.problems)


def test_a_fault_is_named_by_the_cell_where_the_column_stands_now() -> None:
    moved = [["catatan", *header(TARGETS)], ["", *a_target("S-1", rw="lima")]]
    assert read_tab(TARGETS, moved).problems[0].cell == "E2"


def test_one_bad_row_stops_nothing_else() -> None:
    rows = [a_target(f"S-{n}") for n in range(50)]
    rows[7] = a_target("S-7", type="#REF!")
    found = read_tab(TARGETS, [header(TARGETS), *rows])
    assert len(found.rows) == 49
    assert {p.row for p in found.problems} == {9}


def test_empty_rows_are_skipped_and_do_not_shift_row_numbers() -> None:
    found = read_tab(TARGETS, [header(TARGETS), [], ["", "  ", None], a_target("S-1")])
    assert [r.number for r in found.rows] == [4]
    assert found.problems == ()


def test_a_row_with_only_a_choice_is_not_empty() -> None:
    found = read_tab(TARGETS, [header(TARGETS), a_row(TARGETS, status="aktif")])
    assert {p.column_label for p in found.problems} == {"kode", "tipe", "wilayah"}


def test_short_rows_are_padded() -> None:
    found = read_tab(COORDINATORS, [header(COORDINATORS), ["PJ1", "Contoh PJ 01", "", "081200000000"]])
    assert found.rows[0].row.email is None


def test_every_row_with_a_repeated_key_is_unusable_and_names_the_others() -> None:
    rows = [a_target("S-1"), a_target("S-2"), a_target(" s-1 "), a_target("S-1", rw="x")]
    found = read_tab(TARGETS, [header(TARGETS), *rows])
    assert [r.row.code for r in found.rows] == ["S-2"]
    repeated = {p.row: p.problem for p in found.problems if p.column_label == "kode"}
    assert set(repeated) == {2, 4, 5}
    assert "baris 4, 5" in repeated[2]
    assert "baris 2, 5" in repeated[4]
    assert "baris 2, 4" in repeated[5]


def test_a_code_typed_as_number_and_as_text_is_the_same_code() -> None:
    found = read_tab(TARGETS, [header(TARGETS), a_target("12"), a_row(TARGETS, code=12.0)])
    assert found.rows == ()


def test_a_problem_is_shown_with_a_link_that_opens_its_cell() -> None:
    (problem,) = read_tab(TARGETS, [header(TARGETS), a_target("S-1", rw="lima")]).problems
    row = problem_row(problem, "BUKU")
    assert (row.tab, row.cell, row.content) == ("Sasaran", "D2", "lima")
    assert row.link == f"https://docs.google.com/spreadsheets/d/BUKU/edit#gid={TARGETS.sheet_id}&range=D2"


def test_a_schema_drift_is_shown_with_a_link_that_opens_the_header() -> None:
    with pytest.raises(SchemaDrift) as caught:
        read_tab(TARGETS, [["kode"]])
    row = problem_row(caught.value, "BUKU")
    assert row.tab == "Sasaran"
    assert "tipe" in (row.problem or "")
    assert (row.link or "").endswith(f"#gid={TARGETS.sheet_id}&range=1:1")


def test_an_absent_tab_is_named_as_such() -> None:
    drift = SchemaDrift("Periode", "", "absent", private.PERIODS.sheet_id)
    assert "Tab Periode tidak ditemukan" in str(drift)
    assert "kolom" not in str(drift)


def test_the_sound_cells_of_an_unusable_row_are_still_known() -> None:
    found = read_tab(TARGETS, [header(TARGETS), a_target("S-1", type="dusun")])
    (values,) = found.unusable
    assert values["code"] == "S-1"
    assert "type" not in values


GOOD: dict[Tab, dict[str, Raw]] = {
    TARGETS: {"code": "S-1", "type": "rw", "region": "Gambir (Gambir)", "rw": 1, "status": "aktif"},
    COORDINATORS: {"code": "PJ1", "name": "Contoh PJ 01", "phone": "081200000000"},
    private.QUOTAS: {"target": "S-1", "kind": "sembako", "quota": 5, "reason": "contoh"},
    AID_KINDS: {
        **{"code": "sembako", "program": "pangan", "name": "Sembako", "unit": "paket"},
        **{"basis": "orang", "frequency": "harian"},
    },
    PERIODS: {
        **{"code": "P1", "start": 43945, "end": 43951, "commit_by": 43949, "deliver_by": 43951},
        **{"season": "2020", "status": "buka"},
    },
    private.PROGRAMMES: {"code": "pangan", "name": "Pangan", "active": "ya"},
    private.CASH: {"donor": "Contoh", "consent": "ya", "aggregator": "ACT", "rupiah": 5, "date": 43945},
    SETTINGS: {"key": "jumlah tinjau", "value": 5},
}
NONSENSE: list[Raw] = ["#REF! (Import Range internal error.)", True, "x" * 5001]
EACH_COLUMN = [
    pytest.param(tab, column, id=f"{tab.title} {column.label}")
    for tab in GOOD
    for column in tab.columns
    if not column.beside
]


def with_nonsense(tab: Tab, column: Column, raw: Raw) -> TabReading:
    return read_tab(tab, [header(tab), a_row(tab, **{**GOOD[tab], column.key: raw})])


@pytest.mark.parametrize(("tab", "column"), EACH_COLUMN)
@pytest.mark.parametrize("raw", NONSENSE, ids=["formula", "tick", "long"])
def test_nonsense_costs_the_row_only_where_decisions_rest_on_it(tab: Tab, column: Column, raw: Raw) -> None:
    """And then the finding says what waits until it is mended."""
    found = with_nonsense(tab, column, raw)
    (problem,) = found.problems
    assert problem.cell == f"{column_letter(tab.position(column.key))}2"
    assert problem.costs_row == column.vital
    if column.vital:
        assert found.rows == ()
        assert tab.waits in problem.problem
    else:
        assert getattr(found.rows[0].row, column.key) is None


@pytest.mark.parametrize(("tab", "column"), EACH_COLUMN)
def test_a_word_for_nothing_in_an_optional_cell_is_no_finding(tab: Tab, column: Column) -> None:
    found = with_nonsense(tab, column, " \u2013 ")
    assert bool(found.problems) == column.required


def test_a_headline_above_the_header_is_one_finding_that_says_to_delete_it() -> None:
    with pytest.raises(SchemaDrift) as caught:
        read_tab(TARGETS, [["DAFTAR SASARAN"], [], header(TARGETS), a_target("S-1")])
    assert caught.value.fault == "shifted"
    assert "Hapus baris di atas judul" in caught.value.remedy


@pytest.mark.parametrize(("raw", "what"), [(43862, "tanggal 01-02-2020"), (7, "angka 7")])
def test_a_code_that_sheets_made_a_number_or_a_date_is_found_and_its_row_works(raw: Raw, what: str) -> None:
    found = read_tab(TARGETS, [header(TARGETS), a_target("S-1", coordinator=raw)])
    (problem,) = found.problems
    assert (problem.column_label, problem.costs_row, len(found.rows)) == ("kode pj", False, 1)
    assert what in problem.problem
    assert "tanda petik" in problem.remedy


def test_a_quantity_may_carry_the_unit_of_a_kind_of_aid() -> None:
    row = a_row(private.QUOTAS, target="S-1", kind="sembako", quota="50 paket", reason="contoh")
    assert read_tab(private.QUOTAS, [header(private.QUOTAS), row]).rows == ()
    (found,) = read_tab(private.QUOTAS, [header(private.QUOTAS), row], units=("paket",)).rows
    assert found.row.quota == 50


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_has_the_letters_that_sheets_gives_it(index: int, letters: str) -> None:
    assert column_letter(index) == letters


cells = st.none() | st.booleans() | st.integers(-5, 50_000) | st.floats() | st.sampled_from(["", "ya", "aktif", "1.5"])


@settings(max_examples=40)
@pytest.mark.parametrize("tab", private.STAFF_TABS, ids=lambda tab: tab.title)
@given(rows=st.lists(st.lists(cells | st.text(max_size=5), max_size=20), max_size=5))
def test_whatever_people_type_reading_never_raises(tab: Tab, rows: list[list[Raw]]) -> None:
    found = read_tab(tab, [header(tab), *rows])
    used, faulty = {r.number for r in found.rows}, {p.row for p in found.problems if p.costs_row}
    assert not used & faulty
    filled = {n for n, row in enumerate(rows, 2) if any(v not in (None, "") for v in row[: len(tab.columns)])}
    assert used | faulty <= filled


# Pengaturan


def settings_from(*rows: list[Raw]) -> tuple[Settings, list[str]]:
    reading = read_tab(SETTINGS, [header(SETTINGS), *rows])
    found, problems = read_settings(reading.rows)
    return found, [p.problem for p in problems]


INITIAL: list[list[Raw]] = [[rule.key, rule.default, rule.note] for rule in RULES]


def test_the_initial_rows_of_pengaturan_are_the_defaults() -> None:
    assert settings_from(*INITIAL) == (Settings(), [])


def test_staff_can_change_a_rule() -> None:
    found, problems = settings_from(["Jumlah Tinjau", 750], ["agregator", "ACT;  PMI  DKI ; act;"], *INITIAL[1:-1])
    assert (found.review_above, found.aggregators, problems) == (750, ("ACT", "PMI DKI"), [])


@pytest.mark.parametrize("value", ["5.000", "", 2.5, 0, -1, 10**9])
def test_a_rule_that_is_no_sensible_number_is_reported_and_its_default_holds(value: Raw) -> None:
    found, problems = settings_from(["jumlah tinjau", value], *INITIAL[1:])
    assert found == Settings()
    assert ["5000" in problem for problem in problems] == [True]


def test_a_number_where_names_belong_is_reported() -> None:
    found, problems = settings_from(*INITIAL[:-1], ["agregator", 12])
    assert found.aggregators == Settings().aggregators
    assert "agregator" in problems[0]


def test_the_offices_addresses_are_read_or_found_faulty() -> None:
    def office(value: Raw) -> tuple[tuple[str, ...], list[str]]:
        found, problems = settings_from(*[["surel pokja", value] if r[0] == "surel pokja" else r for r in INITIAL])
        return found.office, problems

    assert office("Pokja KSBB <pokja@contoh.id>; b@contoh.id,") == (("pokja@contoh.id", "b@contoh.id"), [])
    addresses, problems = office("pokja@contoh.id; pokja di contoh.id")
    assert addresses == ("pokja@contoh.id",)
    assert ["pokja di contoh.id. Selebihnya tetap dipakai." in problem for problem in problems] == [True]
    assert office("pokja")[0] == ()


def test_a_missing_rule_is_reported_and_its_default_holds() -> None:
    found, problems = settings_from(*INITIAL[1:])
    assert found == Settings()
    assert "jumlah tinjau" in problems[0]
    assert "5000" in problems[0]


def test_an_unknown_rule_is_reported() -> None:
    found, problems = settings_from(*INITIAL, ["jumlah tinjua", 10])
    assert found == Settings()
    assert "tidak dikenal" in problems[0]


def test_a_doubled_rule_is_reported_and_its_default_holds() -> None:
    reading = read_tab(SETTINGS, [header(SETTINGS), *INITIAL])
    again = Located(9, reading.rows[0].row.model_copy(update={"value": 10}))
    found, problems = read_settings([*reading.rows, again])
    assert found == Settings()
    assert "lebih dari sekali" in problems[0].problem


def test_fractions_are_allowed_where_declared() -> None:
    row = a_row(
        AID_KINDS,
        code="x",
        program="pangan",
        name="Contoh",
        unit="paket",
        basis="orang",
        factor=0.5,
        frequency="harian",
    )
    assert read_tab(AID_KINDS, [header(AID_KINDS), row]).rows[0].row.factor == 0.5
