"""Where this instance belongs and how it sends mail: read from the environment once, when the instance starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from functions.core.contacts import normal_email
from functions.ledger.ports import Place, SettingsError, whole_seconds
from functions.notify.sending.smtp import Server
from functions.notify.writing.links import Links
from sheets_schema.public import COMMITMENTS

_DOCS = "https://docs.google.com"
_LOCAL = {"127.0.0.1", "localhost"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The ledger's ids, stand-ins if any, the time budget, the mail server, the sender, and where links lead."""

    place: Place
    emulator: str
    storage_emulator: str
    seconds: float
    server: Server
    sender: str
    domain: str
    links: Links


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises SettingsError."""
    env = os.environ if environ is None else environ
    place = Place.of(env)
    missing = [name for name in ("KSBB_MAIL_HOST", "KSBB_MAIL_FROM") if not env.get(name)]
    if missing:
        raise SettingsError(f"not set: {', '.join(missing)}")
    sender = normal_email(env["KSBB_MAIL_FROM"])
    if not sender or not sender.isascii():
        raise SettingsError("KSBB_MAIL_FROM is not an address")
    return Settings(
        place=place,
        emulator=env.get("GOOGLE_EMULATOR_HOST", ""),
        storage_emulator=env.get("STORAGE_EMULATOR_HOST", ""),
        seconds=whole_seconds(env, "KSBB_NOTIFY_SECONDS", 240),
        server=_server(env),
        sender=sender,
        domain=env.get("KSBB_MAIL_DOMAIN") or sender.rpartition("@")[2],
        links=_links(place, env),
    )


def _server(env: Mapping[str, str]) -> Server:
    host, tls = env["KSBB_MAIL_HOST"], env.get("KSBB_MAIL_TLS", "starttls")
    if tls not in {"starttls", "implicit", "none"}:
        raise SettingsError("KSBB_MAIL_TLS is neither starttls, implicit nor none")
    if tls == "none" and host not in _LOCAL:
        raise SettingsError("KSBB_MAIL_TLS=none is for a mailbox on this machine only")
    port = env.get("KSBB_MAIL_PORT") or ("465" if tls == "implicit" else "587")
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise SettingsError("KSBB_MAIL_PORT is not a port number")
    return Server(
        host=host,
        port=int(port),
        user=env.get("KSBB_MAIL_USER", ""),
        password=env.get("KSBB_MAIL_PASSWORD", ""),
        tls=tls,
    )


def _links(place: Place, env: Mapping[str, str]) -> Links:
    """By default Google's own pages; a commitment's public status is its row of the public workbook."""
    status = f"{_DOCS}/spreadsheets/d/{place.public}/edit#gid={COMMITMENTS.sheet_id}&range=A{{row}}"
    links = Links(
        form=env.get("KSBB_FORM_URL") or f"{_DOCS}/forms/d/{place.form}/viewform",
        status=env.get("KSBB_STATUS_URL") or status,
        private=env.get("KSBB_PRIVATE_URL") or f"{_DOCS}/spreadsheets/d/{place.private}/edit",
    )
    try:
        links.status_of(1)
    except (LookupError, ValueError):
        raise SettingsError("KSBB_STATUS_URL may name {n} and {row} only") from None
    return links
