"""A quarter of the invented province for tests of reports: opened through actions, people of each role at hand.

Belongs here: building and shortcuts. Does not belong here: tests.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from sauro.people.models import Account, Unit
from sauro.reporting import queries
from sauro.reporting.actions import flow, periods, values
from sauro.reporting.asked import asked_of
from sauro.reporting.models import Period, Report
from sauro.reporting.states import ReportState
from worlds.cast import MAKER, person, unit

YEAR = 2026
TODAY = date(2026, 9, 10)
OTHER_FOCAL = "dau_moi_khac"


def stop_the_clock(monkeypatch, day: date = TODAY) -> None:  # type: ignore[no-untyped-def]
    """Today is ``day``; the moments of steps follow it."""
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=timezone.get_default_timezone())
    ticks = iter(range(10**6))
    monkeypatch.setattr(
        timezone,
        "localdate",
        lambda value=None, *_more: timezone.localtime(value).date() if value is not None else day,
    )
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=next(ticks)))


def third_quarter() -> Period:
    """2026-Q3, planned."""
    periods.plan_year(year=YEAR, by=MAKER)
    return Period.objects.get(code="2026-Q3")


def opened(units: list[str] | None = None) -> Period:
    return periods.open_period(period=third_quarter(), by=MAKER, units=units)


def report_of(code: str, period: str = "2026-Q3") -> Report:
    rows = Report.objects.select_related("period", "unit", "filled_by")
    return rows.get(unit__code=code, period__code=period)


def change(row: str, typed: str, field: str = "value", **more: object) -> values.Change:
    return values.Change(row, field, typed, **more)  # type: ignore[arg-type]


def save(report: Report, *changes: values.Change, by: object = MAKER) -> values.Saved:
    return values.save_values(report=report, changes=changes, by=by)  # type: ignore[arg-type]


def filled(report: Report, by: object = MAKER) -> Report:
    """Every place that the checks call missing gets a plain value; what is left is no error."""
    asked = asked_of(report)
    for _round in range(3):
        errors = queries.findings_of(report, asked).errors
        if not errors:
            return report
        save(report, *(_plain(report, one.row, one.field) for one in errors), by=by)
    raise AssertionError(queries.findings_of(report, asked).errors)


def _plain(report: Report, row: str, field: str) -> values.Change:
    from sauro.reporting.period_forms import forms_of

    place = forms_of(report.period).field(row, field)
    assert place is not None, (row, field)
    if place.choices:
        return change(row, place.choices[0].code, field)
    return change(row, "0" if place.is_figure else "Đã làm theo kế hoạch.", field)


def sent(report: Report, by: object = MAKER) -> Report:
    filled(report)
    return flow.send(report=report, by=by)  # type: ignore[arg-type]


def passed(report: Report, by: object = MAKER) -> Report:
    return flow.pass_report(report=sent(report), by=by)  # type: ignore[arg-type]


def head(place: str) -> Account:
    """A head of the unit."""
    return person(f"thu_truong_{place.lower()}", place, "unit_head")


def fresh(report: Report) -> Report:
    return Report.objects.select_related("period", "unit", "filled_by").get(pk=report.pk)


def unit_named(code: str) -> Unit:
    return unit(code)


STATES = [str(state) for state in ReportState]
