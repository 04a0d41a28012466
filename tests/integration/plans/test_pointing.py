"""Pages that lead on to the right place: findings name their task, a request names the agencies, a sheet says what is late.

Belongs here: what points from one page to another. Does not belong here: the pages themselves.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from integration.plans.work_world import part, stop_the_clock
from sauro.plans.actions import progress
from sauro.plans.models import Finding, PlanVersion, Task, TaskText
from sauro.plans.presenters.imports import stored_findings
from sauro.plans.sheet_rows import rows_of
from worlds.cast import Cast

pytestmark = pytest.mark.django_db


def found(version: PlanVersion, start: int | None, order: int) -> Finding:
    return Finding.objects.create(
        version=version,
        code="several_tasks_in_one_item",
        severity="note",
        message="…",
        values={"count": "2"},
        start=start,
        end=None if start is None else start + 1,
        order=order,
    )


def test_a_finding_names_the_task_in_whose_words_it_stands(register: PlanVersion) -> None:
    Finding.objects.filter(version=register).delete()
    place = TaskText.objects.get(version=register, task__code="NV-02.02")
    assert place.start is not None
    assert place.end is not None
    for order, start in enumerate((place.start, place.end - 1, 0, None), start=1):
        found(register, start, order)
    assert [line.task for line in stored_findings(register)] == ["NV-02.02", "NV-02.02", "", ""]


def test_a_list_of_several_agencies_is_narrowed_to_one(register: PlanVersion, as_role) -> None:  # type: ignore[no-untyped-def]
    client = as_role("owner_office")
    page = client.get("/lam-ro/yeu-cau").content.decode()
    addresses = re.findall(r'<a href="(\?[^"]*chu-tri=[^"]*)"', page)
    assert len(addresses) > 1
    narrowed = client.get("/lam-ro/yeu-cau" + addresses[0].replace("&amp;", "&")).content.decode()
    assert "Chọn một cơ quan để hỏi" not in narrowed


def test_a_sheet_says_late_as_the_register_does(register: PlanVersion) -> None:
    task = Task.objects.get(code="NV-02.01")
    for due, said in (
        (date(2020, 1, 1), "Quá hạn"),
        (date(2999, 1, 1), "Chưa bắt đầu"),
        (None, "Chưa bắt đầu"),
    ):
        Task.objects.filter(pk=task.pk).update(due_on=due)
        (row,) = rows_of(Task.objects.filter(pk=task.pk))
        assert row.current.values["state"] == said


def test_who_reports_is_not_sent_for_the_role_of_who_confirms(  # type: ignore[no-untyped-def]
    register: PlanVersion, cast: Cast, as_role, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch)
    mine = part("NV-02.01", "VATGIA")
    progress.report_done(
        assignment=mine,
        done_on=date(2026, 9, 1),
        outcome="Báo cáo số 7",
        reason="",
        revision=mine.revision,
        by=cast["unit_head"],
    )
    page = as_role("unit_head").get("/nhiem-vu/NV-02.01/phan-viec/once/vatgia").content.decode()
    assert "Xác nhận hoàn thành" in page
    assert "1/9/2026" in page
    assert "để được giao vai trò" not in page
