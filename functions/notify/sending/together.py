"""An answer and the acceptance of the same response in one mail, when neither has gone out yet.

Each stays a message of its own, with claims and a receipt of its own: what is due depends on nothing that was sent. The
claim of the answer names the claim of the acceptance that its mail carries. That one is made before, and its receipt is
put first. So whoever finds the answer without a receipt, and the acceptance that it names with one under just that
claim, knows that the mail was handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.ledger import stored
from functions.notify.due.message import Kind, Message
from functions.notify.sending.receipts import Receipts


@dataclass(frozen=True, slots=True)
class Mail:
    """What one mail says: a message, and the acceptance that it carries along."""

    message: Message
    carried: Message | None = None

    @property
    def all(self) -> tuple[Message, ...]:
        """The carried one first: in this order they are claimed and get their receipts."""
        return (self.carried, self.message) if self.carried else (self.message,)


def together(messages: Sequence[Message]) -> list[Mail]:
    """The mails for these messages, in their order; a pair goes where the earlier of both would."""
    answers = {message.recipient: message for message in messages if message.kind is Kind.RECEIVED}
    carried: dict[str, Message] = {}
    for message in messages:
        answer = answers.get(message.recipient) if message.kind is Kind.ACCEPTED else None
        if answer and {*message.lines} & {*answer.lines}:
            carried.setdefault(answer.key, message)
    mails: dict[str, Mail] = {}
    riding = {message.key: key for key, message in carried.items()}
    by_key = {answer.key: answer for answer in answers.values()}
    for message in messages:
        first = by_key.get(riding.get(message.key, ""), message)
        mails.setdefault(first.key, Mail(first, carried.get(first.key)))
    return list(mails.values())


def named(carried: Message | None, receipts: Receipts) -> Mapping[str, str]:
    """What the claim of an answer says of the acceptance that its mail carries."""
    return {"with": carried.key, "claim": str(receipts.track(carried.key).claims)} if carried else {}


def handed_in(claim: bytes | None, receipts: Receipts) -> bool:
    """Whether the mail of this claim is known to be handed in, because what it carried has its receipt."""
    match stored.content(claim):
        case {"with": str(key), "claim": str(number)}:
            track = receipts.track(key)
            return track.sent is not None and str(track.claims) == number
    return False
