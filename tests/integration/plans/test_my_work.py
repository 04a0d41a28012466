"""What waits for each role, on the sample plan with its parts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sauro.plans.actions.planning import replan_tasks
from sauro.plans.actions.progress import report_done, start
from sauro.plans.models import Assignment, Occurrence, Task
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(register):
    """Every task with its parts; the one of the price office is overdue, whatever the day of the test."""
    replan_tasks(tasks=list(Task.objects.in_force()), by=MAKER)
    mine = Assignment.objects.filter(unit__code="VATGIA", role="lead")
    assert mine.exists()
    past = timezone.localdate() - timedelta(days=3)
    of_mine = Occurrence.objects.filter(pk__in=mine.values("occurrence"))
    of_mine.update(due_on=past, first_due_on=past, due_by="document")
    mine.update(due_on=past, first_due_on=past)
    return mine


def sections(client) -> dict[str, int]:
    page = client.get("/viec-cua-toi").context["page"]
    return {section.code: section.total for section in page.sections}


def test_the_head_of_a_unit_sees_its_overdue_parts_first(parts, as_role):
    client = as_role("unit_head")
    found = sections(client)
    assert found["qua-han"] == parts.count()
    assert next(iter(found)) == "qua-han"
    page = client.get("/viec-cua-toi").context["page"]
    assert page.sections[0].lines[0].note == "quá 3 ngày"
    assert client.get("/")["Location"] == "/viec-cua-toi"


def test_overdue_periods_of_a_task_stand_in_one_line(parts, as_role):
    part = parts.order_by("pk")[0]
    task, code = part.occurrence.task, part.occurrence.task.code
    before = sections(as_role("unit_head"))["qua-han"]
    for month in (1, 2, 3):
        day = date(2025, month, 28)
        one = Occurrence.objects.create(
            task=task, period=f"2025-{month:02}", rhythm="month", year=2025, starts_on=day.replace(day=1),
            ends_on=day, due_on=day, first_due_on=day, due_by="document", due_basis="end_of_period",
            opened_at=timezone.now(), parts=1,
        )  # fmt: skip
        Assignment.objects.create(
            occurrence=one, unit=part.unit, role=part.role, due_on=day, first_due_on=day
        )
    section = as_role("unit_head").get("/viec-cua-toi").context["page"].sections[0]
    assert (section.total, section.note) == (before, f"{before + 3} kỳ")
    line = section.lines[0]
    assert (line.code, line.due) == (code, "28/1/2025")
    assert "quá hạn 4 kỳ, sớm nhất 28/1/2025" in line.detail
    assert line.address == f"/nhiem-vu/{code}?ky=2025-01#tien-do"
    work = as_role("leader").get("/don-vi/vatgia").context["page"].work
    assert (work.late_total, work.late_tasks, work.late[0].code) == (before + 3, before, code)


def test_a_report_waits_for_the_office_and_leaves_the_unit(parts, as_role, cast):
    part = parts.order_by("pk")[0]
    before = sections(as_role("unit_head"))["qua-han"]
    start(assignment=part, by=cast["unit_head"])
    part.refresh_from_db()
    report_done(assignment=part, by=cast["unit_head"], done_on=timezone.localdate(), outcome="Bảng giá muối")
    assert sections(as_role("unit_head")).get("qua-han", 0) == before - 1
    assert sections(as_role("owner_office"))["cho-xac-nhan"] == 1
    assert "cho-xac-nhan" not in sections(as_role("leader"))


@pytest.mark.parametrize("role", ["leader", "committee_member", "council_member"])
def test_who_sees_every_unit_sees_where_work_is_late(parts, as_role, role):
    assert sections(as_role(role))["don-vi"] >= 1


@pytest.mark.parametrize("role", ["observer", "focal_point", "clerk", "administrator", "nobody"])
def test_nobody_else_is_told_which_units_are_late(parts, as_role, role):
    assert "don-vi" not in sections(as_role(role))


def test_parts_of_another_unit_are_nobody_elses_work(parts, as_role):
    codes = {part.occurrence.task.code for part in parts.select_related("occurrence__task")}
    page = as_role("focal_point").get("/viec-cua-toi").context["page"]
    shown = {line.code for section in page.sections for line in section.lines}
    assert not codes & shown


def test_without_work_the_page_says_so(register, as_role):
    page = as_role("nobody").get("/viec-cua-toi")
    assert page.status_code == 200
    assert "Không có việc nào chờ tài khoản này." in page.content.decode()
