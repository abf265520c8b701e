"""Drive: finding, copying, renaming, sharing, exporting files."""

import gspread
import pytest

from local.google.server import LocalGoogle
from local.wire.control.client import send_here
from tests.google.conftest import Api, error_of

OTHER = "lain@lokal.iam.gserviceaccount.com"


def _named(api: Api, query: str) -> list[str]:
    return [file["name"] for file in api.ok("GET", "/drive/v3/files", q=query)["files"]]


def test_files_are_found_by_name_and_type_newest_first(api: Api) -> None:
    for number, name in enumerate(("Satu", "Dua", "It's")):
        api.google.control.set_clock(offset=number)
        api.new_book(title=name)
    assert _named(api, "") == ["It's", "Dua", "Satu"]
    assert _named(api, "name = 'Dua' and mimeType = 'application/vnd.google-apps.spreadsheet'") == ["Dua"]
    assert _named(api, 'name="Dua"') == ["Dua"]
    assert _named(api, "name = 'It\\'s' and trashed = false") == ["It's"]
    assert (_named(api, "name contains 'du'"), _named(api, "name contains 'ua'")) == (["Dua"], [])
    assert len(_named(api, 'parents in "root"')) == len(_named(api, "'root' in parents")) == 3
    assert api.call("GET", "/drive/v3/files", q="fullText contains 'x'").status_code == 501


def test_files_come_in_pages(api: Api) -> None:
    for number in range(3):
        api.new_book(title=str(number))
    first = api.ok("GET", "/drive/v3/files", pageSize=2)
    second = api.ok("GET", "/drive/v3/files", pageSize=2, pageToken=first["nextPageToken"])
    assert (len(first["files"]), len(second["files"]), "nextPageToken" in second) == (2, 1, False)


def test_gspread_opens_copies_shares_and_deletes(client: gspread.Client, api: Api) -> None:
    book = client.create("Asli")
    book.sheet1.update([["isi"]], "A1")
    copy = client.copy(book.id, title="Salinan")
    assert copy.sheet1.acell("A1").value == "isi"
    copy.sheet1.update([["lain"]], "A1")
    assert book.sheet1.acell("A1").value == "isi"
    book.share(OTHER, perm_type="user", role="reader", notify=False)
    assert sorted(grant["role"] for grant in book.list_permissions()) == ["owner", "reader"]
    client.del_spreadsheet(copy.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Salinan")


def test_renaming_a_file_renames_the_workbook_and_the_other_way_round(api: Api) -> None:
    book = api.new_book()
    api.ok("PATCH", f"/drive/v3/files/{book}", {"name": "Nama baru"})
    assert api.ok("GET", f"/v4/spreadsheets/{book}", fields="properties.title")["properties"]["title"] == "Nama baru"
    title = {"properties": {"title": "Lagi"}, "fields": "title"}
    api.batch(book, {"updateSpreadsheetProperties": title})
    assert api.ok("GET", f"/drive/v3/files/{book}")["name"] == "Lagi"


def test_a_stranger_does_not_even_learn_that_the_file_is_there(api: Api) -> None:
    book = api.new_book()
    stranger = api.as_(OTHER)
    assert error_of(stranger.call("GET", f"/drive/v3/files/{book}")) == (404, f"File not found: {book}.")
    api.share(book, OTHER, "writer")
    assert stranger.call("DELETE", f"/drive/v3/files/{book}").status_code == 403


def test_permissions_are_changed_and_taken_back(api: Api) -> None:
    book = api.new_book()
    path = f"/drive/v3/files/{book}/permissions"
    grant = api.ok("POST", path, {"type": "user", "role": "reader", "emailAddress": OTHER})
    other = api.as_(OTHER)
    assert other.call("GET", f"/v4/spreadsheets/{book}").status_code == 200
    assert api.ok("PATCH", f"{path}/{grant['id']}", {"role": "writer"})["role"] == "writer"
    assert api.ok("GET", f"{path}/{grant['id']}")["role"] == "writer"
    api.ok("DELETE", f"{path}/{grant['id']}")
    assert other.call("GET", f"/v4/spreadsheets/{book}").status_code == 403


def test_anyone_with_the_link_may_read_but_not_write(api: Api) -> None:
    book = api.new_book()
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "reader"})
    stranger = api.as_(OTHER)
    assert stranger.call("GET", f"/v4/spreadsheets/{book}").status_code == 200
    assert stranger.batch(book, {"addSheet": {}}).status_code == 403


def test_ownership_is_given_away_only_when_that_is_said(api: Api) -> None:
    book = api.new_book()
    path, body = f"/drive/v3/files/{book}/permissions", {"type": "user", "role": "owner", "emailAddress": OTHER}
    assert api.call("POST", path, body).status_code == 403
    api.ok("POST", path, body, transferOwnership="true")
    assert api.call("DELETE", f"/drive/v3/files/{book}").status_code == 403


def test_gspread_hands_over_a_workbook_and_the_new_owner_takes_it(google: LocalGoogle, client: gspread.Client) -> None:
    book = client.create("Serah terima")
    book.share(OTHER, perm_type="user", role="writer", notify=False)
    [grant] = [grant for grant in book.list_permissions() if grant["role"] == "writer"]
    taker = gspread.service_account_from_dict(google.credentials_info(OTHER))
    send_here(taker.http_client.session, google.base_url)
    with pytest.raises(gspread.exceptions.APIError, match="sufficient permissions"):
        taker.open_by_key(book.id).accept_ownership(grant["id"])
    book.transfer_ownership(grant["id"])
    taker.open_by_key(book.id).accept_ownership(grant["id"])
    roles = {one["emailAddress"]: (one["role"], one["pendingOwner"]) for one in book.list_permissions()}
    assert roles == {client.http_client.auth.service_account_email: ("writer", False), OTHER: ("owner", False)}


def test_a_file_in_the_bin_is_still_read_by_its_id(api: Api) -> None:
    book = api.new_book()
    api.ok("PATCH", f"/drive/v3/files/{book}", {"trashed": True})
    assert api.ok("GET", f"/v4/spreadsheets/{book}")["spreadsheetId"] == book


def test_a_file_keeps_its_id_whatever_is_sent(api: Api) -> None:
    book = api.new_book()
    api.ok("PATCH", f"/drive/v3/files/{book}", {"id": "lain", "kind": "x", "starred": True})
    assert api.ok("GET", f"/drive/v3/files/{book}", fields="id,starred") == {"id": book, "starred": True}


def test_a_file_is_put_into_a_folder_that_there_is(api: Api) -> None:
    kind = "application/vnd.google-apps."
    folder = api.ok("POST", "/drive/v3/files", {"name": "Map", "mimeType": f"{kind}folder"})["id"]
    inside = {"name": "Isi", "mimeType": f"{kind}spreadsheet", "parents": [folder]}
    assert _named(api, f"'{folder}' in parents") == []
    api.ok("POST", "/drive/v3/files", inside)
    assert _named(api, f"'{folder}' in parents") == ["Isi"]
    refused = api.call("POST", "/drive/v3/files", {**inside, "parents": ["tidak-ada"]})
    assert error_of(refused) == (404, "File not found: tidak-ada.")


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", ["A10", "A9", "B"]),
        ("name_natural", ["A9", "A10", "B"]),
        ("name desc", ["B", "A9", "A10"]),
        ("createdTime", ["B", "A10", "A9"]),
        ("recency desc", ["A9", "A10", "B"]),
    ],
)
def test_files_come_in_the_order_asked_for(api: Api, order: str, names: list[str]) -> None:
    for number, name in enumerate(("B", "A10", "A9")):
        api.google.control.set_clock(offset=number)
        api.new_book(title=name)
    found = api.ok("GET", "/drive/v3/files", orderBy=order)["files"]
    assert [file["name"] for file in found] == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name = 'Satu' or name = 'Dua'", ["Dua", "Satu"]),
        ("not name = 'Satu'", ["Dua"]),
        ("(name = 'Satu' or name = 'Dua') and trashed = false", ["Dua", "Satu"]),
        ("name = 'Satu' or name = 'Dua' and trashed = true", ["Satu"]),
        ("'me' in owners", ["Dua", "Satu"]),
        (f"'{OTHER}' in readers", ["Dua"]),
        ("mimeType != 'application/vnd.google-apps.spreadsheet'", []),
        ("createdTime > '2001-01-01T00:00:00'", ["Dua", "Satu"]),
        ("modifiedTime <= '2001-01-01T00:00:00+07:00'", []),
        ("starred = true", []),
    ],
)
def test_files_are_searched_in_drives_language(api: Api, query: str, names: list[str]) -> None:
    api.new_book(title="Satu")
    api.share(api.new_book(title="Dua"), OTHER, "reader")
    assert sorted(_named(api, query)) == names


@pytest.mark.parametrize(
    "query", ["apa saja", "name", "name =", "name = Dua", "(name = 'x'", "name = 'x' name = 'y'", "createdTime > 'x'"]
)
def test_a_search_that_cannot_be_read_is_refused(api: Api, query: str) -> None:
    answer = api.call("GET", "/drive/v3/files", q=query)
    assert error_of(answer) == (400, "Invalid Value")
    assert answer.json()["error"]["errors"][0]["location"] == "q"


@pytest.mark.parametrize(
    ("name", "value"), [("pageToken", "x"), ("pageToken", "²"), ("pageSize", "0"), ("pageSize", "x")]
)
def test_a_page_that_there_cannot_be_is_refused(api: Api, name: str, value: str) -> None:
    assert api.call("GET", "/drive/v3/files", **{name: value}).status_code == 400


def test_a_workbook_is_exported_as_csv(api: Api) -> None:
    book = api.new_book(locale="id_ID")
    api.write(book, "A1", [["a,b", 1.5], ["", 'c"d']])
    answer = api.call("GET", f"/drive/v3/files/{book}/export", mimeType="text/csv")
    assert answer.text == '"a,b","1,5"\r\n,"c""d"'


def test_an_exported_line_break_stays_in_csv_and_is_a_blank_in_tab_separated_values(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a\nb", 'kata "x"'], ["", "\ttab"], [""], ["akhir"]])
    csv = api.call("GET", f"/drive/v3/files/{book}/export", mimeType="text/csv").text
    assert csv == '"a\nb","kata ""x"""\r\n,\ttab\r\n,\r\nakhir,'
    tabbed = api.call("GET", f"/drive/v3/files/{book}/export", mimeType="text/tab-separated-values").text
    assert tabbed == 'a b\tkata "x"\r\n\t tab\r\n\t\r\nakhir\t'


def test_imported_csv_replaces_the_workbook(client: gspread.Client) -> None:
    book = client.create("Impor")
    client.import_csv(book.id, "a,1\nb,2020-04-24")
    sheet = client.open_by_key(book.id).sheet1
    assert sheet.get_all_values() == [["a", "1"], ["b", "2020-04-24"]]


def test_what_drive_has_but_the_stand_in_does_not_is_501_and_what_drive_does_not_have_is_passed_over(api: Api) -> None:
    book = api.new_book()
    path, grant = f"/drive/v3/files/{book}/permissions", {"type": "user", "role": "reader", "emailAddress": OTHER}
    assert api.call("POST", path, {**grant, "expirationTime": "2030-01-01T00:00:00Z"}).status_code == 501
    assert api.call("POST", path, {**grant, "withLink": True}).status_code == 200
