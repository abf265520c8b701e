"""What a person is told when the editor refuses: Google's own wording in Indonesian, where it is known."""

from local.wire.errors import ApiError
from local.wire.jsontypes import Json

_PROTECTED = (
    "Anda mencoba mengedit sel atau objek yang dilindungi. Hubungi pemilik spreadsheet untuk menghapus perlindungan "
    "jika Anda perlu mengeditnya."
)
_READ_ONLY = (
    "Anda hanya dapat melihat file ini. Minta akses edit kepada pemiliknya, atau pilih orang lain di kanan atas."
)
_TOO_LONG = "Isian melebihi 50.000 karakter dalam satu sel. Pendekkan, lalu coba lagi."
_OUTSIDE = "Sel ini di luar tabel. Isi baris dan kolom yang ada."
_TOO_MANY = "Spreadsheet ini akan melebihi 10 juta sel. Tempelkan lebih sedikit baris."
_CUT = (
    "Sel gabungan terpotong oleh sel yang bergeser. Pisahkan dulu sel gabungan itu, atau pilih juga sel lain di "
    "kolom atau barisnya, lalu ulangi."
)
_BY_TEXT = (
    ("all cells in a merged range", "Sel gabungan terpotong", _CUT),
    ("protected cell", "Sel dilindungi", _PROTECTED),
    ("exceeds grid limits", "Di luar tabel", _OUTSIDE),
    ("above the limit of", "Terlalu banyak sel", _TOO_MANY),
    ("maximum of 50000 characters", "Isian terlalu panjang", _TOO_LONG),
)


def refusal(error: ApiError) -> Json:
    """Title and text for a refusal of the API; its own text where no wording is known."""
    if error.code == 403:
        return {"title": "Anda memerlukan akses edit", "text": _READ_ONLY}
    for part, title, text in _BY_TEXT:
        if part in error.message:
            return {"title": title, "text": text}
    return {"title": "Terjadi masalah", "text": error.message}


def broken_rule(cell: str, help_text: str) -> Json:
    text = f"Data yang Anda masukkan di sel {cell} melanggar aturan validasi data yang ditetapkan untuk sel ini."
    return {"title": "Terjadi masalah", "text": text, "help": help_text}


def cannot_undo(reason: str) -> Json:
    return {"title": "Tidak diurungkan", "text": reason}
