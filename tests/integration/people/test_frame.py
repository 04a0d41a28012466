"""What the frame of every page says about the institution and the signed-in person."""

from __future__ import annotations

import pytest
from django.test import Client

from sauro.people.actions import give_role
from worlds.cast import MAKER, PASSWORD, Cast, unit

pytestmark = pytest.mark.django_db


def page(client: Client, who: str) -> str:
    client.post("/dang-nhap", {"email": f"{who.replace('_', '.')}@thachlam.test", "password": PASSWORD})
    answer = client.get("/don-vi")
    return answer.text[: answer.text.index("<main")] + answer.text[answer.text.index("</main>") :]


def test_person_unit_role_institution_and_the_way_out(client: Client, cast: Cast) -> None:
    frame = page(client, "owner_office")
    assert "Người owner_office" in frame
    assert "Cơ quan Tổ chức và Thi đua · Cơ quan chủ trì kế hoạch" in frame
    assert "UBND thành phố" in frame
    assert 'action="/dang-xuat" method="post"' in frame


def test_without_a_role_it_says_so(client: Client, cast: Cast) -> None:
    assert "Chưa được giao đơn vị" in page(client, "nobody")


def test_the_first_membership_is_shown(client: Client, cast: Cast) -> None:
    give_role(account=cast["clerk"], unit=unit("VATGIA"), role="focal_point", by=MAKER)
    assert "Văn thư" in page(client, "clerk")


def test_before_a_province_is_installed_the_sign_in_page_still_opens(db: None, client: Client) -> None:
    answer = client.get("/dang-nhap")
    assert answer.status_code == 200
    assert "Sáu Rõ" in answer.text
