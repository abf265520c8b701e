"""Where this instance belongs: read from the environment once, when the instance starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from functions.ledger.ports import Place, SettingsError, whole_seconds


@dataclass(frozen=True, slots=True)
class Settings:
    """The ledger's ids, the bucket of open data, the Pub/Sub topic of the form, stand-ins if any, the time budget."""

    place: Place
    open_bucket: str
    topic: str
    emulator: str
    storage_emulator: str
    seconds: float


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises SettingsError."""
    env = os.environ if environ is None else environ
    place = Place.of(env)
    missing = [name for name in ("KSBB_OPEN_BUCKET", "KSBB_TOPIC") if not env.get(name)]
    if missing:
        raise SettingsError(f"not set: {', '.join(missing)}")
    if env["KSBB_OPEN_BUCKET"] == place.bucket:
        raise SettingsError("KSBB_OPEN_BUCKET is the journal's bucket: the public must not read that")
    return Settings(
        place=place,
        open_bucket=env["KSBB_OPEN_BUCKET"],
        topic=env["KSBB_TOPIC"],
        emulator=env.get("GOOGLE_EMULATOR_HOST", ""),
        storage_emulator=env.get("STORAGE_EMULATOR_HOST", ""),
        seconds=whole_seconds(env, "KSBB_RECAP_SECONDS", 240),
    )
