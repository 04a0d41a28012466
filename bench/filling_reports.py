"""Fills the database of the environment with years of reports and says on stdout, as JSON, what each step took.

    python bench/filling_reports.py fill QUARTERS | papers PERIOD… | check PERIOD

Opening, filling, sending and passing go through the product's own actions; the quarters before the last closed one get the
rows that these actions would leave (reports that were received, the snapshots of what was sent), because five years of steps would
take an hour and are not what is measured. Belongs here: the order of steps and their times. Does not belong here: serving
(``product``), asking (``reporting``).
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import django
from filling import Stopwatch, officer_of, rest

UNITS = 124
SIZES = (10, 40)
"""Units of two smaller quarters, for the curve of cost against units."""
ROLE = "focal_point"


def quarters_back(count: int) -> list[tuple[int, int]]:
    """The quarter of today and those before it, the oldest first."""
    from django.utils import timezone

    today = timezone.localdate()
    last = today.year * 4 + (today.month - 1) // 3
    return [(one // 4, one % 4 + 1) for one in range(last - count + 1, last + 1)]


def plan_in_register(world: Any, officer: Any) -> None:
    from sauro.demo import sample_plan
    from sauro.people import packs
    from sauro.plans.actions import confirm_import, read_import, receive_import

    data = sample_plan.build(packs.load(world.province))
    received = receive_import(data=data, filename=world.sample_file, by=officer)
    confirm_import(plan_import=read_import(plan_import=received), by=officer)


def writers(units: list[Any], by: Any) -> dict[str, str]:
    """Unit → the cookies of its signed-in focal point."""
    from django.test import Client

    from sauro.people.actions import create_account, give_role

    cookies = {}
    for unit in units:
        account = create_account(
            email=f"{unit.slug}@bench.test", name=f"Đầu mối {unit.short_name}", password=None, by=by
        )
        give_role(account=account, unit=unit, role=ROLE, by=by)
        cookies[unit.code] = session_of(Client(), account)
    return cookies


def session_of(client: Any, account: Any) -> str:
    client.force_login(account)
    return f"sauro_phien={client.cookies['sauro_phien'].value}"


class Quarters:
    """Opens quarters, today's units in all of them, and closes those of the past with everything received."""

    def __init__(self, by: Any, watch: Stopwatch) -> None:
        from sauro.demo.sayings import Sayings
        from sauro.demo.scenes_reports import read_scenes

        self.by, self.watch, self.opening = by, watch, {}
        self.sayings = Sayings(read_scenes())
        self.values: dict[str, Any] = {}

    def open(self, year: int, quarter: int, units: list[Any]) -> Any:
        from sauro.reporting.actions import periods
        from sauro.reporting.models import Period

        periods.plan_year(year=year, by=self.by)
        period = Period.objects.get(year=year, quarter=quarter)
        codes = [unit.code for unit in units]
        began = time.perf_counter()
        periods.open_period(period=period, by=self.by, units=codes)
        self.opening.setdefault(len(units), []).append(time.perf_counter() - began)
        return Period.objects.get(pk=period.pk)

    def reports(self, period: Any) -> list[Any]:
        from sauro.reporting.models import Report

        return list(Report.objects.filter(period=period).select_related("period", "unit", "filled_by"))

    def fill(self, period: Any) -> None:
        from sauro.reporting.actions.values import save_values
        from sauro.reporting.models import Entry

        for report in self.reports(period):
            changes = self.sayings.of(report, Entry.objects.filter(report=report))
            self.watch.time(
                "save a report", lambda r=report, c=changes: save_values(report=r, changes=c, by=self.by)
            )

    def send(self, period: Any) -> None:
        """Sent and passed; what was said is kept for the quarters before."""
        from sauro.reporting.actions import flow
        from sauro.reporting.queries import engine_values

        for report in self.reports(period):
            self.watch.time("send a report", lambda r=report: flow.send(report=r, by=self.by))
            self.watch.time("pass a report", lambda r=report: flow.pass_report(report=r, by=self.by))
            self.values.setdefault(report.unit.code, engine_values(report))

    def remember(self, period: Any) -> None:
        """The rows of a quarter that was received long ago."""
        from sauro.demo.clock import moment
        from sauro.engine.reports.snapshot import canonical_text
        from sauro.reporting.actions.snapshots import about, digest
        from sauro.reporting.models import Report, Snapshot
        from sauro.reporting.states import Occasion, ReportState

        reports, kept = self.reports(period), []
        for place, report in enumerate(reports):
            when = moment(period.unit_due_on - timedelta(days=place % 9 - 1))
            report.state, report.round = ReportState.RECEIVED, 1
            report.sent_at = report.last_sent_at = report.arrived_at = report.received_at = when
            report.received_by_code = report.received_by_name = "bench"
            text = canonical_text(self.values[report.unit.code], about(report))
            known = {"text": text, "sha256": digest(text), "made_by_code": "bench", "made_by_name": "bench"}
            kept += [
                Snapshot(report=report, occasion=one, round=1, made_at=when, **known)
                for one in (Occasion.SENT, Occasion.PASSED)
            ]
        columns = ("state", "round", "sent_at", "last_sent_at", "arrived_at", "received_at")
        Report.objects.bulk_update(reports, [*columns, "received_by_code", "received_by_name"])
        Snapshot.objects.bulk_create(kept)

    def close(self, period: Any) -> None:
        from sauro.reporting.actions import periods

        periods.close_period(period=period, by=self.by)


def fill(count: int) -> dict[str, Any]:
    from django.test import Client
    from django.utils import timezone

    from sauro.audit.actor import Actor
    from sauro.demo.world import demo_world
    from sauro.reporting.asking import reporting_units
    from sauro.reporting.models import Entry, Report

    world, watch, by = demo_world(), Stopwatch(), Actor.system("bench")
    officer = officer_of(world)
    plan_in_register(world, officer)
    units = reporting_units(timezone.localdate())[-UNITS:]
    cookies = writers(units, by)
    made = Quarters(by, watch)
    *past, now = quarters_back(count)
    # the last closed quarter first: what its units say is what the older ones said
    order = [past[-1], *past[:-1]]
    codes = []
    for place, (year, quarter) in enumerate(order):
        period = made.open(year, quarter, units)
        if place == 0:
            made.fill(period)
            made.send(period)
        else:
            made.remember(period)
        made.close(period)
        codes.append(period.code)
    small = {}
    for size, year in zip(SIZES, (past[0][0] - 2, past[0][0] - 1), strict=True):
        period = made.open(year, 1, units[:size])
        made.remember(period)
        small[size] = period.code
    period = made.open(*now, units)
    made.fill(period)
    rest()
    return {
        "units": len(units),
        "periods": [*codes, period.code],
        "small": small,
        "last closed": codes[0],
        "open": period.code,
        "cookies": {code.lower(): cookie for code, cookie in cookies.items()},
        "officer": session_of(Client(), officer),
        "opening": made.opening,
        "seconds": watch.seconds,
        "reports": Report.objects.count(),
        "values": Entry.objects.count(),
        "made on": str(date.today()),  # noqa: DTZ011 - of this machine
    }


def papers(codes: list[str]) -> dict[str, Any]:
    """Seconds of each of the province's papers from the units' figures to the bytes with annexes, by period."""
    from sauro.audit.actor import Actor
    from sauro.reporting.actions.composing import compose
    from sauro.reporting.actions.province import start_paper
    from sauro.reporting.models import Period, ProvinceReport
    from sauro.reporting.papers import annex_xlsx, province

    found: dict[str, Any] = {}
    for code in codes:
        watch, sizes = Stopwatch(), {}
        period = Period.objects.get(code=code)
        for kind in ("plan", "cchc"):
            begun = start_paper(period=period, paper=kind, by=Actor.system("bench"))
            watch.time(f"{kind} text", lambda one=begun: compose(paper=one, by=Actor.system("bench")))
            paper = ProvinceReport.objects.get(pk=begun.pk)
            data = watch.time(f"{kind} docx", lambda one=paper: province.docx_of(one))
            sizes[kind] = len(data)
        watch.time("cchc xlsx", lambda one=paper: annex_xlsx.workbook_of(one))
        found[code] = {"seconds": watch.seconds, "bytes": sizes, "units": period.reports.count()}
    return found


def check(code: str) -> dict[str, Any]:
    """After units have sent over the net: every report in review once, its snapshot the values that stand in its places."""
    from sauro.engine.reports.snapshot import read
    from sauro.reporting.models import Report, Snapshot
    from sauro.reporting.queries import engine_values
    from sauro.reporting.states import Occasion, ReportState

    rows = Report.objects.filter(period__code=code).select_related("period", "unit")
    answer = {"reports": 0, "in review": 0, "one snapshot": 0, "same values": 0, "own figure": 0}
    for report in rows:
        answer["reports"] += 1
        answer["in review"] += report.state == ReportState.REVIEW
        sent = list(Snapshot.objects.filter(report=report, occasion=Occasion.SENT))
        answer["one snapshot"] += len(sent) == 1
        kept = read(sent[0].text).values if sent else {}
        answer["same values"] += bool(sent) and kept == engine_values(report)
        said = kept.get((OWN_ROW, "text"))
        answer["own figure"] += said is not None and said.text == own_words(report.unit.slug)
    return answer


OWN_ROW = "text:I.4"
"""The place into which every unit writes something of its own right before it sends."""


def own_words(slug: str) -> str:
    return f"Nội dung riêng của {slug}."


if __name__ == "__main__":
    django.setup()
    what, *words = sys.argv[1:]
    done = {
        "fill": lambda: fill(int(words[0])),
        "papers": lambda: papers(words),
        "check": lambda: check(words[0]),
    }
    print(json.dumps(done[what]()))
