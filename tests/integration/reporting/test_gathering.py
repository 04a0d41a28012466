"""A period gathered from all units: what counts, the numbers, and the same period out of its snapshot."""

from __future__ import annotations

from datetime import date

import pytest

from integration.reporting import world
from sauro.engine.reports.rows import VALUE
from sauro.reporting import gathering
from sauro.reporting.actions import flow, periods
from sauro.reporting.actions.snapshots import digest
from sauro.reporting.gathering.counts import counts
from sauro.reporting.models import Period, ProvinceReport, Snapshot
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db


def kept(period: Period, paper: str = "cchc") -> Snapshot:
    """The figures of the period, taken for a paper."""
    row, _new = ProvinceReport.objects.get_or_create(period=period, paper=paper)
    text = gathering.text_of(gathering.gather(period), paper)
    return Snapshot.objects.create(
        paper=row, occasion="consolidated", round=row.snapshots.count() + 1, text=text, sha256=digest(text),
        made_at="2026-09-10T02:00:00Z", made_by_code="tests", made_by_name="tests",
    )  # fmt: skip


def test_a_draft_counts_for_nothing_and_is_asked(busy_quarter: Period) -> None:
    world.sent(world.report_of("TOCHUC"))
    found = gathering.gather(busy_quarter)
    assert [unit.code for unit in found.sent] == ["TOCHUC"]
    silent = found.by_code["90001"]
    assert silent.asked
    assert not silent.values
    number = counts(found)
    assert number["bao-cao.da-gui"] == 1
    assert number["bao-cao.phai-gui"] == len(found.expected)
    assert number["bao-cao.chua-gui"] == len(found.expected) - 1
    assert number["bao-cao.de-nghi"] == len(found.voluntary) == 1


def test_a_returned_report_leaves_the_figures(busy_quarter: Period) -> None:
    report = world.sent(world.report_of("90001"))
    assert gathering.gather(busy_quarter).by_code["90001"].sent
    flow.return_report(report=report, reason="Thiếu số", by=MAKER)
    assert not gathering.gather(busy_quarter).by_code["90001"].sent


def test_the_snapshot_gives_the_same_period_back(busy_quarter: Period) -> None:
    world.sent(world.report_of("TOCHUC"))
    world.sent(world.report_of("90002"))
    found = gathering.gather(busy_quarter)
    back = gathering.read_back(kept(busy_quarter), busy_quarter)
    assert back == found
    assert back.consolidated() == found.consolidated()
    assert any(key.startswith("task:") for key in back.tasks)
    assert all(back.tasks[key].text for key in back.tasks)


def test_what_a_unit_sends_later_does_not_change_the_snapshot(busy_quarter: Period) -> None:
    report = world.sent(world.report_of("90001"))
    snapshot = kept(busy_quarter)
    before = gathering.read_back(snapshot, busy_quarter)
    flow.return_report(report=report, reason="Thiếu số", by=MAKER)
    world.save(world.fresh(report), world.change("cchc:2.1", "7"))
    flow.send(report=world.fresh(report), by=MAKER)
    assert gathering.read_back(snapshot, busy_quarter) == before
    assert gathering.gather(busy_quarter) != before


def test_counts_of_tasks_agree_with_a_count_by_hand(busy_quarter: Period) -> None:
    for code in ("TOCHUC", "90001"):
        world.sent(world.report_of(code))
    found = gathering.gather(busy_quarter)
    number = counts(found)
    rows = [(unit, key) for unit in found.units for key in unit.asked if key.startswith("task:")]
    told = [(unit, key) for unit, key in rows if unit.code in ("TOCHUC", "90001")]
    assert number["nhiem-vu.phan-viec"] == len(rows)
    assert number["nhiem-vu.so"] == len({key for _unit, key in rows})
    assert number["nhiem-vu.da-bao-cao"] == len(told)
    states = [unit.values[key, "state"].text for unit, key in told]
    assert number["nhiem-vu.hoan-thanh"] == states.count("done")
    assert number["nhiem-vu.phan-viec@cap-xa"] == sum(unit.code.startswith("9") for unit, _key in rows)


def test_figures_of_the_period_before_stand_beside(busy_quarter: Period, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    world.sent(world.report_of("TOCHUC"))
    before = gathering.gather(busy_quarter)
    world.stop_the_clock(monkeypatch, date(2026, 12, 1))
    later = periods.open_period(period=Period.objects.get(code="2026-Q4"), by=MAKER)
    found = gathering.gather(later)
    assert found.before_period == "2026-Q3"
    assert found.before["bao-cao.da-gui"].text == "1"
    value = before.consolidated()["cchc:1.1"].value
    assert value is not None
    assert found.before["cchc:1.1"] == value
    assert ("cchc:1.1", VALUE) not in found.values


def test_gathering_takes_a_fixed_number_of_queries(
    busy_quarter: Period, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    world.sent(world.report_of("TOCHUC"))
    with django_assert_max_num_queries(14):
        gathering.gather(busy_quarter)
