"""What a unit's own report says of its tasks in words.

Belongs here: the lines about tasks. Does not belong here: the table of tasks (``unit_annexes``).
"""

from __future__ import annotations

from collections.abc import Iterator

from sauro.reporting.gathering import Gathered, UnitLine
from sauro.reporting.gathering.counts import PARTS, SLOW, UNSTATED, counts
from sauro.reporting.papers.plan_text import NEXT, PROPOSAL, rows_of
from sauro.reporting.papers.spoken import brief, one_line, plain_day
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.register import DIFFICULTY, STATE


def task_sections(gathered: Gathered, annex: str) -> Iterator[tuple[str, list[str]]]:
    """(code of the heading, lines)."""
    words = wording("unit")
    numbers = counts(gathered)
    if not numbers[PARTS]:
        yield "tasks_whole", [words.get("tasks.none")]
        return
    whole = [words.say("tasks.whole", annex=annex)]
    if numbers[UNSTATED]:
        whole.append(words.get("tasks.unstated"))
    yield "tasks_whole", whole
    unit = gathered.units[0]
    yield "tasks_late", list(_late(gathered, unit, words)) or [words.get("tasks.late_none")]
    yield "tasks_said", list(_said(gathered, unit, words)) or [words.get("tasks.said_none")]


def _late(gathered: Gathered, unit: UnitLine, words: Wording) -> Iterator[str]:
    plan = wording("plan")
    for key in rows_of(gathered, unit):
        state = unit.text(key, STATE)
        if state not in SLOW:
            continue
        task = gathered.tasks[key]
        reason = one_line(unit.text(key, DIFFICULTY))
        yield words.say(
            "tasks.late",
            task=brief(task.text),
            due=plan.say("late.due", day=plain_day(task.due_on)) if task.due_on else "",
            state=plan.get(f"late.states.{state}"),
            reason=f"{reason}." if reason else plan.get("late.no_reason"),
        )
        following = one_line(unit.text(key, NEXT))
        if following:
            yield words.say("tasks.next", words=following)


def _said(gathered: Gathered, unit: UnitLine, words: Wording) -> Iterator[str]:
    for key in rows_of(gathered, unit):
        task = brief(gathered.tasks[key].text)
        difficulty, proposal = one_line(unit.text(key, DIFFICULTY)), one_line(unit.text(key, PROPOSAL))
        if difficulty and unit.text(key, STATE) not in SLOW:
            yield words.say("tasks.difficulty", task=task, words=difficulty)
        if proposal:
            yield words.say("tasks.proposal", task=task, words=proposal)
