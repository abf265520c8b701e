"""Who is the same donor (design, section 7)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from functions.core.called import called
from functions.core.contacts import contact_keys
from functions.core.events import DonorSeen
from functions.core.state import State
from functions.core.submission import Submission


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives: a donor's code, None when nobody could be recognised, and all donors with a contact of theirs."""

    code: str | None = None
    akin: frozenset[str] = frozenset()


def known_by(found: Iterable[tuple[Iterable[str], str]]) -> dict[str, tuple[str, ...]]:
    """From the contacts of each donor to each contact's donors, in the order of their codes."""
    donors: defaultdict[str, set[str]] = defaultdict(set)
    for keys, code in found:
        for key in keys:
            donors[key].add(code)
    return {key: tuple(sorted(codes, key=_number)) for key, codes in donors.items()}


def _number(code: str) -> int:
    return int(code[1:])


def recognise(
    state: State, contacts: Mapping[str, tuple[str, ...]], submission: Submission
) -> tuple[Giver, DonorSeen | None, dict[str, tuple[str, ...]]]:
    """Who gives, the event if there is news of it, and what contacts are known by from now on.

    The same contact and the same name are the same donor; the same contact and another name are another one. A
    submission without a name or without any valid contact has no donor: nobody could be recognised by it.
    """
    response = submission.response
    keys = contact_keys(response.first("phone"), response.email)
    if not keys or not response.first("name"):
        return Giver(), None, {}
    mark = name_digest(state, response.first("name"))
    others = {key: tuple(code for code in contacts.get(key, ()) if code in state.donors) for key in keys}
    akin = tuple(dict.fromkeys(code for key in keys for code in others[key]))
    # A donor decided before names were kept is known by contact alone.
    same_name = (code for code in akin if state.donors[code].called in {"", mark})
    code = next(same_name, f"D{len(state.donors) + 1}")
    seen = DonorSeen(
        code=code,
        response=response.id,
        group=submission.group,
        aggregator=submission.aggregator,
        name=submission.name,
    )
    known = state.donors.get(code)
    if known is None:
        seen = seen.model_copy(update={"called": mark, "beside": min(akin, key=_number, default=None)})
    same = known and (known.group, known.aggregator, known.name) == (seen.group, seen.aggregator, seen.name)
    # A faulty submission is no news of a known donor: its class or consent may be just what is missing.
    news = not same and not (known and (submission.faults or submission.doubts))
    more = {key: codes if code in codes else (*codes, code) for key, codes in others.items()}
    return Giver(code, frozenset({code, *akin})), seen if news else None, more


def name_digest(state: State, name: str) -> str:
    """What tells the name of one donor from another's, without repeating it."""
    return text_digest(state, called(name))


def mergeable(state: State, code: str, into: str) -> bool:
    """Whether a donor can be merged into another: it exists, and the chain does not lead back."""
    return into != code and into in state.donors and state.donor_root(into) != code


def text_digest(state: State, *texts: object) -> str:
    """A short digest, salted by the journal, that tells one staff text from another without repeating it."""
    return salted(state.bound.salt if state.bound else "", *texts)


def salted(salt: str, *texts: object) -> str:
    """The same with a salt at hand."""
    whole = "\x1f".join([salt, *(str(text) for text in texts)])
    return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:16]
