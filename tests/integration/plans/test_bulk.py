"""Rows written straight into a table meet the same constraints as saved instances."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.plans.actions.building import CLARITY_COLUMNS
from sauro.plans.actions.bulk import insert_rows, moment
from sauro.plans.models import Clarity, Task

pytestmark = pytest.mark.django_db


def row(task: Task, facet: str, state: str = "clear") -> tuple[object, ...]:
    return (task.pk, facet, state, "", "{}", "", "document", None, None, moment(timezone.now()), "dev", "Dev")


def test_no_rows_change_nothing(register) -> None:
    before = Clarity.objects.count()
    insert_rows(Clarity, CLARITY_COLUMNS, [])
    assert Clarity.objects.count() == before


@pytest.mark.parametrize("state", ["clear", "full"], ids=["twice", "unknown state"])
def test_the_database_refuses_what_it_refuses_of_instances(register, state: str) -> None:
    task = Task.objects.order_by("order")[0]
    if state != "clear":
        Clarity.objects.filter(task=task, facet="when").delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Clarity, CLARITY_COLUMNS, [row(task, "when", state)])


def test_a_moment_comes_back_as_it_went_in(register) -> None:
    said = Clarity.objects.order_by("pk")[0]
    now = timezone.now()
    Clarity.objects.filter(pk=said.pk).delete()
    insert_rows(
        Clarity,
        CLARITY_COLUMNS,
        [(said.task_id, said.facet, "missing", "", "{}", "", "unit", 3, 5, moment(now), "a", "A")],
    )
    again = Clarity.objects.get(task=said.task_id, facet=said.facet)
    assert (again.at, again.state, again.data, again.start, again.end) == (now, "missing", {}, 3, 5)
