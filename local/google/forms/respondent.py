"""What the form's page does with what a respondent filled in: which sections were visited, what is missing or wrong.

Rules of the Forms editor: support.google.com/docs/answer/141062 (sections and "go to section based on answer"),
.../answer/7322334 (required questions, prefilled links). Messages are what a respondent reads, so in Indonesian.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from local.google.forms.model import Asked
from local.wire.jsontypes import Json

OTHER = "__other_option__"
EMAIL_FIELD = "emailAddress"
REQUIRED = "Pertanyaan ini wajib diisi."
_NOT_AN_OPTION = "Pilih salah satu pilihan yang tersedia."
_NOT_A_DATE = "Tanggal tidak dikenali. Ketik tahun-bulan-tanggal, misalnya 2020-05-02."
_NOT_A_TIME = "Jam tidak dikenali. Ketik jam:menit, misalnya 14:30."
_NOT_AN_EMAIL = "Alamat email tidak lengkap. Contoh: nama@contoh.id."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

Texts = Mapping[str, list[str]]
"""What was sent, by field name; a checkbox question sends several."""


class Section(NamedTuple):
    """A page of the form: the page break that opens it (None for the first) and the items on it."""

    break_item: Json | None
    items: list[Json]

    @property
    def section_id(self) -> str:
        return str(self.break_item["itemId"]) if self.break_item else ""

    def asked(self) -> list[Asked]:
        found = []
        for item in self.items:
            question = item.get("questionItem", {}).get("question")
            if question is not None:
                found.append(Asked(question["questionId"], item, question))
        return found


class Filled(NamedTuple):
    """The outcome: texts by questionId, e-mail if collected, and messages by field name."""

    answers: dict[str, list[str]]
    email: str | None
    errors: dict[str, str]


def field_name(question_id: str) -> str:
    """`entry.` and the question id in decimal, as in Google's prefilled links."""
    return f"entry.{int(question_id, 16)}"


def sections(form: Json) -> list[Section]:
    found = [Section(None, [])]
    for item in form.get("items", []):
        if "pageBreakItem" in item:
            found.append(Section(item, []))
        else:
            found[-1].items.append(item)
    return found


def collects_email(form: Json) -> bool:
    return form.get("settings", {}).get("emailCollectionType") in ("RESPONDER_INPUT", "VERIFIED")


def read(form: Json, sent: Texts) -> Filled:
    """Check what was sent the way Google does: only the sections on the respondent's way count."""
    errors: dict[str, str] = {}
    email = None
    if collects_email(form):
        email = next(iter(sent.get(EMAIL_FIELD, [])), "").strip()
        if not _EMAIL.fullmatch(email):
            errors[EMAIL_FIELD] = _NOT_AN_EMAIL if email else REQUIRED
    answers: dict[str, list[str]] = {}
    for section in visited(form, sent):
        for asked in section.asked():
            name = field_name(asked.question_id)
            texts = _texts(sent, name)
            problem = _problem(asked, texts)
            if problem:
                errors[name] = problem
            elif texts:
                answers[asked.question_id] = texts
    return Filled(answers, email, errors)


def _texts(sent: Texts, name: str) -> list[str]:
    """The texts of one question; an "other" choice stands for what was typed beside it. Blank is no answer."""
    texts = []
    for text in sent.get(name, []):
        chosen = next(iter(sent.get(f"{name}.other_option_response", [])), "") if text == OTHER else text
        if chosen.strip():
            texts.append(chosen)
    return texts


def visited(form: Json, sent: Texts) -> Iterable[Section]:
    """The sections on the way through the form that these answers take."""
    pages = sections(form)
    index, seen = 0, set()
    while index < len(pages) and index not in seen:
        seen.add(index)
        yield pages[index]
        index = _next(pages, index, sent)


def _next(pages: list[Section], index: int, sent: Texts) -> int:
    following = index + 1
    for asked in pages[index].asked():
        chosen = _texts(sent, field_name(asked.question_id))
        for option in asked.question.get("choiceQuestion", {}).get("options", []):
            if option.get("value") not in chosen:
                continue
            if option.get("goToSectionId"):
                following = _place(pages, option["goToSectionId"], index)
            elif option.get("goToAction") == "SUBMIT_FORM":
                following = len(pages)
            elif option.get("goToAction") == "RESTART_FORM":
                following = 0
    return following


def _place(pages: list[Section], section_id: str, index: int) -> int:
    places = [place for place, page in enumerate(pages) if page.section_id == section_id]
    return places[0] if places else index + 1


def _problem(asked: Asked, texts: list[str]) -> str | None:
    if not texts:
        return REQUIRED if asked.required else None
    question = asked.question
    if "choiceQuestion" in question:
        return _choice_problem(question["choiceQuestion"], texts)
    if "dateQuestion" in question:
        return None if _is_date(question["dateQuestion"], texts[0]) else _NOT_A_DATE
    if "timeQuestion" in question:
        return None if re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", texts[0]) else _NOT_A_TIME
    if "scaleQuestion" in question:
        scale = question["scaleQuestion"]
        allowed = [str(step) for step in range(scale.get("low", 0), scale["high"] + 1)]
        return None if texts[0] in allowed else _NOT_AN_OPTION
    return None


def _choice_problem(choice: Json, texts: list[str]) -> str | None:
    options = choice.get("options", [])
    if any(option.get("isOther") for option in options):
        return None
    values = {option.get("value") for option in options}
    many = choice.get("type") == "CHECKBOX"
    return None if set(texts) <= values and (many or len(texts) == 1) else _NOT_AN_OPTION


def _is_date(date: Json, text: str) -> bool:
    day = "%Y-%m-%d" if date.get("includeYear") else "%m-%d"
    pattern = f"{day} %H:%M" if date.get("includeTime") else day
    try:
        dt.datetime.strptime(text.replace("T", " "), pattern)  # noqa: DTZ007 - a date as answered has no zone
    except ValueError:
        return False
    return True
