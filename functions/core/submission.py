"""What a donor wrote, checked field by field: every fault at once, nothing guessed (design, sections 6 and 7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from functions.core.contacts import normal_email, normal_phone
from functions.core.events import NameState, Reason
from functions.core.redaction.names import name_state
from sheets_schema import lengths
from sheets_schema.form import (
    CONSENT,
    PLEDGE,
    SELF_DELIVERED,
    TAKE_NONE,
    TAKE_PART,
    VIA,
    days_question,
    group_label,
    quantity_question,
    question_id,
    target_question,
)
from sheets_schema.plain import means_nothing, plain, without_unit
from sheets_schema.private import AidKind
from sheets_schema.settings import Settings
from sheets_schema.terms import DonorGroup, Frequency

T = TypeVar("T")

JAKARTA = dt.timezone(dt.timedelta(hours=7), "WIB")
_MILLISECOND = dt.timedelta(milliseconds=1)
_GROUPS = {group_label(group): group for group in DonorGroup}
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,12}")
_GROUPED_NUMBER = re.compile(r"-?[0-9]+([.,\s][0-9]+)+")
_TARGET_CODE = re.compile(r"\[([^\[\]]+)\]\s*$")


@dataclass(frozen=True, slots=True)
class Response:
    """A form response as read. Times are UTC in RFC 3339 with nine decimals, so that they sort as text.

    Its texts are plain, whatever is given: nothing is decided, compared or shown that was not made plain.
    """

    id: str
    created: str
    submitted: str
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    email: str = ""

    def __post_init__(self) -> None:
        texts = {question: tuple(map(_readable, given)) for question, given in self.answers.items()}
        object.__setattr__(self, "answers", texts)
        object.__setattr__(self, "email", _readable(self.email))

    def first(self, key: str) -> str:
        """The first answer to the question with this key, or an empty text."""
        return (self.answers.get(question_id(key)) or ("",))[0]

    def all(self, key: str) -> tuple[str, ...]:
        """All answers to the question with this key."""
        return self.answers.get(question_id(key), ())

    def answered(self, key: str) -> bool:
        """Whether the answer to this key says anything: "-" does not."""
        return not means_nothing(self.first(key))

    @property
    def untouched(self) -> bool:
        """Whether it was submitted once only: Google keeps the first time to the millisecond, the last one finer."""
        return _moment(self.submitted) - _moment(self.created) < _MILLISECOND

    @property
    def moment(self) -> dt.datetime:
        """When it was created, to the second."""
        return dt.datetime.fromisoformat(self.created[:19]).replace(tzinfo=dt.UTC)

    @property
    def day(self) -> dt.date:
        """The day in Jakarta on which it was created."""
        return self.moment.astimezone(JAKARTA).date()


def _readable(text: str) -> str:
    """Plain; no more of it than any sound answer has, because strangers may send as much as they like."""
    return plain(text[: lengths.TEXT])


def _moment(stamp: str) -> dt.datetime:
    return dt.datetime.fromisoformat(stamp[:26])


@dataclass(frozen=True, slots=True)
class Asked:
    """How the form asks for a kind: whether for each day, and what may stand beside the number ("50 paket")."""

    daily: bool = False
    units: tuple[str, ...] = ()


def asked_for(kind: AidKind | None, by_day: bool) -> Asked:
    """How the form asks for a kind of aid. `by_day`: the response says so, whatever the kind's row says now."""
    daily = by_day or (kind is not None and kind.frequency is Frequency.DAILY)
    units = tuple(filter(None, map(plain, (kind.unit, kind.name)))) if kind else ()
    each_day = tuple(f"{unit}{a_day}" for unit in (*units, "") for a_day in _A_DAY) if daily else ()
    return Asked(daily, (*units, *each_day))


_A_DAY = (" per hari", "/hari", " sehari")
_DAYS = ("hari",)


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of aid in a submission; `asked` is the total, portions a day times days for daily kinds."""

    kind: str | None
    asked: int | None = None
    days: int = 1
    faults: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """A response understood. `faults` concern all of it; an offer has its own. Contacts stay in the response.

    `doubts` are what the form as we made it cannot have let through: its owner may have changed it, and no donor can
    know. They never refuse anything; staff look.
    """

    response: Response
    name: NameState
    group: DonorGroup | None
    aggregator: str | None
    aggregator_gone: bool
    target: str
    date: dt.date | None
    take_part: bool
    offers: tuple[Offer, ...]
    former_kinds: bool
    """Whether it answers the question for a kind that was asked once, and whose row was removed or broken since."""
    faults: tuple[Reason, ...]
    doubts: tuple[Reason, ...] = ()
    extra: tuple[str, ...] = ()
    """Ids of questions that we never made and that it answers, in order, a few at most."""


class _Faults(list[Reason]):
    """Collects what is wrong while fields are read, and apart from it what only a changed form lets through."""

    def __init__(self) -> None:
        super().__init__()
        self.doubts: list[Reason] = []

    def doubt(self, code: str, field_: str) -> None:
        self.doubts.append(Reason(code=code, field=field_))

    def note(self, code: str, field_: str, number: int | None = None) -> None:
        self.append(Reason(code=code, field=field_, number=number))

    def text(self, value: str, field_: str, longest: int) -> bool:
        """Whether the text is there and short enough to be looked at further."""
        if not value:
            self.doubt("unanswered", field_)
        elif len(value) > longest:
            self.note("too_long", field_, longest)
        else:
            return True
        return False

    def choice(self, value: str, field_: str, choices: Mapping[str, T]) -> T | None:
        """What a choice stands for, or None with a doubt noted. The choices are compared as plain texts."""
        known = {plain(choice): meant for choice, meant in choices.items()}
        if value not in known:
            self.doubt("unknown_choice" if value else "unanswered", field_)
        return known.get(value)

    def number(self, text: str, field_: str, largest: int, units: tuple[str, ...]) -> int | None:
        """A whole number above 0, with one of these units beside it or none; else None with a fault noted."""
        text = without_unit(text, units)
        if _GROUPED_NUMBER.fullmatch(text):
            self.note("dotted_number", field_)
        elif not _PLAIN_NUMBER.fullmatch(text):
            too_long = text.isascii() and text.isdigit()
            self.note("too_large" if too_long else "not_a_number", field_, largest if too_long else None)
        elif int(text) <= 0:
            self.note("not_positive", field_)
        elif int(text) > largest:
            self.note("too_large", field_, largest)
        else:
            return int(text)
        return None


def understand(
    response: Response,
    kinds: Mapping[str, Asked],
    cities: Iterable[str],
    settings: Settings,
    former: Iterable[str] = (),
) -> Submission:
    """Read a response against the form it came from.

    `kinds` maps the kinds on the form to how it asks for them; `cities` are the cities it lists; `former` are kinds
    that it asked for at any time. Never raises for what a person typed.
    """
    faults = _Faults()
    name = response.first("name")
    faults.text(name, "name", lengths.NAME)
    faults.text(response.first("contact"), "contact", lengths.CONTACT)
    if faults.text(phone := response.first("phone"), "phone", lengths.CONTACT) and normal_phone(phone) is None:
        faults.note("not_a_phone", "phone")
    if not response.email:
        faults.doubt("no_email", "email")
    elif faults.text(response.email, "email", lengths.ADDRESS) and normal_email(response.email) is None:
        faults.note("not_an_email", "email")
    group = faults.choice(response.first("group"), "group", _GROUPS)
    channel = response.first("channel")
    channels = {SELF_DELIVERED: ""} | {plain(VIA + name): name for name in settings.aggregators}
    # The form may still list an aggregator that staff took out of Pengaturan: no fault of the donor's.
    gone = channel.startswith(VIA) and channel not in channels
    aggregator = None if gone else faults.choice(channel, "channel", channels)
    take_part = faults.choice(response.first("if_short"), "if_short", {TAKE_PART: True, TAKE_NONE: False})
    _pledge(response, faults)
    cities = tuple(cities)
    extra = _answered_beside(response, kinds, cities)
    once = _ids(key for kind in former for key in (quantity_question(kind), days_question(kind)))
    return Submission(
        response=response,
        name=name_state(name, CONSENT in response.all("pledge")),
        group=group,
        aggregator=aggregator or None,
        aggregator_gone=gone,
        target=_target(response, cities, faults),
        date=_date(response, settings, faults),
        take_part=bool(take_part),
        offers=_offers(response, kinds, settings),
        former_kinds=not extra.isdisjoint(once),
        faults=tuple(faults),
        doubts=tuple(faults.doubts),
        extra=tuple(sorted(extra - once)[:_MOST_EXTRA]),
    )


def _pledge(response: Response, faults: _Faults) -> None:
    ticked = set(response.all("pledge"))
    if PLEDGE in ticked:
        return
    if any(not means_nothing(text) for text in ticked - {CONSENT}):
        faults.doubt("unknown_choice", "pledge")
    else:
        faults.note("not_pledged", "pledge")


def _target(response: Response, cities: Iterable[str], faults: _Faults) -> str:
    """The code at the end of the chosen label, or the whole label when it has none."""
    # A donor may have gone back and chosen another city: the answer there is the one that counts.
    chosen_first = sorted(cities, key=lambda city: plain(city) != response.first("city"))
    label = next((text for city in chosen_first if (text := response.first(target_question(city)))), "")
    if not label:
        faults.doubt("unanswered", "target")
    code = _TARGET_CODE.search(label)
    return code.group(1).strip() if code else label


def _date(response: Response, settings: Settings, faults: _Faults) -> dt.date | None:
    text = response.first("date")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        # The form's calendar gives a whole day, always: all else is another question.
        faults.doubt("unknown_choice" if text else "unanswered", "date")
        return None
    if day < response.day:
        faults.note("past_date", "date")
    elif day > response.day + dt.timedelta(days=settings.furthest_days):
        faults.note("far_date", "date", settings.furthest_days)
    return day


def _offers(response: Response, kinds: Mapping[str, Asked], settings: Settings) -> tuple[Offer, ...]:
    """What is offered of each kind. A kind left empty, at "-" or at 0 is not offered; nothing at all is a fault."""
    found = []
    for kind, asked in kinds.items():
        text = _optional(response, quantity_question(kind))
        days = _optional(response, days_question(kind))
        if without_unit(text, asked.units).strip("0") or (asked.daily and days and not text):
            found.append(_offer(text, days, kind, asked, settings))
    if not found:
        zero = any(_optional(response, quantity_question(kind)) for kind in kinds)
        code = "not_positive" if zero else "no_quantity"
        return (Offer(kind=None, faults=(Reason(code=code, field="quantity"),)),)
    return tuple(found)


def _optional(response: Response, key: str) -> str:
    """The answer to a question that may stay empty; empty when it says that there is none."""
    return response.first(key) if response.answered(key) else ""


def _offer(text: str, days: str, kind: str, asked: Asked, settings: Settings) -> Offer:
    faults = _Faults()
    field_ = f"quantity {kind}"
    if not text:
        faults.note("missing", field_)
        return Offer(kind, faults=tuple(faults))
    amount = faults.number(text, field_, settings.largest, asked.units)
    number: int | None = 1
    if asked.daily and days:
        number = faults.number(days, f"days {kind}", settings.longest_days, _DAYS)
    if amount is None or number is None:
        return Offer(kind, faults=tuple(faults))
    if amount * number > settings.largest:
        faults.note("too_large", field_, settings.largest)
    return Offer(kind, amount * number, number, tuple(faults))


_FIXED = ("name", "group", "contact", "phone", "channel", "city", "date", "if_short", "pledge")
_MOST_EXTRA = 10


def _answered_beside(response: Response, kinds: Iterable[str], cities: Iterable[str]) -> set[str]:
    """Answers that say anything, to questions that the form as the sheets have it now does not ask."""
    asked = {key for kind in kinds for key in (quantity_question(kind), days_question(kind))}
    ids = _ids({*_FIXED, *map(target_question, cities), *asked})
    return {q for q, texts in response.answers.items() if q not in ids and not all(map(means_nothing, texts))}


def _ids(keys: Iterable[str]) -> set[str]:
    return set(map(question_id, keys))
