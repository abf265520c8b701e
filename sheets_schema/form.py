"""The donor form, made from the sheets: its questions, their stable ids, and the requests that create it.

Question and item ids are derived from keys (the Forms API accepts ids on creation), so an answer is understood without
reading the form first. Google's form cannot validate numbers; `functions.core.submission` does.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from sheets_schema.private import AidKind, Region, Target
from sheets_schema.terms import DonorGroup, Frequency, TargetType

TITLE = "Formulir Komitmen KSBB"
DESCRIPTION = (
    "Terima kasih ingin membantu. Pilih sasaran, tuliskan bantuan dan tanggalnya. Jawaban Anda dicocokkan dengan "
    "sisa kuota dan dijawab lewat surel dalam beberapa menit. Nomor telepon dan surel hanya diberikan kepada "
    "penanggung jawab sasaran yang Anda pilih."
)
CONSENT_VERSION = "1"
PLEDGE = "Kami berkomitmen menyalurkan bantuan ini sesuai jumlah dan jadwal di atas."
CONSENT = f"Nama kami boleh ditampilkan di halaman publik (persetujuan versi {CONSENT_VERSION})."
SELF_DELIVERED = "Disalurkan sendiri"
VIA = "Lewat "
TAKE_PART = "Ambil sebagian: sebanyak sisa kuota"
TAKE_NONE = "Batalkan: kami akan memilih sasaran lain"
INFO = {"title": TITLE, "description": DESCRIPTION}
"""What the form says of itself, as `forms.batchUpdate` names it."""
SETTINGS = {"emailCollectionType": "RESPONDER_INPUT"}
"""The form's settings that the system rests on: a donor is answered by mail."""
_TARGETS_HELP = "RW diurutkan menurut kelurahan, lalu nomor RW. Panti dan pesantren ada di akhir daftar."
_AID_HELP = (
    "Isi satu jenis bantuan atau lebih. Tulis angka saja, tanpa titik. Setelah Anda menekan Kirim, keputusan dan "
    "langkah berikutnya datang lewat surel dalam beberapa menit. Bila tidak ada, periksa folder spam."
)
_PLEDGE_HELP = "Centang yang pertama: tanpa itu isian bukan komitmen. Yang kedua boleh dikosongkan."


class Answer(Enum):
    """How a question is answered, as the Forms API names it."""

    SHORT = "SHORT"
    DROPDOWN = "DROP_DOWN"
    RADIO = "RADIO"
    TICKS = "CHECKBOX"
    DATE = "DATE"


def one_line(text: str) -> str:
    """A text as the form shows it: Google refuses the whole change for one line break or the same choice twice."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


@dataclass(frozen=True)
class Section:
    """A page of the form. Its texts have one line, whatever is given."""

    key: str
    title: str
    description: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "description", one_line(self.description))


@dataclass(frozen=True)
class Question:
    """One question. `next_section` maps a choice to the key of the section that follows it.

    Its texts have one line, and no choice is empty or comes twice, whatever is given.
    """

    key: str
    title: str
    answer: Answer
    help: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    next_section: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "help", one_line(self.help))
        object.__setattr__(self, "choices", tuple(dict.fromkeys(filter(None, map(one_line, self.choices)))))
        if self.next_section is not None:
            onward = {one_line(choice): section for choice, section in self.next_section.items()}
            object.__setattr__(self, "next_section", onward)


CITY_PAGE = Section("city", "Sasaran", "Pilih kota, lalu sasarannya.")


def question_id(key: str) -> str:
    """The stable question id (eight hex digits) of a question key."""
    return f"{zlib.crc32(key.encode()) & 0x7FFFFFFF:08x}"


def item_id(key: str) -> str:
    """The stable id of the item that holds the question with this key."""
    return question_id("item " + key)


def section_id(key: str) -> str:
    """The stable item id of a section. A section and its first question may share a key, never an id."""
    return question_id("section " + key)


def id_of(one: Section | Question) -> str:
    """The id of the item that a form has for it."""
    return section_id(one.key) if isinstance(one, Section) else item_id(one.key)


def target_question(city: str) -> str:
    """Key of the question that lists the targets of one city."""
    return f"target {city}"


def quantity_question(kind: str) -> str:
    """Key of the quantity question of an aid kind; portions a day for daily kinds."""
    return f"quantity {kind}"


def days_question(kind: str) -> str:
    """Key of the question for the number of days of a daily kind."""
    return f"days {kind}"


def target_label(code: str, name: str) -> str:
    """The choice that stands for a target: constant, with the code that identifies it."""
    return one_line(f"{name} [{code}]")


def target_name(target: Target, region: Region) -> str:
    """A target as people call it: "RW 05 Kebayoran Lama Utara", or an institution's name."""
    if target.type is TargetType.RW:
        return f"RW {target.rw or 0:02} {region.village}"
    return target.name or region.village


def target_choice(target: Target, region: Region) -> str:
    """What a donor picks: "RW 05 Kebayoran Lama Utara [code]". It never changes."""
    return target_label(target.code, target_name(target, region))


def place_in_list(choice: str) -> tuple[bool, str, str]:
    """Sort key of target choices: RW by kelurahan, then number, as a donor looks for them; institutions after them."""
    found = re.match(r"RW (\d+) (.*) \[", choice)
    return (False, found[2], found[1]) if found else (True, choice, "")


def group_label(group: DonorGroup) -> str:
    """The choice that stands for a donor class."""
    return group.value.capitalize()


def form_items(
    kinds: Sequence[AidKind], targets: Mapping[str, Sequence[str]], aggregators: Iterable[str]
) -> tuple[Section | Question, ...]:
    """Everything on the form, in order; the first section is the form's own first page.

    `targets` maps each city to its target labels. A donor sees at most 14 questions while three kinds are asked.
    """
    return (*_donor_items(aggregators), *_target_items(targets), *_aid_items(kinds))


def _donor_items(aggregators: Iterable[str]) -> tuple[Section | Question, ...]:
    channels = (SELF_DELIVERED, *(VIA + name for name in aggregators))
    groups = tuple(group_label(g) for g in DonorGroup)
    return (
        Question("name", "Nama lembaga atau perorangan", Answer.SHORT, "Nama saja, tanpa nomor atau alamat."),
        Question("group", "Golongan", Answer.DROPDOWN, choices=groups),
        Question("contact", "Nama narahubung", Answer.SHORT, "Orang yang dapat dihubungi."),
        Question("phone", "Nomor telepon atau WhatsApp narahubung", Answer.SHORT, "Contoh bentuk: 0812-0000-0000."),
        Question("channel", "Penyaluran", Answer.DROPDOWN, "Sendiri atau lewat agregator.", choices=channels),
    )


def _target_items(targets: Mapping[str, Sequence[str]]) -> tuple[Section | Question, ...]:
    where = {city: target_question(city) for city in targets}
    items: list[Section | Question] = [CITY_PAGE]
    if targets:  # a choice without choices is refused; recap adds it once staff have a target
        items.append(Question("city", "Kota atau kabupaten", Answer.RADIO, choices=tuple(targets), next_section=where))
    for city, labels in targets.items():
        items.append(Section(where[city], f"Sasaran di {city}", _TARGETS_HELP))
        onward = dict.fromkeys(labels, "aid")
        items.append(Question(where[city], "Sasaran", Answer.DROPDOWN, choices=tuple(labels), next_section=onward))
    return tuple(items)


def _aid_items(kinds: Sequence[AidKind]) -> tuple[Section | Question, ...]:
    items: list[Section | Question] = [Section("aid", "Bantuan", _AID_HELP)]
    for kind in kinds:
        daily = kind.frequency is Frequency.DAILY
        title = (
            f"{kind.name}: {kind.unit or 'jumlah'} per hari" if daily else f"{kind.name}: jumlah {kind.unit}".strip()
        )
        items.append(Question(quantity_question(kind.code), title, Answer.SHORT, kind.terms or "", required=False))
        if daily:
            title = f"{kind.name}: berapa hari"
            items.append(
                Question(days_question(kind.code), title, Answer.SHORT, "Kosong berarti 1 hari.", required=False)
            )
    return (
        *items,
        Question("date", "Tanggal penyaluran (hari pertama)", Answer.DATE),
        Question("if_short", "Bila sisa kuota tidak cukup", Answer.RADIO, choices=(TAKE_PART, TAKE_NONE)),
        Question("pledge", "Pernyataan", Answer.TICKS, _PLEDGE_HELP, choices=(PLEDGE, CONSENT)),
    )


def prefilled(form_url: str, answers: Mapping[str, str]) -> str:
    """The form's own link with these answers (question key -> text) filled in, as Google Forms makes such links."""
    filled = {f"entry.{int(question_id(key), 16)}": text for key, text in answers.items()}
    return f"{form_url}?{urlencode({'usp': 'pp_url', **filled})}"


def creation_requests(items: Sequence[Section | Question]) -> list[dict[str, Any]]:
    """The `forms.batchUpdate` requests that turn a new, empty form into this one."""
    first = [update_info(("description",)), update_settings()]
    # A choice can only lead to a section that exists, so pages are made first, then questions at their places.
    pages = [i for i in items if isinstance(i, Section)]
    first += [create_item(page, index) for index, page in enumerate(pages)]
    places = [(index, item) for index, item in enumerate(items) if isinstance(item, Question)]
    return first + [create_item(question, index) for index, question in places]


def update_info(fields: Sequence[str]) -> dict[str, Any]:
    """The request that makes the form say these fields of `INFO`."""
    return {"updateFormInfo": {"info": {name: INFO[name] for name in fields}, "updateMask": ",".join(fields)}}


def update_settings() -> dict[str, Any]:
    """The request that gives the form its settings."""
    return {"updateSettings": {"settings": SETTINGS, "updateMask": ",".join(SETTINGS)}}


def create_item(item: Section | Question, index: int) -> dict[str, Any]:
    """The request that puts a section or question at a place among the items."""
    made = _section_item(item) if isinstance(item, Section) else _question_item(item)
    return {"createItem": {"item": made, "location": {"index": index}}}


def _section_item(section: Section) -> dict[str, Any]:
    item = {"itemId": section_id(section.key), "title": section.title, "pageBreakItem": {}}
    return item | ({"description": section.description} if section.description else {})


def _question_item(question: Question) -> dict[str, Any]:
    item: dict[str, Any] = {
        "itemId": item_id(question.key),
        "title": question.title,
        "questionItem": {"question": whole_question(question)},
    }
    return item | ({"description": question.help} if question.help else {})


def whole_question(question: Question) -> dict[str, Any]:
    """The item's `question`, with its id: how it is answered, and whether it must be."""
    body: dict[str, Any] = {"questionId": question_id(question.key), "required": question.required}
    if question.answer is Answer.SHORT:
        body["textQuestion"] = {"paragraph": False}
    elif question.answer is Answer.DATE:
        body["dateQuestion"] = {"includeTime": False, "includeYear": True}
    else:
        options = [_option(question, choice) for choice in question.choices]
        body["choiceQuestion"] = {"type": question.answer.value, "options": options}
    return body


def _option(question: Question, choice: str) -> dict[str, str]:
    option = {"value": choice}
    if question.next_section is not None:
        option["goToSectionId"] = section_id(question.next_section[choice])
    return option
