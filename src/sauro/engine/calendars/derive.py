"""Deadlines with every day on the way to them.

Belongs here: terms, terms backwards, moving a fixed day, the day of a warning. Does not belong here: what a single day is
(``calendar``), sentences.

- The day of receipt is not counted (Bộ luật Dân sự 2015, Điều 147); a term ends at 24:00 of its last working day.
- Without a closing hour the day of receipt is the calendar day in Việt Nam, worked or not. With one, what comes after it, or on
  a day that is not worked, counts as received on the next working day, which then is not counted either.
- A half day is a working day; where a closing hour holds, a day worked in the morning closes at noon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain

from sauro.engine.calendars.calendar import DayStatus, WorkCalendar
from sauro.engine.calendars.model import HO_CHI_MINH, Before, Derivation, FixedDay, Rule, Step, Term


def derive(calendar: WorkCalendar, rule: Rule) -> Derivation:
    """The deadline that the rule gives under this calendar."""
    if isinstance(rule, Term):
        return _term(calendar, rule)
    if isinstance(rule, Before):
        return _before(calendar, rule)
    return _fixed(calendar, rule)


def term(
    calendar: WorkCalendar, received: datetime, working_days: int, closing: time | None = None
) -> Derivation:
    """``working_days`` after a receipt; ``received`` names its zone. CalendarRefused where it cannot be counted."""
    return derive(calendar, Term(received, working_days, closing))


def backwards(calendar: WorkCalendar, day: date, working_days: int) -> Derivation:
    """The day that lies ``working_days`` before another, which is not counted."""
    return derive(calendar, Before(day, working_days))


def shift(calendar: WorkCalendar, day: date, to: str = "next") -> Derivation:
    """The named day, or the working day that it moves to ("next", "previous"); "none" leaves it where it is."""
    return derive(calendar, FixedDay(day, to))


def warning_day(calendar: WorkCalendar, derivation: Derivation, working_days: int) -> date:
    """The day of a warning that many working days ahead, never before the day from which the term runs."""
    if working_days == 0:
        return derivation.due
    ahead = backwards(calendar, derivation.due, working_days).due
    if isinstance(derivation.rule, Term):
        return max(ahead, derivation.counted_from)
    return ahead


def _term(calendar: WorkCalendar, rule: Term) -> Derivation:
    local = rule.received.astimezone(HO_CHI_MINH)
    steps = _receipt(calendar, local, rule.closing)
    counted_from = steps[-1].day
    n = 0
    for one in calendar.after(counted_from):
        n += one.working
        steps.append(_step(one, counts=one.working, n=n))
        if n == rule.working_days:
            break
    return _made(calendar, rule, counted_from, steps)


def _receipt(calendar: WorkCalendar, local: datetime, closing: time | None) -> list[Step]:
    """The days from the receipt to the one that counts as such; none of them is counted."""
    came = calendar.status(local.date())
    if closing is None:
        return [_step(came, code="receipt")]
    if came.working and local.time() <= came.closes(closing):
        return [_step(came, code="receipt")]
    steps = [_step(came, code="after_closing" if came.working else "receipt_not_worked")]
    for one in calendar.after(came.day):
        if one.working:
            steps.append(_step(one, code="taken_as_receipt"))
            break
        steps.append(_step(one))
    return steps


def _before(calendar: WorkCalendar, rule: Before) -> Derivation:
    steps = [_step(calendar.status(rule.day), code="counted_back_from")]
    n = 0
    for one in calendar.before(rule.day):
        n += one.working
        steps.append(_step(one, counts=one.working, n=n))
        if n == rule.working_days:
            break
    return _made(calendar, rule, rule.day, steps)


def _fixed(calendar: WorkCalendar, rule: FixedDay) -> Derivation:
    named = calendar.status(rule.day)
    if rule.shift == "none":
        # whatever is decided later, a day that stays is final
        stays = _made(calendar, rule, rule.day, [_step(named, counts=True, n=1, code="named_day")])
        return replace(stays, undecided=())
    if named.working:
        return _made(calendar, rule, rule.day, [_step(named, counts=True, n=1, code="named_day")])
    walk = calendar.after(rule.day) if rule.shift == "next" else calendar.before(rule.day)
    steps = []
    for one in chain([named], walk):
        steps.append(_step(one, counts=one.working, n=int(one.working)))
        if one.working:
            break
    return _made(calendar, rule, rule.day, steps)


def _step(one: DayStatus, *, counts: bool = False, n: int = 0, code: str = "") -> Step:
    return Step(one.day, counts, n, code or one.code, one.name, one.name_en, one.document)


def _made(calendar: WorkCalendar, rule: Rule, counted_from: date, steps: Iterable[Step]) -> Derivation:
    walked = tuple(steps)
    days = [step.day for step in walked]
    return Derivation(rule, counted_from, days[-1], walked, calendar.undecided(days), calendar.label(days))
