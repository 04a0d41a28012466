"""The page where the units of an open period are chosen.

Belongs here: who may, what is checked, what happens to reports. Does not belong here: opening a period (test_periods).
"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from integration.reporting import world
from sauro.people.models import Unit
from sauro.reporting.models import Period, Report
from worlds.cast import Cast

pytestmark = pytest.mark.django_db

PAGE = "/bao-cao/2026-Q3/don-vi"
FIRST, SECOND = "90002", "TOCHUC"


@pytest.fixture
def small_quarter(today, cast) -> Period:  # type: ignore[no-untyped-def]
    return world.opened([FIRST])


def reporting() -> set[str]:
    return set(Report.objects.filter(period__code="2026-Q3").values_list("unit__code", flat=True))


def test_units_are_added_and_taken_away(client: Client, cast: Cast, small_quarter: Period) -> None:
    client.force_login(cast["owner_office"])
    assert client.get(PAGE).context["form"]["units"].value() == [FIRST]
    assert PAGE in client.get("/bao-cao/2026-Q3").content.decode()
    assert client.post(PAGE, {"units": [FIRST, SECOND]})["Location"] == "/bao-cao/2026-Q3"
    assert reporting() == {FIRST, SECOND}
    client.post(PAGE, {"units": [SECOND]})
    assert reporting() == {SECOND}


def test_a_unit_that_has_begun_stays(client: Client, cast: Cast, small_quarter: Period) -> None:
    world.save(world.report_of(FIRST), world.change("cchc:3.3.2.1", "12"))
    client.force_login(cast["owner_office"])
    answer = client.post(PAGE, {"units": [SECOND]})
    assert answer.status_code == 422
    assert "đã nhập hoặc đã gửi báo cáo" in answer.content.decode()
    assert reporting() == {FIRST}


def test_nobody_chosen_is_an_error_of_the_form(client: Client, cast: Cast, small_quarter: Period) -> None:
    client.force_login(cast["owner_office"])
    answer = client.post(PAGE, {})
    assert answer.status_code == 422
    assert "Chọn ít nhất một nhóm hoặc một đơn vị." in answer.content.decode()
    assert reporting() == {FIRST}


def test_the_report_of_a_unit_that_ended_stays(client: Client, cast: Cast, small_quarter: Period) -> None:
    Unit.objects.filter(code=FIRST).update(valid_to=date(2026, 9, 1))
    client.force_login(cast["owner_office"])
    assert client.get(PAGE).context["page"].stay
    assert client.post(PAGE, {"units": [SECOND]}).status_code == 302
    assert reporting() == {FIRST, SECOND}


def test_a_closed_period_says_why_nothing_is_chosen(
    client: Client, cast: Cast, small_quarter: Period
) -> None:
    Period.objects.filter(pk=small_quarter.pk).update(state="closed")
    client.force_login(cast["owner_office"])
    page = client.get(PAGE).content.decode()
    assert "Đã chốt" in page
    assert "Lưu danh sách" not in page
    assert client.post(PAGE, {"units": [SECOND]}).status_code == 422
    assert reporting() == {FIRST}


def test_others_do_not_choose(client: Client, cast: Cast, small_quarter: Period) -> None:
    client.force_login(cast["focal_point"])
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"units": [SECOND]}).status_code == 403
    assert PAGE not in client.get("/bao-cao/2026-Q3").content.decode()
