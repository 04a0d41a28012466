"""The yearly decision: drafted, confirmed late, replaced, withdrawn; open deadlines move and rooms above are told."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from integration.deadlines.made import OFF, REPORT, draft, off, term_of_15
from sauro.audit.models import Event
from sauro.deadlines import actions, registry
from sauro.deadlines.actions import deciding
from sauro.deadlines.jobs import check_all, recompute
from sauro.deadlines.jobs import told as told_words
from sauro.deadlines.models import CalendarDay, CalendarDecision, Deadline
from sauro.deadlines.queries import as_value, draft_of, in_force_of, working_calendar, would_move
from sauro.deadlines.refusals import ActionRefused
from sauro.deadlines.states import RECOMPUTE, DayChoice, DecisionState
from sauro.jobs.models import Job
from sauro.people.permissions import Refused
from worlds.cast import MAKER, PLACES, Cast

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2026, 10, 1), date(2026, 10, 2)


def test_a_holiday_added_after_creation_moves_the_open_deadline_and_says_so(cast: Cast, told: list) -> None:
    office = cast["owner_office"]
    row, other = term_of_15(), term_of_15("petition:1")
    draft(office, off())
    assert (row.due_on, told) == (FIRST, []), "a draft changes nothing"
    done = actions.confirm(year=2026, by=office)
    row.refresh_from_db()
    assert (row.due_on, row.first_due_on, row.provisional) == (SECOND, FIRST, False)
    assert done.recomputed == actions.Recomputed(looked_at=2, moved=2)
    assert told == [(REPORT, FIRST, SECOND)], "each room hears of its own"
    events = Event.objects.filter(room="deadlines", action="recompute")
    assert {event.subject for event in events} == {f"{REPORT} report", f"{other.subject} report"}
    assert {event.by_code for event in events} == {office.code}
    change = row.changes.get()
    assert (change.old_due_on, change.new_due_on, change.document) == (FIRST, SECOND, "12/TB-UBND")
    step = next(step for step in row.how.steps if step.day == OFF)
    assert (step.counts, step.code, step.document) == (False, "holiday", "12/TB-UBND")


def test_what_a_draft_would_move_is_known_before_it_is_confirmed(cast: Cast) -> None:
    term_of_15()
    made = draft(cast["administrator"], off())
    moves = would_move(working_calendar(instead=as_value(made)), 2026)
    assert [(move.deadline.subject, move.derivation.due) for move in moves] == [(REPORT, SECOND)]
    assert Deadline.objects.get().due_on == FIRST


def test_a_refusal_above_undoes_the_whole_decision(cast: Cast, told: list) -> None:
    term_of_15()
    draft(cast["owner_office"], off())

    def breaks(*_given: object) -> None:
        raise RuntimeError("nobody to tell")

    registry.on_moved("report", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.confirm(year=2026, by=cast["owner_office"])
    assert Deadline.objects.get().due_on == FIRST
    assert in_force_of(2026) is None
    assert not Job.objects.filter(name=RECOMPUTE).exists()


def test_many_open_deadlines_are_left_to_a_job(
    cast: Cast, told: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "AT_ONCE", 1)
    term_of_15()
    term_of_15("report:2026-Q3/VATGIA")
    draft(cast["owner_office"], off())
    assert actions.confirm(year=2026, by=cast["owner_office"]).recomputed is None
    assert (Deadline.objects.filter(due_on=FIRST).count(), told) == (2, [])
    job = Job.objects.get(name=RECOMPUTE)
    assert recompute(job.payload) == {"looked_at": 2, "moved": 2}
    assert len(told) == 2
    assert {e.by_code for e in Event.objects.filter(action="recompute")} == {cast["owner_office"].code}
    assert recompute(job.payload) == {"looked_at": 2, "moved": 0}, "run again it does nothing"
    assert len(told) == 2


def test_the_nightly_check_meets_what_was_missed(told: list, cast: Cast) -> None:
    row = term_of_15()
    Deadline.objects.filter(pk=row.pk).update(due_on=date(2026, 9, 30), derivation="{}")
    done = check_all(row.set_at)
    assert done == {"looked_at": 1, "moved": 1}
    assert told == [(REPORT, date(2026, 9, 30), FIRST)]
    assert "1" in told_words(done)


def test_a_new_version_takes_the_place_of_the_one_in_force(cast: Cast, told: list) -> None:
    office = cast["owner_office"]
    row = term_of_15()
    draft(office, off())
    first = actions.confirm(year=2026, by=office).decision
    draft(office, off(), off(date(2026, 9, 16)), document="15/TB-UBND")
    second = actions.confirm(year=2026, by=office).decision
    first.refresh_from_db()
    row.refresh_from_db()
    assert (first.state, first.code, second.code) == ("superseded", "LLV-2026-1", "LLV-2026-2")
    assert row.due_on == date(2026, 10, 5)
    actions.withdraw(year=2026, reason="nhập nhầm", by=office)
    row.refresh_from_db()
    assert (row.due_on, row.provisional) == (FIRST, True)
    assert [due for _subject, _old, due in told] == [SECOND, date(2026, 10, 5), FIRST]
    assert in_force_of(2026) is None


def test_an_entered_decision_holds_before_the_one_that_came_along(cast: Cast) -> None:
    monday, saturday = date(2024, 4, 29), date(2024, 5, 4)
    assert not working_calendar().is_working(monday)
    assert working_calendar().is_decided(2024)
    worked = [off(monday, "không hoán đổi", DayChoice.WORKED), off(saturday, "không làm bù")]
    draft(cast["administrator"], *worked, year=2024)
    actions.confirm(year=2024, by=cast["administrator"])
    calendar = working_calendar()
    assert calendar.is_working(monday)
    assert not calendar.is_working(saturday)


def test_half_days_and_days_in_lieu_reach_the_calendar(cast: Cast) -> None:
    days = [
        off(date(2026, 12, 31), "nghỉ chiều cuối năm", DayChoice.MORNING),
        off(date(2026, 12, 30), "nghỉ sáng", DayChoice.AFTERNOON),
        off(date(2026, 12, 28), "bù", DayChoice.IN_LIEU),
        off(date(2026, 12, 26), "thay thứ Hai", DayChoice.WORKED),
    ]
    draft(cast["administrator"], *days)
    actions.confirm(year=2026, by=cast["administrator"])
    calendar = working_calendar()
    assert [calendar.status(one.day).code for one in days] == ["half_day", "half_day", "in_lieu", "make_up"]


WRONG_DAYS = {
    "day_twice": [off(), off()],
    "day_of_another_year": [off(date(2027, 1, 1))],
    "in_lieu_on_weekend": [off(date(2026, 9, 12), kind=DayChoice.IN_LIEU)],
    "day_without_name": [off(name=" ")],
}


def test_days_that_no_calendar_can_hold_are_refused(cast: Cast) -> None:
    for code, days in WRONG_DAYS.items():
        with pytest.raises(ActionRefused) as refused:
            draft(cast["owner_office"], *days)
        assert (refused.value.code, refused.value.field) == (code, "days")
        assert "2026-" not in refused.value.sentence, "days are written as people write them"
    assert not CalendarDecision.objects.exists()


def test_a_decision_names_its_document_and_a_draft_need_not(cast: Cast) -> None:
    office = cast["owner_office"]
    given = {"year": 2026, "days": [off()], "by": office}
    actions.save_draft(document="", issued_on=None, **given)  # type: ignore[arg-type]
    for document, issued_on, code in (("", None, "document_missing"), ("1/TB", None, "issued_missing")):
        actions.save_draft(document=document, issued_on=issued_on, **given)  # type: ignore[arg-type]
        with pytest.raises(ActionRefused) as refused:
            actions.confirm(year=2026, by=office)
        assert refused.value.code == code
    assert CalendarDecision.objects.count() == 1, "saving again replaces the draft"


def test_a_draft_changed_since_it_was_looked_at_is_not_confirmed(cast: Cast) -> None:
    seen = deciding.mark_of(draft(cast["owner_office"], off()))
    draft(cast["administrator"], off(date(2026, 9, 16)))
    with pytest.raises(ActionRefused) as refused:
        actions.confirm(year=2026, by=cast["owner_office"], seen=seen)
    assert refused.value.code == "draft_changed"
    made = draft_of(2026)
    assert made is not None
    assert actions.confirm(year=2026, by=cast["owner_office"], seen=deciding.mark_of(made)).decision == made


def test_a_discarded_draft_makes_room_for_another(cast: Cast) -> None:
    office = cast["owner_office"]
    draft(office, off())
    assert actions.discard_draft(year=2026, by=office).state == DecisionState.DISCARDED
    with pytest.raises(ActionRefused):
        actions.discard_draft(year=2026, by=office)
    with pytest.raises(ActionRefused):
        actions.confirm(year=2026, by=office)
    assert draft(office, off()).code == "LLV-2026-2"


def test_nobody_else_decides(cast: Cast) -> None:
    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    draft(MAKER, off())
    for role in {*PLACES, "nobody"} - {"owner_office", "administrator"}:
        account = cast[role]
        steps = [
            lambda by=account: draft(by, off()),
            lambda by=account: actions.confirm(year=2026, by=by),
            lambda by=account: actions.discard_draft(year=2026, by=by),
            lambda by=account: actions.withdraw(year=2026, reason="x", by=by),
        ]
        for step in steps:
            with pytest.raises(Refused) as refused:
                step()
            assert refused.value.code == "calendar.decide"
    assert set(CalendarDecision.objects.values_list("state", flat=True)) == {"in_force", "draft"}


def test_who_sees_drafts_and_deadlines(cast: Cast) -> None:
    term_of_15()
    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    draft(MAKER, off())
    seen = {
        role: (
            CalendarDecision.objects.visible_to(cast[role]).count(),
            Deadline.objects.visible_to(cast[role]).count(),
        )
        for role in ("owner_office", "administrator", "focal_point", "nobody")
    }
    assert seen == {
        "owner_office": (2, 1),
        "administrator": (2, 1),
        "focal_point": (1, 0),
        "nobody": (0, 0),
    }


def test_withdrawing_asks_for_a_reason_and_for_something_in_force(cast: Cast) -> None:
    for reason, code in ((" ", "reason_missing"), ("x", "in_force_none")):
        with pytest.raises(ActionRefused) as refused:
            actions.withdraw(year=2026, reason=reason, by=cast["owner_office"])
        assert refused.value.code == code


WRONG = [
    {"document": ""},
    {"issued_on": None},
    {"state": "withdrawn"},
    {"decided_by_code": ""},
    {"state": "odd"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_holds_what_a_decision_is(wrong: dict[str, object]) -> None:
    draft(MAKER, off())
    row = actions.confirm(year=2026, by=MAKER).decision
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDecision.objects.filter(pk=row.pk).update(**wrong)


def test_one_decision_of_a_year_is_in_force_and_a_day_stands_once() -> None:
    draft(MAKER, off())
    row = actions.confirm(year=2026, by=MAKER).decision
    second = draft(MAKER, off())
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDecision.objects.filter(pk=second.pk).update(
            state="in_force",
            decided_at=row.decided_at,
            decided_by_code="x",
            decided_by_name="x",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(decision=row, day=OFF, kind="holiday", name="x")


def test_a_subject_without_a_room_keeps_its_code(told: list) -> None:
    registry.named("report", lambda subjects: {s: registry.Named("Báo cáo", "/x") for s in subjects})
    found = registry.names_of([REPORT, "petition:1", REPORT])
    assert found == {REPORT: registry.Named("Báo cáo", "/x"), "petition:1": registry.Named("petition:1")}


def test_the_command_counts_with_entered_decisions_only_when_asked(cast: Cast) -> None:
    from click.testing import CliRunner

    from sauro.config.cli import root

    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    words = ["calendar", "due", "--from", "2026-09-10T09:00", "--working-days", "15", "--format", "json"]
    alone = json.loads(CliRunner().invoke(root(), words).stdout)
    entered = json.loads(CliRunner().invoke(root(), [*words, "--from-database"]).stdout)
    assert (alone["due"], alone["provisional"]) == ("2026-10-01", True)
    assert (entered["due"], entered["provisional"]) == ("2026-10-02", False)
    assert entered["calendar"] == "VN 2026:12/TB-UBND"
