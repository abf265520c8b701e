"""From what a message says to a mail: headers that nobody can inject into, text beside HTML, attachments."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from functions.core.contacts import normal_email
from functions.notify.sending.delivery import Refused


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the text, with the parameters of its type."""

    name: str
    type: str
    data: bytes
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says: a subject without contacts, the text, the same as HTML, and files."""

    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the sender's address and shown name, where answers go, and the domain of message ids."""

    sender: str
    reply_to: tuple[str, ...]
    domain: str
    name: str = "KSBB Jakarta"


def addresses(typed: str) -> tuple[Address, ...]:
    """The one address in what was typed. Raises Refused when it is none that can be written into a header."""
    local, _, domain = (normal_email(typed) or "").rpartition("@")
    try:
        # An international domain has a spelling in ASCII; a name before the @ has none that every server takes.
        text = f"{local}@{domain.encode('idna').decode()}"
        if local and text.isascii():
            return (Address(addr_spec=text),)
    except (ValueError, IndexError, MessageError):
        pass
    raise Refused("address")


def message_id(key: str, domain: str) -> str:
    """The same for the same message however often it is sent; it tells nothing of the key."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def mail(key: str, to: str, content: Content, office: Office, at: dt.datetime) -> EmailMessage:
    """The mail. Raises Refused when `to` is no address."""
    found = EmailMessage(policy=SMTP)
    found["From"] = Address(office.name, addr_spec=office.sender)
    found["To"] = addresses(to)
    found["Reply-To"] = _usable(office.reply_to) or (Address(addr_spec=office.sender),)
    found["Subject"] = " ".join(content.subject.split())
    found["Date"] = format_datetime(at)
    found["Message-ID"] = message_id(key, office.domain)
    found["Auto-Submitted"] = "auto-generated"
    found["Content-Language"] = "id"
    found.set_content(content.text, cte="quoted-printable")
    found.add_alternative(content.html, subtype="html", cte="quoted-printable")
    for part in content.attachments:
        main, _, sub = part.type.partition("/")
        params = {**part.params, "charset": "utf-8"} if main == "text" else part.params
        found.add_attachment(part.data, maintype=main, subtype=sub, filename=part.name, params=params)
    return found


def _usable(typed: tuple[str, ...]) -> tuple[Address, ...]:
    found: list[Address] = []
    for text in typed:
        try:
            found += addresses(text)
        except Refused:
            continue
    return tuple(found)
