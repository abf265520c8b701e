"""The page on which faults are switched on and watched. It speaks to the control API, like tests do."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from local.google.faults import KINDS
from local.google.methods import METHODS
from local.google.pages.people import People
from local.google.pages.show import page
from local.google.state import State


class Told(NamedTuple):
    """What a kind is called and does, for the person at the screen; its source is in `faults.KINDS`."""

    label: str
    does: str
    only: str = ""
    """The one call that it can happen to."""
    asks: str = ""
    """What else it needs to know: `seconds` or `answer`."""


TOLD = {
    "latency": Told("Lambat", "Panggilan menunggu sekian detik sebelum ditangani.", asks="seconds"),
    "rate_limit": Told("Terlalu banyak panggilan", "Dijawab 429. Tidak ada yang ditulis."),
    "unavailable": Told("Layanan tidak tersedia", "Dijawab 503. Tidak ada yang ditulis."),
    "lost_answer": Told(
        "Jawaban hilang", "Sudah ditulis, tetapi jawabannya hilang: 503 atau sambungan diputus.", asks="answer"
    ),
    "applied_late": Told(
        "Ditulis belakangan",
        "Dijawab 503 sekarang, lalu ditulis sekian detik kemudian atau bila diminta.",
        asks="seconds",
    ),
    "object_rate": Told(
        "Objek terlalu sering ditulis",
        "Dijawab 429: satu berkas ditulis lebih dari sekali sedetik. Tidak ada yang ditulis.",
        only="storage.objects.insert",
    ),
    "lost_append": Told(
        "Baris tertimpa",
        "Penambahan baris menimpa yang sebelumnya, seolah keduanya melihat tabel yang sama.",
        only="sheets.spreadsheets.values.append",
    ),
    "invisible_response": Told(
        "Jawaban formulir belum terlihat",
        "Jawaban terbaru tidak ada pada pembacaan ini.",
        only="forms.forms.responses.list",
    ),
}


class FaultPage:
    def __init__(self, state: State, people: People) -> None:
        self._state, self._people = state, people

    async def page(self, request: Request) -> Response:
        methods = sorted(method.method_id for method in METHODS)
        kinds = [{"name": name, "source": kind.source, **TOLD[name]._asdict()} for name, kind in KINDS.items()]
        return page(request, "faults.html", self._people, methods=methods, kinds=kinds, quotas=self._state.quotas)
