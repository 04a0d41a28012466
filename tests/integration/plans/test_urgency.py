"""The rule of urgency in the database and in Python say the same of every task."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from sauro.plans.models import Task
from sauro.plans.states import WorkState
from sauro.plans.urgency import SOON_DAYS, Span, Urgency, by_span, span_column, urgency, where

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 15)
DAYS = [None, *(TODAY + timedelta(days=n) for n in (-400, -1, 0, 1, SOON_DAYS, SOON_DAYS + 1, 400))]


@pytest.mark.parametrize("first", range(0, len(WorkState) * len(DAYS), 7))
def test_each_state_and_day_has_one_urgency_in_both(register, first):
    tasks = list(Task.objects.order_by("pk"))
    cases = list(itertools.product(WorkState, DAYS))[first : first + len(tasks)]
    for task, (state, due_on) in zip(tasks, cases, strict=False):
        Task.objects.filter(pk=task.pk).update(state=state, due_on=due_on)
    shown = tasks[: len(cases)]
    found = {
        one.pk: urgent
        for urgent in Urgency
        for one in Task.objects.filter(where(urgent, TODAY), pk__in=[task.pk for task in shown])
    }
    expected = {
        task.pk: urgency(state, due_on, TODAY) for task, (state, due_on) in zip(shown, cases, strict=True)
    }
    assert found == expected
    assert sum(Task.objects.filter(where(urgent, TODAY)).count() for urgent in Urgency) == len(tasks)
    spans = Task.objects.annotate(due_span=span_column(TODAY)).values_list("pk", "state", "due_span")
    assert {key: by_span(state, Span(span)) for key, state, span in spans if key in expected} == expected
