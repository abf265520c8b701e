"""Whole rounds: the stand-in for Google, the journal, the form, and a real mailbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from functions.gapi.errors import Ambiguous
from functions.gapi.objects import Bucket
from functions.notify.round import Notifier
from local.mailbox.server import LOST
from sheets_schema import private
from sheets_schema.private import COMMITMENTS, COORDINATORS, MAIL_LOG, PERIODS, PROGRAMMES, TO_CONTACT
from tests.city import PERIODS as PERIODS_
from tests.city import answers
from tests.notify.town import LINKS, OFFICE, TARGETS, Town, file_of, html_of, text_of, wib

DONOR = "contoh01@contoh.example"
OTHER = "contoh02@contoh.example"


def log(town: Town) -> list[tuple[str, str]]:
    return [(row["pesan"], row["hasil"]) for row in town.city.rows(MAIL_LOG)]


def test_a_response_is_answered_with_decision_contact_letter_and_calendar(town: Town) -> None:
    town.city.submit(answers())
    town.city.drain()
    report = town.notify(part="donors")
    assert (report.mail.sent, report.alerts) == (2, [])
    (accepted,) = town.mails(DONOR)
    what = "Sabtu 25 April: 10 paket sembako untuk RW 05 Kebayoran Lama Utara"
    assert town.subjects(DONOR) == [f"{what} disetujui, hubungi penanggung jawab (komitmen 1)"]
    assert "Keputusan: disetujui, 10 paket" in text_of(accepted)
    assert [outcome for _, outcome in log(town)].count("Terkirim.") == 3
    for part in (text_of(accepted), html_of(accepted)):
        assert "Contoh Ketua A" in part
        assert "0813-0000-0301" in part
        assert "JAKI" in part
        assert "kelurahan" in part
    assert file_of(accepted, ".pdf").startswith(b"%PDF")
    assert b"komitmen-1@kota.example" in file_of(accepted, ".ics")
    assert accepted.message["Reply-To"] == OFFICE


def test_a_second_round_by_another_instance_sends_and_writes_nothing(town: Town) -> None:
    town.city.submit(answers())
    town.city.drain()
    town.notify()
    before, rows = len(town.box.mails), town.city.read(MAIL_LOG)
    town.city.control.reset_calls()
    report = town.notify()
    assert (report.mail.sent, report.contacts, report.rows) == (0, 0, 0)
    assert (len(town.box.mails), town.city.read(MAIL_LOG)) == (before, rows)


def test_two_instances_at_once_send_each_message_once(town: Town) -> None:
    for k in range(1, 9):
        town.city.submit(
            answers(name=f"Contoh Donatur {k:02}", phone=f"0812-0000-{k:04}", sembako="5"),
            email=f"contoh{k:02}@contoh.example",
        )
    town.city.drain()
    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(lambda _: town.notify(), range(3)))
    sent = [mail.id for mail in town.box.mails]
    assert len(sent) == len(set(sent)) == sum(r.mail.sent for r in reports)
    keys = [row["kode"].split()[0] for row in town.city.rows(TO_CONTACT)]
    assert len(keys) == len(set(keys)) == 8


def test_what_was_filled_in_twice_waits_and_the_mails_about_both_say_exactly_that(town: Town) -> None:
    for _ in range(2):
        town.city.submit(answers(sembako="30"))
        town.city.clock += dt.timedelta(seconds=40)
    town.city.drain()
    assert [row["status"] for row in town.city.rows(COMMITMENTS)] == ["DITERIMA", "TINJAU"]
    town.notify(part="donors")
    by_number = {subject[-2]: mail for subject, mail in zip(town.subjects(DONOR), town.mails(DONOR), strict=True)}
    first, second = (" ".join(text_of(by_number[n]).split()) for n in "12")
    assert "Isian yang sama masuk lagi: 2. Isian itu menunggu diperiksa petugas." in first
    assert "isian ini sama dengan komitmen nomor 1:" in second
    assert "Anda tidak perlu mengisi lagi" in second


def test_a_refused_donor_gets_the_reason_and_targets_that_still_need_it(town: Town) -> None:
    town.city.submit(answers(sembako="101"))
    town.city.drain()
    town.notify(part="donors")
    (mail,) = town.mails(DONOR)
    text = text_of(mail)
    assert "sisa 100" in text
    assert "RW 06 Kebayoran Lama Utara: Paket sembako" in text
    assert "entry." in text


def test_a_donor_learns_the_contact_once_staff_have_named_a_person_in_charge(town: Town) -> None:
    town.city.submit(answers(target="RW 07 Kebayoran Lama Utara [RW-C]"))
    town.city.drain()
    town.notify(part="donors")
    assert "sedang dilengkapi" in text_of(town.mails(DONOR)[0])
    named = [t.model_copy(update={"coordinator": "PJ-C"}) for t in TARGETS]
    town.city.type_rows(private.TARGETS, named)
    town.notify(part="donors")
    assert "0813-0000-0303" in text_of(town.mails(DONOR)[1])


def test_a_contact_named_weeks_later_still_goes_out_and_one_that_went_out_is_not_repeated(town: Town) -> None:
    longer = {"end": dt.date(2020, 5, 31), "commit_by": dt.date(2020, 5, 31), "deliver_by": dt.date(2020, 5, 31)}
    town.city.type_rows(PERIODS, [PERIODS_[0], PERIODS_[1].model_copy(update=longer)])
    town.city.submit(answers(date="2020-05-20"))
    town.city.submit(answers(target="RW 07 Kebayoran Lama Utara [RW-C]", date="2020-05-20"), email=OTHER)
    town.city.drain()
    town.notify(part="donors")
    named = [t.model_copy(update={"coordinator": "PJ-C"}) if t.code == "RW-C" else t for t in TARGETS]
    town.city.type_rows(private.TARGETS, named)
    report = town.notify(wib(15, 12, month=5), "donors")
    assert (report.mail.sent, report.mail.taken) == (1, 0)
    assert (len(town.mails(DONOR)), len(town.mails(OTHER))) == (1, 2)
    assert "0813-0000-0303" in text_of(town.mails(OTHER)[1])


def test_change_reminder_overdue_and_thanks_follow_the_life_of_a_line(town: Town) -> None:
    town.city.submit(answers(date="2020-04-27"))
    town.city.drain()
    town.notify(part="donors")
    town.city.request(1, "ubah jadwal", new_date=dt.date(2020, 4, 29))
    town.city.drain()
    town.notify(part="donors")
    town.notify(wib(28, 7, 5), "donors")
    town.notify(wib(30, 7, 5), "donors")
    town.city.request(1, "tersalur", amount=10)
    town.city.drain()
    town.notify(wib(30, 9), "donors")
    what = "10 paket sembako untuk RW 05 Kebayoran Lama Utara"
    assert town.subjects(DONOR) == [
        f"Senin 27 April: {what} disetujui, hubungi penanggung jawab (komitmen 1)",
        f"Rabu 29 April: {what} jadwalnya berubah (komitmen 1)",
        f"Rabu 29 April: {what} diantar besok (komitmen 1)",
        f"Rabu 29 April: {what} sudah tiba? (komitmen 1)",
        f"Rabu 29 April: {what} sudah tiba, terima kasih (komitmen 1)",
    ]
    assert "Rabu, 29 April 2020" in text_of(town.mails(DONOR)[1])


def test_a_bounce_stands_in_the_log_with_its_remedy_and_without_the_address(town: Town) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.box.answer("RCPT", "550 5.1.1 No such user")
    report = town.notify(part="donors")
    assert (report.mail.refused, report.mail.sent) == (1, 0)
    first = log(town)[0]
    assert (town.city.rows(MAIL_LOG)[0]["penerima"], town.city.rows(MAIL_LOG)[0]["komitmen"]) == ("D1", 1)
    assert {message for message, _ in log(town)} >= {"Donatur: jawaban", "Donatur: disetujui dan kontak PJ"}
    assert first[1].startswith("GAGAL. Alamat surel ini ditolak")
    assert "@" not in str(town.city.read(MAIL_LOG))


def test_a_corrected_address_of_a_person_in_charge_is_tried_again(town: Town) -> None:
    town.city.submit(answers())
    town.city.drain()
    town.box.answer("RCPT", "250 OK", "550 5.1.1 No such user")
    town.notify(part="donors")
    assert not town.mails("pj.a@contoh.example")
    town.city.type_cell(COORDINATORS, 2, "email", "pj.baru@contoh.example")
    town.notify(part="donors")
    assert len(town.mails("pj.baru@contoh.example")) == 1


def test_the_days_limit_holds_the_rest_for_tomorrow_and_the_log_says_so(town: Town) -> None:
    town.set("surel sehari", 2)
    for k in range(1, 4):
        town.city.submit(answers(date="2020-04-30", phone=f"0812-0000-{k:04}"), email=f"contoh{k:02}@contoh.example")
    town.city.drain()
    report = town.notify(part="donors")
    assert (report.mail.sent, report.mail.over_limit) == (2, 1)
    assert "Ditunda sampai besok: batas 2 surel sehari sudah tercapai." in {outcome for _, outcome in log(town)}
    assert town.notify(wib(25, 6), "donors").mail.sent == 1


def test_a_lost_answer_is_repeated_with_the_same_message_id(town: Town) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.box.answer("BODY", LOST)
    assert town.notify(part="donors").mail.later == 1
    town.notify(town.city.clock + dt.timedelta(minutes=3), "donors")
    sent = [mail.id for mail in town.box.mails]
    assert (len(sent), len(set(sent))) == (2, 1)


def test_without_a_mail_server_whatsapp_still_works_and_mails_wait(town: Town) -> None:
    town.city.submit(answers())
    town.city.drain()
    instance = town.instance()
    gone = replace(instance.sender, server=replace(instance.sender.server, port=1))
    offline = Notifier(town.city.ledger(), gone, 60)
    report = offline.run(town.city.google(seconds=60), lambda: town.city.clock)
    assert (report.no_server, report.contacts) == (True, 1)
    assert not [name for name in town.city.objects() if name.startswith("mail/")]
    assert town.notify().mail.sent > 0


def test_an_unreadable_staff_tab_makes_messages_wait(town: Town) -> None:
    town.city.submit(answers())
    town.city.drain()
    town.city.type_cell(PERIODS, 1, "code", "bukan kode")
    report = town.notify()
    assert (report.mail.sent, len(report.alerts)) == (0, 1)


def test_a_renamed_log_keeps_no_mail_from_going_out(town: Town) -> None:
    town.city.submit(answers())
    town.city.drain()
    rename = {"properties": {"sheetId": MAIL_LOG.sheet_id, "title": "Log Lama"}, "fields": "title"}
    town.city.book(MAIL_LOG).write([{"updateSheetProperties": rename}])
    report = town.notify()
    assert report.mail.sent > 0
    assert report.alerts == ["tab Log Surel is missing"]


def test_a_failing_store_stops_the_round_and_the_next_one_goes_on(town: Town) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.city.control.add_fault("storage.objects.insert", "unavailable", times=2)
    with pytest.raises(Ambiguous):
        town.notify(part="donors")
    assert town.city.control.unused_faults() == []
    town.notify(part="donors")
    assert len(town.mails(DONOR)) == 1


def test_the_morning_mail_to_the_office_and_the_weekly_one_to_departments(town: Town) -> None:
    town.city.type_cell(PROGRAMMES, 2, "email", "skpd@dinas.example")
    town.city.submit(answers())
    town.city.drain()
    town.notify(wib(27, 7), "weekly")
    town.notify(wib(27, 7), "digests")
    weekly = text_of(town.mails("skpd@dinas.example")[0])
    assert "Komitmen disetujui: 10 paket" in weekly
    assert "SASARAN TANPA PENANGGUNG JAWAB: 1" in weekly
    assert "RW-C" in weekly
    daily = text_of(town.mails(OFFICE)[0])
    assert "LEWAT WAKTU, BELUM TERCATAT TIBA: 1" in daily
    assert daily.index("LEWAT WAKTU") < daily.index("Tab Rekap masih kosong")


def test_the_morning_mail_tells_the_figures_of_the_last_recap(town: Town) -> None:
    town.city.type_rows(private.FIGURES, [private.Figure(figure="komitmen", group="Sembako", value=1500, unit="paket")])
    town.city.drain()
    town.notify(wib(27, 7), "digests")
    assert "komitmen - Sembako: 1.500 paket" in text_of(town.mails(OFFICE)[0])


def test_the_morning_mail_leads_to_the_faulty_cell_in_the_workbook_that_the_settings_name(town: Town) -> None:
    town.city.type_cell(private.TARGETS, 2, "poor_households", "banyak")
    town.city.drain()
    town.notify(wib(27, 7), "digests")
    cell = text_of(town.mails(OFFICE)[0]).partition("Buka sel: ")[2].split()[0]
    assert cell.startswith(f"{LINKS.private}#gid={private.TARGETS.sheet_id}&range=")


def test_every_address_of_the_office_gets_its_own_mail_and_a_bounce_of_one_says_which(town: Town) -> None:
    offices = (OFFICE, "wakil@kantor.example")
    town.set("surel pokja", "; ".join(offices))
    town.city.type_cell(PROGRAMMES, 2, "email", "a@dinas.example; b@dinas.example")
    town.city.drain()
    town.box.answer("RCPT", "250 OK", "550 5.1.1 No such user")
    town.notify(wib(27, 7), "digests")
    town.notify(wib(27, 7), "weekly")
    reached, *departments = (mail.to for mail in town.box.mails)
    assert sorted(departments) == ["a@dinas.example", "b@dinas.example"]
    assert len({mail.id for mail in town.box.mails}) == 3
    there = offices.index(reached) + 1
    found = {(row["penerima"], row["hasil"][:5]) for row in town.city.rows(MAIL_LOG)}
    programme = town.city.rows(PROGRAMMES)[0]["kode"]
    assert {(f"pokja (alamat ke-{there})", "Terki"), (f"pokja (alamat ke-{3 - there})", "GAGAL")} <= found
    assert {(f"{programme} (alamat ke-1)", "Terki"), (f"{programme} (alamat ke-2)", "Terki")} <= found
    assert "@" not in str(town.city.read(MAIL_LOG))
    assert all("kantor" not in name for name in town.city.objects())
    town.notify(wib(28, 7), "digests")
    assert [len(town.mails(address)) for address in (reached, offices[2 - there])] == [2, 1]


def test_many_donors_need_one_listing_of_the_form(town: Town) -> None:
    for k in range(1, 33):
        town.city.submit(
            answers(sembako="1", date="2020-04-30", phone=f"0812-0000-{k:04}"), email=f"contoh{k:02}@contoh.example"
        )
    town.city.drain()
    town.city.control.reset_calls()
    town.notify(part="donors")
    counts = town.city.control.calls()
    assert counts.get("forms.forms.responses.get", 0) == 0
    assert counts["sheets.spreadsheets.values.batchGet"] <= 3
    assert counts["sheets.spreadsheets.batchUpdate"] == 1


def test_a_response_that_the_listing_leaves_out_is_asked_for_by_id(town: Town) -> None:
    for k in range(1, 33):
        town.city.submit(
            answers(sembako="1", date="2020-04-30", phone=f"0812-0000-{k:04}"), email=f"contoh{k:02}@contoh.example"
        )
    town.city.drain()
    town.city.control.add_fault("forms.forms.responses.list", "invisible_response")
    report = town.notify(part="donors")
    assert (report.mail.sent, report.mail.later, report.mail.refused) == (32, 0, 0)
    assert town.city.control.unused_faults() == []


def test_a_response_that_is_gone_from_the_form_is_not_taken_for_a_wrong_address(town: Town) -> None:
    response = town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.city.local.prepare(lambda state: state.responses.remove(response))
    report = town.notify(part="donors")
    assert (report.mail.sent, report.mail.later, report.mail.refused) == (0, 1, 0)


class Overlapped(Bucket):
    """A bucket at whose first put another run of the function begins and ends."""

    def __init__(self, town: Town, other: Callable[[], object]) -> None:
        super().__init__(town.city.session, town.city.place.bucket)
        self._other: Callable[[], object] | None = other

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        other, self._other = self._other, None
        if other:
            other()
        return super().put_if_absent(name, data, content_type)


@pytest.mark.parametrize("limit", [1, 3, 5])
def test_runs_of_different_parts_at_the_same_time_keep_the_day_s_limit_together(town: Town, limit: int) -> None:
    town.set("surel sehari", limit)
    for _ in range(6):
        town.city.submit(answers(sembako="1", date="2020-04-30"))
    town.city.drain()
    morning = wib(25, 7)
    other = partial(town.notify, morning, "digests")
    google = replace(town.city.google(seconds=60), objects=Overlapped(town, other))
    report = town.notify(morning, "donors", google)
    assert len(town.mails()) == limit
    assert report.mail.over_limit > 0
    assert "batas" in str(town.city.rows(MAIL_LOG))
    town.notify(morning + dt.timedelta(minutes=5))
    assert len(town.mails()) == limit
