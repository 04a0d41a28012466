"""The pages of notices: the own messages, what was sent to whom, the text for a chat group, the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from integration.notices.watched import WORKER, subject, watching
from sauro.config.doctor_work import schedule as doctor
from sauro.jobs import registry as jobs
from sauro.jobs.models import JobRun
from sauro.jobs.schedule import actions as schedule
from sauro.notices import actions
from sauro.notices.models import Choice, Message, PreparedList
from sauro.notices.registry import DueSubject
from sauro.notices.states import ListState
from sauro.people.models import Account, Unit
from sauro.people.states import Relation
from worlds.cast import PLACES, Cast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def things(cast: Cast) -> Iterator[list[DueSubject]]:
    """One thing late since yesterday; the head of its unit was told."""
    with watching([subject(due=TODAY - timedelta(days=20))]) as subjects:
        actions.remind(by=WORKER, now=timezone.now())
        yield subjects


def client(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestOwnMessages:
    def test_from_the_badge_to_read(self, things: list[DueSubject], cast: Cast) -> None:
        browser = client(cast["unit_head"])
        page = text(browser, "/thong-bao")
        assert "1 thông báo chưa xem" in page
        assert "Báo cáo test:1" in page
        assert "/don-vi/vatgia" in page
        code = Message.objects.get(account=cast["unit_head"]).code
        assert browser.post("/thong-bao/da-xem", {"code": code}).status_code == 302
        page = text(browser, "/thong-bao")
        assert "Đã xem hết." in page
        assert "Trước đây" in page

    def test_all_at_once(self, things: list[DueSubject], cast: Cast) -> None:
        browser = client(cast["unit_head"])
        page = browser.post("/thong-bao/da-xem", {"all": "1"}, follow=True).content.decode()
        assert "Đã đánh dấu 1 thông báo là đã xem." in page

    def test_nobody_reads_for_another(self, things: list[DueSubject], cast: Cast) -> None:
        code = Message.objects.get(account=cast["unit_head"]).code
        for sent in ({"code": code}, {"all": "1"}, {"code": "\x00"}, {}):
            client(cast["clerk"]).post("/thong-bao/da-xem", sent)
        assert Message.objects.get(account=cast["unit_head"]).read_at is None

    @pytest.mark.parametrize("number", ["0", "99", "x", "-1", "1" * 50])
    def test_a_page_that_is_not_there_is_the_nearest(self, cast: Cast, number: str) -> None:
        assert "Chưa có thông báo nào" in text(client(cast["clerk"]), f"/thong-bao?trang={number}")

    def test_choosing_a_channel(self, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
        browser = client(cast["clerk"])
        assert "Kênh này chưa được người quản trị hệ thống mở." in text(browser, "/thong-bao")
        answer = browser.post("/thong-bao/cach-nhan", {"by_webhook": "1"}, follow=True)
        assert "Kênh này chưa được" in answer.content.decode()
        assert not Choice.objects.exists()
        settings.EMAIL_SERVER = object()
        browser.post("/thong-bao/cach-nhan", {"by_mail": "1"})
        assert Choice.objects.get().by_mail

    def test_a_leader_reads_that_no_letters_come(self, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
        settings.EMAIL_SERVER = object()
        assert "không tự gửi thư đến lãnh đạo" in text(client(cast["leader"]), "/thong-bao")


class TestWhatWasSent:
    def test_the_office_sees_whom_it_reached_and_sends_the_list(
        self, things: list[DueSubject], cast: Cast
    ) -> None:
        browser = client(cast["owner_office"])
        page = text(browser, "/thong-bao/danh-sach")
        row = PreparedList.objects.get()
        assert f"Danh sách {row.code} chờ gửi lãnh đạo" in page
        assert "Người unit_head" in page
        page = text(browser, "/thong-bao/danh-sach?tinh-trang=listed")
        assert "Đã đưa vào danh sách" in page
        sent = {"leader": cast["leader"].code, "note": "Đề nghị xem"}
        page = browser.post(f"/thong-bao/danh-sach/{row.code}/gui", sent, follow=True).content.decode()
        assert f"Đã gửi danh sách {row.code}" in page
        page = text(client(cast["leader"]), f"/thong-bao/danh-sach/{row.code}")
        assert "Đề nghị xem" in page
        assert "Báo cáo test:1" in page

    @pytest.mark.parametrize("leader", ["", "khong-co", "\x00"])
    def test_without_a_leader_nothing_is_sent(
        self, things: list[DueSubject], cast: Cast, leader: str
    ) -> None:
        row = PreparedList.objects.get()
        browser = client(cast["owner_office"])
        page = browser.post(f"/thong-bao/danh-sach/{row.code}/gui", {"leader": leader}, follow=True)
        assert "Chọn lãnh đạo phụ trách" in page.content.decode()
        row.refresh_from_db()
        assert row.state == ListState.PREPARED

    def test_not_sending_needs_a_reason(self, things: list[DueSubject], cast: Cast) -> None:
        row = PreparedList.objects.get()
        browser = client(cast["owner_office"])
        page = browser.post(f"/thong-bao/danh-sach/{row.code}/khong-gui", {"reason": " "}, follow=True)
        assert "Cần ghi lý do không gửi." in page.content.decode()
        page = browser.post(f"/thong-bao/danh-sach/{row.code}/khong-gui", {"reason": "Đã gọi"}, follow=True)
        assert "Đã gọi" in page.content.decode()

    @pytest.mark.parametrize("who", [*PLACES, "nobody"])
    def test_who_opens_what(self, things: list[DueSubject], cast: Cast, who: str) -> None:
        office = who in {"owner_office", "province_office"}
        browser = client(cast[who])
        row = PreparedList.objects.get()
        for address in ("/thong-bao/danh-sach", "/thong-bao/noi-dung-nhac"):
            assert browser.get(address).status_code == (200 if office else 403)
        assert browser.get(f"/thong-bao/danh-sach/{row.code}").status_code == (200 if office else 404)
        assert browser.get("/thong-bao").status_code == 200
        runs = 200 if who in {"owner_office", "administrator"} else 403
        assert browser.get("/viec-dinh-ky").status_code == runs
        if not office:
            for what in ("gui", "khong-gui"):
                assert browser.post(f"/thong-bao/danh-sach/{row.code}/{what}").status_code == 403
            row.refresh_from_db()
            assert row.state == ListState.PREPARED

    def test_an_empty_ledger_and_an_unknown_filter(self, cast: Cast) -> None:
        browser = client(cast["owner_office"])
        assert "Chưa có lần nhắc nào." in text(browser, "/thong-bao/danh-sach?tinh-trang=x&trang=9")


class TestTextForAChatGroup:
    def test_units_in_their_order_with_what_they_owe(self, cast: Cast) -> None:
        late = TODAY - timedelta(days=3)
        subjects = [subject(f"test:{n}", unit="VATGIA", due=late) for n in range(7)]
        subjects += [subject("test:x", unit="90001", due=late), subject("test:soon", due=TODAY)]
        with watching(subjects):
            page = text(client(cast["owner_office"]), "/thong-bao/noi-dung-nhac")
            soon = text(client(cast["owner_office"]), "/thong-bao/noi-dung-nhac?khi=sap&loai=test.things")
        assert "Đề nghị 2 đơn vị sau hoàn thành" in page
        assert "và 2 việc khác" in page
        assert "test:soon" not in page
        assert "test:soon" in soon
        names = Unit.objects.filter(code__in=["VATGIA", "90001"]).order_by("order")
        assert page.index(names[0].short_name) < page.index(names[1].short_name)

    def test_bodies_that_are_asked_read_no_word_of_being_late(self, cast: Cast) -> None:
        Unit.objects.filter(code="VATGIA").update(relation=Relation.REQUEST)
        with watching([subject(due=TODAY - timedelta(days=3), voluntary=True)]):
            page = text(client(cast["owner_office"]), "/thong-bao/noi-dung-nhac")
        asked = page[page.index("Kính đề nghị") :]
        assert "Báo cáo test:1" in asked
        assert "Đề nghị 1 đơn vị sau hoàn thành" not in page

    def test_nothing_due_is_no_text(self, cast: Cast) -> None:
        with watching([]):
            assert "Không có việc nào để nhắc." in text(
                client(cast["owner_office"]), "/thong-bao/noi-dung-nhac"
            )


class TestSchedule:
    @pytest.fixture(autouse=True)
    def _own(self, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        """Of the schedule only what this room runs."""
        own = {name: one for name, one in jobs._scheduled.items() if name.startswith("notices.")}
        monkeypatch.setattr(jobs, "_scheduled", own)

    def test_before_any_run_and_after_a_gap(self, cast: Cast) -> None:
        browser = client(cast["administrator"])
        page = text(browser, "/viec-dinh-ky")
        assert "Chưa chạy lần nào" in page
        assert "Nhắc việc sắp đến hạn, đến hạn, quá hạn" in page
        assert [finding.code for finding in doctor()] == ["schedule"]
        now = timezone.now()
        for run_at in (now - timedelta(hours=6), now):
            schedule.plan(now=run_at)
            JobRun.objects.filter(state="queued").update(
                state="done", started_at=run_at, finished_at=run_at, result={"people": 2, "failed": 0}
            )
        JobRun.objects.filter(name="notices.remind").update(
            result={"subjects": 5, "sent": 2, "listed": 0, "missed": 0, "nobody": 0, "closed": 0}
        )
        page = text(browser, "/viec-dinh-ky")
        assert "Mọi việc định kỳ đã chạy đúng hẹn." in page
        assert "Gửi bản tin cho 2 người." in page
        assert "Lỡ 5 lần" in page
        assert [finding.level for finding in doctor()] == ["ok"]
        JobRun.objects.filter(name="notices.digests").update(result={"letters": 3})
        assert "letters: 3" in text(browser, "/viec-dinh-ky")

    def test_a_run_that_failed_says_so(self, cast: Cast) -> None:
        JobRun.objects.create(
            name="notices.remind", moment=datetime(2026, 1, 1, tzinfo=UTC), due=timezone.now(), state="failed",
            tries=5, max_tries=5, error_code="timeout_error", created_at=timezone.now(),
            started_at=timezone.now(), finished_at=timezone.now(),
        )  # fmt: skip
        page = text(client(cast["administrator"]), "/viec-dinh-ky")
        assert "timeout_error" in page
        assert {finding.code for finding in doctor()} == {"schedule", "schedule_failed"}


def test_in_english(things: list[DueSubject], cast: Cast) -> None:
    browser = client(cast["owner_office"])
    browser.cookies["sauro_ngon_ngu"] = "en"
    for address in ("/thong-bao", "/thong-bao/danh-sach", "/thong-bao/noi-dung-nhac", "/viec-dinh-ky"):
        assert '<html lang="en">' in text(browser, address)
