"""Replaying recordings of the Cloud APIs: what they leave out, and verdicts. The recordings here are made up."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.conformance import recordings, services
from local.conformance.__main__ import Score, main, replay
from local.conformance.recordings import Answer
from local.conformance.verdicts import judge

HOST = "https://storage.googleapis.com"
JSON = {"Content-Type": "application/json; charset=UTF-8"}
TIMES = dict.fromkeys(
    ("timeCreated", "updated", "timeStorageClassUpdated", "timeFinalized"), "2026-03-19T15:08:24.743Z"
)
RESOURCE = {
    "kind": "storage#object", "id": "ember/n/1773932904741118", "name": "n", "bucket": "ember",
    "selfLink": "https://www.googleapis.com/storage/v1/b/ember/o/n", "generation": "1773932904741118",
    "mediaLink": f"{HOST}/download/storage/v1/b/ember/o/n?generation=1773932904741118&alt=media",
    "metageneration": "1", "contentType": "text/plain", "storageClass": "REGIONAL", "size": "5",
    "md5Hash": "XUFAKrxLKna5cZ2REBfFkg==", "crc32c": "mnG7TA==", "etag": "CP7xkYWfrJMDEAE=", **TIMES,
}  # fmt: skip
SUM = {"crc32c": "mnG7TA==", "contentType": "text/plain"}


def exchange(verb: str, path: str, status: int, body: Any = None, sent: Any = None, **headers: str) -> dict[str, Any]:
    request = {"method": verb, "uri": HOST + path, "body": sent}
    if isinstance(sent, tuple):
        request = {"method": verb, "uri": HOST + path, "mediaType": "multipart/related", "bodyParts": list(sent)}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"request": request, "response": {"status": status, "headers": {**JSON, **named}, "body": body}}


def played(tmp_path: Path, *exchanges: dict[str, Any], source: str = "contoh/contoh@1:a") -> Score:
    """The score of a recording."""
    path = tmp_path / "rekaman.json"
    path.write_text(json.dumps({"source": source, "exchanges": list(exchanges)}))
    score = Score()
    replay(services.SERVICES["storage"], recordings.read(path), score)
    return score


UPLOAD = "/upload/storage/v1/b/ember/o?uploadType=multipart&name=n"
PUT = exchange("POST", UPLOAD, 200, RESOURCE, ({"name": "n", **SUM}, "hello"))


def test_a_recording_is_replayed_in_a_bucket_that_was_there_with_ids_times_and_etags_aside(tmp_path: Path) -> None:
    read = exchange("GET", "/storage/v1/b/ember/o/n?generation=1773932904741118", 200, RESOURCE)
    part = exchange("GET", "/ember/n", 206, "ell", Content_Range="bytes 1-3/5")
    part["response"]["headers"]["Content-Type"] = "text/plain"
    gone = exchange("DELETE", "/storage/v1/b/ember/o/n", 204, Content_Type="application/json")
    assert played(tmp_path, PUT, read, part, gone).words == {"exact": 4}


def test_a_text_a_key_or_a_type_that_differs_is_not_exact(tmp_path: Path) -> None:
    for change in ({"contentType": "text/html"}, {"baru": "x"}, {"size": 5}):
        wrong = exchange("POST", UPLOAD, 200, {**RESOURCE, **change}, ({"name": "n", **SUM}, "hello"))
        assert played(tmp_path, wrong).words == {"close": 1}
    assert played(tmp_path, exchange("GET", "/storage/v1/b/ember/o/n", 404, {"error": {}})).words == {"wrong": 1}
    other = exchange("POST", UPLOAD, 412, {}, ({"name": "n", **SUM}, "hello"))
    assert played(tmp_path, PUT, other).words == {"exact": 1, "wrong": 1}


def test_objects_that_were_there_before_are_put_in_as_they_are_shown(tmp_path: Path) -> None:
    listing = exchange("GET", "/storage/v1/b/ember/o", 200, {"kind": "storage#objects", "items": [RESOURCE]})
    assert played(tmp_path, listing).words == {"exact": 1}


def test_whom_a_refusal_names_is_who_asks(tmp_path: Path) -> None:
    told = (
        "orang@contoh.example does not have storage.objects.list access to the Google Cloud Storage bucket. Permission "
        "'storage.objects.list' denied on resource (or it may not exist)."
    )
    error = {"code": 403, "message": told, "errors": [{"message": told, "domain": "global", "reason": "forbidden"}]}
    assert played(tmp_path, exchange("GET", "/storage/v1/b/tidak-ada/o", 403, {"error": error})).words == {"exact": 1}


def test_what_cannot_be_replayed_is_set_aside_with_the_reason_and_its_effect_stays(tmp_path: Path) -> None:
    composed = {**RESOURCE, "componentCount": 2}
    lost = exchange("POST", "/storage/v1/b/ember/o/n/compose", 200, composed)
    shown = exchange("GET", "/storage/v1/b/ember/o/n", 200, composed)
    unknown = exchange("PUT", "", 200, {})
    unknown["request"]["uri"] = "(see file name)"
    score = played(tmp_path, lost, shown, unknown)
    assert score.words == {"set aside": 2, "exact": 1}
    assert set(score.named["set aside"]) == {"the request's body was not recorded", "the request was not recorded"}


def test_what_is_not_built_is_counted_by_its_name_and_is_not_wrong(tmp_path: Path) -> None:
    score = played(tmp_path, exchange("POST", "/storage/v1/b/ember/notificationConfigs", 200, {}, {"topic": "t"}))
    assert score.named == {"unsupported": {"POST /storage/v1/b/*/notificationConfigs": 1}}


@pytest.mark.parametrize(("year", "word"), [(2021, "exact"), (2026, "wrong"), (0, "wrong")])
def test_an_old_wording_counts_only_in_an_old_recording(year: int, word: str) -> None:
    old = {"error": {"code": 409, "message": "You already own this bucket. Please select another name."}}
    new = {
        "error": {
            "code": 409,
            "message": "Your previous request to create the named bucket succeeded and you already own it.",
        }
    }
    assert judge(Answer(409, {}, old), Answer(409, {}, new), year).word == word


@pytest.mark.parametrize(("year", "word"), [(2021, "exact"), (2026, "wrong")])
def test_a_field_that_came_later_is_missed_only_in_a_new_recording(year: int, word: str) -> None:
    newer = {"name": "n", "timeFinalized": "2026-03-19T15:08:24.743Z"}
    assert judge(Answer(200, {}, {"name": "n"}), Answer(200, {}, newer), year).word == word


def test_replaced_names_are_words_or_numbers_that_may_stand_there(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    told = exchange("GET", "/storage/v1/b/ember-${uniqueId}/o", 200, {"projectNumber": "${projectNumber}"})
    path.write_text(json.dumps({"source": "x@1:y", "exchanges": [told]}))
    (found,) = recordings.read(path).exchanges
    assert found.request.segments[3] == "ember-uniqueid"
    assert found.answer.body["projectNumber"].isdecimal()


def test_a_line_for_each_service_and_failure_if_any_answer_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, told in {"storage": PUT, "awan": PUT}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps({"source": "x@1:y", "exchanges": [told]}))
    monkeypatch.setattr("sys.argv", ["conformance", str(tmp_path)])
    assert main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "awan: no stand-in yet (1 exchanges)",
        "storage: replayed=1 exact=1 close=0 wrong=0 unsupported=0 set aside=0",
    ]
    wrong = exchange("GET", "/storage/v1/b/ember/o/n", 200, {"kind": "lain"})
    (tmp_path / "storage" / "a.json").write_text(json.dumps({"source": "x@1:y", "exchanges": [wrong]}))
    assert main() == 1
