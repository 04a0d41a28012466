"""Many people at the same moment, on a database that really lets them: nothing is lost, nothing happens twice.

Belongs here: values, steps and periods under real threads. Does not belong here: a whole province (``make bench``).
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from integration.deadlines.made import draft, off
from integration.plans.test_clarity_at_once import at_once
from integration.plans.work_world import more_communes
from integration.reporting.world import (
    TODAY,
    change,
    filled,
    fresh,
    opened,
    report_of,
    save,
    sent,
    third_quarter,
)
from sauro.audit.models import Event
from sauro.deadlines import actions as deadlines
from sauro.engine.reports.compose import Question, composed
from sauro.engine.reports.rows import Type
from sauro.engine.reports.snapshot import read
from sauro.people.models import Account
from sauro.reporting.actions import due, flow, issuing, periods
from sauro.reporting.actions.province import start_paper
from sauro.reporting.models import EntryChange, Issued, Period, Report, Snapshot
from sauro.reporting.queries import engine_values
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import ReportState
from worlds.cast import MAKER, person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer; its tests go through one connection"
    ),
]
UNITS = 12


def strange(results: list[object]) -> list[object]:
    return [one for one in results if isinstance(one, Exception) and not isinstance(one, ActionRefused)]


def test_two_people_on_one_value(quarter, cast):
    writers = [
        cast["focal_point"],
        person("dau_moi_2", "90002", "focal_point"),
        person("dau_moi_3", "90002", "focal_point"),
    ]
    report = report_of("90002")
    results = at_once(
        *(
            lambda who=who: save(
                report_of("90002"),
                change("text:I.1", f"Lời của {who.name}", "text", revision=1),
                change("text:I.4", "Lời chung", "text", revision=1),
                by=Account.objects.get(pk=who.pk),
            )
            for who in writers
        )
    )
    assert not strange(results)
    assert sorted(len(one.conflicts) for one in results) == [0, 1, 1]
    winner = next(one for one in results if not one.conflicts)
    kept = engine_values(report)["text:I.1", "text"].text
    assert kept == next(one for one in winner.saved if one.row == "text:I.1").value
    assert all(kept in one.conflicts[0].sentence for one in results if one.conflicts)
    changes = Counter(EntryChange.objects.filter(entry__report=report).values_list("entry__row", flat=True))
    assert changes == {"text:I.1": 1, "text:I.4": 1}


def test_every_unit_sends_at_the_same_moment(today, cast):
    more_communes(UNITS)
    period = opened()
    reports = [filled(one) for one in period.reports.select_related("period", "unit")]
    results = at_once(*(lambda one=one: flow.send(report=one, by=MAKER) for one in reports))
    assert not [one for one in results if isinstance(one, Exception)]
    assert set(Report.objects.values_list("state", "round")) == {("review", 1)}
    snapshots = list(Snapshot.objects.select_related("report__period"))
    assert len(snapshots) == len(reports) >= UNITS
    assert all(read(one.text).values == engine_values(one.report) for one in snapshots)
    assert Event.objects.filter(room="reporting", action="send").count() == len(reports)


def test_what_is_saved_while_the_report_is_sent_is_in_the_snapshot_or_refused(quarter):
    report = filled(report_of("90002"))
    saves = [lambda n=n: save(fresh(report), change("text:I.4", f"Lời {n}", "text")) for n in range(4)]
    results = at_once(*saves[:2], lambda: flow.send(report=fresh(report), by=MAKER), *saves[2:])
    assert not strange(results)
    kept = read(Snapshot.objects.get(report=report).text).values
    assert kept == engine_values(fresh(report))


def test_a_period_that_closes_lets_each_sending_be_whole_or_refused(quarter):
    reports = [filled(one) for one in quarter.reports.select_related("period", "unit")]
    works = [lambda one=one: flow.send(report=one, by=MAKER) for one in reports]
    results = at_once(*works, lambda: periods.close_period(period=quarter, by=MAKER))
    assert not strange(results)
    refused = [one for one in results if isinstance(one, ActionRefused)]
    assert {one.code for one in refused} <= {"period_not_open"}
    assert Report.objects.filter(state="review").count() == len(reports) - len(refused)
    assert Period.objects.get(pk=quarter.pk).state == "closed"


def test_two_officers_decide_about_the_same_report(quarter):
    report = sent(report_of("90002"))
    results = at_once(
        lambda: flow.pass_report(report=fresh(report), by=MAKER, revision=report.revision),
        lambda: flow.return_report(report=fresh(report), by=MAKER, reason="Thiếu.", revision=report.revision),
        lambda: flow.take_back(report=fresh(report), by=MAKER, revision=report.revision),
    )
    assert not strange(results)
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert fresh(report).state in ("passed", "returned", "draft")


def test_a_quarter_is_opened_once_and_a_paper_begun_once(today, cast):
    planned = at_once(*(lambda: periods.plan_year(year=2026, by=MAKER) for _ in range(3)))
    assert not strange(planned)
    assert Period.objects.count() == 4
    third = third_quarter()
    opens = [lambda: periods.open_period(period=third, by=MAKER) for _ in range(3)]
    results = at_once(*opens)
    assert not strange(results)
    assert sum(not isinstance(one, Exception) for one in results) == 1
    units = list(Report.objects.values_list("unit", flat=True))
    assert len(units) == len(set(units)) > 0
    papers = at_once(*(lambda: start_paper(period=third, paper="cchc", by=MAKER) for _ in range(3)))
    assert len({one.pk for one in papers}) == 1


def test_reports_on_demand_get_numbers_of_their_own(today, cast):
    form = composed("bao", "Bão", [Question("Số nhà", Type.COUNT)])

    def ask(n: int) -> Period:
        return periods.open_on_demand(
            name=f"Việc {n}", ground="1/CV", form=form, units=["90001"], due_on=date(2026, 9, 20), by=MAKER
        )

    ask(0)
    made = at_once(*(lambda n=n: ask(n) for n in range(1, 4)))
    assert not strange(made)
    assert sorted(Period.objects.values_list("code", flat=True)) == [f"DX-2026-0{n}" for n in range(1, 5)]


def test_a_calendar_decided_while_a_report_is_passed_waits_and_hinders_nobody(quarter, cast, monkeypatch):
    """The step holds its report and wants the deadline; the calendar moves deadlines and writes into reports."""
    report = sent(report_of("90002"))
    assert report.due_on is not None
    inside, real = threading.Event(), due.close_report

    def slowly(row, by):  # type: ignore[no-untyped-def]
        inside.set()
        for _try in range(100):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    break
            threading.Event().wait(0.02)
        real(row, by)

    def decide():  # type: ignore[no-untyped-def]
        inside.wait(10)
        draft(MAKER, off(report.due_on))
        return deadlines.confirm(year=report.due_on.year, by=MAKER)

    monkeypatch.setattr(due, "close_report", slowly)
    results = at_once(lambda: flow.pass_report(report=report, by=MAKER), decide)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert fresh(report).due_on == report.due_on
    assert report_of("90001").due_on != report.due_on


def test_a_number_is_given_once_to_the_documents_of_a_unit(quarter, cast, monkeypatch):
    """Two reports of one unit: each holds its own row, and only one of them comes to the writing."""
    both, real = threading.Barrier(2), issuing._write

    def together(*args, **more):  # type: ignore[no-untyped-def]
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return real(*args, **more)

    monkeypatch.setattr(issuing, "_write", together)
    fourth = periods.open_period(period=Period.objects.get(code="2026-Q4"), by=MAKER, units=["90002"])
    pair = [report_of("90002"), report_of("90002", fourth.code)]
    moment = timezone.now()
    rows = Report.objects.filter(pk__in=[one.pk for one in pair])
    rows.update(state=ReportState.ISSUED, round=1, sent_at=moment, last_sent_at=moment)
    works = [lambda one=one: correct(one) for one in pair]
    results = at_once(*works)
    assert not strange(results), results
    assert Issued.objects.filter(number="2/ĐC").count() == 1


def correct(report):  # type: ignore[no-untyped-def]
    return flow.correct(report=report, by=MAKER, number="2/ĐC", issued_on=TODAY, reason="Sai chính tả.")
