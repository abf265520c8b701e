"""What a spreadsheet's locale decides about numbers and dates: a table, one row a locale."""

from typing import NamedTuple


class Locale(NamedTuple):
    """Separators, the order of a numeric date, the currency sign, and the default patterns."""

    decimal: str
    group: str
    order: str
    """The order of day, month and year in a numeric date: `dmy`, `mdy` or `ymd`."""
    currency: str
    currency_pattern: str
    date_pattern: str
    months: tuple[str, ...]
    days: tuple[str, ...]
    """From Monday."""


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_INDONESIAN_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_INDONESIAN_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_FRENCH_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_US = Locale(".", ",", "mdy", "$", '"$"#,##0.00', "M/d/yyyy", _ENGLISH_MONTHS, _ENGLISH_DAYS)
_TABLE = {
    "en_US": _US,
    "en_GB": _US._replace(order="dmy", currency="£", currency_pattern='"£"#,##0.00', date_pattern="dd/MM/yyyy"),
    "id_ID": Locale(
        ",", ".", "dmy", "Rp", '"Rp"#,##0', "dd/MM/yyyy", _INDONESIAN_MONTHS, _INDONESIAN_DAYS
    ),
    "fr_FR": Locale(
        ",", "\u202f", "dmy", "€", '#,##0.00"\u00a0€"', "dd/MM/yyyy", _FRENCH_MONTHS, _FRENCH_DAYS
    ),
}  # fmt: skip
_BY_LANGUAGE = {"en": "en_US", "id": "id_ID", "in": "id_ID", "fr": "fr_FR"}


def locale(name: str) -> Locale:
    """The row for `id_ID` or `id`; a locale that the table lacks is treated as en_US."""
    return _TABLE.get(name) or _TABLE[_BY_LANGUAGE.get(name.partition("_")[0], "en_US")]
