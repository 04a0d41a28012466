"""The second factor: set up, asked for, counted, used once, taken away."""

from __future__ import annotations

import base64
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import SESSION_KEY
from django.test import Client

from sauro.audit.models import Event
from sauro.people import actions
from sauro.people.access import factors
from sauro.people.actions.sign_in import ATTEMPTS
from sauro.people.models import Account, Membership, SignInAttempts
from sauro.people.permissions import Refused
from worlds.cast import MAKER, PASSWORD, Cast, unit

pytestmark = pytest.mark.django_db
SECRET = base64.b32encode(b"thach-lam-kiem-thu-1").decode()
SIGN_IN, STEP = "/dang-nhap", "/dang-nhap/ma-xac-thuc"
PAGE = "/tai-khoan/xac-thuc-hai-lop"


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the application on the telephone shows, or showed or will show ``steps`` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def wrong(secret: str = SECRET) -> str:
    right = {code(secret, steps=steps) for steps in range(-2, 3)}
    return next(
        text for text in ("000000", "111111", "222222", "333333", "444444", "555555") if text not in right
    )


@pytest.fixture
def guarded(cast: Cast) -> Account:
    """A focal point with a second factor, turned on with the code of half a minute ago."""
    account = cast["focal_point"]
    actions.turn_on_second_factor(account=account, secret=SECRET, code=code(steps=-1), by=account)
    return account


def password_given(account: Account) -> Client:
    client = Client()
    answer = client.post(SIGN_IN, {"email": account.email, "password": PASSWORD, "next": "/don-vi"})
    assert (answer.status_code, answer["Location"]) == (302, STEP)
    return client


def recovery_codes(account: Account) -> list[str]:
    return list(Authenticator.objects.get(user=account, type="recovery_codes").wrap().get_unused_codes())


def trail(prefix: str) -> list[str]:
    return list(
        Event.objects.filter(action__startswith=prefix).order_by("at").values_list("action", flat=True)
    )


class TestSigningIn:
    def test_the_password_alone_opens_nothing(self, guarded: Account) -> None:
        client = password_given(guarded)
        assert SESSION_KEY not in client.session
        assert client.get("/tai-khoan")["Location"].startswith(SIGN_IN)
        assert client.get(STEP).status_code == 200
        assert trail("sign_in.") == []

    def test_the_code_opens_the_page_that_was_asked_for(self, guarded: Account) -> None:
        client = password_given(guarded)
        shown = f"{code()[:3]} {code()[3:]}"
        answer = client.post(STEP, {"code": shown})
        assert (answer.status_code, answer["Location"]) == (302, "/don-vi")
        assert client.session[SESSION_KEY] == str(guarded.pk)
        assert '"with":"totp"' in Event.objects.get(action="sign_in.done").after
        assert not SignInAttempts.objects.exists()

    def test_a_code_is_taken_once_whoever_types_it(self, guarded: Account) -> None:
        shown = code()
        first, second = password_given(guarded), password_given(guarded)
        assert first.post(STEP, {"code": shown}).status_code == 302
        answer = second.post(STEP, {"code": shown})
        assert answer.status_code == 422
        assert "đã dùng" in answer.text
        assert SESSION_KEY not in second.session

    def test_an_older_code_than_the_last_one_is_not_taken(self, guarded: Account) -> None:
        assert actions.use_code(account=guarded, code=code(steps=1)) == "totp"
        assert actions.use_code(account=guarded, code=code()) is None

    def test_the_code_that_turned_it_on_does_not_sign_in(self, cast: Cast) -> None:
        account, shown = cast["focal_point"], code()
        actions.turn_on_second_factor(account=account, secret=SECRET, code=shown, by=account)
        assert password_given(account).post(STEP, {"code": shown}).status_code == 422

    def test_a_recovery_code_works_once(self, guarded: Account) -> None:
        one = recovery_codes(guarded)[0]
        assert password_given(guarded).post(STEP, {"code": f"{one[:4]} {one[4:]}"}).status_code == 302
        assert password_given(guarded).post(STEP, {"code": one}).status_code == 422
        assert factors.recovery_codes_left(guarded) == 9
        assert trail("second_factor.recovery") == ["second_factor.recovery_code_used"]

    def test_wrong_codes_are_counted_over_all_addresses_and_sessions(self, guarded: Account) -> None:
        for number in range(ATTEMPTS):
            client = password_given(guarded)
            answer = client.post(STEP, {"code": wrong()}, REMOTE_ADDR=f"10.3.3.{number}")
            assert answer.status_code == 422
            SignInAttempts.objects.filter(count__gt=0).exclude(count=number + 1).delete()
        assert "Tạm khóa 15 phút" in answer.text
        assert client.post(STEP, {"code": code()}).status_code == 429
        assert SESSION_KEY not in client.session
        assert trail("second_factor.") == [
            "second_factor.on",
            *["second_factor.failed"] * ATTEMPTS,
            "second_factor.locked",
        ]

    def test_without_a_password_the_page_sends_back(self, client: Client, guarded: Account) -> None:
        assert client.get(STEP)["Location"] == SIGN_IN
        assert client.post(STEP, {"code": code()})["Location"] == SIGN_IN
        assert SESSION_KEY not in client.session

    def test_another_account_can_be_chosen(self, guarded: Account) -> None:
        client = password_given(guarded)
        assert client.get(SIGN_IN)["Location"] == STEP
        client.post("/dang-xuat")
        assert client.get(SIGN_IN).status_code == 200

    def test_an_account_closed_between_the_steps_stays_out(self, guarded: Account) -> None:
        client = password_given(guarded)
        actions.set_active(account=guarded, active=False, by=MAKER)
        assert client.post(STEP, {"code": code()}).status_code in (302, 422)
        assert SESSION_KEY not in client.session

    def test_a_factor_taken_away_between_the_steps_means_signing_in_anew(self, guarded: Account) -> None:
        client = password_given(guarded)
        actions.reset_second_factor(account=guarded, by=MAKER)
        assert client.get(STEP)["Location"] == SIGN_IN
        assert SESSION_KEY not in client.session
        assert client.get(SIGN_IN).status_code == 200

    @pytest.mark.parametrize("typed", ["", "   ", "\x00", "١٢٣٤٥٦", "x" * 41, "- - -"])
    def test_odd_codes_are_refused_with_words(self, guarded: Account, typed: str) -> None:
        assert password_given(guarded).post(STEP, {"code": typed}).status_code == 422
        assert factors.recovery_codes_left(guarded) == 10


class TestSettingUp:
    def begin(self, client: Client) -> str:
        page = client.get(f"{PAGE}/bat")
        assert page.status_code == 200
        assert "<svg" in page.text
        assert "style=" not in page.text.partition("<main")[2]
        return re.search(r'id="khoa">([A-Z2-7 ]+)<', page.text).group(1).replace(" ", "")  # type: ignore[union-attr]

    def test_turning_it_on_shows_the_recovery_codes_once(self, client: Client, cast: Cast) -> None:
        client.force_login(cast["focal_point"])
        secret = self.begin(client)
        answer = client.post(f"{PAGE}/bat", {"code": code(secret), "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}/ma-du-phong")
        shown = client.get(f"{PAGE}/ma-du-phong").text
        kept = recovery_codes(cast["focal_point"])
        assert len(kept) == 10
        assert all(f"{one[:4]} {one[4:]}" in shown for one in kept)
        file = client.get(f"{PAGE}/ma-du-phong/tai-ve")
        assert file["Content-Disposition"].startswith("attachment")
        assert kept[0][:4] in file.text
        assert "no-store" in file["Cache-Control"]
        session = client.session
        session["recovery_codes_until"] = time.time() - 1
        session.save()
        assert client.get(f"{PAGE}/ma-du-phong")["Location"] == PAGE
        assert client.get(f"{PAGE}/ma-du-phong/tai-ve")["Location"] == PAGE
        assert trail("second_factor.") == ["second_factor.on"]

    def test_another_session_never_sees_the_codes(self, client: Client, guarded: Account) -> None:
        client.force_login(guarded)
        assert client.get(f"{PAGE}/ma-du-phong")["Location"] == PAGE

    @pytest.mark.parametrize(
        ("typed", "password", "said"),
        [
            ("right", "sai", "Mật khẩu đang dùng chưa đúng."),
            ("wrong", PASSWORD, "Mã chưa đúng."),
            ("", "", "Cần ghi mã"),
        ],
    )
    def test_it_stays_off_until_both_are_right(
        self, client: Client, cast: Cast, typed: str, password: str, said: str
    ) -> None:
        client.force_login(cast["focal_point"])
        secret = self.begin(client)
        typed = {"right": code(secret), "wrong": wrong(secret), "": ""}[typed]
        answer = client.post(f"{PAGE}/bat", {"code": typed, "password": password})
        assert answer.status_code == 422
        assert said in answer.text
        assert secret[:4] in answer.text
        assert not factors.has_second_factor(cast["focal_point"])

    def test_the_secret_lies_encrypted(self, guarded: Account) -> None:
        kept = Authenticator.objects.get(user=guarded, type="totp").data
        assert SECRET not in str(kept)
        assert kept["secret"].startswith("gAAAA")

    def test_a_key_of_the_installation_that_was_replaced_still_opens_it(
        self, guarded: Account, settings
    ) -> None:  # type: ignore[no-untyped-def]
        old, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 50
        assert actions.use_code(account=guarded, code=code()) is None
        settings.SECRET_KEY_FALLBACKS = [old]
        assert actions.use_code(account=guarded, code=code()) == "totp"

    def test_turning_off_asks_for_the_password(self, client: Client, guarded: Account) -> None:
        client.force_login(guarded)
        assert client.post(f"{PAGE}/tat", {"password": "sai"}).status_code == 422
        assert factors.has_second_factor(guarded)
        assert client.post(f"{PAGE}/tat", {"password": PASSWORD}).status_code == 302
        assert not Authenticator.objects.exists()
        assert trail("second_factor.") == ["second_factor.on", "second_factor.off"]

    def test_the_password_asked_again_is_counted_too(self, client: Client, guarded: Account) -> None:
        client.force_login(guarded)
        for _attempt in range(ATTEMPTS):
            answer = client.post(f"{PAGE}/tat", {"password": "sai"})
        assert "tạm khóa" in answer.text
        assert client.post(f"{PAGE}/tat", {"password": PASSWORD}).status_code == 422
        assert factors.has_second_factor(guarded)

    def test_new_recovery_codes_end_the_old_ones(self, client: Client, guarded: Account) -> None:
        client.force_login(guarded)
        before = recovery_codes(guarded)
        assert client.post(f"{PAGE}/ma-du-phong/moi", {"password": PASSWORD}).status_code == 302
        after = recovery_codes(guarded)
        assert set(before).isdisjoint(after)
        assert actions.use_code(account=guarded, code=before[0]) is None
        assert client.get(f"{PAGE}/ma-du-phong").status_code == 200

    def test_pages_for_one_who_has_none_lead_to_the_overview(self, client: Client, cast: Cast) -> None:
        client.force_login(cast["focal_point"])
        for place in ("tat", "ma-du-phong/moi"):
            assert client.get(f"{PAGE}/{place}")["Location"] == PAGE
            assert client.post(f"{PAGE}/{place}", {"password": PASSWORD})["Location"] in (PAGE, "/tai-khoan")
        assert not Authenticator.objects.exists()


class TestTakenAwayByAnAdministrator:
    def test_it_goes_with_every_session(self, cast: Cast, guarded: Account) -> None:
        client = password_given(guarded)
        client.post(STEP, {"code": code()})
        assert client.get("/tai-khoan").status_code == 200
        actions.reset_second_factor(account=guarded, by=cast["administrator"])
        assert not factors.has_second_factor(guarded)
        assert client.get("/tai-khoan").status_code == 302
        assert trail("second_factor.reset") == ["second_factor.reset"]
        assert trail("sessions.") == ["sessions.ended"]

    @pytest.mark.parametrize("role", ["observer", "clerk", "leader", "nobody"])
    def test_nobody_else_may(self, cast: Cast, guarded: Account, role: str) -> None:
        for action in (actions.reset_second_factor, actions.end_sessions):
            with pytest.raises(Refused):
                action(account=guarded, by=cast[role])
        assert factors.has_second_factor(guarded)


class TestRolesThatMustHaveOne:
    @pytest.fixture(autouse=True)
    def insisting(self, settings) -> None:  # type: ignore[no-untyped-def]
        settings.SECOND_FACTOR_REQUIRED = True

    @pytest.mark.parametrize("role", ["administrator", "owner_office"])
    def test_they_are_led_to_the_set_up_before_anything_else(
        self, client: Client, cast: Cast, role: str
    ) -> None:
        client.force_login(cast[role])
        for address in ("/", "/nhiem-vu", "/tai-khoan", "/tai-khoan/mat-khau", "/khong-co"):
            assert client.get(address)["Location"] == f"{PAGE}/bat", address
        assert client.post("/ke-hoach/nhap")["Location"] == f"{PAGE}/bat"
        page = client.get(f"{PAGE}/bat")
        assert page.status_code == 200
        assert "cần xác thực hai lớp" in page.text

    def test_once_it_is_on_everything_opens(self, client: Client, cast: Cast) -> None:
        client.force_login(cast["administrator"])
        secret = TestSettingUp().begin(client)
        client.post(f"{PAGE}/bat", {"code": code(secret), "password": PASSWORD})
        assert client.get("/tai-khoan").status_code == 200

    def test_signing_out_stays_possible(self, client: Client, cast: Cast) -> None:
        client.force_login(cast["administrator"])
        assert client.post("/dang-xuat")["Location"] == SIGN_IN

    def test_other_roles_are_not_led_anywhere(self, client: Client, cast: Cast) -> None:
        client.force_login(cast["observer"])
        assert client.get("/tai-khoan").status_code == 200

    def test_one_who_has_it_already_is_not_asked_again(
        self, client: Client, cast: Cast, guarded: Account
    ) -> None:
        actions.give_role(account=guarded, unit=unit("TRUSO"), role="administrator", by=MAKER)
        client.force_login(guarded)
        assert client.get("/tai-khoan").status_code == 200

    def test_turned_off_again_they_are_led_back(self, client: Client, cast: Cast) -> None:
        account = cast["administrator"]
        actions.turn_on_second_factor(account=account, secret=SECRET, code=code(), by=account)
        client.force_login(account)
        client.post(f"{PAGE}/tat", {"password": PASSWORD})
        assert client.get("/tai-khoan")["Location"] == f"{PAGE}/bat"

    def test_turned_off_here_it_is_not_gone_on_without_elsewhere(self, cast: Cast) -> None:
        account = cast["administrator"]
        actions.turn_on_second_factor(account=account, secret=SECRET, code=code(steps=-1), by=account)
        here, elsewhere = password_given(account), password_given(account)
        for browser, steps in ((here, 0), (elsewhere, 1)):
            browser.post(STEP, {"code": code(steps=steps)})
            assert browser.get("/tai-khoan").status_code == 200
        here.post(f"{PAGE}/tat", {"password": PASSWORD})
        assert elsewhere.get("/tai-khoan")["Location"].startswith("/dang-nhap")
        assert here.get("/tai-khoan")["Location"] == f"{PAGE}/bat"

    def test_a_role_that_is_over_asks_nothing(self, client: Client, cast: Cast) -> None:
        account = cast["administrator"]
        Membership.objects.filter(account=account).update(valid_from="2020-01-01", valid_to="2020-12-31")
        client.force_login(account)
        assert client.get("/tai-khoan").status_code == 200

    def test_not_where_it_is_only_recommended(self, client: Client, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
        settings.SECOND_FACTOR_REQUIRED = False
        client.force_login(cast["administrator"])
        assert client.get("/tai-khoan").status_code == 200
