"""The search columns of a task as its stored rows now say it.

Belongs here: which words a task is found by. Does not belong here: saving (the caller saves the task), folding
(``plans.searching``).
"""

from __future__ import annotations

from collections.abc import Iterable

from sauro.plans.models import Clarity, IndexLink, Task, TaskUnit
from sauro.plans.searching import folded_words, marked_words
from sauro.plans.states import ClaritySource

SEARCH_FIELDS = ("search", "search_marked")


def refresh(task: Task) -> None:
    """Sets the columns from code, plan, wording, units, time, product, links and what people answered."""
    words = " ".join(_words(task))
    task.search, task.search_marked = folded_words(words), marked_words(words)


def _words(task: Task) -> Iterable[str]:
    yield from (task.code, task.plan.number, task.text, task.when_text, task.product_text)
    for part in TaskUnit.objects.filter(task=task).select_related("unit", "group"):
        yield part.text
        if part.unit is not None:
            yield part.unit.name
            yield part.unit.short_name
        elif part.group is not None:
            yield part.group.name
    yield from IndexLink.objects.filter(task=task).values_list("text", flat=True)
    said = Clarity.objects.filter(task=task).exclude(source=ClaritySource.DOCUMENT)
    yield from said.values_list("value", flat=True)
