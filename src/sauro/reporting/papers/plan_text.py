"""The text of the report on the plan, section by section, from the gathered period.

Belongs here: which sentence stands where. Does not belong here: the sentences (``definitions/papers/plan.yaml``), annexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sauro.reporting.gathering import Gathered, UnitLine
from sauro.reporting.gathering.counts import (
    ASKED,
    EXPECTED,
    GROUPS,
    ON_TIME,
    PARTS,
    SAID,
    SENT,
    SILENT,
    SLOW,
    TOLD,
    UNSTATED,
    UNTOLD,
    counts,
    speaks,
    state_name,
)
from sauro.reporting.gathering.shapes import TASK
from sauro.reporting.papers.figures import BEFORE, TARGETS_WITHOUT, target_counts
from sauro.reporting.papers.marks import dv, so
from sauro.reporting.papers.spoken import brief, code_words, group_words, one_line, plain_day
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.register import DIFFICULTY, PRODUCT, STATE
from sauro.reporting.standing import UnitClass

Section = tuple[str, str, str]
"""(code, heading, text)."""
MOST_UNITS, MOST_EACH = 30, 5
"""So many units, and lines of each, are told in a list of the text; the annex has all of them."""
LONGEST_SAID = 300
"""Longer words of a unit are cut between words; its report, to which its name leads, has all of them."""
PROPOSAL, NEXT = "proposal", "next"


@dataclass(frozen=True, slots=True)
class Told:
    """What the text says besides figures."""

    issuer: str
    period: str
    plan: str
    others: str = ""
    day: str = ""
    to: str = ""


def plan_sections(gathered: Gathered, told: Told) -> list[Section]:
    """Every section in order; a heading without a text of its own has an empty one."""
    words = wording("plan")
    tasks, targets, sending = annex_names(gathered)
    numbers = counts(gathered)
    day = words.say("day", day=told.day) if told.day else ""
    opening = words.say(
        "open", plan=told.plan, others=told.others, issuer=told.issuer, period=told.period, day=day
    )
    closing = words.say(
        "close", plan=told.plan, period=told.period, issuer=told.issuer, to=told.to or words.get("to")
    )
    parts: list[tuple[str, Iterable[str]]] = [
        ("open", [opening]),
        ("I", []),
        ("I.1", _sending(gathered, numbers, words, sending)),
        ("I.2", _whole(numbers, words, tasks)),
        ("I.3", _groups(gathered, numbers, words)),
        ("I.4", _done(gathered, words, tasks)),
        ("I.5", _targets(gathered, words, targets)),
        ("II", _late(gathered, numbers, words, tasks)),
        ("III", _compared(gathered, numbers, words)),
        ("IV", []),
        (
            "IV.1",
            _said(gathered, words, tasks, DIFFICULTY, "said.difficulty_none"),
        ),
        ("IV.2", _said(gathered, words, tasks, PROPOSAL, "said.proposal_none")),
        ("V", _said(gathered, words, tasks, NEXT, "said.next_none")),
        ("close", [closing]),
    ]
    headings = words.table("headings")
    written = [(code, headings[code], "\n".join(lines)) for code, lines in parts]
    return [one for one in written if one[2] or one[0] in ("I", "IV")]


def annex_names(gathered: Gathered) -> tuple[str, str, str]:
    """Tasks, targets, sending; without targets the last one is the second."""
    words = wording("plan")
    last = "annexes.sending.name" if gathered.targets else "annexes.sending.name_two"
    return words.get("annexes.tasks.name"), words.get("annexes.targets.name"), words.get(last)


def sending_lines(gathered: Gathered, numbers: dict[str, int]) -> list[str]:
    """How units have sent, for a paper that has no list of them."""
    words = wording("plan")
    return list(_sending(gathered, numbers, words, wording("shared").get("period_page")))


def _sending(gathered: Gathered, numbers: dict[str, int], words: Wording, annex: str) -> Iterator[str]:
    if not gathered.sent:
        yield words.get("sending.nobody")
        return
    if numbers[EXPECTED]:
        yield words.get("sending.whole")
        yield words.say("sending.silent", annex=annex) if numbers[SILENT] else words.get("sending.all_sent")
    if numbers[ASKED]:
        yield words.get("sending.asked")
    for group in gathered.classes:
        at = f"@{GROUPS[group]}"
        if numbers[f"{EXPECTED}{at}"]:
            yield words.say(
                "sending.group",
                group=group_words(group),
                sent=so(f"{SENT}{at}"),
                expected=so(f"{EXPECTED}{at}"),
                on_time=so(f"{ON_TIME}{at}"),
            )


def _whole(numbers: dict[str, int], words: Wording, annex: str) -> Iterator[str]:
    if not numbers[PARTS]:
        yield words.get("whole.none")
        return
    if not numbers[TOLD]:
        yield words.get("whole.untold_all")
        return
    yield words.get("whole.tasks")
    more = [words.get("whole.untold")] if numbers[UNTOLD] else []
    more += [words.get("whole.unstated")] if numbers[UNSTATED] else []
    yield " ".join([*more, words.say("whole.detail", annex=annex)])


def _groups(gathered: Gathered, numbers: dict[str, int], words: Wording) -> Iterator[str]:
    for group in gathered.classes:
        at = f"@{GROUPS[group]}"
        if numbers[f"{PARTS}{at}"]:
            yield words.say(
                "group",
                group=group_words(group),
                told=so(f"{TOLD}{at}"),
                parts=so(f"{PARTS}{at}"),
                **{
                    state: so(f"{state_name(state)}{at}") for state in ("done", "on_track", "at_risk", "late")
                },
            )


def _lists(
    gathered: Gathered, words: Wording, annex: str, lines_of: Callable[[UnitLine], list[str]], communes: str
) -> list[str]:
    """For each unit its name and below it its lines; communes are told in one line, ``communes``, by their number."""
    told = [(unit, lines) for unit in gathered.sent if (lines := lines_of(unit))]
    named = [(unit, lines) for unit, lines in told if unit.group is not UnitClass.COMMUNE]
    found: list[str] = []
    for unit, lines in named[:MOST_UNITS]:
        found += [words.say("unit", unit=dv(unit.code)), *lines[:MOST_EACH]]
        if len(lines) > MOST_EACH:
            found.append(words.say("more_lines", annex=annex))
    if len(named) > MOST_UNITS:
        found.append(words.say("more", annex=annex))
    if len(told) > len(named):
        found.append(communes)
    return found


def rows_of(gathered: Gathered, unit: UnitLine) -> Iterator[str]:
    """The unit's rows of tasks in the order of the register."""
    own = {key for key in unit.asked if key.startswith(f"{TASK}:")}
    return (key for key in gathered.tasks if key in own)


def _done(gathered: Gathered, words: Wording, annex: str) -> list[str]:
    def lines_of(unit: UnitLine) -> list[str]:
        found = []
        for key in rows_of(gathered, unit):
            if unit.text(key, STATE) == "done":
                product = one_line(unit.text(key, PRODUCT), LONGEST_SAID)
                task = brief(gathered.tasks[key].text)
                found.append(
                    words.say("done.item", task=task, product=product)
                    if product
                    else words.say("done.bare", task=task)
                )
        return found

    communes = words.say("communes.done", annex=annex)
    return _lists(gathered, words, annex, lines_of, communes) or [words.get("done.none")]


def _targets(gathered: Gathered, words: Wording, annex: str) -> Iterator[str]:
    if not gathered.targets:
        return
    yield words.say("targets.whole", annex=annex)
    if target_counts(gathered)[TARGETS_WITHOUT]:
        yield words.get("targets.unknown")


def _late(gathered: Gathered, numbers: dict[str, int], words: Wording, annex: str) -> list[str]:
    if not any(numbers[state_name(state)] for state in SLOW):
        return [words.get("late.none")]

    def lines_of(unit: UnitLine) -> list[str]:
        found = []
        for key in rows_of(gathered, unit):
            state = unit.text(key, STATE)
            if state not in SLOW:
                continue
            reason = one_line(unit.text(key, DIFFICULTY), LONGEST_SAID)
            task = gathered.tasks[key]
            due = words.say("late.due", day=plain_day(task.due_on)) if task.due_on else ""
            found.append(
                words.say(
                    "late.item",
                    task=brief(task.text),
                    due=due,
                    state=words.get(f"late.states.{state}"),
                    reason=f"{reason}." if reason else words.get("late.no_reason"),
                )
            )
        return found

    communes = words.say("communes.late", annex=annex)
    return [words.get("late.whole"), *_lists(gathered, words, annex, lines_of, communes)]


def _compared(gathered: Gathered, numbers: dict[str, int], words: Wording) -> Iterator[str]:
    if not gathered.before:
        yield words.get("compare.none")
        return
    yield words.say("compare.open", before=code_words(gathered.before_period))
    for name, title in words.table("compare.names").items():
        if name in gathered.before and name in numbers:
            yield words.say("compare.item", name=title, then=so(f"{BEFORE}:{name}"), now=so(name))


def _said(gathered: Gathered, words: Wording, annex: str, field: str, none: str) -> list[str]:
    """What units wrote in one field of their tasks, each below its name."""

    def lines_of(unit: UnitLine) -> list[str]:
        return [
            words.say("said.item", task=brief(gathered.tasks[key].text), words=f"{said}.")
            for key in rows_of(gathered, unit)
            if speaks(unit, key, field) and (said := one_line(unit.text(key, field), LONGEST_SAID))
        ]

    communes = words.say("communes.said", count=so(f"{SAID[field]}@{GROUPS[UnitClass.COMMUNE]}"))
    return _lists(gathered, words, annex, lines_of, communes) or [words.get(none)]
