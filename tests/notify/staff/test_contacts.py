"""Perlu Dihubungi: WhatsApp links that never part from the tick beside them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from functions.core.events import LineDecided
from functions.notify.due.message import Kind
from functions.notify.staff.contacts import Rows
from functions.notify.writing.compose import Composer
from functions.notify.writing.links import LONGEST_LINK, LONGEST_TEXT, whatsapp
from sheets_schema.private import COORDINATORS, TARGETS, TO_CONTACT
from tests.city import answers
from tests.notify.desk import START, Objects
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, line, messages, state_of
from tests.notify.sending.test_smtp import OFFICE
from tests.notify.town import LINKS, Town, wib


def waiting(town: Town) -> list[dict[str, Any]]:
    return [row for row in town.city.rows(TO_CONTACT) if row.get("pesan")]


def text(row: dict[str, Any]) -> str:
    return parse_qs(urlsplit(str(row["pesan"])).query)["text"][0]


def near(town: Town, **said: str) -> None:
    """A delivery tomorrow, decided."""
    town.city.submit(answers(**said))
    town.city.drain()


def test_a_message_for_a_person_in_charge_stands_there_as_a_link_with_its_text(town: Town) -> None:
    near(town, target="RW 06 Kebayoran Lama Utara [RW-B]")
    town.notify(part="donors")
    (row,) = waiting(town)
    assert (row["pj"], row["telepon"]) == ("Contoh Ketua B", "0813-0000-0302")
    assert str(row["pesan"]).startswith("https://wa.me/6281300000302?text=")
    assert "Telepon: 0812-0000-0001" in text(row)
    assert "JAKI" in text(row)


def test_a_tick_is_final_and_takes_the_contact_off_the_sheet(town: Town) -> None:
    near(town)
    town.notify()
    town.city.type_cell(TO_CONTACT, 2, "done", "ya 1")
    near(town, sembako="11")
    town.notify()
    first, second = town.city.rows(TO_CONTACT)
    assert "pesan" not in first
    assert "telepon" not in first
    assert first["sudah"] == "ya 1"
    assert "Komitmen 2" in text(second)
    town.city.type_cell(TO_CONTACT, 2, "done", None)
    town.notify()
    assert "Komitmen 1" in text(waiting(town)[0])


def test_a_tick_counts_for_the_message_it_names_though_the_column_was_sorted_without_the_rest(town: Town) -> None:
    for amount in ("10", "11", "12"):
        near(town, sembako=amount)
        town.notify()
    town.city.type_cell(TO_CONTACT, 4, "done", "ya 3")
    town.notify()
    at = [column.key for column in TO_CONTACT.columns].index("done")
    where = {"sheetId": TO_CONTACT.sheet_id, "startRowIndex": 1, "startColumnIndex": at, "endColumnIndex": at + 1}
    town.city.book(TO_CONTACT).write(
        [{"sortRange": {"range": where, "sortSpecs": [{"dimensionIndex": at, "sortOrder": "ASCENDING"}]}}]
    )
    town.notify()
    first, second, third = town.city.rows(TO_CONTACT)
    assert first["sudah"] == "ya 3", "sorted"
    assert ("pesan" in first, "pesan" in second, "pesan" in third) == (True, True, False)
    assert "Tanda ini untuk pesan nomor 3." in first["hasil"]
    assert "ketik: ya 1" in first["hasil"]


@pytest.mark.parametrize("typed", ["ya", "sudah", "ya 2"])
def test_a_tick_that_does_not_name_its_message_leaves_it_and_says_what_to_type(town: Town, typed: Any) -> None:
    near(town)
    town.notify()
    town.city.type_cell(TO_CONTACT, 2, "done", typed)
    town.notify()
    (row,) = waiting(town)
    assert "ketik: ya 1" in row["hasil"]
    town.city.type_cell(TO_CONTACT, 2, "done", "ya 1")
    town.notify()
    (row,) = town.city.rows(TO_CONTACT)
    assert "pesan" not in row
    assert "hasil" not in row
    assert town.notify().rows == 0


@pytest.mark.parametrize("typed", ["Ya 1", "ya1", "YA\u00a01", "ya, 1", "ya\u200b 1", 1, "1"])
def test_a_number_is_read_however_it_is_typed(town: Town, typed: Any) -> None:
    near(town)
    town.notify()
    town.city.type_cell(TO_CONTACT, 2, "done", typed)
    town.notify()
    assert not waiting(town)


def test_what_no_longer_makes_sense_is_emptied_and_its_row_stays(town: Town) -> None:
    near(town)
    town.notify()
    town.notify(wib(26, 8))
    first, *others = town.city.rows(TO_CONTACT)
    assert "pesan" not in first
    assert first["kode"].endswith(" -")
    assert not any("pj-now" in row["kode"] and row.get("pesan") for row in others)


def test_a_wrecked_row_is_put_right(town: Town) -> None:
    near(town)
    town.notify()
    before = town.city.rows(TO_CONTACT)
    for key in ("coordinator", "phone", "code"):
        town.city.type_cell(TO_CONTACT, 2, key, "rusak")
    assert town.notify().rows == 1
    assert town.city.rows(TO_CONTACT) == before


def test_a_new_phone_number_or_successor_changes_the_link_of_what_still_waits(town: Town) -> None:
    near(town)
    town.notify()
    town.city.type_cell(COORDINATORS, 2, "phone", "0813-0000-0399")
    town.notify()
    assert "6281300000399" in str(waiting(town)[0]["pesan"])
    town.city.type_cell(COORDINATORS, 2, "successor", "PJ-C")
    town.notify()
    assert [row["pj"] for row in waiting(town)] == ["Contoh Ketua C"]


def test_staff_may_move_columns(town: Town) -> None:
    near(town)
    town.notify()
    move = {"source": {"sheetId": TO_CONTACT.sheet_id, "dimension": "COLUMNS", "startIndex": 5, "endIndex": 6}}
    town.city.book(TO_CONTACT).write([{"moveDimension": {**move, "destinationIndex": 0}}])
    town.city.type_cell(TO_CONTACT, 2, "done", "ya 1")
    town.notify()
    assert not waiting(town)


def test_a_missing_header_closes_this_tab_only(town: Town) -> None:
    near(town)
    town.city.type_cell(TO_CONTACT, 1, "code", "lain")
    report = town.notify()
    assert report.mail.sent > 0
    assert report.alerts == ["a header of Perlu Dihubungi is missing; it is not written"]


def test_a_wrong_phone_number_is_told_instead_of_a_broken_link() -> None:
    assert whatsapp("12", "halo") is None
    assert whatsapp("0813-0000-0301", "a & b?") == "https://wa.me/6281300000301?text=a%20%26%20b%3F"


def test_two_instances_give_each_message_one_row() -> None:
    objects = Objects()
    one, two = Rows(), Rows()
    one.read(objects, START.date())
    two.read(objects, START.date())
    assert one.add(objects, ["a", "b"], START) == 2
    assert two.add(objects, ["b", "c"], START) == 1
    fresh = Rows()
    fresh.read(objects, START.date())
    assert fresh.places() == two.places() == {"a": 1, "b": 2, "c": 3}


def test_a_cold_instance_reads_back_only_as_far_as_messages_can_be_due() -> None:
    objects, rows = Objects(), Rows()
    for day in range(100):
        rows.add(objects, [f"k{day}"], START + dt.timedelta(days=day))
    fresh = Rows()
    fresh.read(objects, (START + dt.timedelta(days=90)).date())
    found = fresh.places()
    assert found["k99"] == 100
    assert len(found) <= 32


def test_a_digest_of_25_deliveries_is_links_that_phones_take_and_names_each_once(town: Town) -> None:
    for n in range(25):
        said = answers(sembako="1", date="2020-04-26", phone=f"0812-0000-{n + 1:04d}")
        town.city.submit(said, email=f"contoh{n}@contoh.example")
    town.city.drain()
    town.notify(wib(25, 7))
    cells = [str(row["pesan"]) for row in town.city.rows(TO_CONTACT) if "pesan" in row]
    digest = max(cells, key=len)
    links = digest.split("\n")
    assert len(links) > 1
    assert max(map(len, links)) <= 2000
    said = unquote("".join(links))
    assert [said.count(f"Komitmen {n}:") for n in range(1, 26)] == [1] * 25
    assert f"(bagian 1 dari {len(links)})" in said


def test_more_lines_than_a_cell_can_carry_are_counted() -> None:
    many: list[LineDecided] = [line(n, day=26) for n in range(1, 400)]
    state = state_of((wib(20, 10), many))
    digest = next(m for m in messages(state, wib(26, 8)) if m.kind is Kind.PJ and m.also)
    texts = Composer(state, BOOK, PEOPLE, {}, LINKS, OFFICE, FRIDAY).whatsapp_texts(digest)
    links = [whatsapp("0813-0000-0301", text) or "" for text in texts]
    assert max(map(len, links)) <= LONGEST_LINK
    assert len("\n".join(links)) < 50_000
    assert "komitmen lain; balas pesan ini" in texts[-1]
    assert "komitmen lain" not in "".join(texts[:-1])


@pytest.mark.parametrize("sign", ["\ua9b1", "\u5584", "a b"])
def test_a_line_too_long_for_a_link_is_cut_at_a_whole_character(sign: str) -> None:
    link = whatsapp("0813-0000-0301", sign * 900) or ""
    assert LONGEST_LINK - 80 < len(link) <= LONGEST_LINK
    assert (sign * 900).startswith(unquote(link.partition("?text=")[2]))


@pytest.mark.parametrize(("letters", "whole"), [(LONGEST_TEXT, True), (LONGEST_TEXT + 1, False)])
def test_a_text_as_long_as_a_link_bears_is_whole_and_a_longer_one_cut(letters: int, whole: bool) -> None:
    text = ("kata " * 900)[: letters * 5 // 7]
    text += "x" * (letters - len(quote(text)))
    shown = unquote((whatsapp("0813-0000-0301", text) or "").partition("?text=")[2])
    assert (shown == text) is whole
    assert text.startswith(shown)


def test_targets_without_a_person_in_charge_make_no_row(town: Town) -> None:
    near(town, target="RW 07 Kebayoran Lama Utara [RW-C]")
    town.notify()
    assert not waiting(town)
    assert town.city.rows(TARGETS)
