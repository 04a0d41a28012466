"""What units, the owner office and the leaders did with reports, told by ``scenes_reports.yaml`` through the actions of reporting.

Belongs here: reading that file and the order of its scenes. Does not belong here: a step of a report (``story``), what a unit
says (``sayings``), the words.

Two quarters are over, one is open with a report in every state, and one report on demand is past its day. Everything
happens at its own day (``clock``), by somebody of the unit: one of the cast where the unit has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from sauro.deadlines import actions as calendars
from sauro.deadlines.models import CalendarDecision
from sauro.demo.clock import at, moment
from sauro.demo.story import WAY, Cast, Step, Story
from sauro.engine.reports.compose import Question, composed
from sauro.engine.reports.rows import Type
from sauro.files.actions import attach
from sauro.notices.actions.telling import mark_read
from sauro.people.models import Account
from sauro.people.states import COMMUNE_KINDS
from sauro.reporting.actions import periods, province_flow, remarks
from sauro.reporting.actions.composing import compose
from sauro.reporting.actions.province import start_paper
from sauro.reporting.actions.values import Change, save_values
from sauro.reporting.asking import reporting_units
from sauro.reporting.models import Period, ProvinceReport
from sauro.reporting.queries import evidence_subject
from sauro.reporting.states import RemarkKind

SENT_BEFORE, CLOSED_AFTER = 7, 12
"""Working days before the due day on which the first units send; days after it on which the period is closed."""
BEFORE_NOW = 10
"""Working days before today on which the units of the open quarter begin."""


def read_scenes() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        files("sauro.demo").joinpath("scenes_reports.yaml").read_text("utf-8")
    )
    return loaded


def sample_paper() -> bytes:
    """One page that says of itself that it is a sample; every unit of the demo files the same."""
    return files("sauro.demo").joinpath("sample_paper.pdf").read_bytes()


def play(people: Sequence[Account], scenes: Step) -> None:
    """All scenes once, in one transaction."""
    with transaction.atomic():
        cast = Cast(people, scenes)
        today = timezone.localdate()
        quarters = list(_quarters(today))
        for year in sorted({year for year, _n in quarters}):
            _decide(cast, scenes["calendar"], year)
            periods.plan_year(year=year, by=cast.actor("owner_office"))
        planned = {(one.year, one.quarter): one for one in Period.objects.filter(kind="quarter")}
        paper = sample_paper()
        for place, step in enumerate(scenes["quarters"]):
            _closed(Story(cast, scenes, place, paper), planned[quarters[place]], step)
        for person in people:
            mark_read(codes=None, by=person)
        story = Story(cast, scenes, len(scenes["quarters"]), paper)
        _open(story, planned[quarters[-1]], scenes["now"])
        _draft(story, scenes["draft"])
        _on_demand(Story(cast, scenes, 0, paper), scenes["on_demand"], today)


def _quarters(today: date) -> Iterator[tuple[int, int]]:
    """The quarter of today and the two before it, the oldest first."""
    count = today.year * 4 + (today.month - 1) // 3
    for one in range(count - 2, count + 1):
        yield one // 4, one % 4 + 1


def _decide(cast: Cast, step: Step, year: int) -> None:
    if CalendarDecision.objects.in_force().filter(year=year).exists():
        return
    by = cast.account("administrator")
    issued = min(date(year - 1, 12, 15), timezone.localdate())
    words = {"document": step["document"], "note_text": step["note"]}
    calendars.save_draft(year=year, days=[], issued_on=issued, by=by, **words)
    calendars.confirm(year=year, by=by)


def _reporters(step: Step, today: date) -> list[str]:
    """The first agencies and communes of the definitions, with every unit that the scene names."""
    units = reporting_units(today)
    communes = [one.code for one in units if one.kind in COMMUNE_KINDS]
    agencies = [one.code for one in units if one.kind not in COMMUNE_KINDS]
    named = {*step["silent"], *step["late"], *(unit for way in step["way"].values() for unit in way)}
    chosen = {*agencies[: step["agencies"]], *communes[: step["communes"]], *named}
    return [one.code for one in units if one.code in chosen]


def _closed(story: Story, period: Period, step: Step) -> None:
    """A quarter from its opening to its close, with the province's papers."""
    due = period.unit_due_on
    assert due is not None
    assert period.opens_on is not None
    with at(moment(period.opens_on, 8)):
        story.open(period, _reporters(step, period.opens_on))
    ways = {unit: state for state, units in step["way"].items() for unit in units}
    for place, unit in enumerate(one for one in story.reports if one not in step["silent"]):
        until = ways.get(unit, "passed")
        late = step["late"].get(unit)
        begin = story.day(late, due) if late else story.day(place % 4 - SENT_BEFORE, due)
        if unit in step["returned"]:
            reason = step["returned"][unit]
            after = story.walk(unit, begin, "review")
            story.agenda.add(story.hour(unit, after), partial(story.returned, unit, reason))
            begin = story.day(1, after)
        after = story.walk(unit, begin, until, again=unit in step["returned"])
        if unit in step["amended"]:
            reason = step["amended"][unit]
            story.agenda.add(story.hour(unit, after), partial(story.amending, unit, reason))
            story.walk(unit, story.day(1, after), until, again=True)
        if unit in step["withdrawn"]:
            reason = step["withdrawn"][unit]
            story.agenda.add(story.hour(unit, after), partial(story.withdrawn, unit, reason))
    for paper in step["papers"]:
        _paper(story, paper, story.day(4, due))
    close = partial(periods.close_period, period=story.period, by=story.office)
    story.agenda.add(moment(story.day(CLOSED_AFTER, due), 16), close)
    story.agenda.run()


def _paper(story: Story, paper: str, day: date) -> None:
    """The province's paper from the figures to the reader."""
    cast, period = story.cast, story.period

    def of() -> ProvinceReport:
        return ProvinceReport.objects.get(period=period, paper=paper)

    def issue() -> None:
        number = f"{200 + 100 * story.quarter + period.papers.index(paper)}/BC-UBND"
        clerk = cast.actor("clerk", "SNV")
        today = timezone.localdate()
        province_flow.issue(paper=of(), by=clerk, number=number, issued_on=today, file=story.file())

    def begin() -> None:
        compose(paper=start_paper(period=period, paper=paper, by=story.office), by=story.office)
        province_flow.submit(paper=of(), by=story.office)

    examiner, leader = cast.actor("province_office"), cast.actor("leader")
    story.agenda.add(moment(day, 15), begin)
    story.agenda.add(moment(day, 16), lambda: province_flow.present(paper=of(), by=examiner))
    story.agenda.add(moment(story.day(1, day), 9), lambda: province_flow.sign(paper=of(), by=leader))
    story.agenda.add(moment(story.day(1, day), 14), issue)
    sent = partial(province_flow.mark_sent, by=story.office, way=story.scenes["sent_way"])
    story.agenda.add(moment(story.day(1, day), 16), lambda: sent(paper=of()))


def _open(story: Story, period: Period, step: Step) -> None:
    """The quarter of today: each unit that is named goes its way and comes to its state these days."""
    today = timezone.localdate()
    begin = story.day(-BEFORE_NOW, today)
    with at(moment(begin, 8)):
        story.open(period, None)
    begin = story.day(1, begin)
    for state in WAY:
        for unit in step[state]:
            story.walk(unit, begin, state)
    ends = {"returned": ("review", story.returned), "amending": ("received", story.amending)}
    ends["withdrawn"] = ("issued", story.withdrawn)
    for state, (way, end) in ends.items():
        for unit, reason in step[state].items():
            after = story.walk(unit, begin, way)
            story.agenda.add(story.hour(unit, after), partial(end, unit, reason))
    story.agenda.run()
    for paper in step["papers"]:
        compose(paper=start_paper(period=story.period, paper=paper, by=story.office), by=story.office)
    story.load(story.period)


def _draft(story: Story, step: Step) -> None:
    """The report on which the cast's focal point is working: changed values, what was asked about them, files."""
    report, writer = story.reports[step["unit"]], story.cast.account("focal_point", step["unit"])
    office = story.cast.account("owner_office")
    for one in step["changes"]:
        for typed in one["typed"]:
            change = Change(one["row"], one.get("field", "value"), typed)
            save_values(report=report, changes=[change], by=writer)
    for one in step["questions"]:
        place = {"report": report, "row": one["row"], "field": "value"}
        remarks.add_remark(**place, kind=RemarkKind.QUESTION, text=one["text"], by=office)
        if "answer" in one:
            remarks.add_remark(**place, kind=RemarkKind.ANSWER, text=one["answer"], by=writer)
    for row in step["evidence"]:
        attach(subject=evidence_subject(report, row), uploads=[story.file()], by=writer)


def _on_demand(story: Story, step: Step, today: date) -> None:
    """A report on demand whose day is over: some sent it, some late, some not at all."""
    questions = [Question(**{**one, "type": Type(one["type"])}) for one in step["questions"]]
    with at(moment(today - timedelta(days=step["opened"]), 8)):
        period = periods.open_on_demand(
            name=step["name"],
            ground=step["ground"],
            form=composed("own", step["name"], questions),
            units=step["units"],
            due_on=today - timedelta(days=step["due"]),
            by=story.office,
        )
        story.load(period)
    for unit, days in step["sent"].items():
        rows = sorted({one.row for one in story.entries[story.reports[unit].pk]})
        changes = [_answer(row, typed) for row, typed in zip(rows, step["answers"], strict=True)]
        when = story.hour(unit, today - timedelta(days=days))
        story.agenda.add(when, partial(story.send, unit, changes))
        if unit in step["passed"]:
            story.agenda.add(when + timedelta(hours=3), partial(story.passed, unit))
    story.agenda.run()


def _answer(row: str, typed: str) -> Change:
    return Change(row, "value", typed)
