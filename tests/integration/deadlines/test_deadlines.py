"""Deadlines as rooms above set them: by a term, a day, days before another; extended, closed, reopened."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integration.deadlines.made import OFF, RECEIVED, REPORT, draft, off, term_of_15
from sauro.audit.models import Event
from sauro.deadlines import actions
from sauro.deadlines.actions.common import moved
from sauro.deadlines.models import Deadline, DeadlineChange
from sauro.deadlines.queries import deadline_of, deadlines_of
from sauro.deadlines.refusals import ActionRefused
from sauro.deadlines.states import DEADLINE_MOVES, ChangeKind, DeadlineState
from sauro.engine.calendars import Before, CalendarRefused, Term
from sauro.people.moves import may_move
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db

NINETEENTH = date(2026, 9, 19)  # a Saturday


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 9, 11))


def test_a_term_is_kept_with_its_rule_and_every_day() -> None:
    row = term_of_15()
    assert (row.due_on, row.first_due_on, row.provisional) == (date(2026, 10, 1), date(2026, 10, 1), True)
    assert deadline_of(REPORT, "report") == row
    assert row.made_by == Term(RECEIVED, 15)
    assert [step.n for step in row.how.steps if step.counts] == list(range(1, 16))
    assert (row.looked_from, row.looked_to) == (date(2026, 9, 10), date(2026, 10, 1))
    assert row.ends_at.astimezone(UTC) == datetime(2026, 10, 1, 17, tzinfo=UTC)
    event = Event.objects.get(room="deadlines", action="set")
    assert event.subject == f"{REPORT} report"


def test_a_day_moves_to_a_working_day_and_a_lead_is_counted_back() -> None:
    def day(shift: str) -> date:
        row = actions.set_day(
            subject="a:1", kind=shift, day=NINETEENTH, shift=shift, basis="Điều 1", by=MAKER
        )
        return row.due_on

    assert [day(shift) for shift in ("next", "previous", "none")] == [
        date(2026, 9, 21),
        date(2026, 9, 18),
        NINETEENTH,
    ]
    before = actions.set_before(
        subject="a:1", kind="lead", day=date(2026, 9, 21), working_days=3, basis="", by=MAKER
    )
    assert before.due_on == date(2026, 9, 16)
    assert not deadline_of("a:1", "none").provisional, "a day that stays is final"  # type: ignore[union-attr]


def test_a_closing_hour_is_the_callers_to_say() -> None:
    late = RECEIVED.replace(hour=17, minute=30)
    one = actions.set_term(
        subject="a:1", kind="x", received_at=late, working_days=15, closing=time(17), by=MAKER
    )
    other = actions.set_term(subject="a:2", kind="x", received_at=late, working_days=15, by=MAKER)
    assert (one.due_on, other.due_on) == (date(2026, 10, 2), date(2026, 10, 1))


def test_what_cannot_be_counted_leaves_nothing() -> None:
    with pytest.raises(CalendarRefused, match="working_days_out_of_range"):
        actions.set_term(subject="a:1", kind="x", received_at=RECEIVED, working_days=0, by=MAKER)
    with pytest.raises(CalendarRefused, match="shift_unknown"):
        actions.set_day(subject="a:1", kind="x", day=OFF, shift="sideways", basis="", by=MAKER)
    assert not Deadline.objects.exists()
    assert not Event.objects.filter(room="deadlines").exists()


def test_setting_the_same_again_changes_nothing_and_another_rule_keeps_the_first_day() -> None:
    first = term_of_15()
    term_of_15()
    assert Event.objects.filter(room="deadlines").count() == 1
    again = actions.set_day(
        subject=REPORT, kind="report", day=date(2026, 9, 25), shift="next", basis="CV 5", by=MAKER
    )
    assert (again.pk, again.due_on, again.first_due_on) == (first.pk, date(2026, 9, 25), date(2026, 10, 1))
    change = DeadlineChange.objects.get()
    assert (change.kind, change.old_due_on, change.new_due_on) == (
        ChangeKind.RESET,
        date(2026, 10, 1),
        date(2026, 9, 25),
    )
    assert Deadline.objects.count() == 1


def test_many_are_set_in_one_round() -> None:
    subjects = [f"report:2026-Q3/X{number}" for number in range(124)]
    given = {"kind": "report", "day": NINETEENTH, "shift": "previous", "basis": "KH 201", "by": MAKER}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        made = actions.set_days(subjects=subjects, **given)
    assert len(asked) < 12
    assert list(made) == subjects
    assert {row.due_on for row in made.values()} == {date(2026, 9, 18)}
    assert all(row.pk for row in made.values())
    assert Event.objects.filter(room="deadlines").count() == 1
    again = actions.set_days(subjects=[*subjects, "report:2026-Q3/Y"], **given)
    assert Deadline.objects.count() == len(again) == 125
    assert deadlines_of(subjects[:2], "report").keys() == set(subjects[:2])
    assert actions.close_many(subjects=subjects, kind="report", by=MAKER) == 124
    assert actions.close_many(subjects=subjects, kind="report", by=MAKER) == 0
    assert Deadline.objects.open().get().subject == "report:2026-Q3/Y"


def test_an_extension_is_a_later_day_with_a_reason_and_stays() -> None:
    term_of_15()
    later = date(2026, 10, 10)
    row = actions.extend(
        subject=REPORT, kind="report", new_due_on=later, reason="bão số 5", document="CV 9", by=MAKER
    )
    assert (row.due_on, row.first_due_on, row.extensions) == (later, date(2026, 10, 1), 1)
    change = row.changes.get()
    assert (change.kind, change.late, change.document) == (ChangeKind.EXTENDED, False, "CV 9")
    term_of_15()
    assert deadline_of(REPORT, "report").due_on == later, "setting the rule again does not take it back"  # type: ignore[union-attr]
    draft(MAKER, off(), off(date(2026, 10, 9)))
    actions.confirm(year=2026, by=MAKER)
    row.refresh_from_db()
    assert row.due_on == later, "a person granted this day"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"new_due_on": date(2026, 10, 1)}, "not_later"),
        ({"subject": "report:nowhere"}, "deadline_none"),
    ],
)
def test_an_extension_is_refused(given: dict[str, object], code: str) -> None:
    term_of_15()
    right = {"subject": REPORT, "kind": "report", "new_due_on": date(2026, 10, 2), "reason": "x", "by": MAKER}
    with pytest.raises(ActionRefused) as refused:
        actions.extend(**(right | given))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert refused.value.sentence
    assert not DeadlineChange.objects.exists()


def test_an_extension_to_a_day_that_has_passed_is_refused_and_a_late_one_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    term_of_15()
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 10, 5))
    given = {"subject": REPORT, "kind": "report", "reason": "x", "by": MAKER}
    with pytest.raises(ActionRefused) as refused:
        actions.extend(new_due_on=date(2026, 10, 2), **given)  # type: ignore[arg-type]
    assert refused.value.code == "extension_past"
    actions.extend(new_due_on=date(2026, 10, 5), **given)  # type: ignore[arg-type]
    assert DeadlineChange.objects.get().late


def test_a_closed_deadline_stays_until_it_is_opened_again() -> None:
    term_of_15()
    row = actions.close(subject=REPORT, kind="report", by=MAKER)
    assert row.state == DeadlineState.CLOSED
    assert row.closed_by_code == MAKER.code
    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    row.refresh_from_db()
    assert row.due_on == date(2026, 10, 1)
    with pytest.raises(ActionRefused) as refused:
        term_of_15()
    assert refused.value.code == "deadline_closed"
    again = actions.reopen(subject=REPORT, kind="report", by=MAKER)
    assert (again.state, again.due_on, again.closed_at) == (DeadlineState.OPEN, date(2026, 10, 2), None)
    assert again.changes.get().kind == ChangeKind.MOVED


ACTIONS = sorted({move.action for move in DEADLINE_MOVES})


@pytest.mark.parametrize("state", DeadlineState.values)
@pytest.mark.parametrize("action", ACTIONS)
def test_only_lines_of_the_table_are_moves(state: str, action: str) -> None:
    row = Deadline(state=state)
    if may_move(DEADLINE_MOVES, state, action):
        assert moved(row, action) in DeadlineState.values
    else:
        with pytest.raises(ActionRefused) as refused:
            moved(row, action)
        assert refused.value.sentence


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "closed"},
        {"subject": ""},
        {"derivation": ""},
        {"looked_to": date(2020, 1, 1)},
        {"state": "gone"},
        {"closed_by_code": "AC-1"},
    ],
)
def test_the_database_holds_what_a_deadline_is(wrong: dict[str, object]) -> None:
    row = term_of_15()
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=row.pk).update(**wrong)


def test_an_extension_in_the_database_is_later_and_says_why() -> None:
    row = actions.extend(
        subject=term_of_15().subject, kind="report", new_due_on=OFF + timedelta(days=60), reason="x", by=MAKER
    )
    for wrong in ({"reason": ""}, {"new_due_on": OFF}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.changes.update(**wrong)


def test_many_share_a_rule_that_counts_back() -> None:
    made = actions.set_many(
        subjects=["report:a", "report:b"],
        kind="report",
        rule=Before(date(2026, 9, 21), 3),
        basis="",
        by=MAKER,
    )
    assert {row.due_on for row in made.values()} == {date(2026, 9, 16)}
