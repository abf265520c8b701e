"""The rules of the programme that are a number or a text: rows of the tab Pengaturan (design, section 7)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sheets_schema.terms import YesNo


@dataclass(frozen=True)
class Rule:
    """One row of Pengaturan: key, value when the workbook is made, meaning, the upper bound of a number.

    `addresses`: a text is e-mail addresses. `yes_no`: it is one of both words. A default of None: a whole number from 0
    on, or nothing; the row may be missing.
    """

    key: str
    default: int | str | None
    note: str
    maximum: int = 10_000_000
    addresses: bool = False
    yes_no: bool = False


_MEANT = "Hanya bila tab {} memang menyusut lebih dari separuh: jumlah barisnya yang benar. Selebihnya kosong."

AGGREGATORS = "agregator"
"""The key of the one setting that others read: names that the form offers."""

RULES: tuple[Rule, ...] = (
    Rule(
        "jumlah tinjau",
        5000,
        "Baris dengan jumlah di atas ini ditinjau petugas lebih dulu; kuotanya ditahan.",
    ),
    Rule("jumlah maksimum", 100_000, "Jumlah di atas ini ditolak sebagai salah tulis."),
    Rule("baris terbuka maksimum", 100, "Komitmen berjalan per kontak; selebihnya ditinjau petugas."),
    Rule(
        "jam isian ganda",
        48,
        "Isian yang sama (kontak, sasaran, jenis, jumlah, tanggal) dalam sekian jam ditinjau petugas lebih dulu.",
        720,
    ),
    Rule("hari tinjauan", 1, "Hari kerja yang dikatakan kepada donatur bila komitmennya ditinjau.", 30),
    Rule("hari maksimum", 31, "Lama penyaluran harian paling banyak, dalam hari.", 366),
    Rule("hari ke depan maksimum", 120, "Tanggal penyaluran paling jauh, dihitung dari hari pengisian.", 730),
    Rule("surel sehari", 1600, "Surel paling banyak sehari; selebihnya besok. Gmail biasa: 400.", 10_000),
    Rule("surel sejam", 1600, "Surel paling banyak sejam; selebihnya jam berikutnya. Hosting biasa: 100.", 10_000),
    Rule(
        "surel pokja",
        "",
        "Alamat surel Pokja, dipisahkan titik koma: menerima rekap harian, dan balasan donatur.",
        addresses=True,
    ),
    Rule("baris Sasaran", None, _MEANT.format("Sasaran")),
    Rule("baris Jenis Bantuan", None, _MEANT.format("Jenis Bantuan")),
    Rule("baris Periode", None, _MEANT.format("Periode")),
    Rule("baris Kuota", None, _MEANT.format("Kuota")),
    Rule(
        "formulir menerima jawaban",
        YesNo.YES.value,
        "ya atau tidak. Bila tidak, formulir ditutup; bila ya, formulir yang ditutup di formulirnya dibuka lagi.",
        yes_no=True,
    ),
    Rule(AGGREGATORS, "ACT; Bazis Baznas DKI; Human Initiative; PMI DKI; Rumah Zakat", "Dipisahkan titik koma."),
)


@dataclass(frozen=True)
class Settings:
    """The rules as values, by default those of `RULES`. Quantities in units of the aid kind, spans in days."""

    review_above: int = 5000
    largest: int = 100_000
    open_lines: int = 100
    double_hours: int = 48
    review_days: int = 1
    longest_days: int = 31
    furthest_days: int = 120
    mails_a_day: int = 1600
    mails_an_hour: int = 1600
    office: tuple[str, ...] = ()
    target_rows: int | None = None
    kind_rows: int | None = None
    period_rows: int | None = None
    quota_rows: int | None = None
    open_form: bool = True
    aggregators: tuple[str, ...] = ("ACT", "Bazis Baznas DKI", "Human Initiative", "PMI DKI", "Rumah Zakat")


KEY_OF_FIELD = dict(zip((f.name for f in fields(Settings)), (r.key for r in RULES), strict=True))


def rows_rule(tab: str) -> str:
    """The field of `Settings` that says how many rows of a tab are meant. Raises StopIteration for other tabs."""
    return next(field for field, key in KEY_OF_FIELD.items() if key == f"baris {tab}")


def names_in(text: object) -> tuple[str, ...]:
    """The names of a list separated by semicolons, each once."""
    names: dict[str, str] = {}
    for part in str(text or "").split(";"):
        name = " ".join(part.split())
        if name:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())
