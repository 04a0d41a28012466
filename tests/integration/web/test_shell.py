"""The frame of every page: front page, language, menu, errors."""

from __future__ import annotations

import pytest
from django.test import Client

from worlds.fixtures import cast  # noqa: F401

pytestmark = pytest.mark.django_db


def test_the_front_page_is_public_and_leads_to_sign_in(cast):  # noqa: F811
    page = Client().get("/")
    assert page.status_code == 200
    assert 'href="/dang-nhap"' in page.content.decode()


def test_the_front_page_also_stands_before_a_province_is_installed():
    assert Client().get("/").status_code == 200


@pytest.mark.parametrize(
    ("role", "address"),
    [("owner_office", "/nhiem-vu"), ("observer", "/nhiem-vu"), ("administrator", "/don-vi")],
)
def test_a_signed_in_person_goes_to_the_first_page_of_work(cast, role, address):  # noqa: F811
    client = Client()
    client.force_login(cast[role])
    assert client.get("/")["Location"] == address


def test_somebody_without_a_role_stays_on_the_front_page(cast):  # noqa: F811
    client = Client()
    client.force_login(cast["nobody"])
    assert client.get("/").status_code == 200


def test_the_menu_shows_what_the_person_may_open(cast):  # noqa: F811
    client = Client()
    client.force_login(cast["administrator"])
    page = client.get("/don-vi").content.decode()
    assert 'href="/don-vi" aria-current="page"' in page
    assert 'href="/nhiem-vu"' not in page
    assert "Người administrator" in page
    assert "UBND thành phố" in page


def test_the_language_is_chosen_by_a_form_and_kept(cast):  # noqa: F811
    client = Client()
    assert 'lang="vi"' in client.get("/").content.decode()
    answer = client.post("/ngon-ngu", {"language": "en", "next": "/"})
    assert answer["Location"] == "/"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_language_form_leads_nowhere_else(cast):  # noqa: F811
    answer = Client().post("/ngon-ngu", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_an_unknown_address_is_not_found_with_a_way_back(cast):  # noqa: F811
    client = Client()
    client.force_login(cast["observer"])
    page = client.get("/khong-co-trang-nay")
    assert page.status_code == 404
    assert "Không tìm thấy trang này" in page.content.decode()


def test_each_page_has_its_landmarks(cast):  # noqa: F811
    page = Client().get("/").content.decode()
    assert page.count("<h1") == 1
    for part in ('href="#noi-dung"', '<main id="noi-dung"', "<footer", '<meta name="viewport"'):
        assert part in page


def test_the_bar_never_grows_beyond_what_fits():
    from sauro.web import navigation

    bar = [entry for entry in navigation._entries.values() if entry.place == "bar"]
    assert 0 < len(bar) <= navigation.MOST


def test_the_menu_of_the_person_opens_without_script(cast):  # noqa: F811
    client = Client()
    client.force_login(cast["observer"])
    page = client.get("/khong-co-trang-nay").content.decode()
    menu = page[page.index('<details class="menu me">') : page.index("</details>")]
    for part in ("<summary>", 'action="/ngon-ngu"', 'action="/dang-xuat"'):
        assert part in menu


def test_a_refused_person_may_ask_for_the_right(cast, monkeypatch):  # noqa: F811
    from sauro.web import shell

    asking = shell.Asking("/de-nghi", "Phạm Thị D", (shell.Contact("Sở Tư pháp", "Phạm Thị D", "mở quyền"),))
    monkeypatch.setattr(shell._sources, "asking", lambda _request: asking)
    client = Client()
    client.force_login(cast["observer"])
    page = client.get("/ke-hoach/nhap")
    html = page.content.decode()
    assert page.status_code == 403
    assert '<form action="/de-nghi" method="post"' in html
    assert 'name="permission" value="plans.import"' in html
    assert 'name="page" value="/ke-hoach/nhap"' in html
    assert "Gửi đề nghị cho Phạm Thị D" in html


def test_a_refusal_without_anybody_to_ask_has_no_form(cast, monkeypatch):  # noqa: F811
    from sauro.web import shell

    monkeypatch.setattr(shell._sources, "asking", None)
    client = Client()
    client.force_login(cast["observer"])
    html = client.get("/ke-hoach/nhap").content.decode()
    assert "Hỏi ai" in html
    assert 'name="permission"' not in html
