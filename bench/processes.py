"""Functions served as the platform serves them: functions-framework over gunicorn, one process each."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import requests

ROOT = Path(__file__).parent.parent
_HOST = "127.0.0.1"
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """A function: its file and the name of its entry point."""

    file: Path
    target: str


COMMIT = Source(ROOT / "functions" / "commit" / "main.py", "commit")


class Served:
    """`with Served(source, environment) as function:` runs an instance; `ready` is seconds until it first answered.

    What it prints goes to the file `log`.
    """

    def __init__(self, source: Source, environment: Mapping[str, str], log: Path = Path(os.devnull)) -> None:
        self._source, self._environment, self._log = source, environment, log

    def __enter__(self) -> Served:
        port = _free_port()
        self.url = f"http://{_HOST}:{port}/"
        command = [sys.executable, "-m", "functions_framework", "--target", self._source.target]
        command += ["--source", str(self._source.file), "--host", _HOST, "--port", str(port)]
        env = {**os.environ, "PYTHONPATH": str(ROOT), **self._environment}
        started = time.perf_counter()
        self._errors = tempfile.TemporaryFile("w+")  # no pipe: a process that outlives its parent would hold it open
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, env=env, stdout=log, stderr=self._errors, start_new_session=True)
        self._until_answered(started)
        self.ready = time.perf_counter() - started
        return self

    def _until_answered(self, started: float) -> None:
        while time.perf_counter() - started < _PATIENCE:
            try:
                requests.get(self.url, timeout=_PATIENCE)
                return
            except requests.ConnectionError:
                if self._process.poll() is not None:
                    self._errors.seek(0)
                    raise RuntimeError(self._errors.read()) from None
                time.sleep(0.002)
        raise TimeoutError(f"{self._source.file} does not answer")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> float:
        """End it as the platform does, by SIGTERM; seconds until it was gone. What is left then is killed.

        Never by SIGQUIT, gunicorn's word for "at once": its handler shuts the thread pool down under locks which the
        interrupted thread may be holding (`submit` starts a thread under them), and then nothing ends any more.
        """
        started = time.perf_counter()
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(15)
        seconds = time.perf_counter() - started
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._errors.close()
        return seconds

    def poke(self) -> tuple[float, dict[str, Any]]:
        """One empty POST: seconds until answered, and the report. Raises RuntimeError when it failed."""
        started = time.perf_counter()
        answer = requests.post(self.url, timeout=600)
        seconds = time.perf_counter() - started
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} {answer.text}")
        return seconds, answer.json()

    def peak_megabytes(self) -> float:
        """The most memory that the process which serves has held."""
        return max(_peak(pid) for pid in self._workers() or [str(self._process.pid)])

    def processor_seconds(self) -> float:
        """Processor time spent so far: what a busy machine does not change. Counted in hundredths of a second."""
        return sum(_spent(pid) for pid in [str(self._process.pid), *self._workers()])

    def _workers(self) -> list[str]:
        pid = self._process.pid
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _peak(pid: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _spent(pid: str) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
