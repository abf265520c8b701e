"""`python -m bench.google_calls`: what a call to the local Google costs, beside a bare Starlette route in the same run.

Both run under the same server in a thread of this process and are called by the same requests session, one call after
another; the median of each is printed, and its ratio to the bare route that echoes as many bytes.
"""

from __future__ import annotations

import json
import statistics
import threading
import time
from typing import NamedTuple

import requests
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from local.google.server import LocalGoogle
from local.wire.http.serving import HOST, bind, make_server

_ROWS, _COLUMNS = 10_000, 26


class Asked(NamedTuple):
    """One kind of call, and how often it is repeated."""

    name: str
    verb: str
    url: str
    body: bytes
    repeats: int


def main() -> None:
    """Measure and print one line a call."""
    with LocalGoogle() as google:
        session = requests.Session()
        session.headers.update(
            {"Authorization": f"Bearer {google.control.token()}", "Content-Type": "application/json"}
        )
        print(f"{'call':36} {'sent':>9} {'answered':>9} {'median ms':>10} {'bare ms':>8} {'ratio':>6}")
        for asked in _calls(session, google.base_url):
            size = len(session.request(asked.verb, asked.url, data=asked.body, timeout=30).content)
            ours, theirs = _median(session, asked), _median(session, asked._replace(url=_bare(size)))
            sizes = f"{len(asked.body):9} {size:9}"
            print(f"{asked.name:36} {sizes} {ours:10.2f} {theirs:8.2f} {ours / theirs:6.1f}")


def _median(session: requests.Session, asked: Asked) -> float:
    times = []
    for _ in range(asked.repeats):
        start = time.perf_counter()
        session.request(asked.verb, asked.url, data=asked.body, timeout=30).raise_for_status()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def _bare(size: int) -> str:
    """The address of a route that reads what it is sent, answers `size` bytes and does nothing else."""
    body = b"x" * size

    async def answer(request: Request) -> Response:
        await request.body()
        return Response(body)

    listener = bind()
    server = make_server(Starlette(routes=[Route("/", answer, methods=["GET", "POST"])]))
    threading.Thread(target=server.run, args=([listener],), daemon=True).start()
    return f"http://{HOST}:{listener.getsockname()[1]}/"


def _calls(session: requests.Session, base: str) -> list[Asked]:
    extent = {"rowCount": _ROWS, "columnCount": _COLUMNS}
    sheet = {"properties": {"sheetId": 0, "title": "Data", "gridProperties": extent}}
    made = session.post(base + "/v4/spreadsheets", json={"sheets": [sheet]}, timeout=30).json()
    book = f"{base}/v4/spreadsheets/{made['spreadsheetId']}"
    rows = [[f"isi {row}" if column % 2 else row * column for column in range(_COLUMNS)] for row in range(_ROWS)]
    session.put(f"{book}/values/A1?valueInputOption=RAW", json={"values": rows}, timeout=60).raise_for_status()
    get = f"{book}/values:batchGet?valueRenderOption=UNFORMATTED_VALUE&ranges="
    return [
        Asked("values.batchGet 1 x 1", "GET", get + "A1", b"", 300),
        Asked("values.batchGet 10,000 x 26", "GET", get + "A1:Z10000", b"", 15),
        Asked("batchUpdate updateCells 1 x 1", "POST", book + ":batchUpdate", _update(1, 1), 300),
        Asked("batchUpdate updateCells 1,000 x 20", "POST", book + ":batchUpdate", _update(1000, 20), 15),
        Asked("spreadsheets.get", "GET", book, b"", 200),
    ]


def _update(height: int, width: int) -> bytes:
    row = {"values": [{"userEnteredValue": {"stringValue": f"baru {column}"}} for column in range(width)]}
    update = {"start": {"sheetId": 0}, "rows": [row] * height, "fields": "userEnteredValue"}
    return json.dumps({"requests": [{"updateCells": update}]}).encode()


if __name__ == "__main__":
    main()
