"""Several people at the same moment, on a database that really lets them: one deadline, one decision in force."""

from __future__ import annotations

import pytest
from django.db import connection

from integration.deadlines.made import REPORT, draft, off, term_of_15
from integration.plans.test_clarity_at_once import at_once
from sauro.deadlines import actions
from sauro.deadlines.models import CalendarDecision, Deadline
from sauro.deadlines.refusals import ActionRefused
from worlds.cast import MAKER

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer; its tests go through one connection"
    ),
]


def test_one_deadline_of_a_subject_whoever_sets_it() -> None:
    made = at_once(*[term_of_15] * 4)
    assert {row.pk for row in made} == {Deadline.objects.get(subject=REPORT).pk}


def test_one_draft_and_one_decision_of_a_year() -> None:
    drafted = at_once(*[lambda: draft(MAKER, off())] * 3)
    codes = {row.code for row in drafted if isinstance(row, CalendarDecision)}
    assert codes == {CalendarDecision.objects.get().code}
    assert all(isinstance(row, CalendarDecision | ActionRefused) for row in drafted)
    confirmed = at_once(*[lambda: actions.confirm(year=2026, by=MAKER)] * 3)
    refused = [one.code for one in confirmed if isinstance(one, ActionRefused)]
    assert refused == ["draft_none", "draft_none"]
    assert CalendarDecision.objects.in_force().count() == 1


def test_a_deadline_set_while_a_decision_is_confirmed_is_met_by_it_or_by_its_job() -> None:
    from sauro.deadlines.jobs import recompute
    from sauro.deadlines.states import RECOMPUTE
    from sauro.jobs.models import Job

    draft(MAKER, off())
    at_once(term_of_15, lambda: actions.confirm(year=2026, by=MAKER))
    recompute(Job.objects.get(name=RECOMPUTE).payload)
    assert str(Deadline.objects.get().due_on) == "2026-10-02"
