"""Opening a quarter by one action: who reports, by when, with what already filled in; closing and cancelling."""

from __future__ import annotations

from datetime import date

from integration.reporting.world import report_of
from sauro.audit.models import Event
from sauro.deadlines.models import Deadline
from sauro.reporting.actions import periods

REPORTING = {"TOCHUC", "VATGIA", "HAIDANG", "90001", "90002", "90003"}


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


def test_opening_gives_every_reporting_unit_its_report(busy_quarter):
    assert busy_quarter.state == "open"
    assert busy_quarter.form_sha256
    units = set(busy_quarter.reports.values_list("unit__code", flat=True))
    assert "TOCHUC" in units
    assert "TRUSO" not in units
    assert report_of("HAIDANG").voluntary
    assert not report_of("90002").voluntary
    assert set(busy_quarter.reports.values_list("due_on", flat=True)) == {date(2026, 9, 15)}
    kept = Deadline.objects.get(subject="report:2026-Q3/tochuc", kind="report")
    assert kept.due_on == report_of("TOCHUC").due_on
    assert Event.objects.filter(room="reporting", action="open", subject="2026-Q3").count() == 1
