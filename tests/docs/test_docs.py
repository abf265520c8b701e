"""The documents tell the truth. Each check is also given something false, which it must see."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.docs import reading
from tests.docs.reading import DECISIONS, DEVELOPER_PAGES, GUIDE, OPERATORS_PAGE, ROOT

PAGES = (*DEVELOPER_PAGES, GUIDE)
NUMBERED = sorted(p for p in DECISIONS.glob("*.md") if p.name != "README.md")
PICTURES = sorted((ROOT / "docs" / "gambar").glob("*.svg"))


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", DEVELOPER_PAGES, ids=_name)
def test_every_command_path_and_name_in_a_developers_page_exists(page: Path) -> None:
    assert reading.unknown_names(_text(page)) == []


@pytest.mark.parametrize(
    "false",
    [
        "make coffee",
        "make conformant",
        "python -m deploy.everything",
        "python -m functions.core",
        "functions/core/magic.py",
        "docs/nowhere.md",
        "notes.md",
        "tests/nowhere/",
        "KSBB_SECRET",
        "put_if_present",
        "decide_all(...)",
        "disetujui_semua",
    ],
)
def test_a_name_that_does_not_exist_is_seen(false: str) -> None:
    assert reading.unknown_names(f"Use `{false}` for it.") == [false]


def test_a_command_in_a_block_is_looked_at_too() -> None:
    assert reading.unknown_names("```\nmake coffee\n```\n") == ["make coffee"]


def test_a_phony_target_without_a_recipe_is_no_command() -> None:
    assert "test" in reading.make_targets()
    assert ".PHONY" not in reading.make_targets()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert reading.broken_links(page, _text(page)) == []


def test_a_link_that_leads_nowhere_is_seen() -> None:
    assert reading.broken_links(GUIDE, "[a](nowhere.md) [b](kamus-data.md#x) ![c](gambar/no.svg)") == [
        "nowhere.md",
        "gambar/no.svg",
    ]


def test_the_guide_names_only_what_staff_can_find() -> None:
    assert reading.unknown_words(_text(GUIDE)) == []


@pytest.mark.parametrize(
    ("false", "seen"),
    [
        ("Buka tab *Gudang*.", "Gudang"),
        ("***Gudang* atau yang lain.**", "Gudang"),
        ("Pilih `setuju`.", "setuju"),
        ("Ubah `jumlah besar`.", "jumlah besar"),
    ],
)
def test_a_tab_or_word_that_staff_cannot_find_is_seen(false: str, seen: str) -> None:
    assert reading.unknown_words(false) == [seen]


def test_the_guide_covers_every_tab_view_request_column_status_action_and_setting() -> None:
    assert reading.not_covered(_text(GUIDE)) == []


@pytest.mark.parametrize(
    "left_out", ["*Dana*", "*Perlu ditinjau*", "*jadwal baru*", "`BATAL`", "`ubah jadwal`", "`hari maksimum`"]
)
def test_what_the_guide_leaves_out_is_seen(left_out: str) -> None:
    assert reading.not_covered(_text(GUIDE).replace(left_out, "")) == [left_out]


def test_the_guide_says_what_each_status_shows_and_allows() -> None:
    assert reading.status_table(_text(GUIDE)) == reading.true_status_table()


@pytest.mark.parametrize(("true", "false"), [("`setujui`, `tolak` |", "`setujui` |"), ("`Tersalur` |", "`Batal` |")])
def test_an_action_or_label_at_the_wrong_status_is_seen(true: str, false: str) -> None:
    assert reading.status_table(_text(GUIDE).replace(true, false)) != reading.true_status_table()


def test_the_guide_explains_every_message_that_staff_meet() -> None:
    assert reading.not_explained(_text(GUIDE)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Kuota belum dapat dihitung",
        "Jumlah adalah total untuk",
        "TIDAK diterapkan",
        "tidak ada dalam daftar pilihan",
        "bukan bilangan bulat.",
        "Ini bukan tautan",
        "bertindihan dengan",
        "ada lebih dari sekali di baris 1",
        "ditulis lebih dari sekali",
        "Pengganti saling menunjuk",
        "Ditunda sampai besok: batas",
        "Menunggu giliran",
        "Server penerima terus menunda",
        "Donatur: pengingat",
        "dibuka kembali",
        "donatur digabung atau dipisah",
    ],
)
def test_a_message_without_an_explanation_is_seen(words: str) -> None:
    assert words in _text(GUIDE)
    assert reading.not_explained(_text(GUIDE).replace(words, "")) != []


def test_messages_of_every_module_that_reports_problems_are_looked_at() -> None:
    found = reading.problem_sentences()
    assert len(found) > 30
    for known in ('"{}" adalah teks, bukan angka.', "Hari terakhir sebelum hari pertama.", '"{}" berisi angka.'):
        assert known in found


def test_outcomes_of_mails_and_reasons_of_corrections_are_found_where_they_are_said() -> None:
    assert {"Terkirim.", "Menunggu giliran."} <= set(reading.mail_outcomes())
    assert any(said.startswith("Ditunda sampai besok: batas {}") for said in reading.mail_outcomes())
    assert {"dibatalkan", "jumlah diubah", "data dilengkapi"} <= set(reading.correction_reasons())


def test_the_operators_page_explains_every_variable_that_the_functions_read_and_no_other() -> None:
    assert reading.variable_table(_text(OPERATORS_PAGE)) == reading.variables_read()


@pytest.mark.parametrize("name", ["KSBB_BUCKET", "KSBB_MAIL_PASSWORD", "GOOGLE_EMULATOR_HOST"])
def test_a_variable_that_the_operators_page_leaves_out_is_seen(name: str) -> None:
    page = _text(OPERATORS_PAGE).replace(f"`{name}`", "`KSBB_OTHER`")
    assert reading.variables_read() - reading.variable_table(page) == {name}


def test_the_architecture_says_where_every_object_lies() -> None:
    architecture = _text(ROOT / "docs" / "architecture.md")
    assert [prefix for prefix in reading.OBJECTS if f"| `{prefix}" not in architecture] == []


def test_decisions_have_numbers_of_their_own_and_are_listed() -> None:
    assert reading.misnumbered(page.name for page in NUMBERED) == []
    listed = _text(DECISIONS / "README.md")
    assert [page.name for page in NUMBERED if f"({page.name})" not in listed] == []
    assert [page.name for page in NUMBERED if _text(page).splitlines()[0][7:] not in listed] == []


def test_a_number_that_two_decisions_have_is_seen() -> None:
    assert reading.misnumbered(["0001-a.md", "0003-c.md", "0003-d.md", "4-e.md"]) == ["0003-d.md", "4-e.md"]


@pytest.mark.parametrize("page", NUMBERED, ids=_name)
def test_a_decision_gives_context_decision_alternatives_and_consequences(page: Path) -> None:
    assert _text(page).startswith(f"# {page.name[:4]} ")
    assert reading.missing_parts(_text(page)) == []


def test_a_decision_without_alternatives_is_seen() -> None:
    assert reading.missing_parts("# 1\n\n## Context\n\nA.\n\n## Decision\n\nB.\n\n## Consequences\n\nC.\n") == [
        "Alternatives"
    ]


def test_the_changelog_says_what_is_unreleased() -> None:
    assert reading.unreleased(_text(ROOT / "CHANGELOG.md"))


def test_a_changelog_without_news_is_seen() -> None:
    assert reading.unreleased("# Changelog\n\n## [Unreleased]\n\n## [1.0.0]\n\n- Old.\n") == []
    assert reading.unreleased("# Changelog\n\n## [1.0.0]\n\n- Old.\n") == []


def test_the_architecture_has_every_function_and_promises_none_that_is_there() -> None:
    architecture, there = _text(ROOT / "docs" / "architecture.md"), reading.deployed()
    assert "commit" in there
    assert reading.unnamed_rooms(architecture, there) == []
    assert reading.late_promises(architecture, _text(GUIDE), there) == []


def test_a_function_without_a_room_and_a_promise_kept_long_ago_are_seen() -> None:
    assert reading.unnamed_rooms("| `functions/commit/` | … |", {"commit", "followup"}) == ["followup"]
    page = "\n## Next\n\n- **followup**: links.\n- **recap**: figures.\n"
    assert reading.late_promises(page, "| *Rekap* | Angka. Belum diisi sistem versi ini | x |", {"recap"}) == [
        "recap",
        "Rekap",
    ]


@pytest.mark.parametrize("picture", PICTURES, ids=_name)
def test_a_picture_is_sound_and_says_in_words_what_it_shows(picture: Path) -> None:
    root = ET.fromstring(_text(picture))
    space = "{http://www.w3.org/2000/svg}"
    assert [root.findtext(f"{space}{part}") for part in ("title", "desc")].count(None) == 0


def test_no_file_names_a_package_registry_or_somebodys_machine() -> None:
    found = {}
    for path in reading.our_files():
        wrong = reading.out_of_place(path.read_bytes().decode("utf-8", "replace"))
        if wrong:
            found[_name(path)] = wrong
    assert found == {}


@pytest.mark.parametrize(
    "parts", [("https://", "pypi", ".org/simple"), ('see "', "/wo", 'rk/main/x"'), ("(", "/ho", "me/me)")]
)
def test_a_registry_or_machine_path_is_seen(parts: tuple[str, ...]) -> None:
    assert reading.out_of_place("".join(parts))
