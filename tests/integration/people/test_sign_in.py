"""Signing in and out: right, wrong, too often, and where one is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from sauro.audit.models import Event
from sauro.people.actions import create_account
from sauro.people.actions.sign_in import ATTEMPTS, LOCK
from sauro.people.models import SignInAttempts
from worlds.cast import MAKER, PASSWORD, Cast

pytestmark = pytest.mark.django_db
PAGE = "/dang-nhap"
EMAIL = "focal.point@thachlam.test"
WRONG = "không phải mật khẩu"


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    address = more.pop("address", "10.1.1.1")
    return client.post(PAGE, {"email": email, "password": password, **more}, REMOTE_ADDR=address)


def actions() -> list[str]:
    return list(
        Event.objects.filter(action__startswith="sign_").order_by("at").values_list("action", flat=True)
    )


def test_the_page_is_open_to_everyone(client: Client, cast: Cast) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "Đăng nhập cho cán bộ" in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_a_right_password_opens_a_session(client: Client, cast: Cast) -> None:
    answer = sign_in(client, email=EMAIL.upper())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session[SESSION_KEY] == str(cast["focal_point"].pk)
    assert actions() == ["sign_in.done"]
    event = Event.objects.get(action="sign_in.done")
    assert event.by_code == event.subject == cast["focal_point"].code


def test_a_sign_in_name_will_do(client: Client, cast: Cast) -> None:
    account = cast["focal_point"]
    account.username = "thachlam.dm"
    account.save()
    assert sign_in(client, email=" ThachLam.DM").status_code == 302


def test_an_unknown_name_costs_a_hash_like_a_known_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: one hash for each, whatever is wrong."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    real = Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda self, *a: hashed.append("encode") or real(self, *a)
    )
    check = Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher, "verify", lambda self, *a: hashed.append("verify") or check(self, *a)
    )
    for email in ("khong.co@thachlam.test", "khong.co", EMAIL, "gone@thachlam.test"):
        hashed.clear()
        sign_in(Client(), email=email, password=WRONG)
        assert len(hashed) == 1, email


def test_the_session_is_another_one_after_signing_in(client: Client, cast: Cast) -> None:
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "email", [EMAIL, "khong.co@thachlam.test", "gone@thachlam.test", "không phải địa chỉ"]
)
def test_every_failure_says_the_same(client: Client, cast: Cast, email: str) -> None:
    answer = sign_in(client, email=email, password=WRONG)
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.text
    assert "Còn 4 lần thử" in answer.text
    assert SESSION_KEY not in client.session


def test_a_closed_account_fails_like_a_wrong_password(client: Client, cast: Cast) -> None:
    assert "mật khẩu chưa đúng" in sign_in(client, email="gone@thachlam.test").text


def test_a_sample_account_signs_in_on_the_demo_machine_only(client: Client, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    create_account(email="mau@thachlam.test", name="Mẫu", password=PASSWORD, by=MAKER, is_sample=True)
    settings.DEMO = False
    assert sign_in(client, email="mau@thachlam.test").status_code == 422
    settings.DEMO = True
    assert sign_in(client, email="mau@thachlam.test").status_code == 302


def test_the_trail_of_a_failure_holds_no_address(client: Client, cast: Cast) -> None:
    sign_in(client, email="Rieng.Tu@thachlam.test", password=WRONG)
    event = Event.objects.get(action="sign_in.failed")
    assert "rieng" not in event.canonical.lower()
    assert WRONG not in event.canonical
    assert "rieng" not in str(list(SignInAttempts.objects.values())).lower()


class TestTheLock:
    def test_after_five_failures_even_the_right_password_waits(self, client: Client, cast: Cast) -> None:
        answers = [sign_in(client, password=WRONG) for _attempt in range(ATTEMPTS)]
        assert [answer.status_code for answer in answers] == [422] * ATTEMPTS
        assert "tạm khóa" in answers[-1].text
        answer = sign_in(client)
        assert answer.status_code == 429
        assert SESSION_KEY not in client.session
        assert actions() == ["sign_in.failed"] * ATTEMPTS + ["sign_in.locked"]

    def test_another_process_knows_of_it(self, cast: Cast) -> None:
        for _attempt in range(ATTEMPTS):
            sign_in(Client(), password=WRONG)
        assert sign_in(Client()).status_code == 429

    def test_the_owner_is_not_locked_out_elsewhere(self, client: Client, cast: Cast) -> None:
        for _attempt in range(ATTEMPTS):
            sign_in(client, password=WRONG, address="10.9.9.9")
        assert sign_in(client, address="10.1.1.1").status_code == 302

    def test_it_ends_by_itself(self, client: Client, cast: Cast) -> None:
        for _attempt in range(ATTEMPTS):
            sign_in(client, password=WRONG)
        passed = timezone.now() - LOCK - timedelta(seconds=1)
        SignInAttempts.objects.update(last_at=passed, locked_until=timezone.now() - timedelta(seconds=1))
        assert sign_in(client).status_code == 302
        assert not SignInAttempts.objects.exists()

    def test_waiting_does_not_lengthen_it(self, client: Client, cast: Cast) -> None:
        for _attempt in range(ATTEMPTS):
            sign_in(client, password=WRONG)
        until = SignInAttempts.objects.get(locked_until__isnull=False).locked_until
        sign_in(client)
        assert SignInAttempts.objects.get(locked_until__isnull=False).locked_until == until

    def test_a_right_password_starts_the_count_anew(self, client: Client, cast: Cast) -> None:
        for _attempt in range(ATTEMPTS - 1):
            sign_in(client, password=WRONG)
        assert sign_in(client).status_code == 302
        again = sign_in(Client(), password=WRONG)
        assert f"Còn {ATTEMPTS - 1} lần thử" in again.text

    def test_address_and_name_of_one_account_share_their_tries(self, client: Client, cast: Cast) -> None:
        account = cast["focal_point"]
        account.username = "thachlam.dm"
        account.save()
        for name in ("thachlam.dm", EMAIL, "ThachLam.DM", EMAIL.upper(), " thachlam.dm "):
            assert sign_in(client, email=name, password=WRONG).status_code == 422
        assert sign_in(client, email="thachlam.dm").status_code == 429

    def test_a_network_that_fails_too_often_waits_whoever_asks(
        self, client: Client, cast: Cast, settings
    ) -> None:  # type: ignore[no-untyped-def]
        settings.SIGN_IN_NETWORK_FAILURES = 6
        for number in range(6):
            assert sign_in(client, email=f"nguoi.{number}@thachlam.test", password=WRONG).status_code == 422
        answer = sign_in(client)
        assert answer.status_code == 429
        assert "Từ mạng này đã nhập sai quá nhiều lần." in answer.text
        assert sign_in(client, address="10.2.2.2").status_code == 302

    def test_signing_in_right_does_not_fill_the_network(self, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
        settings.SIGN_IN_NETWORK_FAILURES = 3
        for _time in range(5):
            assert sign_in(Client()).status_code == 302
        assert not SignInAttempts.objects.exists()


class TestWhereOneIsSent:
    def test_back_to_the_page_that_was_asked_for(self, client: Client, cast: Cast) -> None:
        assert sign_in(client, next="/nhiem-vu?don-vi=snv")["Location"] == "/nhiem-vu?don-vi=snv"

    @pytest.mark.parametrize(
        "place", ["https://example.test/", "//example.test/x", "javascript:alert(1)", "/\\example.test"]
    )
    def test_never_to_another_site(self, client: Client, cast: Cast, place: str) -> None:
        assert sign_in(client, next=place)["Location"] == "/"

    def test_a_signed_in_person_goes_on(self, client: Client, cast: Cast) -> None:
        sign_in(client)
        answer = client.get(PAGE, {"next": "/nhiem-vu"})
        assert (answer.status_code, answer["Location"]) == (302, "/nhiem-vu")

    def test_the_wish_survives_a_wrong_password(self, client: Client, cast: Cast) -> None:
        answer = sign_in(client, password=WRONG, next="/nhiem-vu")
        assert '<input type="hidden" name="next" value="/nhiem-vu">' in answer.text


class TestTheForm:
    def test_empty_fields_are_named(self, client: Client, cast: Cast) -> None:
        answer = client.post(PAGE, {})
        assert answer.status_code == 422
        assert "Cần ghi tên đăng nhập hoặc thư điện tử công vụ." in answer.text
        assert "Cần ghi mật khẩu." in answer.text
        assert not SignInAttempts.objects.exists()

    def test_what_was_typed_is_shown_harmless_and_the_password_never(
        self, client: Client, cast: Cast
    ) -> None:
        answer = sign_in(client, email='"><script>x</script>', password="bí-mật-không-hiện")
        assert "<script>x" not in answer.text
        assert "bí-mật-không-hiện" not in answer.text

    def test_a_foreign_form_is_refused(self, cast: Cast) -> None:
        answer = sign_in(Client(enforce_csrf_checks=True))
        assert answer.status_code == 403


class TestSigningOut:
    def test_ends_the_session_and_is_written_down(self, client: Client, cast: Cast) -> None:
        sign_in(client)
        answer = client.post("/dang-xuat")
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        assert SESSION_KEY not in client.session
        assert actions() == ["sign_in.done", "sign_out.done"]

    def test_a_link_cannot_do_it(self, client: Client, cast: Cast) -> None:
        sign_in(client)
        assert client.get("/dang-xuat").status_code == 405
        assert SESSION_KEY in client.session

    def test_without_a_session_nothing_is_written(self, client: Client, cast: Cast) -> None:
        assert client.post("/dang-xuat").status_code == 302
        assert actions() == []
