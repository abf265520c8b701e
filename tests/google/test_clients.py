"""Other people's clients against it: google-api-python-client, unmodified."""

from typing import Any

import gspread
import pytest
from google.oauth2.service_account import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from local.google.server import LocalGoogle
from tests.google.conftest import SCOPES, session_for


def _service(google: LocalGoogle, name: str, version: str) -> Any:
    credentials = Credentials.from_service_account_info(google.credentials_info(), scopes=SCOPES)
    roots = {"storage": "/storage/v1/", "drive": "/drive/v3/"}
    return build(
        name,
        version,
        credentials=credentials,
        static_discovery=True,
        client_options={"api_endpoint": google.base_url + roots.get(name, "")},
    )


def test_sheets_writes_reads_and_refuses(google: LocalGoogle) -> None:
    sheets = _service(google, "sheets", "v4").spreadsheets()
    book = sheets.create(body={"properties": {"title": "Uji"}}).execute()["spreadsheetId"]
    body = {"values": [["a", 1]]}
    sheets.values().append(spreadsheetId=book, range="A1", valueInputOption="RAW", body=body).execute()
    assert sheets.values().get(spreadsheetId=book, range="Sheet1!A1:B").execute()["values"] == [["a", "1"]]
    with pytest.raises(HttpError, match="Unable to parse range: Tidak!A1"):
        sheets.values().get(spreadsheetId=book, range="Tidak!A1").execute()


def test_a_reading_of_too_many_ranges_for_a_url_is_sent_as_a_post(google: LocalGoogle) -> None:
    sheets = _service(google, "sheets", "v4").spreadsheets()
    book = sheets.create(body={}).execute()["spreadsheetId"]
    ranges = [f"Sheet1!A{row}:C{row}" for row in range(1, 301)]
    assert len(sheets.values().batchGet(spreadsheetId=book, ranges=ranges).execute()["valueRanges"]) == 300
    assert google.control.calls()["sheets.spreadsheets.values.batchGet"] == 1


def test_forms_are_made_and_their_responses_listed(google: LocalGoogle) -> None:
    forms = _service(google, "forms", "v1").forms()
    form = forms.create(body={"info": {"title": "Uji"}}).execute()["formId"]
    item = {"title": "Nama", "questionItem": {"question": {"questionId": "0000000a", "textQuestion": {}}}}
    request = {"createItem": {"item": item, "location": {"index": 0}}}
    forms.batchUpdate(formId=form, body={"requests": [request]}).execute()
    google.control.add_response(form, {"0000000a": ["x"]})
    assert len(forms.responses().list(formId=form, pageSize=5).execute()["responses"]) == 1


def test_drive_lists_and_shares(google: LocalGoogle) -> None:
    files = _service(google, "drive", "v3")
    kind = "application/vnd.google-apps.spreadsheet"
    made = files.files().create(body={"name": "Uji", "mimeType": kind}, fields="id,name,owners").execute()
    assert made["owners"][0]["emailAddress"] == google.credentials_info()["client_email"]
    grant = {"type": "user", "role": "writer", "emailAddress": "lain@lokal.iam.gserviceaccount.com"}
    files.permissions().create(fileId=made["id"], body=grant, fields="id,role").execute()
    found = files.files().list(q=f"mimeType='{kind}'", fields="files(id,permissions(role))").execute()
    assert sorted(one["role"] for one in found["files"][0]["permissions"]) == ["owner", "writer"]


def test_storage_downloads_what_was_put(google: LocalGoogle) -> None:
    """Its uploads insist on https, even for a plain http endpoint, so here another client puts."""
    storage = _service(google, "storage", "v1")
    storage.buckets().insert(project="lokal", body={"name": "ember"}).execute()
    url = "https://storage.googleapis.com/upload/storage/v1/b/ember/o?uploadType=media&name=a%2Fb%20c.txt"
    assert session_for(google).post(url, data=b"isi", timeout=30).json()["size"] == "3"
    assert storage.objects().get_media(bucket="ember", object="a/b c.txt").execute() == b"isi"
    assert storage.objects().list(bucket="ember").execute()["items"][0]["name"] == "a/b c.txt"


def test_gspreads_methods_for_cells_rows_tabs_and_ranges_are_all_answered(client: gspread.Client) -> None:
    book = client.create("Uji")
    sheet = book.sheet1
    sheet.append_rows([["kode", "jumlah"], ["b", 2], ["a", 1]], value_input_option="USER_ENTERED")
    sheet.sort((1, "asc"), range="A2:B3")
    assert sheet.get_all_records() == [{"kode": "a", "jumlah": 1}, {"kode": "b", "jumlah": 2}]
    sheet.insert_notes({"A1": "catatan", "B2": "lain"})
    sheet.clear_note("A1")
    assert sheet.get_notes() == [[], ["", "lain"]]
    sheet.batch_format([{"range": "A1:B1", "format": {"textFormat": {"bold": True}}}])
    sheet.insert_rows([["c", 3]], row=2, inherit_from_before=True)
    sheet.insert_cols([["ket"]], col=2)
    sheet.delete_columns(2)
    sheet.define_named_range("A1:B4", "Isi")
    assert book.values_get("Isi")["values"][1] == ["c", "3"]
    sheet.add_validation("A2:A4", gspread.utils.ValidationConditionType.one_of_list, ["a", "b"], strict=True)
    sheet.add_protected_range("A1:B1", ["petugas@lokal.iam.gserviceaccount.com"], description="kepala")
    sheet.set_basic_filter("A1:B4")
    sheet.add_dimension_group_rows(1, 3)
    copy = sheet.duplicate(new_sheet_name="Salinan")
    book.reorder_worksheets([copy, sheet])
    assert [tab.title for tab in book.worksheets()] == ["Salinan", "Sheet1"]
    copy.copy_range("A1:B2", "D1")
    copy.cut_range("A1:B2", "G1")
    copy.update_tab_color("#ff8800")
    copy.batch_clear(["A1:B9"])
    assert copy.get("G1:H2") == [["kode", "jumlah"], ["c", "3"]]
    book.del_worksheet(copy)
    book.update_locale("id_ID")
    book.update_timezone("Asia/Jakarta")
    assert (book.locale, book.timezone) == ("id_ID", "Asia/Jakarta")
