"""`python -m local.demo`: the programme's first week on your machine, to look at or to check."""

from __future__ import annotations

import argparse
import json
import signal
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from local.demo.editor import not_put_right
from local.demo.export import export, export_mails, export_recaps
from local.demo.oracle import Material, judge, load
from local.demo.play import Play
from local.demo.post import Post
from local.demo.recaps import LAST_EVENING, Recaps
from local.demo.scenario import IMPOSSIBLE, PUBLISHED, first_week
from local.demo.stage import TOPIC, Stage, stage
from local.mailbox.page import Page

_LOOK_EVERY = 10
_NOT_ASKED = {"moved", "answered_before"}
"""Of requests that nobody asked there, or not now: they stand in sorted columns, or in an old version."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, then stay up or check. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    parser.add_argument("--check", action="store_true", help="play with faults, judge, print figures, do not stay up")
    parser.add_argument("--export", type=Path, metavar="DIR", help="with --check: also write there all that came out")
    parser.add_argument("--port", type=int, default=0, help="of the local Google (default: a free one)")
    options = parser.parse_args(arguments)
    if options.export and not options.check:
        parser.error("--export belongs to --check")
    try:
        return check(options.export) if options.check else stay_up(options.port)
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


def say(text: str) -> None:
    """Show progress at once."""
    print(text, flush=True)


def check(directory: Path | None) -> int:
    """Two processes, faults on; then the oracle. 0 when every promise held and the figures are the published ones."""
    started = time.monotonic()
    scenario = first_week()
    with tempfile.TemporaryDirectory(prefix="ksbb-export-") as temporary:
        place = directory or Path(temporary)
        say("Starting a local Google and two commit processes …")
        with stage(scenario, servers=2) as made:
            Play(made, scenario, say, faults=True).run()
            unmet = made.google.control.unused_faults()
            calls, recaps = made.calls(), Recaps(made)
            say("Recap of 2 May 2020 …")
            first = recaps.first()
            export(made, place, calls)
            say("A late cancellation, and the recap of 3 May 2020 …")
            export_recaps({**first, "later": recaps.later(), "answers": recaps.answers()}, place)
            Post(made, faults=False).deliver()
            export_mails(made.box.mails, place)
            unmet += [{"kind": "answer", "method": "SMTP"}] * made.box.unused()
        material = load(place)
    verdict = judge(material)
    expected = (*_unmet(unmet), *_unpublished(verdict.figures), *_refused(material), *not_put_right(material.form))
    wrong = [*verdict.findings, *expected]
    for finding in wrong:
        say(f"WRONG: {finding}")
    say(f"{len(wrong)} findings after {time.monotonic() - started:.0f} s" + (f"; see {place}" if directory else ""))
    say(json.dumps(verdict.figures, ensure_ascii=False))
    return bool(wrong)


def _unmet(faults: Sequence[Mapping[str, Any]]) -> list[str]:
    """A fault that nothing met tested nothing."""
    return [f"the fault {fault['kind']} of {fault['method']} was never met" for fault in faults]


def _unpublished(figures: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} is {figures[name]}, published was {expected}"
        for name, expected in PUBLISHED.items()
        if figures[name] != expected
    ]


def _refused(material: Material) -> list[str]:
    """Of what staff ask for, little is impossible; everything else must have been done."""
    entries = [json.loads(text) for name, text in material.objects.items() if name.startswith("journal/")]
    answers = [e for entry in entries for e in entry["events"] if e["t"] == "request" and not e["done"]]
    refused = [e for e in answers if not {reason["code"] for reason in e["reasons"]} & _NOT_ASKED]
    return [] if len(refused) == IMPOSSIBLE else [f"{len(refused)} staff requests were refused, not {IMPOSSIBLE}"]


def stay_up(port: int) -> int:
    """One process, no faults; then stay up until interrupted."""
    scenario = first_week()
    say("Starting a local Google and a commit process …")
    with stage(scenario, servers=1, port=port) as made:
        Play(made, scenario, say, faults=False).run()
        server = made.servers[0]
        say("Recap of 2 May 2020 …")
        evening = LAST_EVENING.replace(hour=18)  # as the schedule has it
        made.google.control.set_clock(now=evening.isoformat())
        made.recap(evening)  # it also has new responses announced
        made.google.control.subscribe(TOPIC, server.url)
        for function in (server, made.notifiers[0]):
            made.google.control.schedule(function.url, _LOOK_EVERY)
        with Page(made.box, clock=made, home=f"{made.google.base_url}/") as page:
            made.google.control.set_pages(links=links(made, page.base_url))
            say(_invitation(made, page.base_url))
            _until_interrupted()
    return 0


def links(made: Stage, mailbox: str) -> list[dict[str, str]]:
    """What stands beside the files on the page of files, for who has closed the terminal's window."""
    return [
        {"label": "Kotak surel", "url": f"{mailbox}/", "about": "surel semua orang; jam dapat dimajukan"},
        {"label": "Siaran pers", "url": _open_data(made, "siaran-pers.txt"), "about": "rekap dalam satu paragraf"},
        {"label": "Data terbuka", "url": _open_data(made, "datapackage.json"), "about": "uraian semua berkasnya"},
    ]


def _open_data(made: Stage, name: str) -> str:
    return f"{made.google.base_url}/storage/v1/b/{made.city.open_bucket}/o/{name}?alt=media"


def _until_interrupted() -> None:
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    asked.wait()
    say("Stopping.")


def _invitation(made: Stage, mailbox: str) -> str:
    base = made.google.base_url
    return f"""
KSBB is running. Everything is on this machine and goes away when you press Ctrl-C.
All counts of households, people and cases (odp, pdp, positif) and all map points are synthetic.
All donors and contacts are samples.

  The form, as a donor sees it      {made.form_url}
  KSBB Operasional, as staff see it {made.workbook_url(made.city.private)}
  KSBB Publik, as anybody sees it   {made.workbook_url(made.city.public)}
  The recap in one paragraph        {_open_data(made, "siaran-pers.txt")}
  The open data, described          {_open_data(made, "datapackage.json")}
  The mailbox of everybody          {mailbox}/
  All files                         {base}/

Try this:
  1. Fill in the form. In here it is the evening of 2 May 2020: choose a date from 2 to 23 May 2020, and any phone
     such as 0812-0000-0199. The answer is decided at once: see the last rows of the tab Komitmen in both workbooks.
  2. Ask for more than the RW has room for (column "jumlah kk rentan" of the tab Sasaran), with "Ambil sebagian" and
     with "Batalkan", and compare "disetujui" and "alasan".
  3. Compare a row of Komitmen in both workbooks: who can read which phone number?
  4. Look at the tab Pemeriksaan Data: staff typed a text for a number, the same code twice and a new header.
  5. Open the mailbox: what donors and persons in charge were sent. Move the clock there to tomorrow morning, and
     reminders and digests arrive. The tab Perlu Dihubungi has the same for WhatsApp.
  6. Look at "tindakan" and "hasil" in Komitmen: what staff asked for, and what came of it (one thing is impossible).
     Ask for something yourself: it counts once "petugas" is filled in.
  7. At the top right of each page choose whom to be: staff, the owner, or the public, who may not see everything.
  8. Under "Gangguan" make Google slow, refuse or lose an answer; then fill in the form again. Nothing is lost.
"""
