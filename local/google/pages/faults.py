"""The page on which faults are switched on and watched. It speaks to the control API, like tests do."""

from starlette.requests import Request
from starlette.responses import Response

from local.google import faults
from local.google.pages.people import People
from local.google.pages.show import page
from local.google.pipeline import METHODS
from local.google.state import State

DOES = {
    "latency": ("Lambat", "Panggilan menunggu sekian detik sebelum ditangani."),
    "rate_limit": ("Terlalu banyak panggilan", "Dijawab 429. Tidak ada yang ditulis."),
    "unavailable": ("Layanan tidak tersedia", "Dijawab 503. Tidak ada yang ditulis."),
    "lost_answer": ("Jawaban hilang", "Sudah ditulis, tetapi jawabannya hilang: 503 atau sambungan diputus."),
    "applied_late": (
        "Ditulis belakangan",
        "Dijawab 503 sekarang, lalu ditulis sekian detik kemudian atau bila diminta.",
    ),
    "lost_append": (
        "Baris tertimpa",
        "Penambahan baris menimpa yang sebelumnya, seolah keduanya melihat tabel yang sama.",
    ),
    "invisible_response": ("Jawaban formulir belum terlihat", "Jawaban terbaru tidak ada pada pembacaan ini."),
}
"""What each kind is called and does, for the person at the screen; the sources are in `faults.KINDS`."""


class FaultPage:
    def __init__(self, state: State, people: People) -> None:
        self._state, self._people = state, people

    async def page(self, request: Request) -> Response:
        methods = sorted(method.method_id for method in METHODS)
        kinds = [_described(name) | {"source": kind.source} for name, kind in faults.KINDS.items()]
        return page(request, "faults.html", self._people, methods=methods, kinds=kinds, quotas=self._state.quotas)


def _described(name: str) -> dict[str, str]:
    label, does = DOES[name]
    return {"name": name, "label": label, "does": does}
