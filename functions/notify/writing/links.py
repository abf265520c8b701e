"""Every address that a message leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from functions.core.contacts import normal_phone
from sheets_schema.column import Tab

LONGEST_LINK = 2000
"""Characters of a link that every phone and browser takes whole."""
LONGEST_TEXT = LONGEST_LINK - len("https://wa.me/?text=") - 20
"""Characters of a WhatsApp text, encoded, beside the phone's number."""
MOST_PARTS = 20
"""Links for one message: a cell of Google Sheets holds 50,000 characters."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the form, a commitment's public status and the private workbook are. `status` has `{n}` and `{row}`."""

    form: str
    status: str
    private: str

    def status_of(self, n: int) -> str:
        """Where anyone reads what became of commitment n. Row k + 1 of the public tab is commitment k."""
        return self.status.format(n=n, row=n + 1)

    def row_of(self, tab: Tab[Any], k: int) -> str:
        """Row k below the header of a tab of the private workbook."""
        return f"{self.private}#gid={tab.sheet_id}&range=A{k + 1}"

    def cell_of(self, link: str | None) -> str:
        """The cell of the private workbook that a link in Pemeriksaan Data leads to, where that workbook is."""
        return f"{self.private}#{link.partition('#')[2]}" if link else ""


def whatsapp(phone: str, text: str) -> str | None:
    """A link that opens WhatsApp with a text to this number, or None when it is no phone number."""
    digits = normal_phone(phone)
    return f"https://wa.me/{digits}?text={_cut(quote(text, safe=''))}" if digits else None


def _cut(encoded: str) -> str:
    """What a link bears, ending at a whole character: one line alone may be too long in another script."""
    if len(encoded) <= LONGEST_TEXT:
        return encoded
    return quote(unquote_to_bytes(encoded[: LONGEST_TEXT - 12].rpartition("%")[0]).decode(errors="ignore"), safe="")
