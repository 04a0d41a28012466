"""One-time links and letters for a new password."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from sauro.audit.models import Event
from sauro.config.mail import MailServer
from sauro.jobs.models import Job
from sauro.jobs.registry import handler_of
from sauro.people import actions
from sauro.people.actions.passwords import SEND_RESET
from sauro.people.models import Account, Invitation, SignInAttempts
from worlds.cast import MAKER, PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEW = "một câu dài dễ nhớ 2026"
EMAIL = "focal.point@thachlam.test"
ASK = "/quen-mat-khau"


def may_sign_in(email: str, password: str) -> bool:
    return Client().post("/dang-nhap", {"email": email, "password": password}).status_code == 302


def give(client: Client, address: str, password: str = NEW):  # type: ignore[no-untyped-def]
    return client.post(address, {"password1": password, "password2": password})


class TestALink:
    @pytest.fixture
    def invited(self, cast: Cast) -> Account:
        return actions.create_account(email="", username="moi.den", name="Người mới", password=None, by=MAKER)

    @pytest.fixture
    def address(self, invited: Account) -> str:
        return f"/loi-moi/{actions.make_link(account=invited, by=MAKER).token}"

    def test_it_opens_an_account_once(self, client: Client, address: str) -> None:
        page = client.get(address)
        assert page.status_code == 200
        assert "moi.den" in page.text
        assert not may_sign_in("moi.den", NEW)
        answer = give(client, address)
        assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap")
        assert may_sign_in("moi.den", NEW)
        assert give(client, address, NEW + " khác").status_code == 404
        assert may_sign_in("moi.den", NEW)
        done = ["link.used", "password.reset"]
        assert (
            list(Event.objects.filter(action__in=done).order_by("at").values_list("action", flat=True))
            == done
        )

    def test_unknown_used_withdrawn_and_expired_say_the_same(
        self, client: Client, address: str, invited: Account
    ) -> None:
        answers = [client.get("/loi-moi/khong-co"), client.get(f"/loi-moi/{'x' * 500}")]
        Invitation.objects.update(
            expires_at=timezone.now() - timedelta(seconds=1), made_at=timezone.now() - timedelta(days=9)
        )
        answers.append(client.get(address))
        again = f"/loi-moi/{actions.make_link(account=invited, by=MAKER).token}"
        give(Client(), again)
        answers += [client.get(again), give(client, again)]
        said = {answer.text.partition("<main")[2].partition("</main")[0] for answer in answers}
        assert [answer.status_code for answer in answers] == [404] * 5
        assert len(said) == 1

    def test_a_weak_password_does_not_use_it_up(self, client: Client, address: str) -> None:
        answer = give(client, address, "ngắn")
        assert answer.status_code == 422
        assert "cần ít nhất 12 ký tự" in answer.text
        assert give(client, address).status_code == 302

    def test_a_new_password_ends_open_sessions(self, cast: Cast) -> None:
        client = Client()
        client.post("/dang-nhap", {"email": EMAIL, "password": PASSWORD})
        link = actions.make_link(account=cast["focal_point"], by=MAKER)
        assert give(Client(), f"/loi-moi/{link.token}").status_code == 302
        assert client.get("/tai-khoan").status_code == 302
        assert may_sign_in(EMAIL, NEW)

    def test_its_end_does_not_reach_the_log(self, client: Client, address: str, caplog) -> None:  # type: ignore[no-untyped-def]
        give(client, address, "ngắn")
        client.get("/quen-mat-khau/TK-1/khoa-bi-mat")
        assert address.rpartition("/")[2] not in caplog.text
        assert "khoa-bi-mat" not in caplog.text
        assert "/loi-moi/…" in caplog.text


class TestALetter:
    @pytest.fixture(autouse=True)
    def with_a_server(self, settings) -> None:  # type: ignore[no-untyped-def]
        settings.EMAIL_SERVER = MailServer("mail.test", 25, "", "", False, False)
        settings.DEFAULT_FROM_EMAIL = "sauro@thachlam.test"

    def letters(self) -> list[str]:
        """What the worker writes for the jobs that wait."""
        for job in Job.objects.filter(name=SEND_RESET):
            handler_of(SEND_RESET)(job.payload)
        return [letter.body for letter in mail.outbox]

    def link(self) -> str:
        return re.search(r"http://testserver(/\S+)", self.letters()[0]).group(1)  # type: ignore[union-attr]

    def test_it_brings_back_in(self, client: Client, cast: Cast) -> None:
        answer = client.post(ASK, {"email": EMAIL.upper()})
        assert (answer.status_code, answer["Location"]) == (302, f"{ASK}/da-gui")
        assert client.get(f"{ASK}/da-gui").status_code == 200
        link = self.link()
        assert mail.outbox[0].to == [EMAIL]
        assert mail.outbox[0].from_email == "sauro@thachlam.test"
        first = client.get(link)
        assert first["Location"].endswith("/dat-mat-khau")
        assert client.get(first["Location"]).status_code == 200
        assert give(client, first["Location"])["Location"] == "/dang-nhap"
        assert may_sign_in(EMAIL, NEW)
        assert Client().get(link).status_code == 404
        assert Event.objects.filter(action="password.reset").count() == 1

    @pytest.mark.parametrize("email", ["khong.co@thachlam.test", "gone@thachlam.test"])
    def test_nobody_learns_who_has_an_account(self, client: Client, cast: Cast, email: str) -> None:
        answer = client.post(ASK, {"email": email})
        assert (answer.status_code, answer["Location"]) == (302, f"{ASK}/da-gui")
        assert Job.objects.filter(name=SEND_RESET).count() == 1
        assert self.letters() == []

    def test_a_box_cannot_be_flooded(self, client: Client, cast: Cast) -> None:
        answers = [client.post(ASK, {"email": EMAIL}) for _time in range(7)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
        assert Job.objects.filter(name=SEND_RESET).count() == 5

    def test_asking_does_not_lock_the_sign_in(self, client: Client, cast: Cast) -> None:
        for _time in range(6):
            client.post(ASK, {"email": EMAIL})
        assert may_sign_in(EMAIL, PASSWORD)
        assert SignInAttempts.objects.exists()

    @pytest.mark.parametrize("email", ["", "không phải địa chỉ", "a@b"])
    def test_what_is_no_address_is_said(self, client: Client, cast: Cast, email: str) -> None:
        answer = client.post(ASK, {"email": email})
        assert answer.status_code == 422
        assert "Cần ghi" in answer.text

    @pytest.mark.parametrize("tail", ["TK-0/x-y", "x/dat-mat-khau", "TK-0/dat-mat-khau", "%00/%00"])
    def test_a_made_up_link_is_refused_with_words(self, client: Client, cast: Cast, tail: str) -> None:
        answer = client.get(f"{ASK}/{tail}")
        assert answer.status_code == 404
        assert "không còn dùng được" in answer.text

    def test_a_link_ends_when_the_password_changes(self, client: Client, cast: Cast) -> None:
        client.post(ASK, {"email": EMAIL})
        link = self.link()
        account = cast["focal_point"]
        actions.change_password(account=account, password=NEW, by=account)
        assert client.get(link).status_code == 404

    def test_the_link_ends_after_an_hour(self, client: Client, cast: Cast, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        client.post(ASK, {"email": EMAIL})
        link = self.link()
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert client.get(link).status_code == 404

    def test_no_number_of_the_database_stands_in_it(self, client: Client, cast: Cast) -> None:
        client.post(ASK, {"email": EMAIL})
        assert f"/quen-mat-khau/{cast['focal_point'].code}/" in self.link()


class TestWithoutAMailServer:
    def test_the_page_says_whom_to_ask(self, client: Client, cast: Cast) -> None:
        page = client.get(ASK)
        assert page.status_code == 200
        assert "không gửi thư điện tử" in page.text
        assert 'name="email"' not in page.text
        assert client.post(ASK, {"email": EMAIL}).status_code == 422
        assert not Job.objects.exists()
