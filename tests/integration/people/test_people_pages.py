"""Every page of people for every role: who opens it, who is refused, and what each may see of others."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from integration.people.pages import MANAGE, OPENED_BY
from sauro.people.actions import create_account, give_role
from sauro.people.models import Account, Delegation, Handover, Invitation, Membership, SigningAuthority
from sauro.people.states import LinkState
from worlds.cast import MAKER, PLACES, Cast, person, unit

pytestmark = pytest.mark.django_db


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize("role", [*PLACES, "nobody"])
def test_who_opens_which_page(cast: Cast, role: str) -> None:
    client = client_of(cast[role])
    for name, allowed in OPENED_BY.items():
        answer = client.get(reverse(name))
        assert answer.status_code == (200 if role in allowed else 403), name
        if answer.status_code == 403:
            page = answer.content.decode()
            assert "Hỏi ai" in page, name
            assert "Người administrator" in page, name


def test_without_a_session_every_page_leads_to_sign_in(cast: Cast) -> None:
    for name in OPENED_BY:
        answer = Client().get(reverse(name))
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/dang-nhap"), name


def changing(code: str) -> list[str]:
    return [
        reverse("people:give_role", args=[code]),
        reverse("people:end_role", args=[code]),
        reverse("people:person_state", args=[code]),
        reverse("people:new_link", args=[code]),
        reverse("people:drop_links", args=[code]),
        reverse("people:reset_factor", args=[code]),
        reverse("people:change_person", args=[code]),
        reverse("people:new_person"),
        reverse("people:people_sheet"),
        reverse("people:people_links"),
        reverse("people:units_sheet"),
    ]


@pytest.mark.parametrize("role", [role for role in [*PLACES, "nobody"] if role not in MANAGE])
def test_nobody_else_changes_people(cast: Cast, role: str) -> None:
    client, target = client_of(cast[role]), cast["observer"]
    before = Membership.objects.count(), Account.objects.count()
    for address in changing(target.code):
        assert client.post(address, {"open": "0"}).status_code == 403, address
    assert (Membership.objects.count(), Account.objects.count()) == before
    assert cast["observer"].is_active
    assert not Invitation.objects.exists()


class TestWhoSeesWhom:
    # who looks, whom they find
    @pytest.mark.parametrize(
        ("viewer", "found"),
        [
            ("unit_head", {"unit_head", "field_lead"}),
            ("focal_point", {"focal_point"}),
            ("administrator", None),
        ],
    )
    def test_the_list_and_the_pages(self, cast: Cast, viewer: str, found: set[str] | None) -> None:
        client = client_of(cast[viewer])
        page = client.get("/nguoi-dung").content.decode()
        everybody = {*PLACES, "nobody", "gone"}
        for who in everybody:
            seen = found is None or who in found
            main = page.partition("<main")[2]
            assert (f"/nguoi-dung/{cast[who].code}" in main) == seen, who
            answer = client.get(f"/nguoi-dung/{cast[who].code}")
            assert answer.status_code == (200 if seen else 404), who

    def test_a_search_does_not_reach_further(self, cast: Cast) -> None:
        client = client_of(cast["unit_head"])
        for query in ("?q=administrator", "?don-vi=truso", "?vai-tro=administrator", "?tinh-trang=closed"):
            main = client.get(f"/nguoi-dung{query}").content.decode().partition("<main")[2]
            assert cast["administrator"].code not in main
            assert cast["gone"].code not in main

    def test_the_trail_is_for_who_may_see_it(self, cast: Cast) -> None:
        other = person("second", "90002", "clerk")
        assert (
            "Quá trình"
            not in client_of(cast["focal_point"]).get(f"/nguoi-dung/{other.code}").content.decode()
        )
        page = client_of(cast["administrator"]).get(f"/nguoi-dung/{other.code}").content.decode()
        assert "Giao vai trò: Văn thư" in page
        assert "second@thachlam.test" in page


class TestTheList:
    def test_is_searched_without_marks_and_filtered(self, cast: Cast) -> None:
        create_account(name="Đặng Thị Hòa", username="dang.hoa", password=None, by=MAKER)
        client = client_of(cast["administrator"])

        def names(query: str) -> str:
            return client.get(f"/nguoi-dung?{query}").content.decode().partition("<main")[2]

        assert "Đặng Thị Hòa" in names("q=dang+hoa")
        assert "Đặng Thị Hòa" in names("q=DANG.HOA")
        assert "Đặng Thị Hòa" in names("tinh-trang=invited")
        assert "Đặng Thị Hòa" not in names("tinh-trang=open")
        assert "Đặng Thị Hòa" in names("tinh-trang=idle")
        assert "Người clerk" in names("vai-tro=clerk&don-vi=tochuc")
        assert "Không có người dùng khớp" in names("q=khong-co-ai")

    @pytest.mark.parametrize(
        "query",
        ["trang=abc", "trang=-1", "trang=999999", "trang=0", "q=%00", "vai-tro=%F0%9F%98%80", "tinh-trang=x"],
    )
    def test_any_address_is_a_page(self, cast: Cast, query: str) -> None:
        assert client_of(cast["administrator"]).get(f"/nguoi-dung?{query}").status_code == 200

    def test_costs_the_same_for_ten_people_and_for_a_page_full(
        self, cast: Cast, django_assert_max_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        for n in range(60):
            account = create_account(name=f"Người {n}", username=f"nguoi.{n}", password=None, by=MAKER)
            give_role(account=account, unit=unit("VATGIA"), role="clerk", by=MAKER)
        client = client_of(cast["administrator"])
        with django_assert_max_num_queries(20):
            page = client.get("/nguoi-dung").content.decode()
        assert "Trang 1 trên 2" in page


class TestOpeningAnAccount:
    def test_shows_the_link_once(self, cast: Cast) -> None:
        client = client_of(cast["administrator"])
        sent = {"name": "Trần Mới", "username": "tran.moi", "unit": "VATGIA", "role": "clerk"}
        answer = client.post("/nguoi-dung/moi", sent)
        token = re.search(r"/loi-moi/([\w-]{43})", answer.content.decode())
        assert token
        assert "no-store" in answer["Cache-Control"]
        account = Account.objects.get(username="tran.moi")
        assert not account.has_usable_password()
        assert [m.role for m in account.memberships_now()] == ["clerk"]
        for address in ("/nguoi-dung", f"/nguoi-dung/{account.code}"):
            assert token[1] not in client.get(address).content.decode()
        assert Client().get(f"/loi-moi/{token[1]}").status_code == 200

    def test_a_wrong_form_keeps_what_was_typed_and_writes_nothing(self, cast: Cast) -> None:
        client = client_of(cast["administrator"])
        before = Account.objects.count()
        for changed in (
            {"name": ""},
            {"username": ""},
            {"username": "có dấu"},
            {"unit": "KHONGCO"},
            {"role": "vua"},
            {"role": "field_lead"},
            {"scope": "par_index:3"},
            {"valid_from": "mai"},
            {"valid_from": "2/1/2027", "valid_to": "1/1/2027"},
        ):
            sent = {"name": "Trần Mới", "username": "tran.moi", "unit": "VATGIA", "role": "clerk"} | changed
            answer = client.post("/nguoi-dung/moi", sent)
            assert answer.status_code == 422, changed
            assert "Nội dung đã nhập vẫn còn" in answer.content.decode()
        assert Account.objects.count() == before
        assert not Invitation.objects.exists()


class TestOnePerson:
    def test_what_an_administrator_does_there(self, cast: Cast) -> None:
        client, account = client_of(cast["administrator"]), cast["clerk"]
        base = f"/nguoi-dung/{account.code}"
        given = {"unit": "VATGIA", "role": "focal_point"}
        assert client.post(f"{base}/vai-tro", given).status_code == 302
        assert {m.role for m in cast["clerk"].memberships_now()} == {"clerk", "focal_point"}
        assert client.post(f"{base}/vai-tro/ket-thuc", given | {"scope": ""}).status_code == 302
        assert {m.role for m in cast["clerk"].memberships_now()} == {"clerk"}
        assert client.post(f"{base}/vai-tro/ket-thuc", given | {"scope": ""}).status_code == 404
        assert client.post(f"{base}/vai-tro", {"unit": "VATGIA", "role": "vua"}).status_code == 422
        assert "/loi-moi/" in client.post(f"{base}/lien-ket").content.decode()
        assert client.post(f"{base}/lien-ket/huy").status_code == 302
        assert not Invitation.objects.filter(state=LinkState.OPEN).exists()
        client.post(f"{base}/tinh-trang", {"open": "0"})
        assert not cast["clerk"].is_active
        client.post(f"{base}/tinh-trang", {"open": "1"})
        assert cast["clerk"].is_active
        changed = {"name": "Tên Đúng", "position": "Văn thư", "email": account.email, "username": ""}
        assert client.post(f"{base}/sua", changed).status_code == 302
        assert (cast["clerk"].name, cast["clerk"].position) == ("Tên Đúng", "Văn thư")
        page = client.get(base).content.decode()
        for words in (
            "Khóa tài khoản",
            "Mở lại tài khoản",
            "Tạo liên kết dùng một lần",
            "Sửa thông tin tài khoản",
        ):
            assert words in page

    def test_closing_an_account_ends_its_sessions(self, cast: Cast) -> None:
        theirs = client_of(cast["clerk"])
        assert theirs.get("/nhiem-vu").status_code == 200
        client_of(cast["administrator"]).post(f"/nguoi-dung/{cast['clerk'].code}/tinh-trang", {"open": "0"})
        assert theirs.get("/nhiem-vu").status_code == 302

    def test_the_own_page_has_no_buttons(self, cast: Cast) -> None:
        me = cast["administrator"]
        main = client_of(me).get(f"/nguoi-dung/{me.code}").content.decode().partition("<main")[2]
        assert "do người quản trị khác thay đổi" in main
        assert "<form" not in main.partition("</main")[0]
        answer = client_of(me).post(
            f"/nguoi-dung/{me.code}/vai-tro", {"unit": "TOCHUC", "role": "owner_office"}
        )
        assert answer.status_code in (302, 422)
        assert {m.role for m in cast["administrator"].memberships_now()} == {"administrator"}


class TestAuthorityPages:
    def test_a_delegation_from_form_to_end(self, cast: Cast) -> None:
        deputy = person("deputy", "VATGIA", "focal_point")
        head = client_of(cast["unit_head"])
        sent = {
            "giver": cast["unit_head"].code,
            "receiver": deputy.code,
            "unit": "VATGIA",
            "valid_from": "1/1/2026",
            "valid_to": "31/12/2099",
            "document_number": "5/UQ",
            "document_date": "30/12/2025",
            "reason": "Đi học",
        }
        assert head.post("/uy-quyen/moi", sent).status_code == 302
        page = head.get("/uy-quyen").content.decode()
        assert "quyết định gia hạn" in page
        row = Delegation.objects.get()
        assert client_of(cast["observer"]).post(f"/uy-quyen/{row.code}/ket-thuc").status_code == 404
        assert head.post(f"/uy-quyen/{row.code}/ket-thuc").status_code == 302
        assert "quyết định gia hạn" not in head.get("/uy-quyen").content.decode()
        assert "5/UQ" in head.get("/uy-quyen?ca-cu=1").content.decode()
        for changed in (
            {"giver": cast["leader"].code},
            {"unit": "TOCHUC"},
            {"valid_to": ""},
            {"receiver": ""},
        ):
            assert head.post("/uy-quyen/moi", sent | changed).status_code == 422, changed

    def test_signing_authority_from_form_to_end(self, cast: Cast) -> None:
        head = client_of(cast["unit_head"])
        sent = {
            "unit": "VATGIA",
            "capacity": "KT",
            "signer": "Nguyễn Văn Ký",
            "position": "Phó Thủ trưởng",
            "lines": "KT. THỦ TRƯỞNG\nPHÓ THỦ TRƯỞNG",
            "valid_from": "1/1/2026",
        }
        assert head.post("/uy-quyen/ky", sent).status_code == 302
        assert head.post("/uy-quyen/ky", sent | {"capacity": "TUQ"}).status_code == 422
        assert head.post("/uy-quyen/ky", sent | {"unit": "TOCHUC"}).status_code == 422
        row = SigningAuthority.objects.get()
        stranger = client_of(cast["focal_point"])
        assert "Nguyễn Văn Ký" in stranger.get("/uy-quyen").content.decode()
        assert stranger.post(f"/uy-quyen/{row.code}/ket-thuc").status_code == 403
        assert head.post(f"/uy-quyen/{row.code}/ket-thuc").status_code == 302
        assert "Nguyễn Văn Ký" not in head.get("/uy-quyen").content.decode()


class TestHandoverPages:
    def test_from_offer_to_acceptance(self, cast: Cast) -> None:
        new = person("successor", "90002", "clerk")
        giver, receiver = client_of(cast["focal_point"]), client_of(new)
        key = f"{cast['focal_point'].code}|90002|focal_point|"
        assert key in giver.get("/ban-giao").content.decode()
        assert giver.get("/ban-giao/moi", {"vai-tro": key}).status_code == 200
        assert (
            giver.post("/ban-giao/moi", {"key": key, "receiver": new.code, "reason": ""}).status_code == 422
        )
        sent = {"key": key, "receiver": new.code, "reason": "Chuyển công tác"}
        assert giver.post("/ban-giao/moi", sent).status_code == 302
        row = Handover.objects.get()
        assert "bàn giao đang chờ" in receiver.get("/ban-giao").content.decode()
        assert client_of(cast["clerk"]).get(f"/ban-giao/{row.code}").status_code == 404
        giver.post(f"/ban-giao/{row.code}/tra-loi", {"answer": "accept"})
        row.refresh_from_db()
        assert row.state == "offered"
        receiver.post(f"/ban-giao/{row.code}/tra-loi", {"answer": "accept"})
        row.refresh_from_db()
        assert row.state == "accepted"

    def test_a_role_of_others_is_not_offered(self, cast: Cast) -> None:
        key = f"{cast['unit_head'].code}|VATGIA|unit_head|"
        assert client_of(cast["focal_point"]).get("/ban-giao/moi", {"vai-tro": key}).status_code == 404
        for wrong in ("", "|||", "x|y"):
            assert client_of(cast["unit_head"]).get("/ban-giao/moi", {"vai-tro": wrong}).status_code == 404


def test_every_page_understands_its_methods_only(cast: Cast) -> None:
    client = client_of(cast["administrator"])
    code = cast["clerk"].code
    for address in changing(code):
        assert client.delete(address).status_code == 405, address
    for name in ("give_role", "end_role", "person_state", "new_link", "drop_links", "reset_factor"):
        assert client.get(reverse(f"people:{name}", args=[code])).status_code == 405
    assert client.get(reverse("people:ask")).status_code == 405
