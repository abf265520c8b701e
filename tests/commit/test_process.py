"""commit as the platform runs it: a process of its own, started cold."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from bench.processes import COMMIT, ROOT, Served, Source
from sheets_schema.private import COMMITMENTS
from tests.city import City, answers
from tests.commit.conftest import lines_of


def imported_by(statement: str) -> set[str]:
    """The modules that a new interpreter holds after a statement."""
    code = f"{statement}; import sys; print(*sys.modules)"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True, cwd="/")
    return set(found.stdout.split())


def test_importing_the_function_does_not_import_what_only_a_drain_needs() -> None:
    """Nor does it read the environment: no variable of ours is set."""
    modules = imported_by("import functions.commit.main")
    assert "functions.ledger.drain" in modules
    assert not {"gspread", "local", "tests", "typst", "matplotlib"} & modules


def test_the_rules_import_neither_google_nor_flask() -> None:
    modules = imported_by("import functions.core.decide")
    assert not {"google.auth", "requests", "flask", "gspread", "functions.gapi", "functions.ledger"} & modules


def test_a_process_answers_pokes_from_the_first_on_and_logs_json_lines(
    city: City, environment: dict[str, str], tmp_path: Path
) -> None:
    city.submit()
    log = tmp_path / "log"
    with Served(COMMIT, environment, log) as function:
        _, report = function.poke()
        assert (report["responses"], report["head"]) == (1, 2)
        city.submit(answers(sembako="20"))
        _, report = function.poke()
        assert (report["responses"], report["head"]) == (1, 3)
        assert requests.post(function.url, data=b"halo", timeout=10).status_code == 400
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA", "DITERIMA"]
    assert [line["message"] for line in lines_of(log.read_text())] == ["drained", "drained"]


def test_a_process_that_was_pushed_to_by_pubsub_drains(city: City, environment: dict[str, str], tmp_path: Path) -> None:
    """A form watch, its topic, a push subscription: a response alone sets everything going."""
    topic = f"projects/lokal/topics/{city.place.bucket}"
    watch = {"watch": {"target": {"topic": {"topicName": topic}}, "eventType": "RESPONSES"}}
    url = f"https://forms.googleapis.com/v1/forms/{city.place.form}/watches"
    city.session.http.post(url, json=watch, timeout=10).raise_for_status()
    with Served(COMMIT, environment, tmp_path / "log") as function:
        city.control.subscribe(topic, function.url)
        city.submit()
        until(lambda: bool(city.rows(COMMITMENTS)))
        city.control.unsubscribe_all()
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA"]


@pytest.mark.parametrize("threads", ["1", "8"])
def test_forty_pokes_at_once_cost_two_drains_however_many_threads_there_are(
    city: City, environment: dict[str, str], tmp_path: Path, threads: str
) -> None:
    """While the first drain waits for a slow Google all others come, and share the next."""
    with Served(COMMIT, {**environment, "THREADS": threads}, tmp_path / "log") as function:
        function.poke()
        city.control.reset_calls()
        city.control.add_fault("storage.objects.list", "latency", seconds=3)
        with ThreadPoolExecutor(40) as pool:
            answers = list(pool.map(lambda _: requests.post(function.url, timeout=60).status_code, range(40)))
    assert answers == [200] * 40
    assert city.control.calls()["forms.forms.responses.list"] == 2


@contextlib.contextmanager
def silent_mail_server() -> Iterator[tuple[dict[str, str], Callable[[], object]]]:
    """One that is connected to and never says a word: notify's settings for it, and to wait for a connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)
        port = str(listener.getsockname()[1])
        variables = {"KSBB_MAIL_HOST": "127.0.0.1", "KSBB_MAIL_PORT": port, "KSBB_MAIL_TLS": "none"}
        yield variables | {"KSBB_MAIL_FROM": "ksbb@contoh.example"}, listener.accept


def test_a_process_ends_within_ten_seconds_of_sigterm_whatever_it_does(
    city: City, environment: dict[str, str], tmp_path: Path
) -> None:
    """As Cloud Run asks: idle, talking to a mail server, pausing between two tries, in a drain that waits for Google
    while others wait for the next. Each could go on for longer. What was about to be decided is decided afterwards.
    """
    city.submit()
    city.drain()
    city.submit(answers(sembako="20"))
    long = {**environment, "KSBB_DRAIN_SECONDS": "50"}
    with contextlib.ExitStack() as stack:
        stack.callback(city.control.clear_faults)
        stack.callback(city.control.set_clock, offset=0)
        variables, connected = stack.enter_context(silent_mail_server())

        def started(name: str, source: Source, more: dict[str, str]) -> Served:
            return stack.enter_context(Served(source, long | more, tmp_path / name))

        idle, pausing, waiting = (started(name, COMMIT, {}) for name in ("idle", "pausing", "waiting"))
        mailing = started("mailing", Source(ROOT / "local" / "demo" / "clocked.py", "notify"), variables)
        pool = stack.enter_context(ThreadPoolExecutor(8))

        def poked(function: Served, times: int) -> None:
            for _ in range(times):
                pool.submit(requests.post, function.url)

        city.control.set_clock(now="2020-04-24T10:00:00+07:00")
        poked(mailing, 1)
        connected()
        city.control.add_fault("storage.objects.list", "latency", seconds=40)
        poked(waiting, 3)
        until(lambda: not city.control.unused_faults())
        city.control.reset_calls()
        city.control.add_fault("forms.forms.responses.list", "unavailable", times=500)
        poked(pausing, 1)
        until(lambda: city.control.calls().get("forms.forms.responses.list", 0) > 2)
        ended = list(pool.map(lambda function: function.end(), (idle, pausing, waiting, mailing)))
    assert [seconds for seconds in ended if seconds >= 10] == []
    city.drain()
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA", "DITERIMA"]


def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + 40
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
