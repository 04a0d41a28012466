"""Periods in the register: planned at confirmation, opened day by day, planned anew after an answer."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integration.plans.work_world import TODAY, more_communes, occurrence, part, stop_the_clock, task
from sauro.audit.models import Event
from sauro.config.doctor_work import roll_ups
from sauro.people.models import GroupMember, Unit
from sauro.people.permissions import Refused
from sauro.plans.actions import planning, progress
from sauro.plans.actions.fanout import open_due_periods
from sauro.plans.actions.following import set_following
from sauro.plans.actions.rollup import roll_up
from sauro.plans.models import Assignment, Clarity, Occurrence, Task, TaskUnit
from sauro.plans.refusals import ActionRefused
from sauro.plans.rolling import Tally, current, line_of, rolled, stale
from sauro.plans.states import DOERS
from worlds.cast import MAKER, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    stop_the_clock(monkeypatch)


def periods(code: str) -> list[tuple[str, str, bool]]:
    rows = Occurrence.objects.filter(task__code=code).order_by("starts_on", "period")
    return [(one.period, str(one.due_on or ""), one.opened_at is not None) for one in rows]


def parts(code: str) -> dict[str, str]:
    rows = Assignment.objects.filter(occurrence__task__code=code)
    return dict(rows.order_by("unit__code").values_list("unit__code", "role"))


def says(code: str, kind: str, *, every: str = "", relation: str = "", on_day: str = "") -> Task:
    """The document's words for the time, as the reader would have stored them; planned anew."""
    Task.objects.filter(code=code).update(
        when_kind=kind, when_every=every, when_relation=relation, when_on_day=on_day, when_text="lời văn"
    )
    changed = task(code)
    planning.replan_task(task=changed, by=MAKER)
    return changed


def answers(code: str, source: str = "office", **data: str) -> Task:
    Clarity.objects.filter(task__code=code, facet="when").update(source=source, state="clear", data=data)
    changed = task(code)
    planning.replan_task(task=changed, by=MAKER)
    return changed


def test_confirming_gives_each_task_its_work(register):
    assert periods("NV-01.01") == [("once", "2026-09-15", True)]
    assert periods("NV-02.01") == [("once", "", True)]
    assert parts("NV-01.01") == {"TOCHUC": "lead", "VATGIA": "support"}
    assert parts("NV-03.01") == {"90001": "member", "90002": "member", "90003": "member"}
    assert parts("NV-02.02") == {"VATGIA": "lead", "90001": "support", "90002": "support", "90003": "support"}
    assert parts("NV-04.01") == {}
    assert (task("NV-01.01").rhythm, task("NV-01.01").rhythm_by) == ("once", "document")
    assert (task("NV-02.01").rhythm, task("NV-02.01").rhythm_by) == ("", "")
    first = occurrence("NV-01.01")
    assert (first.first_due_on, first.due_by, first.due_basis) == (date(2026, 9, 15), "document", "by_day")
    assert task("NV-03.01").parts == 3
    assert stale() == []


def test_a_name_the_province_does_not_know_gives_no_part(register):
    assert TaskUnit.objects.filter(task__code="NV-01.02", unit=None, group=None).exists()
    assert parts("NV-01.02") == {"TOCHUC": "lead"}


def test_standing_work_is_planned_for_all_years_and_given_when_it_begins(register):
    says("NV-02.01", "ongoing")
    assert [(p, opened) for p, _due, opened in periods("NV-02.01")] == [
        *(("2026-Q1", True), ("2026-Q2", True), ("2026-Q3", True), ("2026-Q4", False)),
        *(("2027-Q1", False), ("2027-Q2", False), ("2027-Q3", False), ("2027-Q4", False)),
    ]
    assert occurrence("NV-02.01", "2026-Q3").due_by == "office"
    assert (task("NV-02.01").rhythm, task("NV-02.01").rhythm_by) == ("quarter", "office")
    assert task("NV-02.01").due_on == date(2026, 3, 31)
    assert not Assignment.objects.filter(occurrence__period="2026-Q4").exists()


def test_a_period_opens_on_its_first_day_and_only_once(register, monkeypatch):
    says("NV-02.01", "ongoing")
    assert open_due_periods(today=date(2026, 9, 30), by=MAKER) == 0
    assert open_due_periods(today=date(2026, 10, 1), by=MAKER) == 1
    assert open_due_periods(today=date(2026, 10, 1), by=MAKER) == 0
    assert part("NV-02.01", "VATGIA", "2026-Q4").due_on == date(2026, 12, 31)
    assert Event.objects.filter(action="open_periods").last() is not None
    assert stale() == []


def test_members_are_those_of_the_day(register):
    says("NV-03.01", "recurring", every="year")
    GroupMember.objects.filter(unit__code="90001").update(valid_to=date(2026, 12, 31))
    later = more_communes(1)[0]
    open_due_periods(today=date(2027, 1, 2), by=MAKER)
    rows = Assignment.objects.filter(occurrence=occurrence("NV-03.01", "2027"))
    assert sorted(rows.values_list("unit__code", flat=True)) == ["90002", "90003", later]


def test_a_unit_that_ended_is_followed_by_its_successor(register):
    old = Unit.objects.get(code="GIACA")
    TaskUnit.objects.filter(task__code="NV-01.01", unit__code="VATGIA").update(unit=old)
    Assignment.objects.filter(occurrence__task__code="NV-01.01").delete()
    planning.replan_task(task=task("NV-01.01"), by=MAKER)
    assert parts("NV-01.01") == {"TOCHUC": "lead", "VATGIA": "support"}


def test_a_unit_named_twice_has_its_strongest_role_once(register):
    TaskUnit.objects.create(
        task=task("NV-03.01"), role="lead", unit=unit("90002"), text="xã Đồi Thông", order=9
    )
    TaskUnit.objects.create(task=task("NV-03.01"), role="support", unit=unit("90001"), text="phường", order=1)
    planning.replan_task(task=task("NV-03.01"), by=MAKER)
    assert parts("NV-03.01") == {"90001": "member", "90002": "lead", "90003": "member"}


def test_an_answer_gives_a_deadline_and_says_whose(register):
    answers("NV-02.01", due="2026-11-30")
    assert periods("NV-02.01") == [("once", "2026-11-30", True)]
    assert (occurrence("NV-02.01").due_by, task("NV-02.01").due_on) == ("office", date(2026, 11, 30))
    assert part("NV-02.01", "VATGIA").due_on == date(2026, 11, 30)
    answers("NV-02.01", source="unit", due="2026-12-01")
    assert occurrence("NV-02.01").due_by == "unit"
    assert stale() == []


def test_a_rhythm_that_a_person_sets_does_not_ask_for_what_was_over(register):
    code = next(one.code for one in Task.objects.filter(when_kind="missing").order_by("order"))
    moment = timezone.make_aware(datetime.combine(TODAY, time(9)))
    Clarity.objects.filter(task__code=code, facet="when").update(at=moment)
    answers(code, source="unit", rhythm="month")
    assert min(due for _period, due, _opened in periods(code)) >= str(TODAY)


def test_work_begun_once_becomes_the_current_period(register):
    progress.update(assignment=part("NV-02.01", "VATGIA"), by=MAKER, note="nửa chợ")
    answers("NV-02.01", rhythm="quarter")
    assert [p for p, _due, opened in periods("NV-02.01") if opened] == ["2026-Q3"]
    kept = part("NV-02.01", "VATGIA", "2026-Q3")
    assert (kept.note, kept.due_on, kept.first_due_on) == ("nửa chợ", date(2026, 9, 30), date(2026, 9, 30))
    answers("NV-02.01", due="2026-10-10")
    assert periods("NV-02.01") == [("once", "2026-10-10", True)]
    kept = part("NV-02.01", "VATGIA")
    assert (kept.note, kept.due_on, kept.first_due_on) == ("nửa chợ", date(2026, 10, 10), date(2026, 9, 30))
    assert stale() == []


def test_planning_again_changes_nothing(register):
    says("NV-02.01", "ongoing")
    progress.update(assignment=part("NV-02.01", "VATGIA", "2026-Q2"), by=MAKER, note="đang làm")
    before = (
        list(Occurrence.objects.order_by("pk").values()),
        list(Assignment.objects.order_by("pk").values()),
    )
    events = Event.objects.count()
    planning.replan_tasks(tasks=Task.objects.all(), by=MAKER)
    assert before == (
        list(Occurrence.objects.order_by("pk").values()),
        list(Assignment.objects.order_by("pk").values()),
    )
    assert Event.objects.count() == events


def test_a_unit_that_leaves_keeps_what_it_has_recorded(register):
    progress.update(assignment=part("NV-02.02", "90002"), by=MAKER, note="đã dán")
    TaskUnit.objects.filter(task__code="NV-02.02", role="support").delete()
    planning.replan_task(task=task("NV-02.02"), by=MAKER)
    assert parts("NV-02.02") == {"VATGIA": "lead", "90002": "support"}


def test_a_task_that_is_not_counted_gets_nothing_new(register):
    Occurrence.objects.filter(task__code="NV-02.01").delete()
    Task.objects.filter(code="NV-02.01").update(life="withdrawn")
    planning.replan_task(task=task("NV-02.01"), by=MAKER)
    planning.open_register(by=MAKER)
    assert periods("NV-02.01") == []


def test_the_daily_round_plans_what_an_upgrade_left_without(register):
    Assignment.objects.all().delete()
    Occurrence.objects.all().delete()
    made, opened = planning.open_register(by=MAKER)
    assert (made, opened) == (7, 0)
    assert planning.open_register(by=MAKER) == (0, 0)
    assert Assignment.objects.count() == 12
    assert stale() == []


def test_a_plan_without_a_last_year_gets_next_year_when_it_comes(register, monkeypatch):
    register.year_to = None
    register.save(update_fields=["year_to"])
    says("NV-02.01", "recurring", every="year")
    assert [p for p, _due, _opened in periods("NV-02.01")] == ["2026"]
    stop_the_clock(monkeypatch, date(2027, 1, 1))
    planning.open_register(by=MAKER)
    assert periods("NV-02.01") == [("2026", "2026-12-31", True), ("2027", "2027-12-31", True)]


def test_the_doctor_sees_what_an_action_did_not_write(register):
    assert [one.level for one in roll_ups()] == ["ok"]
    Task.objects.filter(code="NV-03.01").update(parts_done=1)
    Assignment.objects.filter(pk=part("NV-01.01", "TOCHUC").pk).update(state="in_progress")
    findings = list(roll_ups())
    assert (findings[0].level, findings[0].code) == ("fail", "roll_ups")
    assert "NV-01.01, NV-03.01" in findings[0].message
    planning.mend_roll_ups(by=MAKER)
    assert stale() == []
    assert task("NV-01.01").state == "in_progress"


def naive(one: Occurrence) -> tuple[str, int, int]:
    """State, parts and finished parts of an occurrence, asked one part at a time."""
    doing = [p for p in Assignment.objects.filter(occurrence=one) if p.role in DOERS]
    expected = [p for p in doing if p.state != "waived"]
    states = [p.state for p in expected if p.state != "done"]
    running = [state for state in states if state != "suspended"]
    if not expected:
        state = "waived" if doing else "not_started"
    elif not states:
        state = "done"
    elif not running:
        state = "suspended"
    elif all(state == "waiting" for state in running):
        state = "waiting"
    elif all(state == "not_started" for state in running) and len(states) == len(expected):
        state = "not_started"
    else:
        state = "in_progress"
    return state, len(expected), len(expected) - len(states)


STATES = ["not_started", "in_progress", "waiting", "done", "suspended", "waived"]


def test_the_roll_up_is_that_of_a_slow_count(register):
    one = occurrence("NV-03.01")
    for states in product(STATES, repeat=3):
        for code, state in zip(("90001", "90002", "90003"), states, strict=True):
            more = {"done_on": TODAY, "outcome": "x"} if state in ("waiting", "done") else {}
            more |= {"document": "1/UB"} if state == "waived" else {}
            Assignment.objects.filter(occurrence=one, unit__code=code).update(state=state, **more)
        roll_up(occurrences=[one.pk], tasks=[one.task_id])
        one.refresh_from_db()
        assert (one.state, one.parts, one.parts_done) == naive(one), states
        assert (one.done_on is not None) is (one.state in ("done", "waiting")), states


def test_nobody_means_not_started_and_everybody_let_off_waived():
    assert rolled([]).state == "not_started"
    assert rolled([Tally("waived", 2, None, None, None, 0)]).state == "waived"
    assert current([]) is None


def test_the_current_period_is_the_earliest_open_one(register):
    says("NV-02.01", "ongoing")
    first = progress.report_done(
        assignment=part("NV-02.01", "VATGIA", "2026-Q1"), by=MAKER, done_on=TODAY, outcome="Sổ"
    )
    progress.confirm(assignment=first, by=MAKER)
    assert task("NV-02.01").due_on == date(2026, 6, 30)
    lines = [line_of(one) for one in Occurrence.objects.filter(task__code="NV-02.01")]
    chosen = current(lines)
    assert chosen is not None
    assert chosen.pk == occurrence("NV-02.01", "2026-Q2").pk


def test_opening_costs_the_same_for_few_and_many_members(register):
    says("NV-03.01", "recurring", every="year")

    def cost(year: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert open_due_periods(today=date(year, 1, 1), by=MAKER) == 1
        return len(captured)

    few = cost(2027)
    Assignment.objects.filter(occurrence__period="2027").delete()
    Occurrence.objects.filter(period="2027").update(opened_at=None)
    more_communes(100)
    assert cost(2027) == few
    assert Assignment.objects.filter(occurrence__period="2027").count() == 103


def test_a_plan_is_followed_from_the_day_it_came_into_force(register):
    plan = task("NV-02.01").plan
    assert plan.followed_from == date(2026, 3, 2)
    says("NV-02.01", "recurring", every="month")
    assert periods("NV-02.01")[0][0] == "2026-03"


def test_the_office_says_how_a_plan_is_followed(cast, register):
    says("NV-02.01", "ongoing")
    progress.update(assignment=part("NV-02.01", "VATGIA", "2026-Q1"), by=MAKER, note="đã làm")
    plan = set_following(
        plan=task("NV-02.01").plan,
        standing_rhythm="half_year",
        followed_from=date(2026, 7, 1),
        by=cast["owner_office"],
    )
    assert (plan.standing_rhythm, plan.followed_from) == ("half_year", date(2026, 7, 1))
    assert [p for p, _due, _opened in periods("NV-02.01")] == ["2026-Q1", "2026-H2", "2027-H1", "2027-H2"]
    assert part("NV-02.01", "VATGIA", "2026-Q1").note == "đã làm"
    assert periods("NV-01.01") == [("once", "2026-09-15", True)]
    assert stale() == []


@pytest.mark.parametrize(
    "role", ["leader", "unit_head", "focal_point", "observer", "administrator", "field_lead"]
)
def test_only_the_office_says_how_a_plan_is_followed(cast, register, role):
    with pytest.raises(Refused):
        set_following(
            plan=task("NV-02.01").plan, standing_rhythm="year", followed_from=date(2026, 7, 1), by=cast[role]
        )


@pytest.mark.parametrize(
    ("rhythm", "day"), [("once", date(2026, 7, 1)), ("week", date(2026, 7, 1)), ("year", None)]
)
def test_a_way_of_following_needs_a_rhythm_and_a_day(register, rhythm, day):
    with pytest.raises(ActionRefused) as refused:
        set_following(plan=task("NV-02.01").plan, standing_rhythm=rhythm, followed_from=day, by=MAKER)
    assert refused.value.sentence
