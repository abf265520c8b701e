"""E-mail addresses: read where the intention is plain, and only what can be mailed."""

from __future__ import annotations

import pytest

from sheets_schema.addresses import address, several


@pytest.mark.parametrize(
    "typed",
    [
        "nama@contoh.id",
        " Nama@Contoh.ID ",
        "mailto:nama@contoh.id",
        "<nama@contoh.id>",
        "Pokja KSBB <nama@contoh.id>",
        "nama@contoh.id,",
        "nama@contoh.id.",
        "nama\u200b@contoh.id\u00a0",
        "nama@contoh\uff0eid",
        "Cc: nama@contoh.id",
        "Surel : Nama@contoh.id",
        "nama@contoh.id (Pokja KSBB)",
        "mailto:nama@contoh.id?subject=KSBB",
        '"Pokja, KSBB" <nama@contoh.id>',
    ],
)
def test_an_address_is_read_whatever_stands_around_it(typed: str) -> None:
    assert address(typed) == "nama@contoh.id"


@pytest.mark.parametrize(
    "typed", ["a.b+c@sub.contoh.co.id", "x_y-z@contoh-satu.id", "o'contoh@contoh.id", "a@b\u00fccher.example"]
)
def test_unusual_addresses_that_can_be_mailed_are_kept(typed: str) -> None:
    assert address(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        'a"b@c.example',
        '"a b"@c.example',
        "a b@c.example",
        "a@b..c",
        "a..b@c.example",
        ".a@c.example",
        "a.@c.example",
        "a@-b.example",
        "a@b-.example",
        "a@localhost",
        "a@10.0.0.1",
        "a@[10.0.0.1]",
        "a@contoh.i",
        "a@contoh.123",
        "a@b.id, c@d.id",
        "a@b.id;c@d.id",
        "a@b@c.id",
        "budi santoso@contoh.id",
        "a@b.id (atau c@d.id)",
        "@contoh.id",
        "a@",
        "n\u00e4me@contoh.id",
        "a" * 65 + "@contoh.id",
        "a@" + "b" * 64 + ".id",
        "a@" + "b." * 130 + "id",
        "a\\b@contoh.id",
        "a(b)@contoh.id",
        "",
    ],
)
def test_what_cannot_be_mailed_is_no_address(typed: str) -> None:
    assert address(typed) is None


@pytest.mark.parametrize(
    ("typed", "sound", "wrong"),
    [
        ("a@b.id; c@d.id,\n e@f.id;", ["a@b.id", "c@d.id", "e@f.id"], []),
        ('"Pokja, KSBB" <a@b.id>, Cc: c@d.id', ["a@b.id", "c@d.id"], []),
        ('Pokja "KSBB <a@b.id>; c@d.id', ["a@b.id", "c@d.id"], []),
        ("a@b.id c@d.id", ["a@b.id", "c@d.id"], []),
        ("Pokja KSBB <a@b.id>; a@b.id", ["a@b.id"], []),
        ("a@b.id; pokja di contoh.id", ["a@b.id"], [" pokja di contoh.id"]),
        ("a@b.id lalu c@d.id", [], ["a@b.id lalu c@d.id"]),
        (" ; ", [], []),
    ],
)
def test_of_several_addresses_each_is_read_and_the_rest_is_told(typed: str, sound: list[str], wrong: list[str]) -> None:
    assert several(typed) == (sound, wrong)
