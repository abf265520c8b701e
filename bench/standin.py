"""A stand-in for Google in a process of its own, so that its time and memory are not the product's."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from local.google.client import Control


class StandIn:
    """`with StandIn(file) as google:` serves what the SQLite file holds, and keeps it there."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def __enter__(self) -> StandIn:
        self.key = self._data.with_suffix(".key.json")
        command = [
            sys.executable,
            "-m",
            "local.google",
            "--port",
            "0",
            "--data",
            str(self._data),
            "--key",
            str(self.key),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.base_url = self._announced()
        self.control = Control(self.base_url)
        return self

    def _announced(self) -> str:
        """The address that the stand-in prints once its socket is open."""
        for line in self._process.stdout or ():
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                return found[0]
        raise RuntimeError("the stand-in ended without an address")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(20)
        with contextlib.closing(sqlite3.connect(self._data)) as db:
            db.execute("pragma wal_checkpoint(truncate)")  # one file again, so that it can be copied

    def credentials_info(self, email: str | None = None) -> dict[str, Any]:
        """A service account key as a dict."""
        return dict(json.loads(self.key.read_text()) if email is None else self.control.account(email))
