"""Processes of the functions, as the demo runs them, and what they answer. All on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
_STARTED_WITHIN = 30.0


class FunctionServer:
    """One process of a function under functions-framework, as Cloud Run would run it.

    `function` is `commit`, `recap` or `notify`; `which` tells it from others of the same.
    """

    def __init__(self, function: str, which: object, variables: Mapping[str, str], folder: Path) -> None:
        self.name = f"{function}-{which}"
        self._function = function
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.answers: list[dict[str, Any]] = []
        self._log = folder / f"{self.name}.log"
        self._variables = variables

    def __enter__(self) -> FunctionServer:
        command = [sys.executable, "-m", "functions_framework", "--source", "local/demo/clocked.py"]
        command += ["--target", self._function, "--host", "127.0.0.1", "--port", str(self.port)]
        environment = {**os.environ, **self._variables, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def wait_until_up(self) -> None:
        """Wait until the port answers. Raises RuntimeError with the log when the process ended or is too slow."""
        ends = time.monotonic() + _STARTED_WITHIN
        while time.monotonic() < ends and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} did not start:\n{self._log.read_text('utf-8', 'replace')}")

    def poke(self, envelope: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Make it look, with a Pub/Sub push envelope or an empty POST; keeps and returns the HTTP answer."""
        started = time.monotonic()
        answer = requests.post(self.url, json=envelope, timeout=120)
        kept = {
            "process": self.name,
            "status": answer.status_code,
            "headers": dict(answer.headers),
            "body": answer.text,
            "seconds": round(time.monotonic() - started, 3),
        }
        self.answers.append(kept)
        return kept

    def log_lines(self) -> list[str]:
        """What the process has logged so far."""
        return self._log.read_text("utf-8", "replace").splitlines()


def report_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of an answer; empty when the drain failed."""
    found = json.loads(answer["body"]) if answer["status"] == 200 else {}
    return dict(found)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
