"""The naive way beside ours: read all, append a row if there is still room; two workers, under Google's limits.

The baseline is what a tutorial has one write: gspread's `get_all_records`, a sum, `append_row`, and again after a
refusal. Each target is offered twice its quota by submissions of a third of it, in the same order to both.
"""

from __future__ import annotations

import math
import queue
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
from google.oauth2 import service_account

from bench.standin import StandIn
from functions.gapi.patience import Patience
from functions.gapi.session import SCOPES, Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from sheets_schema.private import COMMITMENTS
from tests.city import NOW, City, answers, target

TARGETS = 40
QUOTA = 90
EACH = 30
_OFFERS_EACH = 2 * QUOTA // EACH


@dataclass(frozen=True, slots=True)
class Way:
    """One way's minute: submissions decided in `seconds`, and targets that were promised more than their quota."""

    name: str
    decided: int
    seconds: float
    overbooked: int

    @property
    def a_minute(self) -> float:
        """Submissions a minute."""
        return self.decided / self.seconds * 60


def measure(seconds: float) -> tuple[Way, Way]:
    """The naive way for so many seconds, then ours with what the naive one was offered."""
    with tempfile.TemporaryDirectory(prefix="ksbb-bench-") as folder, StandIn(Path(folder) / "naive.sqlite") as google:
        baseline = _naive(google, seconds)
        return baseline, _ours(google)


def _offers() -> list[str]:
    """Targets in the order in which they are offered something: in pairs, as when a call for help goes round."""
    codes = [f"RW-{i:03}" for i in range(TARGETS)]
    return [code for code in codes for _ in range(_OFFERS_EACH)]


def _session(google: StandIn) -> tuple[Any, Session]:
    make: Any = service_account.Credentials.from_service_account_info
    credentials = make(google.credentials_info(), scopes=SCOPES)
    return credentials, Session(credentials, emulator=google.base_url)


def _naive(google: StandIn, seconds: float) -> Way:
    credentials, session = _session(google)
    sheet = gspread.Client(auth=credentials, session=session.http).create("Naif").sheet1
    sheet.append_row(["sasaran", "jumlah"])
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for code in _offers():
        waiting.put(code)
    google.control.set_quotas(enabled=True)
    ends = time.monotonic() + seconds
    started = threading.Barrier(2)

    def worker() -> int:
        started.wait()
        done = 0
        while time.monotonic() < ends and not waiting.empty():
            code = waiting.get()
            done += _decided_naively(sheet, code, ends)
        return done

    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        done = sum(future.result() for future in [pool.submit(worker), pool.submit(worker)])
    spent = time.monotonic() - began
    google.control.set_quotas(enabled=False)
    promised: Counter[str] = Counter()
    for record in sheet.get_all_records():
        promised[str(record["sasaran"])] += int(record["jumlah"])
    return Way("get_all_records + append_row, two workers (baseline)", done, spent, _over(promised))


def _decided_naively(sheet: gspread.Worksheet, code: str, ends: float) -> bool:
    """Whether it was decided before the time was up."""
    while time.monotonic() < ends:
        try:
            taken = sum(record["jumlah"] for record in sheet.get_all_records() if record["sasaran"] == code)
            if taken + EACH <= QUOTA:
                sheet.append_row([code, EACH])
        except gspread.exceptions.APIError as error:
            if error.code != 429:
                raise
            time.sleep(1)
        else:
            return True
    return False


def _ours(google: StandIn) -> Way:
    local: Any = google
    city = City(local, [target(f"RW-{i:03}", poor=QUOTA) for i in range(TARGETS)])
    for i, code in enumerate(_offers()):
        said = answers(
            name=f"Contoh Donatur {i:03}",
            phone=f"0812-{i:08}",
            target=f"RW 05 Kebayoran Lama Utara [{code}]",
            sembako=str(EACH),
            date="2020-04-25",
        )
        google.control.add_response(city.place.form, said, email=f"contoh{i}@contoh.example", announce=False)
    google.control.set_quotas(enabled=True)
    _, session = _session(google)
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(_drain, Ledger(city.place), Google.at(city.place, session, Patience(60))) for _ in range(2)]
        for one in both:
            one.result()
    spent = time.monotonic() - began
    google.control.set_quotas(enabled=False)
    rows = city.rows(COMMITMENTS)
    promised: Counter[str] = Counter()
    for row in rows:
        promised[str(row["sasaran"])] += int(row.get("disetujui") or 0)
    return Way("ours, two instances", len(rows), spent, _over(promised))


def _drain(ledger: Ledger, google: Google) -> None:
    ledger.drain(google, NOW)


def _over(promised: Counter[str]) -> int:
    return sum(number > QUOTA for number in promised.values())


def show(seconds: float) -> tuple[Way, Way]:
    """Measure and print."""
    print(
        f"\nTwo at once under Google's 60 reads and 60 writes a minute: {TARGETS} targets, {_OFFERS_EACH} submissions "
        f"of {EACH} each, quota {QUOTA}",
        flush=True,
    )
    ways = measure(seconds)
    for way in ways:
        rate = f"{way.a_minute:8,.0f} submissions a minute"
        print(f"  {way.name:54} {rate}, {way.overbooked:3} targets over quota ({way.decided} in {way.seconds:.1f} s)")
    print(f"  ours / baseline: {_ratio(ways):,.0f} x")
    return ways


def _ratio(ways: Iterable[Way]) -> float:
    baseline, ours = ways
    return ours.a_minute / baseline.a_minute if baseline.decided else math.inf
