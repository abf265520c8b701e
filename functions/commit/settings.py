"""Where this instance belongs: read from the environment once, when the instance starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from functions.ledger.ports import Place


class SettingsError(Exception):
    """The deployment is incomplete; the message names every variable that is missing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The ledger's ids, the stand-ins if any, and the seconds that one drain may take."""

    place: Place
    emulator: str
    storage_emulator: str
    seconds: float


_NEEDED = {
    "environment": "KSBB_ENVIRONMENT",
    "bucket": "KSBB_BUCKET",
    "form": "KSBB_FORM",
    "private": "KSBB_PRIVATE",
    "public": "KSBB_PUBLIC",
}


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises SettingsError."""
    env = os.environ if environ is None else environ
    missing = [name for name in _NEEDED.values() if not env.get(name)]
    if missing:
        raise SettingsError(f"not set: {', '.join(missing)}")
    return Settings(
        place=Place(**{field: env[name] for field, name in _NEEDED.items()}),
        emulator=env.get("GOOGLE_EMULATOR_HOST", ""),
        storage_emulator=env.get("STORAGE_EMULATOR_HOST", ""),
        seconds=float(env.get("KSBB_DRAIN_SECONDS", "50")),
    )
