"""By which texts somebody can be reached, though a person has looked at them; and by which not."""

from __future__ import annotations

import pytest

from functions.core.redaction.reachable import reachable, reachable_code

REACHES = {
    "phones": (
        *("Contoh 0812-0000-0001", "Ketua 0812 7000 0044", "+62-812-7000-0044", "62 812 0000 0001"),
        *("812-0000-0001",),
        *("(0812) 0000–0001", "0812, 0000, 0001", "0812/0000/0001", "0 8 1 2 0 0 0 0 0 0 1", "0_8_1_2_0_0_0_0_0_1"),
        *("021 555 0001", "(021) 5550001", "5550001", "telp 5551234", "hp 5551", "wa: 555 12", "+1 555 123 4567"),
        *("RT 05 0812-0000-0001", "Panti 0812 0000 0001, Jl. Contoh 5 RT 003/004", "0812 10110 001"),
        *("Rp 081200000001",),
    ),
    "NIK and accounts": (
        *("3174010101901001", "3174 0101 0190 1001", "3174-0101-0190-1001", "31.7401.0101.9010.01"),
        *("317401 010190 1001",),
        *("NIK 3174", "rek BCA 1234567890", "rek. 12345", "kode 3174 0101 0190 1001 ya"),
    ),
    "other spellings": (
        *("０８１２００００００１", "٠٨١٢٠٠٠٠٠٠١", "〇八一二〇〇〇〇〇〇一", "⓪⑧①②⓪⓪⓪⓪⓪⓪①", "𝟎𝟖𝟏𝟐𝟎𝟎𝟎𝟎𝟎𝟎𝟏"),
        *("0️⃣8️⃣1️⃣2️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣",),
        *("0812\u200b0000\u200b0001", "\u202e1000-0000-2180", "0812\u20660000\u20690001", "0812\n0000\n0001"),
        *("081\u00ad2000\u00ad0001",),
        *("O8I2-OOOO-OOO1", "OBIZ OOOO OOOI", "o812oooooool", "08l2-OOOO-0001", "0a8b1c2d3e4f5g6"),
        *("nol delapan satu dua nol nol nol nol nol nol satu", "noldelapansatudua nolnolnolnol nolnolsatu"),
        *("zero eight one two zero zero zero zero one", "kosong wolu siji loro kosong kosong kosong kosong siji"),
    ),
    "e-mail": (
        *("contoh@contoh.example", "contoh@contoh", "contoh @ contoh . example", "contoh＠contoh．example"),
        *("Сontoh@contoh.example",),
        *("budi [a] gmail [titik] com", "budi (at) contoh (dot) com", "budi @ gmail", "contoh titik com"),
        *("Contoh gmail",),
    ),
    "links": (
        *("https://contoh", "www.contoh", "wa.me/62812", "t.me/contoh", "bit.ly/abcd", "Contoh.com"),
        *("contoh.co.id", "s.id/x"),
    ),
}  # fmt: skip

ORDINARY = (
    *("Contoh", "H. Contoh (RW 05)", "Dr. Contoh, M.Si.", "Contoh, S.Ag.", "Drs.H.Contoh", "'Aisyiyah", "@america"),
    *("Pusat Kebudayaan @america", "Perum Bulog", "Karang Taruna RW 05", "Komunitas Jalan Sehat", "Wa Ode Contoh"),
    *("Ibu Nik Contoh", "Ibu Titik Contoh", "HP Contoh Indonesia", "Lilis Bobi", "OSIS Solo", "3M", "B2W"),
    *("RT03/RW05",),
    *("Angkatan 1998-2001", "Budi/Ani", "善", "Panti Contoh Harapan 021", "Al-Qur'an 30 juz", "TK A/B"),
    *("Contoh 24 jam",),
    *("Jalan Contoh No. 12 RT 003/004, 12240", "Jl. Contoh 12-14 RT.003/RW.004 Jakarta 12240"),
    *("Jl. Contoh Kav. 10-12",),
    *("Gedung A Lt. 3 No. 12", "Kelurahan 31.74.05.1001", "Nilai Rp 100.000 - 150.000 per paket"),
    *("1.500.000 rupiah",),
    *("Berlaku 24-04-2020 s.d. 30-04-2020", "24/04/2020-30/04/2020", "Antar pukul 08.00-12.00 dan 13.00-15.30 WIB"),
    *("Beras 5 kg, minyak 2 l, gula 1 kg, mi 10 bungkus", "Minyak 1l, 2l, 5l, 10l, 20l"),
    *("Ukuran 36, 37, 38, 39, 40",),
    *("Laptop RAM 4 GB, layar 14 inci, 2019-2020", "Kelas 10, 11, 12 tahun 2019/2020", "5 kg.Telur 1 kg"),
    *("dua tiga hari",),
)  # fmt: skip


@pytest.mark.parametrize("kind", REACHES)
def test_a_text_by_which_somebody_is_reached_is_a_slip_in_any_spelling(kind: str) -> None:
    assert [text for text in REACHES[kind] if not reachable(text)] == []


def test_addresses_amounts_dates_and_names_that_only_look_suspicious_are_shown() -> None:
    assert [text for text in ORDINARY if reachable(text)] == []


@pytest.mark.parametrize(
    "code", ["KBJ-RW05", "31.74.05.1001-RW05", "3174051001005", "PJ-007", "P1", "ramadan-2020", "1-2"]
)
def test_a_code_may_be_a_long_number(code: str) -> None:
    assert not reachable_code(code)


@pytest.mark.parametrize(
    "code",
    ["081200000001", "RW-0812-0000-0001", "+62812 0000 0001", "3174010101901001", "pj@contoh.example", "wa.me/62"],
)
def test_a_code_is_nobodys_phone_nik_or_address(code: str) -> None:
    assert reachable_code(code)
