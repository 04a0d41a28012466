"""A ladder of reminders as the institution wrote it, and the moments at which its steps are due.

Belongs here: plain values and arithmetic in working days. Does not belong here: who is due (``registry``), who is told
(``recipients``), the clock, any table.

Nothing: a last day that is no working day is taken as the working day before it, so that a reminder "today" still comes
in time. A moment older than ``LONGEST_AGO`` is nobody's any more: chasing starts with what is due now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from sauro.notices.reading import mapping, plain_list, yaml_of

LONGEST_AGO = timedelta(days=31)
MOST_DAYS = 250
"""Working days of a year: no ladder reaches further from the last day."""


class Calendar(Protocol):
    """What this needs of a calendar of working days (``engine.calendars.WorkCalendar``)."""

    def is_working(self, day: date) -> bool: ...
    def previous_working(self, day: date) -> date: ...
    def add_working_days(self, day: date, n: int) -> date: ...


class LadderWrong(ValueError):  # noqa: N818 - the house word; it is an outcome, not a fault
    """A ladder does not mean anything; the message names the file, the step and what to change."""


@dataclass(frozen=True, slots=True)
class Step:
    """``offset`` in working days from the last day: below zero before it. ``every`` and ``last`` repeat it after."""

    code: str
    offset: int
    every: int = 0
    last: int = 0
    to: tuple[str, ...] = ()
    prepare: bool = False

    @property
    def offsets(self) -> tuple[int, ...]:
        if not self.every:
            return (self.offset,)
        return tuple(range(self.offset, self.last + 1, self.every))


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps in the order of the file; of two on one day the later one stands. ``asked`` is for voluntary units."""

    steps: tuple[Step, ...]
    asked: Step | None

    def of(self, *, voluntary: bool) -> tuple[Step, ...]:
        if voluntary:
            return (self.asked,) if self.asked is not None else ()
        return self.steps

    @property
    def rungs(self) -> frozenset[str]:
        return frozenset(
            rung for step in (*self.steps, *([self.asked] if self.asked else [])) for rung in step.to
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """One due moment of a step. ``order`` is the step's place in the file."""

    step: Step
    offset: int
    moment: datetime
    order: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens now to one subject: at most one reminder, at most one place on a list, and what was missed."""

    fire: Planned | None = None
    prepare: Planned | None = None
    missed: tuple[Planned, ...] = ()


def read_ladder(text: str, name: str, *, rungs: Collection[str]) -> Ladder:
    """LadderWrong where a step has no meaning: an unknown rung, a day that is none, two steps of one name."""
    raw = mapping(yaml_of(text), f"{name}.yaml", LadderWrong)
    steps = tuple(
        _step(mapping(entry, f"{name}.yaml, steps", LadderWrong), name, rungs)
        for entry in plain_list(raw.get("steps"), f"{name}.yaml, steps", LadderWrong)
    )
    codes = [step.code for step in steps]
    if not steps or len(codes) != len(set(codes)):
        raise LadderWrong(f"{name}.yaml: write at least one step, each with a code of its own.")
    if sum(step.prepare for step in steps) > 1:
        raise LadderWrong(f"{name}.yaml: only one step prepares a list.")
    asked = None
    if raw.get("voluntary") is not None:
        asked = _step(mapping(raw["voluntary"], f"{name}.yaml, voluntary", LadderWrong), name, rungs)
        if asked.every or asked.offset > 0 or asked.prepare or asked.code in codes:
            raise LadderWrong(
                f"{name}.yaml, voluntary: ask once, on or before the last day, under a code of its own."
            )
    return Ladder(steps, asked)


def _step(raw: Mapping[str, Any], name: str, rungs: Collection[str]) -> Step:
    code = str(raw.get("code") or "")
    place = f"{name}.yaml, step {code or '?'}"
    if not code.isidentifier():
        raise LadderWrong(f"{place}: the code is a word of letters, digits and underscores.")
    if unknown := set(raw) - {"code", "when", "to", "prepare"}:
        raise LadderWrong(f"{place}: nobody reads {', '.join(sorted(unknown))}.")
    offset, every, last = _when(raw.get("when"), place)
    prepare = raw.get("prepare")
    if prepare not in (None, "list"):
        raise LadderWrong(f"{place}: prepare is `list` or left out.")
    to = tuple(str(rung) for rung in plain_list(raw.get("to") or [], place, LadderWrong))
    if unknown_rungs := [rung for rung in to if rung not in rungs]:
        raise LadderWrong(f"{place}: people.yaml has no rung {', '.join(unknown_rungs)}.")
    if bool(to) == bool(prepare):
        raise LadderWrong(f"{place}: say to whom, or `prepare: list`, not both.")
    if prepare and (offset < 1 or every):
        raise LadderWrong(f"{place}: a list is prepared once, after the last day.")
    return Step(code, offset, every, last, to, bool(prepare))


def _when(raw: object, place: str) -> tuple[int, int, int]:
    if raw == "due":
        return 0, 0, 0
    when = mapping(raw, f"{place}, when", LadderWrong)
    if set(when) == {"before"}:
        return -_days(when["before"], f"{place}, before"), 0, 0
    if set(when) == {"after"}:
        return _days(when["after"], f"{place}, after"), 0, 0
    if set(when) == {"after", "every", "last"}:
        first, every, last = (_days(when[key], f"{place}, {key}") for key in ("after", "every", "last"))
        if last < first:
            raise LadderWrong(f"{place}: the last day lies before the first.")
        return first, every, last
    raise LadderWrong(
        f"{place}: when is `due`, {{before: n}}, {{after: n}} or {{after: n, every: n, last: n}}."
    )


def _days(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_DAYS:
        raise LadderWrong(f"{place}: a whole number of working days from 1 to {MOST_DAYS}.")
    return value


def planned(steps: Iterable[Step], due_on: date, calendar: Calendar, at: time) -> tuple[Planned, ...]:
    """Every moment of the steps for a last day, in order; ``at`` is the time of day with its zone."""
    anchor = due_on if calendar.is_working(due_on) else calendar.previous_working(due_on)
    found = []
    for order, step in enumerate(steps):
        for offset in step.offsets:
            day = calendar.add_working_days(due_on if offset > 0 else anchor, offset)
            found.append(Planned(step, offset, datetime.combine(day, at), order))
    return tuple(sorted(found, key=lambda one: (one.moment, one.order)))


def decide(
    moments: Iterable[Planned], *, now: datetime, since: date | None, known: Collection[tuple[str, datetime]]
) -> Decision:
    """Of the moments that have come: the newest fires, those it stands for were missed, what is known is left alone.

    ``known`` are (step, moment) of the ledger for this subject; ``since`` is the day on which the unit got it: what lay
    before was nobody's. A list is prepared beside the reminder, once.
    """
    come = [one for one in moments if now - LONGEST_AGO <= one.moment <= now and _after(one.moment, since)]
    prepare = next((one for one in reversed(come) if one.step.prepare), None)
    if prepare is not None and (prepare.step.code, prepare.moment) in known:
        prepare = None
    last_known = max((moment for _step, moment in known), default=None)
    open_ones = [
        one for one in come if not one.step.prepare and (last_known is None or one.moment > last_known)
    ]
    if not open_ones:
        return Decision(prepare=prepare)
    return Decision(fire=open_ones[-1], prepare=prepare, missed=tuple(open_ones[:-1]))


def _after(moment: datetime, since: date | None) -> bool:
    return since is None or moment.date() > since
