"""The demo on its stage: a local Google, real processes of `commit`, the whole check."""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import time

import pytest
from google.oauth2 import service_account

from deploy import buckets
from deploy.city import create_city
from functions.gapi.errors import Permanent
from functions.gapi.objects import Bucket
from functions.gapi.session import SCOPES, Session
from functions.gapi.sheets import Workbook
from local.demo import run
from local.demo.donors import Donors
from local.demo.oracle import judge, load
from local.demo.play import Play
from local.demo.scenario import IMPOSSIBLE, PUBLISHED, Scenario, first_week
from local.demo.stage import OWNER, People, stage
from local.google.server import LocalGoogle


@pytest.fixture
def short(scenario: Scenario) -> Scenario:
    """The first forms of the week, without staff."""
    first = dataclasses.replace(scenario.waves[0], submissions=scenario.waves[0].submissions[:6], deeds=(), edited=None)
    return dataclasses.replace(scenario, waves=(first,))


@pytest.mark.skipif(
    "KSBB_WEEK" not in os.environ, reason="the whole week takes a minute: KSBB_WEEK=1, or make demo-check"
)
@pytest.mark.timeout(400)
def test_the_check_keeps_every_promise_and_ends_with_the_figures(tmp_path, capfd):
    """Two processes side by side, every fault met, and the published figures at the end."""
    code = run.check(tmp_path)
    out = capfd.readouterr().out
    assert code == 0, out
    figures = json.loads(out.splitlines()[-1])
    assert {key: figures[key] for key in PUBLISHED} == PUBLISHED
    assert [figures[key] for key in ("lost", "duplicated", "over_quota", "leaked")] == [0, 0, 0, 0]
    assert figures["responses"] == figures["decided"] == 319
    clumsy = first_week().hands  # beside them, a code used twice costs two rows, and a number in words its cell
    assert figures["cells_lost"] == 3 + sum(hand.cells for hand in clumsy)
    assert figures["rows_lost"] == 2 + sum(hand.rows for hand in clumsy)
    assert judge(load(tmp_path)).figures == figures
    assert {answer["process"] for answer in load(tmp_path).answers} == {"commit-1", "commit-2"}


def test_a_form_sent_through_the_page_is_decided_by_the_push_alone(short):
    """As in the demo that stays up: nobody pokes, the form's watch does."""
    with stage(short, servers=1) as made:
        made.watch_form("projects/lokal/topics/jawaban")
        made.google.control.subscribe("projects/lokal/topics/jawaban", made.servers[0].url)
        Donors(made, short.submissions).send(short.submissions[0])
        bucket, ends = Bucket(made.session(OWNER), made.city.bucket), time.monotonic() + 40
        while len(bucket.list("journal/")) < 2 and time.monotonic() < ends:
            time.sleep(0.05)
        assert bucket.list("journal/") == ["journal/000000001.json", "journal/000000002.json"]


def test_a_city_takes_two_calls_a_workbook_and_anybody_may_read_the_public_one(short):
    with LocalGoogle() as google:
        make = service_account.Credentials.from_service_account_info
        session = Session(make(google.credentials_info(), scopes=buckets.SCOPES), emulator=google.base_url)
        city = create_city(
            session, environment="uji", project="lokal", bucket="uji-kota", people=People(), rows=short.tabs
        )
        calls = google.control.calls()
        assert {m: n for m, n in calls.items() if m.startswith("sheets.")} == {
            "sheets.spreadsheets.create": 2,
            "sheets.spreadsheets.batchUpdate": 2,
        }
        stranger = Session(
            make(google.credentials_info("orang@contoh.example"), scopes=SCOPES), emulator=google.base_url
        )
        (part,) = Workbook(stranger, city.public).read(["'Komitmen'"])
        assert part.rows[0][0] == "nomor"
        with pytest.raises(Permanent):
            Workbook(stranger, city.private).read(["'Komitmen'"])
        letter = Bucket(stranger, city.open_bucket).get("surat-pernyataan-kosong.pdf")
        assert letter is not None
        assert letter.startswith(b"%PDF-")


def test_the_processes_end_with_the_stage(short):
    with stage(short, servers=1) as made:
        Play(made, short, lambda _: None, faults=False).run()
        port = made.servers[0].port
        assert made.servers[0].answers[-1]["status"] == 200
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_what_is_not_as_published_not_met_or_not_refused_is_a_finding(export):
    figures = {**PUBLISHED, "rw": 117}
    assert run._unpublished(figures) == ["rw is 117, published was 118"]
    assert run._unpublished(PUBLISHED) == []
    assert run._unmet([{"kind": "latency", "method": "storage.objects.list"}]) != []
    assert run._refused(export) == []
    export.objects.clear()
    assert run._refused(export) == [f"0 staff requests were refused, not {IMPOSSIBLE}"]
