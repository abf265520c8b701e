"""The naive way beside ours: read all, append a row if there is still room; two at once, under Google's limits.

The baseline is what a tutorial has one write: gspread's `get_all_records`, a sum, `append_row`, and again a second
later when refused. Each target is offered its whole quota by two donors at a time, again and again, in the same order
to both. Time is the stand-in's: where the naive way waits for its quota, that clock is moved and nobody waits.
"""

from __future__ import annotations

import datetime as dt
import queue
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
from google.oauth2 import service_account

from bench.ledgers import BUDGET
from bench.standin import StandIn
from functions.gapi.patience import Patience
from functions.gapi.session import SCOPES, Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from sheets_schema.private import COMMITMENTS
from tests.city import NOW, City, answers, target

TARGETS = 40
QUOTA = 90
_ROUNDS = 25
"""How often two donors at a time offer a target its whole quota."""


@dataclass(frozen=True, slots=True)
class Way:
    """What one way did: submissions decided in `seconds`, and targets that were promised more than their quota."""

    name: str
    decided: int
    seconds: float
    overbooked: int

    @property
    def a_minute(self) -> float:
        """Submissions a minute."""
        return self.decided / self.seconds * 60


def measure(minutes: float) -> tuple[Way, Way]:
    """The naive way for so many minutes, then ours with all that both were offered."""
    with tempfile.TemporaryDirectory(prefix="ksbb-bench-") as folder, StandIn(Path(folder) / "naive.sqlite") as google:
        baseline = _naive(google, dt.timedelta(minutes=minutes))
        return baseline, _ours(google)


def _offers() -> list[str]:
    """Targets in the order in which they are offered something: in pairs, as when a call for help goes round."""
    return [f"RW-{i:03}" for _ in range(_ROUNDS) for i in range(TARGETS) for _ in range(2)]


def _now(google: StandIn) -> dt.datetime:
    return dt.datetime.fromisoformat(google.control.set_clock())


def _session(google: StandIn) -> tuple[Any, Session]:
    make: Any = service_account.Credentials.from_service_account_info
    credentials = make(google.credentials_info(), scopes=SCOPES)
    return credentials, Session(credentials, emulator=google.base_url)


def _naive(google: StandIn, time: dt.timedelta) -> Way:
    credentials, session = _session(google)
    sheet = gspread.Client(auth=credentials, session=session.http).create("Naif").sheet1
    sheet.append_row(["sasaran", "jumlah"])
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for code in _offers():
        waiting.put(code)
    google.control.set_quotas(enabled=True)
    began = _now(google)
    ends = began + time

    def worker() -> int:
        done = 0
        while _now(google) < ends:
            done += _decided_naively(google, sheet, waiting.get(), ends)
        return done

    with ThreadPoolExecutor(2) as pool:
        done = sum(future.result() for future in [pool.submit(worker) for _ in range(2)])
    spent = _now(google) - began
    google.control.set_quotas(enabled=False)
    google.control.set_clock(offset=0)
    promised: Counter[str] = Counter()
    for record in sheet.get_all_records():
        promised[str(record["sasaran"])] += int(record["jumlah"])
    return Way(f"{_NAIVE} (baseline)", done, spent.total_seconds(), _over(promised))


_NAIVE = "get_all_records + append_row, two workers"


def _decided_naively(google: StandIn, sheet: gspread.Worksheet, code: str, ends: dt.datetime) -> bool:
    """Whether it was decided before the time was up."""
    while (now := _now(google)) < ends:
        try:
            taken = sum(record["jumlah"] for record in sheet.get_all_records() if record["sasaran"] == code)
            if not taken:
                sheet.append_row([code, QUOTA])
        except gspread.exceptions.APIError as error:
            if error.code != 429:
                raise
            _sleep(google, now + dt.timedelta(seconds=1))
        else:
            return True
    return False


def _sleep(google: StandIn, until: dt.datetime) -> None:
    """Let it be that late. Whoever slept meanwhile may have moved the clock already."""
    with _CLOCK:
        if _now(google) < until:
            google.control.set_clock(now=until.isoformat())


_CLOCK = threading.Lock()


def _ours(google: StandIn) -> Way:
    local: Any = google
    city = City(local, [target(f"RW-{i:03}", poor=QUOTA) for i in range(TARGETS)])
    for i, code in enumerate(_offers()):
        said = answers(
            name=f"Contoh Donatur {i:03}",
            phone=f"0812-{i:08}",
            target=f"RW 05 Kebayoran Lama Utara [{code}]",
            sembako=str(QUOTA),
            date="2020-04-25",
        )
        google.control.add_response(city.place.form, said, email=f"contoh{i}@contoh.example", announce=False)
    google.control.set_quotas(enabled=True)
    _, session = _session(google)
    began = _now(google)
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(_drain, Ledger(city.place), Google.at(city.place, session, Patience(BUDGET))) for _ in range(2)
        ]
        for one in both:
            one.result()
    spent = _now(google) - began
    google.control.set_quotas(enabled=False)
    rows = city.rows(COMMITMENTS)
    promised: Counter[str] = Counter()
    for row in rows:
        promised[str(row["sasaran"])] += int(row.get("disetujui") or 0)
    return Way("ours, two instances", len(rows), spent.total_seconds(), _over(promised))


def _drain(ledger: Ledger, google: Google) -> None:
    ledger.drain(google, NOW)


def _over(promised: Counter[str]) -> int:
    return sum(number > QUOTA for number in promised.values())


def show(minutes: float) -> tuple[Way, Way]:
    """Measure and print."""
    print(
        f"\nTwo at once under Google's 60 reads and 60 writes a minute: {TARGETS} targets, "
        f"each offered its whole quota {2 * _ROUNDS} times",
        flush=True,
    )
    ways = measure(minutes)
    for way in ways:
        rate, over = f"{way.a_minute:7,.0f} submissions a minute", f"{way.overbooked:2} of {TARGETS} targets over quota"
        print(f"  {way.name:52} {rate}, {over} ({way.decided} in {way.seconds:.1f} s)")
    baseline, ours = ways
    if baseline.decided:
        print(f"  ours / baseline: {ours.a_minute / baseline.a_minute:,.0f} x")
    return ways


if __name__ == "__main__":
    show(2)
