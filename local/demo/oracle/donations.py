"""What donors wrote: the form's responses, read through the questions' titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from local.demo.oracle.material import Material

_FIXED = {
    "nama lembaga": "name",
    "golongan": "group",
    "nama narahubung": "contact",
    "nomor telepon": "phone",
    "penyaluran": "channel",
    "kota": "city",
    "sasaran": "target",
    "tanggal penyaluran": "date",
    "bila sisa": "if_short",
    "pernyataan": "pledge",
}


@dataclass(frozen=True)
class Donation:
    """One response. `quantities` and `days` hold what was typed, by kind; `target` is the code in the chosen label."""

    id: str
    created: str
    submitted: str
    email: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    quantities: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    consents: bool = False
    notes: tuple[str, ...] = ()
    """Answers to questions that the form's owner has added."""

    @property
    def name(self) -> str:
        """The giver's name as typed."""
        return self.texts.get("name", "")

    @property
    def target(self) -> str:
        """The code in brackets at the end of the chosen target."""
        found = re.search(r"\[([^\[\]]+)\]\s*$", self.texts.get("target", ""))
        return found.group(1) if found else ""

    @property
    def aggregator(self) -> str:
        """The aggregator it goes through, or nothing."""
        channel = self.texts.get("channel", "")
        return channel.removeprefix("Lewat ") if channel.startswith("Lewat ") else ""

    @property
    def takes_part(self) -> bool:
        """Whether the giver takes what room there is."""
        return self.texts.get("if_short", "").startswith("Ambil sebagian")

    def offered(self) -> dict[str, int | None]:
        """The kinds that must each have a line, with the amount asked: None when what was typed is no sound number."""
        offered = {k for k, text in self.quantities.items() if text.strip("0")}
        offered |= {k for k, text in self.days.items() if text and not self.quantities.get(k)}
        return {kind: self._asked(kind) for kind in sorted(offered)}

    def _asked(self, kind: str) -> int | None:
        quantity, days = self.quantities.get(kind, ""), self.days.get(kind) or "1"
        if re.fullmatch(r"[0-9]{1,9}", quantity) and re.fullmatch(r"[0-9]{1,3}", days):
            return int(quantity) * int(days)
        return None


def donations(material: Material) -> dict[str, Donation]:
    """All responses of the form by id."""
    questions = _questions(material)
    return {r["responseId"]: _donation(r, questions) for r in material.responses}


def _questions(material: Material) -> dict[str, tuple[str, str]]:
    """Question id -> what it asks: ("text", field), ("quantity", kind), ("days", kind); of others ("note", title)."""
    kinds = {str(row["nama"]): str(row["kode"]) for row in material.records("Jenis Bantuan")}
    found = {}
    for item in material.form.get("items", []):
        question = item.get("questionItem", {}).get("question")
        if question:
            found[question["questionId"]] = _meaning(item["title"], kinds)
    return found


def _meaning(title: str, kinds: Mapping[str, str]) -> tuple[str, str]:
    name, colon, rest = title.partition(": ")
    if colon and name in kinds:
        return ("days" if rest.startswith("berapa hari") else "quantity"), kinds[name]
    for start, meaning in _FIXED.items():
        if title.lower().startswith(start):
            return "text", meaning
    return "note", title


def _donation(response: Mapping[str, Any], questions: Mapping[str, tuple[str, str]]) -> Donation:
    heard: dict[str, dict[str, str]] = {"text": {}, "quantity": {}, "days": {}, "note": {}}
    consents = False
    for question, answer in response.get("answers", {}).items():
        values = [a.get("value", "") for a in answer.get("textAnswers", {}).get("answers", [])]
        what, detail = questions.get(question, ("note", question))
        text = _written(values[0]) if values else ""
        heard[what][detail] = _counted(text) if what in ("quantity", "days") else text
        consents = consents or (detail == "pledge" and any("boleh ditampilkan" in v for v in values))
    return Donation(
        id=response["responseId"],
        created=response["createTime"],
        submitted=response["lastSubmittedTime"],
        email=response.get("respondentEmail", ""),
        texts=heard["text"],
        quantities=heard["quantity"],
        days=heard["days"],
        consents=consents,
        notes=tuple(heard["note"].values()),
    )


def _written(text: str) -> str:
    """What is to be seen: without marks that do not show, blanks of any kind once."""
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def _counted(text: str) -> str:
    """A number in ordinary digits, without the unit behind it."""
    return re.sub(r"(?<=\d) (paket|porsi)$", "", unicodedata.normalize("NFKC", text))


def as_decided(donation: Donation, differences: list[Mapping[str, Any]]) -> Donation:
    """The donation before it was edited, as far as the journal tells what the edit changed."""
    quantities, days, texts = dict(donation.quantities), dict(donation.days), dict(donation.texts)
    for difference in differences:
        name, _, kind = difference["field"].partition(" ")
        before = str(difference["before"] or "")
        if name == "quantity":
            quantities[kind], days[kind] = before.replace("-", ""), "1"
        elif name == "target":
            texts["target"] = f"[{before}]"
        else:
            texts[name] = before
    return replace(donation, quantities=quantities, days=days, texts=texts)


def phone_key(text: str) -> str:
    """A phone number's digits without trunk or country code, however it was spelled; nothing when it is too short."""
    digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
    national = re.sub(r"^(?:62|0)+", "", digits)
    return national if len(national) >= 7 else ""


def email_key(text: str) -> str:
    """An e-mail address in one spelling."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
