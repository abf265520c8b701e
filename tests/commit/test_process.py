"""commit as the platform runs it: a process of its own, started cold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from bench.processes import COMMIT, ROOT, Served
from sheets_schema.private import COMMITMENTS
from tests.city import City
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
        city.submit()
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
        deadline = time.monotonic() + 40
        while not city.rows(COMMITMENTS) and time.monotonic() < deadline:
            time.sleep(0.05)
        city.control.unsubscribe_all()
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA"]


def test_forty_pokes_at_once_cost_two_drains(city: City, environment: dict[str, str], tmp_path: Path) -> None:
    """While the first drain waits for a slow Google all others come, and share the next."""
    log = tmp_path / "log"
    with Served(COMMIT, {**environment, "THREADS": "48"}, log) as function:
        function.poke()
        city.control.reset_calls()
        city.control.add_fault("storage.objects.list", "latency", times=1, seconds=3)
        with ThreadPoolExecutor(40) as pool:
            answers = list(pool.map(lambda _: requests.post(function.url, timeout=60).status_code, range(40)))
    assert answers == [200] * 40
    assert len(lines_of(log.read_text())) <= 4


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "in a drain that waits for Google"])
def test_a_process_ends_within_ten_seconds_of_sigterm(
    city: City, environment: dict[str, str], tmp_path: Path, busy: bool
) -> None:
    """As Cloud Run asks. What it was about to decide is decided by whoever comes next."""
    city.submit()
    with Served(COMMIT, environment, tmp_path / "log") as function, ThreadPoolExecutor(1) as pool:
        if busy:
            city.control.add_fault("storage.objects.list", "latency", times=1, seconds=20)
            pool.submit(lambda: requests.post(function.url, timeout=60))
            deadline = time.monotonic() + 20
            while city.control.unused_faults() and time.monotonic() < deadline:
                time.sleep(0.02)
        assert function.end() < 10
    city.control.clear_faults()
    city.drain()
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA"]
