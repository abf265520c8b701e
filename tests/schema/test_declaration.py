"""The declaration itself: whole, consistent, and unable to publish what is not public."""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Iterator

import pytest
from pydantic import create_model

from sheets_schema import private, public
from sheets_schema.column import Audience, Column, Kind, Owner, Row, Tab, columns_of, shown
from sheets_schema.reading import normal_label
from sheets_schema.reference import aid_kinds, initial_rows, programmes, regions

TABS = (*private.TABS, *public.TABS, *public.OPEN_ONLY)
COLUMNS = [(tab, column) for tab in TABS for column in tab.columns]
PYTHON_TYPE: dict[Kind, tuple[type, ...]] = {
    **dict.fromkeys(Kind, (str,)),
    Kind.INTEGER: (int,),
    Kind.RUPIAH: (int,),
    Kind.DECIMAL: (float,),
    Kind.DATE: (dt.date,),
    Kind.MOMENT: (dt.datetime,),
    Kind.ANY: (str, int, float),
}


def types_of(tab: Tab, column: Column) -> tuple[type, ...]:
    """The types that a field takes, None aside."""
    annotation = tab.row.model_fields[column.key].annotation
    alternatives = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    return tuple(t for t in alternatives if t is not type(None))


def test_sheet_ids_are_unique_over_both_workbooks() -> None:
    assert len({tab.sheet_id for tab in TABS}) == len(TABS)


@pytest.mark.parametrize("tabs", [private.TABS, public.TABS])
def test_titles_are_unique_in_a_workbook(tabs: tuple[Tab, ...]) -> None:
    assert len({tab.title.casefold() for tab in tabs}) == len(tabs)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_headers_of_a_tab_are_unique_as_they_are_compared(tab: Tab) -> None:
    labels = [normal_label(column.label) for column in tab.columns]
    assert len(set(labels)) == len(labels)
    assert all(labels)


def test_no_column_is_without_help() -> None:
    assert [f"{t.title}.{c.label}" for t, c in COLUMNS if not c.help.rstrip(".")] == []


def test_every_public_column_of_staff_rows_that_is_exchanged_has_a_well_formed_hxl_tag() -> None:
    tags = [c.hxl for _, c in COLUMNS if c.hxl]
    assert tags
    assert all(tag.startswith("#") and tag == tag.lower() and " " not in tag for tag in tags)


def test_every_field_takes_exactly_what_its_kind_of_cell_gives() -> None:
    wrong = []
    for tab, column in COLUMNS:
        wanted = PYTHON_TYPE[column.kind]
        if not all(issubclass(found, wanted) for found in types_of(tab, column)):
            wrong.append(f"{tab.title}.{column.label}")
    assert wrong == []


def test_choices_are_the_members_of_the_fields_vocabulary() -> None:
    for tab, column in COLUMNS:
        (found, *_) = types_of(tab, column)
        if column.choices and found is not str:
            assert column.choices == tuple(found)  # type: ignore[arg-type]


def test_every_reference_names_a_column_of_an_existing_tab() -> None:
    places = {f"{tab.title}.{column.label}" for tab in private.TABS for column in tab.columns}
    references = {column.reference for _, column in COLUMNS if column.kind is Kind.REFERENCE}
    assert references
    assert references <= places


def test_only_columns_of_codes_refer_to_another_tab() -> None:
    assert all(bool(c.reference) == (c.kind is Kind.REFERENCE) for _, c in COLUMNS if c.owner is Owner.STAFF)


def test_every_key_that_must_not_repeat_is_a_required_column() -> None:
    for tab in (t for t in private.TABS if t.keyed_by):
        assert tab.column(tab.keyed_by).required


def test_what_is_read_of_staff_s_tabs_is_written_by_staff_alone() -> None:
    for tab in private.STAFF_TABS:
        assert {c.owner for c in tab.columns if not c.beside} == {Owner.STAFF}


def test_what_stands_beside_staff_s_rows_is_the_system_s_and_rests_on_nothing() -> None:
    beside = [(tab, c) for tab, c in COLUMNS if c.beside]
    assert beside
    assert all(tab in private.STAFF_TABS for tab, _ in beside)
    assert all(c.owner is Owner.SYSTEM and not (c.required or c.vital) for _, c in beside)


def test_the_public_workbook_is_written_by_the_system_alone_and_holds_public_columns_alone() -> None:
    columns = [c for tab in (*public.TABS, *public.OPEN_ONLY) for c in tab.columns]
    assert {c.owner for c in columns} == {Owner.SYSTEM}
    assert {c.audience for c in columns} == {Audience.PUBLIC}


def test_the_public_reads_descriptions_of_its_own_and_no_orders_to_staff() -> None:
    orders = re.compile(r"\b(jangan|isi|pilih|ketik|kosongkan|boleh kosong|anda|entri|jurnal)\b", re.IGNORECASE)
    for tab in (*public.TABS, *public.OPEN_ONLY):
        for column in tab.columns:
            said = column.help.removeprefix("Isi satu satuan")
            assert said.endswith("."), f"{tab.title}.{column.label}"
            assert not orders.search(said), f"{tab.title}.{column.label}"


def test_komitmen_means_everything_promised_and_what_has_not_come_is_called_otherwise() -> None:
    for tab in (private.AVAILABILITY, public.AVAILABILITY):
        assert tab.column("committed").label == "belum tiba"


def test_nothing_is_hidden_in_the_public_workbook() -> None:
    assert not any(column.hidden for tab in public.TABS for column in tab.columns)


def private_columns() -> Iterator[tuple[type[Row], str]]:
    for tab in private.TABS:
        yield from ((tab.row, c.key) for c in tab.columns if c.audience is not Audience.PUBLIC)


@pytest.mark.parametrize(("row", "key"), [(private.Commitment, "phone"), (private.Coordinator, "phone")])
def test_a_contact_cannot_be_declared_as_a_public_column(row: type[Row], key: str) -> None:
    with pytest.raises(ValueError, match="not declared public"):
        shown(row, key, "Contoh.")


def test_no_private_column_at_all_can_be_shown() -> None:
    refused = 0
    for row, key in private_columns():
        with pytest.raises(ValueError, match="not declared public"):
            shown(row, key, "Contoh.")
        refused += 1
    assert refused > 50


def test_a_public_column_can_be_shown() -> None:
    model = create_model("Shown", __base__=Row, code=(str, shown(private.Target, "code", "Contoh.")))
    assert columns_of(model)[0].label == "kode"


def test_no_phone_or_email_column_is_public() -> None:
    contacts = {Kind.PHONE, Kind.EMAIL, Kind.EMAILS}
    assert [f"{t.title}.{c.label}" for t, c in COLUMNS if c.kind in contacts and c.audience is Audience.PUBLIC] == []


def test_the_267_kelurahan_are_there_each_with_its_own_choice() -> None:
    assert len(regions()) == 267
    assert len({r.choice for r in regions()}) == len({r.code for r in regions()}) == 267
    assert len({r.city for r in regions()}) == 6


def test_there_are_six_programmes_and_every_kind_of_aid_belongs_to_one() -> None:
    codes = {programme.code for programme in programmes()}
    assert len(codes) == 6
    assert {kind.program for kind in aid_kinds()} == codes


def test_the_first_rows_fit_their_tabs() -> None:
    for tab in TABS:
        assert all(isinstance(row, tab.row) for row in initial_rows(tab))
