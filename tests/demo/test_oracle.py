"""The oracle sees each planted wrong, and nothing where all is well."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from pathlib import Path

import pytest

import local.demo.oracle
from local.demo.oracle import Material, judge, load
from local.demo.oracle.material import FILES
from local.demo.scenario import PUBLISHED

ORACLE = Path(local.demo.oracle.__file__).parent


def test_the_oracle_imports_only_the_standard_library_and_itself():
    modules = list(ORACLE.glob("*.py"))
    assert len(modules) > 5
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("local.demo.oracle") or name.partition(".")[0] in sys.stdlib_module_names


def test_a_faultless_week_has_no_findings_and_the_published_figures(export):
    verdict = judge(export)
    assert verdict.findings == ()
    assert {key: verdict.figures[key] for key in PUBLISHED} == PUBLISHED
    assert verdict.figures["responses"] == verdict.figures["decided"] == 319


def test_an_export_is_read_back_from_its_files(export, tmp_path):
    sheets = {
        book: {title: {"header": sheet.header, "rows": sheet.rows} for title, sheet in getattr(export, book).items()}
        for book in ("private", "public")
    }
    for name in FILES:
        content = sheets.get(name, getattr(export, name))
        (tmp_path / f"{name}.json").write_text(json.dumps(content), "utf-8")
    assert judge(load(tmp_path)) == judge(export)


def test_a_response_that_no_line_answers_is_lost(export):
    export.responses.append({**export.responses[0], "responseId": "lost-one"})
    assert judge(export).figures["lost"] == 1


def test_a_kind_that_no_line_answers_is_lost(export):
    response = _ordinary(export)
    wanted = _question(export, "Paket Lebaran: jumlah")
    response["answers"][wanted] = {"textAnswers": {"answers": [{"value": "7"}]}}
    assert judge(export).figures["lost"] == 1


def test_a_row_that_stands_twice_is_a_duplicate(export):
    export.private["Komitmen"].rows.append(list(export.private["Komitmen"].rows[4]))
    assert judge(export).figures["duplicated"] == 1


def test_a_response_decided_in_two_entries_is_a_duplicate(export):
    entries = _entries(export)
    again = next(e for e in entries[1]["events"] if e["t"] == "line") | {"n": 400}
    _rewrite(export, [*entries, {**entries[-1], "n": len(entries) + 1, "events": [again]}])
    assert judge(export).figures["duplicated"] == 1


def test_a_line_of_no_response_is_a_duplicate(export):
    del export.responses[5]
    assert judge(export).figures["duplicated"] >= 1


def test_a_grant_beyond_the_quota_is_over_quota(export):
    entries = _entries(export)
    line = _accepted(entries)
    key = next(iter(line["shares"]))
    line["shares"][key]["granted"] = line["shares"][key]["quota"] + 1
    _rewrite(export, entries)
    assert judge(export).figures["over_quota"] == 1


def test_a_decision_by_another_quota_than_the_tabs_say_is_over_quota(export):
    entries = _entries(export)
    line = _accepted(entries)
    line["shares"][next(iter(line["shares"]))]["quota"] += 1000
    _rewrite(export, entries)
    assert judge(export).figures["over_quota"] == 1


def test_a_quota_that_staff_lowered_below_what_is_taken_is_seen(export):
    sheet = export.private["Sasaran"]
    code = _accepted(_entries(export))["target"]
    row = next(r for r in sheet.rows if r[0] == code)
    row[sheet.header.index("jumlah kk rentan")] = 1
    assert judge(export).figures["over_quota"] >= 1


def test_a_line_refused_though_there_was_room_is_found(export):
    entries = _entries(export)
    line = _accepted(entries)
    for share in line["shares"].values():
        share["granted"] = 0
    _rewrite(export, entries)
    assert any("room" in finding for finding in judge(export).findings)


@pytest.mark.parametrize(
    "spelling",
    ["0812-0000-0102", "+62 (812) 0000.0102", "６２８１２００００0102", "0812 – 0000 – 0102", "wa.me/628120000102"],
)
def test_a_phone_in_any_spelling_is_a_leak_in_the_public_workbook(export, spelling):
    spelling = spelling.replace("wa.me/628120000102", "wa.me/6281200000102")
    sheet = export.public["Komitmen"]
    sheet.rows[3][sheet.header.index("kelurahan")] = f"hubungi {spelling} ya"
    assert any(finding.startswith("phone of") for finding in judge(export).findings)


@pytest.mark.parametrize("secret", ["NARAHUBUNG02@donatur.example", "contoh  narahubung 02", "Contoh PJ 007"])
def test_a_contact_is_a_leak_in_logs_answers_and_objects(export, secret):
    export.logs["commit-1"].append(json.dumps({"message": f"oops {secret}!"}))
    export.answers.append({"process": "commit-2", "status": 500, "headers": {}, "body": f"error near {secret}"})
    export.objects["mail/1.json"] = json.dumps({"to": [secret]})
    assert judge(export).figures["leaked"] == 3


def test_a_name_without_consent_on_a_public_row_is_a_leak(export):
    sheet = export.public["Komitmen"]
    name = sheet.header.index("donatur")
    row = next(r for r in sheet.rows if r[name] == "Donatur (nama tidak ditampilkan)")
    row[name] = "Contoh Donatur 03"
    assert judge(export).figures["leaked"] >= 1


def test_a_public_row_of_a_rejected_line_that_says_more_than_its_number_is_a_leak(export):
    sheet = export.public["Komitmen"]
    status = sheet.header.index("status")
    row = next(r for r in sheet.rows if r[status] is None)
    row[sheet.header.index("sasaran")] = "3174051006-RW05"
    assert judge(export).figures["leaked"] == 1


@pytest.mark.parametrize("label", ["versi", "status", "disetujui", "telepon", "respons", "jadwal"])
def test_a_private_cell_that_the_journal_does_not_say_is_found(export, label):
    sheet = export.private["Komitmen"]
    sheet.rows[10][sheet.header.index(label)] = "999"
    findings = judge(export).findings
    assert findings
    assert all("row 11" in finding for finding in findings)


@pytest.mark.parametrize("label", ["versi", "jumlah", "tersalur", "satuan"])
def test_a_public_cell_that_the_journal_does_not_say_is_found(export, label):
    sheet = export.public["Komitmen"]
    number = next(i for i, row in enumerate(sheet.rows) if row[sheet.header.index("status")])
    sheet.rows[number][sheet.header.index(label)] = 999_999
    assert judge(export).findings == (f"public row {number + 1}: {label} is not what the journal says",)


def test_a_row_that_is_not_shown_is_found(export):
    del export.public["Komitmen"].rows[8]
    assert judge(export).findings == ("public Komitmen does not show number 9",)


def test_a_second_contact_person_is_another_party_until_staff_say_it_is_the_same_donor(export):
    """Positive control of the count of parties: without the merge there is one more."""
    entries = _entries(export)
    for entry in entries:
        entry["events"] = [event for event in entry["events"] if event["t"] != "merged"]
    _rewrite(export, entries)
    assert judge(export).figures["donors"] == PUBLISHED["donors"] + 1


def test_an_entry_that_does_not_follow_from_the_one_before_is_found(export):
    export.objects["journal/000000003.json"] += " "
    assert any("does not follow" in finding for finding in judge(export).findings)


def test_a_request_that_was_never_decided_is_found(export):
    sheet = export.private["Komitmen"]
    row = next(r for r in sheet.rows if not r[sheet.header.index("petugas")])
    row[sheet.header.index("tindakan")], row[sheet.header.index("petugas")] = "batalkan", "Petugas Contoh Satu"
    assert any("was not decided" in finding for finding in judge(export).findings)


def _entries(export: Material) -> list[dict]:
    return [json.loads(text) for _, text in sorted(export.objects.items())]


def _rewrite(export: Material, entries: list[dict]) -> None:
    """Put these entries in place of the journal, chained as they must be."""
    before = ""
    for number, entry in enumerate(entries, start=1):
        text = json.dumps(entry | {"prev": before})
        export.objects[f"journal/{number:09}.json"] = text
        before = hashlib.sha256(text.encode()).hexdigest()


def _accepted(entries: list[dict]) -> dict:
    """A plain accepted line that nobody asked to change, of an RW with one gift."""
    events = [event for entry in entries for event in entry["events"]]
    lines = [e for e in events if e["t"] == "line"]
    touched = {e["n"] for e in events if e["t"] == "request"}
    times = [e.get("target") for e in lines]
    return next(
        e
        for e in lines
        if e["status"] == "DITERIMA"
        and e["n"] not in touched
        and e["kind"] == "sembako"
        and times.count(e["target"]) == 1
        and e["target"][0] == "3"
    )


def _question(export: Material, start: str) -> str:
    item = next(i for i in export.form["items"] if i["title"].startswith(start))
    return item["questionItem"]["question"]["questionId"]


def _ordinary(export: Material) -> dict:
    lebaran = _question(export, "Paket Lebaran: jumlah")
    return next(r for r in export.responses if r["answers"] and lebaran not in r["answers"])
