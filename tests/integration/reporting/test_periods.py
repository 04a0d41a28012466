"""Opening a quarter by one action: who reports, by when, with what already filled in; closing and cancelling."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integration.plans.work_world import more_communes, part
from integration.reporting.world import (
    change,
    filled,
    opened,
    passed,
    report_of,
    save,
    sent,
    stop_the_clock,
    third_quarter,
)
from sauro.audit.models import Event
from sauro.config.doctor_reports import reports
from sauro.deadlines.actions import confirm, save_draft
from sauro.deadlines.actions.deciding import DayEntry
from sauro.deadlines.models import Deadline
from sauro.deadlines.states import DayChoice
from sauro.engine.reports.compose import Question, composed
from sauro.engine.reports.rows import Type
from sauro.notices.models import Message
from sauro.people.models import Unit
from sauro.people.permissions import Refused
from sauro.plans.actions import progress
from sauro.plans.models import Plan, Task
from sauro.reporting.actions import flow, periods, reporters
from sauro.reporting.actions.prefill import refresh
from sauro.reporting.asked import asked_of
from sauro.reporting.models import Entry, Period
from sauro.reporting.queries import previous_values, values_of
from sauro.reporting.refusals import ActionRefused
from worlds.cast import MAKER, unit


def test_a_year_is_planned_once_with_its_days(today, cast):
    first = periods.plan_year(year=2026, by=cast["owner_office"])
    again = periods.plan_year(year=2026, by=cast["owner_office"])
    assert [one.pk for one in first] == [one.pk for one in again]
    assert [one.code for one in first] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    third = first[2]
    assert (third.plan_from, third.plan_to) == (date(2026, 7, 1), date(2026, 9, 30))
    # 20/9/2026 is a Sunday: the province on Friday the 18th, the units three working days earlier
    assert (third.province_due_on, third.unit_due_on) == (date(2026, 9, 18), date(2026, 9, 15))
    assert third.papers == ["plan", "cchc"]
    assert Deadline.objects.filter(subject="period:2026-Q3").count() == 2
    with pytest.raises(Refused):
        periods.plan_year(year=2027, by=cast["leader"])
    with pytest.raises(ActionRefused, match="period_year"):
        periods.plan_year(year=1999, by=MAKER)


def test_opening_gives_every_reporting_unit_its_report_with_what_is_known(busy_quarter, cast):
    assert busy_quarter.state == "open"
    units = set(busy_quarter.reports.values_list("unit__code", flat=True))
    assert {"TOCHUC", "VATGIA", "HAIDANG", "90002"} <= units
    assert not {"TRUSO", "GIACA"} & units
    assert report_of("HAIDANG").voluntary
    assert not report_of("90002").voluntary
    assert set(busy_quarter.reports.values_list("due_on", flat=True)) == {date(2026, 9, 15)}
    kept = Deadline.objects.get(subject="report:2026-Q3/tochuc", kind="report")
    assert kept.due_on == report_of("TOCHUC").due_on
    assert Event.objects.filter(room="reporting", action="open", subject="2026-Q3").count() == 1
    assert Message.objects.filter(account=cast["focal_point"], kind="reporting.opened").count() == 1
    report = report_of("TOCHUC")
    asked = asked_of(report)
    assert [one.code for one in asked.parts][:3] == ["direction", "tasks", "figures"]
    first = values_of(report)["task:NV-01.01@once", "state"]
    assert (first.value, first.source, first.source_ref) == ("on_track", "register", "NV-01.01")
    assert not EntryCount.changes(report)


class EntryCount:
    @staticmethod
    def changes(report) -> int:
        return sum(one.changes.count() for one in Entry.objects.filter(report=report))


def test_the_number_of_queries_does_not_grow_with_the_units(today, register):
    third = third_quarter()
    with CaptureQueriesContext(connection) as few:
        periods.open_period(period=third, by=MAKER)
    small = third.reports.count()
    more_communes(30)
    fourth = Period.objects.get(code="2026-Q4")
    with CaptureQueriesContext(connection) as many:
        periods.open_period(period=fourth, by=MAKER)
    assert fourth.reports.count() == small + 30
    # SQLite takes its rows in portions of so many values; PostgreSQL in one piece
    assert len(many) <= len(few) + 4


def test_a_figure_of_the_register_is_taken_again_unless_a_person_wrote_one(busy_quarter):
    report = report_of("TOCHUC")
    place, state = ("task:NV-01.01@once", "progress"), ("task:NV-01.01@once", "state")
    save(report, change(state[0], "at_risk", "state"))
    progress.update(assignment=part("NV-01.01", "TOCHUC"), by=MAKER, progress=40, note="Đang soạn")
    assert refresh(report=report, by=MAKER) == 2
    held = values_of(report)
    assert (held[place].value, held[state].value) == ("40", "at_risk")
    assert held["task:NV-01.01@once", "result"].value == "Đang soạn"
    assert refresh(report=report, by=MAKER) == 0
    Task.objects.filter(code__in=("NV-01.01", "NV-01.02")).update(life="withdrawn")
    rows = {row for row, _field in values_of(report)}
    assert {"task:NV-01.01@once", "task:NV-01.02@once"} <= rows
    assert refresh(report=report, by=MAKER) == 2
    left = {row for row, _field in values_of(report)}
    # the untouched task goes with its target; of the other only the task stays, in which a person wrote
    assert rows - left == {"task:NV-01.02@once", "target:NV-01.02.1"}


def test_a_passed_report_is_taken_over_by_the_register(busy_quarter):
    report = report_of("TOCHUC")
    row = "task:NV-01.01@once"
    filled(report)
    other = "task:NV-01.02@once"
    save(
        report, change(row, "100", "progress"), change(row, "done", "state"), change(row, "12/QĐ", "product")
    )
    save(report, change(row, "Ban hành.", "result"), change(row, "Nộp sau", "no_evidence"))
    save(report, change(other, "30", "progress"), change(other, "Đã mời.", "result"))
    report = sent(report)
    assert part("NV-01.01", "TOCHUC").state == "not_started"
    report = flow.pass_report(report=report, by=MAKER)
    done, begun = part("NV-01.01", "TOCHUC"), part("NV-01.02", "TOCHUC")
    assert (done.state, done.outcome, done.changed_by_name) == ("waiting", "12/QĐ", report.author_name)
    assert (begun.state, begun.progress, begun.note) == ("in_progress", 30, "Đã mời.")
    assert Event.objects.filter(action="to_register", subject=report.key).count() == 1


def test_the_next_quarter_knows_what_was_said(today, register, monkeypatch):
    opened()
    report = report_of("TOCHUC")
    row = "task:NV-01.01@once"
    filled(report)
    save(
        report,
        change(row, "60", "progress"),
        change(row, "Dự thảo 2", "product"),
        change(row, "Đã soạn.", "result"),
    )
    save(report, change(row, "Chưa nộp", "no_evidence"))
    passed(report)
    stop_the_clock(monkeypatch, date(2026, 12, 2))
    periods.open_period(period=Period.objects.get(code="2026-Q4"), by=MAKER)
    now = values_of(report_of("TOCHUC", "2026-Q4"))
    assert (now[row, "product"].value, now[row, "product"].source) == ("Dự thảo 2", "carried")
    assert now[row, "progress"].value == "60"
    assert now[row, "progress"].source == "register"


def test_a_unit_that_goes_on_under_another_name_keeps_what_was_said(today, cast, monkeypatch):
    quarter = opened(["TOCHUC", "90001", "90002"])
    filled(report_of("90001"))
    save(report_of("90001"), change("text:I.1", "Lời cũ.", "text"))
    sent(report_of("90001"))
    new = unit("VATGIA")
    Unit.objects.filter(code="90001").update(valid_to=date(2026, 9, 30), successor=new)
    Unit.objects.filter(code="GIACA").update(successor=None)
    stop_the_clock(monkeypatch, date(2026, 12, 2))
    fourth = periods.open_period(period=Period.objects.get(code="2026-Q4"), by=MAKER)
    assert not fourth.reports.filter(unit__code="90001").exists()
    assert quarter.reports.filter(unit__code="90001").exists()
    assert previous_values(report_of("VATGIA", "2026-Q4"))["text:I.1", "text"].text == "Lời cũ."
    Unit.objects.filter(code="90002").update(valid_to=date(2026, 9, 30), successor=new)
    assert previous_values(report_of("VATGIA", "2026-Q4")) == {}


def test_the_yearly_plan_is_chosen_and_no_other_counted(today, register):
    opened()
    place = ("cchc:1.2.1", "value")
    assert values_of(report_of("TOCHUC"))[place].value == ""
    with pytest.raises(ActionRefused, match="yearly_plan_year"):
        reporters.set_yearly_plan(year=2031, plan=Plan.objects.get(), by=MAKER)
    reporters.set_yearly_plan(year=2026, plan=Plan.objects.get(), by=MAKER)
    refresh(report=report_of("TOCHUC"), by=MAKER)
    held = values_of(report_of("TOCHUC"))
    assert int(held[place].value) == register.plan.tasks.count()
    assert held["cchc:1.2.2", "value"].value == "0"


def test_who_reports_may_be_changed_while_nobody_has_begun(quarter):
    save(report_of("90002"), change("text:I.1", "Đã làm.", "text"))
    codes = list(quarter.reports.values_list("unit__code", flat=True))
    with pytest.raises(ActionRefused, match="reporter_started"):
        reporters.set_reporters(period=quarter, units=[one for one in codes if one != "90002"], by=MAKER)
    left = reporters.set_reporters(period=quarter, units=[one for one in codes if one != "90001"], by=MAKER)
    assert "90001" not in {one.unit.code for one in left}
    assert Deadline.objects.get(subject="report:2026-Q3/90001").state == "closed"
    reporters.set_reporters(period=quarter, units=codes, by=MAKER)
    assert Deadline.objects.get(subject="report:2026-Q3/90001").state == "open"
    assert report_of("90001").due_on == date(2026, 9, 15)
    assert values_of(report_of("90001"))
    with pytest.raises(ActionRefused, match="period_unknown_units"):
        reporters.set_reporters(period=quarter, units=["KHONGCO"], by=MAKER)


def test_a_period_is_closed_and_opened_again_and_cancelled_only_while_nobody_sent(quarter):
    with pytest.raises(ActionRefused, match="needs_reason"):
        periods.cancel_period(period=quarter, reason=" ", by=MAKER)
    sent(report_of("90002"))
    with pytest.raises(ActionRefused, match="period_has_sent"):
        periods.cancel_period(period=quarter, reason="Nhầm", by=MAKER)
    closed = periods.close_period(period=quarter, by=MAKER)
    assert Deadline.objects.open().filter(kind="report").count() == 0
    with pytest.raises(ActionRefused, match="period_move"):
        periods.close_period(period=quarter, by=MAKER)
    again = periods.reopen_period(period=closed, reason="Bổ sung đến 31/12", by=MAKER)
    assert (again.state, again.closed_at) == ("open", None)
    assert Deadline.objects.open().filter(kind="report").count() == again.reports.count() - 1
    planned = Period.objects.get(code="2026-Q4")
    assert periods.cancel_period(period=planned, reason="Không dùng", by=MAKER).state == "cancelled"


def test_a_report_on_demand_has_its_own_form_and_units(today, cast):
    form = composed("mua_bao", "Thiệt hại do bão", [Question("Số nhà tốc mái", Type.COUNT, unit="Nhà")])
    made = periods.open_on_demand(
        name="Thiệt hại do bão",
        ground="12/CV",
        form=form,
        units=["90001", "90002"],
        due_on=date(2026, 9, 11),
        by=cast["owner_office"],
    )
    assert (made.code, made.state, made.unit_due_on) == ("DX-2026-01", "open", date(2026, 9, 11))
    report = report_of("90002", made.code)
    assert [part.code for part in asked_of(report).parts] == ["own"]
    save(report, change("own:1", "14"))
    assert flow.send(report=report, by=MAKER).state == "review"
    for wrong in ({"name": ""}, {"ground": ""}, {"units": []}, {"due_on": date(2026, 9, 9)}):
        wanted = {"name": "x", "ground": "y", "form": form, "units": ["90001"], "due_on": today} | wrong
        with pytest.raises(ActionRefused):
            periods.open_on_demand(by=MAKER, **wanted)


def test_a_day_off_entered_later_moves_period_and_reports(quarter, cast):
    """A holiday on Thursday 17/9 leaves the province's day and moves the units' one working day back."""
    day = DayEntry(date(2026, 9, 17), DayChoice.HOLIDAY, "Lễ hội của thành phố")
    save_draft(year=2026, days=[day], document="9/QĐ", issued_on=date(2026, 9, 9), by=MAKER)
    confirm(year=2026, by=MAKER)
    quarter.refresh_from_db()
    assert (quarter.province_due_on, quarter.unit_due_on) == (date(2026, 9, 18), date(2026, 9, 14))
    assert set(quarter.reports.values_list("due_on", flat=True)) == {date(2026, 9, 14)}
    told = Message.objects.filter(account=cast["focal_point"], kind="reporting.moved")
    assert [one.values["day"] for one in told] == ["14/9/2026"]


def test_the_day_of_the_province_itself_may_become_a_day_off(quarter):
    day = DayEntry(date(2026, 9, 18), DayChoice.HOLIDAY, "Lễ hội của thành phố")
    save_draft(year=2026, days=[day], document="9/QĐ", issued_on=date(2026, 9, 9), by=MAKER)
    confirm(year=2026, by=MAKER)
    quarter.refresh_from_db()
    assert (quarter.province_due_on, quarter.unit_due_on) == (date(2026, 9, 17), date(2026, 9, 14))
    assert set(quarter.reports.values_list("due_on", flat=True)) == {date(2026, 9, 14)}


def test_the_doctor_sees_a_changed_day_and_a_forgotten_unit(quarter):
    assert {one.code: one.level for one in reports()} == {"report_days": "ok", "reporters": "ok"}
    more_communes(1)
    quarter.reports.filter(unit__code="90002").update(due_on=date(2026, 9, 1))
    found = {one.code: (one.level, one.message) for one in reports()}
    assert found["report_days"][0] == "fail"
    assert "2026-Q3/90002" in found["report_days"][1]
    assert found["reporters"][0] == "warn"
    assert "2026-Q3/91000" in found["reporters"][1]
