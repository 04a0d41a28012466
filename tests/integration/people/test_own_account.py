"""The page of the own account, the own password and the own sessions."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from sauro.audit.models import Event
from sauro.people import actions
from sauro.people.actions.sign_in import ATTEMPTS
from worlds.cast import MAKER, PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEW = "một câu dài dễ nhớ 2026"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36"
PHONE = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
)
EMAIL = "focal.point@thachlam.test"


def signed_in(
    email: str = EMAIL, agent: str = CHROME, address: str = "10.1.1.1", password: str = PASSWORD
) -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert client.post("/dang-nhap", {"email": email, "password": password}).status_code == 302
    return client


def trail(prefix: str) -> list[str]:
    return list(
        Event.objects.filter(action__startswith=prefix).order_by("at").values_list("action", flat=True)
    )


class TestThePage:
    def test_it_says_who_where_and_what_guards_it(self, cast: Cast) -> None:
        page = signed_in().get("/tai-khoan")
        assert page.status_code == 200
        for words in (
            "Người focal_point",
            EMAIL,
            "Công chức đầu mối",
            "Chưa bật",
            "Chrome trên Windows",
            "10.1.1.1",
            "phiên này",
        ):
            assert words in page.text, words
        assert "no-store" in page["Cache-Control"]

    def test_one_without_a_role_sees_it_too(self, cast: Cast) -> None:
        assert "Chưa được giao vai trò nào." in signed_in("nobody@thachlam.test").get("/tai-khoan").text

    def test_every_page_costs_few_queries(self, cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        """Four of them are the badges of the menu, which are kept where no test's transaction is open."""
        client = signed_in()
        for address, most in (("/tai-khoan", 20), ("/tai-khoan/phien", 17), ("/tai-khoan/mat-khau", 15)):
            with django_assert_max_num_queries(most):
                client.get(address)

    @pytest.mark.parametrize(
        "address",
        [
            "/tai-khoan",
            "/tai-khoan/mat-khau",
            "/tai-khoan/phien",
            "/tai-khoan/xac-thuc-hai-lop",
            "/tai-khoan/xac-thuc-hai-lop/bat",
        ],
    )
    def test_strangers_are_led_to_sign_in(self, client: Client, cast: Cast, address: str) -> None:
        assert client.get(address)["Location"].startswith("/dang-nhap?")


class TestThePassword:
    def change(self, client: Client, old: str = PASSWORD, new: str = NEW, again: str | None = None):  # type: ignore[no-untyped-def]
        again = new if again is None else again
        return client.post("/tai-khoan/mat-khau", {"oldpassword": old, "password1": new, "password2": again})

    def test_a_new_one_works_and_ends_the_other_sessions(self, cast: Cast) -> None:
        here, elsewhere = signed_in(), signed_in(agent=PHONE)
        answer = self.change(here)
        assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan")
        assert here.get("/tai-khoan").status_code == 200
        assert elsewhere.get("/tai-khoan").status_code == 302
        page = here.get("/tai-khoan/phien").text
        assert "Android" not in page
        assert page.count("phiên này") == 1
        assert trail("password.") == ["password.changed"]
        signed_in(password=NEW)

    @pytest.mark.parametrize(
        ("old", "new", "again", "said"),
        [
            ("sai", NEW, NEW, "Mật khẩu đang dùng chưa đúng. Còn 4 lần thử."),
            (PASSWORD, NEW, NEW + "x", "không giống nhau"),
            (PASSWORD, "ngắn quá", "ngắn quá", "cần ít nhất 12 ký tự"),
            (PASSWORD, "123456789012345", "123456789012345", "chỉ gồm chữ số"),
            (PASSWORD, "focal.point@thachlam", "focal.point@thachlam", "giống họ tên"),
            ("", "", "", "Cần ghi mật khẩu mới."),
        ],
    )
    def test_what_is_wrong_is_said(self, cast: Cast, old: str, new: str, again: str, said: str) -> None:
        answer = self.change(signed_in(), old, new, again)
        assert answer.status_code == 422
        assert said in answer.text
        assert "password1" in answer.text
        signed_in()

    def test_guessing_the_old_one_is_counted(self, cast: Cast) -> None:
        client = signed_in()
        for _attempt in range(ATTEMPTS):
            self.change(client, "sai")
        assert self.change(client).status_code == 422
        assert trail("sign_in.") == ["sign_in.done", *["sign_in.failed"] * ATTEMPTS, "sign_in.locked"]


class TestTheSessions:
    def test_one_is_ended(self, cast: Cast) -> None:
        here, elsewhere = signed_in(), signed_in(agent=PHONE, address="10.4.4.4")
        page = here.get("/tai-khoan/phien").text
        assert "Chrome trên Android" in page
        assert "10.4.4.4" in page
        mark = re.search(r'name="mark" value="(\w+)"', page).group(1)  # type: ignore[union-attr]
        assert here.post("/tai-khoan/phien", {"mark": mark}).status_code == 302
        assert elsewhere.get("/tai-khoan").status_code == 302
        assert here.get("/tai-khoan").status_code == 200
        assert trail("sessions.") == ["sessions.ended"]

    def test_all_others_are_ended(self, cast: Cast) -> None:
        here, others = signed_in(), [signed_in(agent=PHONE) for _number in range(3)]
        here.post("/tai-khoan/phien")
        assert "Đã kết thúc 3 phiên." in here.get("/tai-khoan/phien").text
        assert [client.get("/tai-khoan").status_code for client in (here, *others)] == [200, 302, 302, 302]

    def test_nobody_ends_the_session_of_another(self, cast: Cast) -> None:
        mine, theirs = signed_in(), signed_in("clerk@thachlam.test")
        page = signed_in("clerk@thachlam.test", PHONE).get("/tai-khoan/phien").text
        mark = re.search(r'name="mark" value="(\w+)"', page).group(1)  # type: ignore[union-attr]
        mine.post("/tai-khoan/phien", {"mark": mark})
        mine.post("/tai-khoan/phien")
        assert theirs.get("/tai-khoan").status_code == 200
        assert trail("sessions.") == []

    def test_the_key_of_a_session_is_never_shown(self, cast: Cast) -> None:
        client = signed_in()
        signed_in(agent=PHONE)
        page = client.get("/tai-khoan/phien").text
        assert not any(row.session_key in page for row in UserSession.objects.all())

    def test_looking_writes_nothing(self, cast: Cast, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = signed_in()
        client.get("/tai-khoan/phien")
        with CaptureQueriesContext(connection) as queries:
            client.get("/tai-khoan/phien")
        assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []

    def test_signing_out_takes_it_from_the_list(self, cast: Cast) -> None:
        gone = signed_in(agent=PHONE)
        gone.post("/dang-xuat")
        assert "Android" not in signed_in().get("/tai-khoan/phien").text

    def test_a_strange_description_is_shown_harmless(self, cast: Cast) -> None:
        page = signed_in(agent="<script>alert(1)</script>").get("/tai-khoan").text
        assert "<script>alert" not in page
        assert "Trình duyệt không rõ" in page

    def test_an_administrator_ends_them_all(self, cast: Cast) -> None:
        client = signed_in()
        assert actions.end_sessions(account=cast["focal_point"], by=cast["administrator"]) == 1
        assert client.get("/tai-khoan").status_code == 302
        assert actions.end_sessions(account=cast["focal_point"], by=MAKER) == 0
