"""Where this instance belongs: read from the environment once, when the instance starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from functions.ledger.ports import Place, SettingsError, whole_seconds

__all__ = ["Settings", "SettingsError", "read"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The ledger's ids, the stand-ins if any, and the seconds that one drain may take.

    `account`: whom protected ranges let in, for whoever mends workbooks where sharing does not tell.
    """

    place: Place
    emulator: str
    storage_emulator: str
    seconds: float
    account: str = ""


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises SettingsError."""
    env = os.environ if environ is None else environ
    return Settings(
        place=Place.of(env),
        emulator=env.get("GOOGLE_EMULATOR_HOST", ""),
        storage_emulator=env.get("STORAGE_EMULATOR_HOST", ""),
        seconds=whole_seconds(env, "KSBB_DRAIN_SECONDS", 50),
        account=env.get("KSBB_ACCOUNT", ""),
    )
