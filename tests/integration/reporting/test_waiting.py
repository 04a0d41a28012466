"""What waits for each person: the section of "việc của tôi" and the number in the menu.

Belongs here: whom a report waits for in each of its states. Does not belong here: the moves (test_flow).
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from integration.reporting import world
from sauro.people.models import Account
from sauro.reporting.models import Period, ProvinceReport, Report, Snapshot
from sauro.reporting.presenters.waiting import STEP, STEP_OF_PAPER
from sauro.reporting.states import ProvinceState, ReportState
from sauro.reporting.waiting import NEXT, NEXT_OF_PAPER, waiting_for
from worlds.cast import Cast, person

pytestmark = pytest.mark.django_db

UNIT = "90002"
WAITS_FOR = {
    ReportState.DRAFT: {"focal_point", "unit_head"},
    ReportState.RETURNED: {"focal_point", "unit_head"},
    ReportState.AMENDING: {"focal_point", "unit_head"},
    ReportState.REVIEW: {"owner_office"},
    ReportState.PASSED: {"focal_point", "unit_head"},
    ReportState.SIGNING: {"unit_head"},
    ReportState.SIGNED: {"clerk"},
    ReportState.ISSUED: {"owner_office"},
    ReportState.RECEIVED: set(),
    ReportState.WITHDRAWN: set(),
}


@pytest.fixture
def one_unit(today, cast) -> Report:  # type: ignore[no-untyped-def]
    """A quarter in which one unit reports; it has an officer, a head and a clerk."""
    world.opened([UNIT])
    person("thu_truong_90002", UNIT, "unit_head")
    person("van_thu_90002", UNIT, "clerk")
    return world.report_of(UNIT)


def put(report: Report, state: str) -> None:
    now = timezone.now()
    Report.objects.filter(pk=report.pk).update(
        state=state, sent_at=now, last_sent_at=now, reason="Thiếu biểu."
    )


def test_a_report_waits_for_those_whose_step_is_next(cast: Cast, one_unit: Report) -> None:
    people = {role: cast[role] for role in cast.people if role not in ("unit_head", "clerk")}
    people["unit_head"] = Account.objects.get(email__startswith="thu.truong.90002")
    people["clerk"] = Account.objects.get(email__startswith="van.thu.90002")
    for state, expected in WAITS_FOR.items():
        put(one_unit, state)
        assert {role for role, account in people.items() if waiting_for(account).total} == expected, state


def test_people_of_other_units_have_nothing_to_do(cast: Cast, one_unit: Report) -> None:
    for state in ReportState:
        put(one_unit, state)
        assert waiting_for(cast["unit_head"]).total == 0
        assert waiting_for(cast["clerk"]).total == 0


def test_in_a_closed_period_only_what_had_been_sent_goes_on(cast: Cast, one_unit: Report) -> None:
    Period.objects.filter(pk=one_unit.period_id).update(state="closed")
    for state, waits in {"draft": 0, "returned": 0, "passed": 1}.items():
        put(one_unit, state)
        assert waiting_for(cast["focal_point"]).total == waits, state
    for state, waits in {"review": 1, "issued": 1, "received": 0}.items():
        put(one_unit, state)
        assert waiting_for(cast["owner_office"]).total == waits, state


def test_the_first_page_names_the_report_and_the_menu_counts_it(
    client: Client, cast: Cast, one_unit: Report
) -> None:
    put(one_unit, ReportState.RETURNED)
    client.force_login(cast["focal_point"])
    page = client.get("/viec-cua-toi")
    first = page.context["page"].sections[0]
    assert (first.code, first.total) == ("bao-cao", 1)
    assert first.lines[0].detail == "Cần hoàn thiện và gửi lại: Thiếu biểu."
    assert first.lines[0].address == "/bao-cao/2026-Q3/90002"
    assert "báo cáo đang chờ xử lý" in page.content.decode()
    client.force_login(cast["leader"])
    assert "báo cáo đang chờ xử lý" not in client.get("/viec-cua-toi").content.decode()


def test_a_paper_waits_for_who_writes_examines_signs_and_issues(cast: Cast, one_unit: Report) -> None:
    paper = ProvinceReport.objects.create(period=one_unit.period, paper="cchc")
    shot = Snapshot.objects.create(
        paper=paper,
        occasion="consolidated",
        round=1,
        text="{}",
        sha256="0" * 64,
        made_at=timezone.now(),
        made_by_code="tests",
        made_by_name="tests",
    )
    ProvinceReport.objects.filter(pk=paper.pk).update(source=shot)
    waits = {
        "draft": "owner_office",
        "office": "province_office",
        "signing": "leader",
        "signed": "province_office",
        "issued": "owner_office",
        "sent": "",
    }
    for state, role in waits.items():
        ProvinceReport.objects.filter(pk=paper.pk).update(state=state)
        found = {one for one in cast.people if waiting_for(cast[one]).papers}
        assert found == ({role} if role else set()), state


def test_every_waiting_state_has_its_words() -> None:
    assert {state for states in NEXT.values() for state in states} == set(STEP)
    of_papers = {state for states in NEXT_OF_PAPER.values() for state in states}
    assert of_papers | {ProvinceState.SIGNING} == set(STEP_OF_PAPER)
