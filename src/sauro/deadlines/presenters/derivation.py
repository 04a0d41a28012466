"""How a deadline was reached, for the page of its subject: ``{% include "deadlines/_derivation.html" with derived=… %}``.

Belongs here: sentences and lines of that part. Does not belong here: counting, the page around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauro.deadlines.models import Deadline, DeadlineChange
from sauro.deadlines.states import ChangeKind
from sauro.deadlines.words import step_words
from sauro.engine.calendars import HO_CHI_MINH, Before, Derivation, FixedDay, Rule, Term
from sauro.web.text import day_words, moment_words, who_when


@dataclass(frozen=True, slots=True)
class StepLine:
    """``n`` is empty where the day does not count."""

    n: str
    weekday: str
    day: date
    words: str
    last: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A day that took the place of another."""

    icon: str
    words: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Derived:
    """``rule`` says in a sentence how the day comes about, ``provisional`` why it may yet move (empty where it is final),
    ``first`` the first day ever set where it is another one."""

    due_on: date
    rule: str
    basis: str
    provisional: str
    first: date | None
    steps: list[StepLine]
    changes: list[ChangeLine]


def shown(deadline: Deadline) -> Derived:
    """The parts of one deadline. Costs one query, for its changes, where these were not prefetched."""
    how = deadline.how
    return Derived(
        due_on=deadline.due_on,
        rule=rule_words(how.rule),
        basis=deadline.basis,
        provisional=provisional_words(how.undecided) if deadline.provisional else "",
        first=deadline.first_due_on if deadline.first_due_on != deadline.due_on else None,
        steps=step_lines(how),
        changes=[_change(one) for one in deadline.changes.all()],
    )


def step_lines(how: Derivation) -> list[StepLine]:
    language = get_language() or "vi"
    return [
        StepLine(
            str(step.n) if step.counts else "",
            weekday(step.day),
            step.day,
            step_words(step, how, language),
            step is how.steps[-1],
        )
        for step in how.steps
    ]


def rule_words(rule: Rule) -> str:
    """The rule as a sentence."""
    if isinstance(rule, Term):
        values = {
            "n": rule.working_days,
            "moment": moment_words(rule.received.astimezone(HO_CHI_MINH)),
        }
        said = (
            ngettext(
                "%(n)d ngày làm việc kể từ khi nhận (%(moment)s), không tính ngày nhận.",
                "%(n)d ngày làm việc kể từ khi nhận (%(moment)s), không tính ngày nhận.",
                rule.working_days,
            )
            % values
        )
        if rule.closing is None:
            return said
        after = _("Nhận sau %(hour)s tính là nhận vào ngày làm việc tiếp theo.")
        return f"{said} {after % {'hour': rule.closing.strftime('%H:%M')}}"
    if isinstance(rule, Before):
        return ngettext(
            "%(n)d ngày làm việc trước ngày %(day)s.",
            "%(n)d ngày làm việc trước ngày %(day)s.",
            rule.working_days,
        ) % {"n": rule.working_days, "day": day_words(rule.day)}
    return _fixed_words(rule) % {"day": day_words(rule.day)}


def _fixed_words(rule: FixedDay) -> str:
    if rule.shift == "next":
        return _("Ngày %(day)s; nếu là ngày nghỉ thì chuyển sang ngày làm việc tiếp theo.")
    if rule.shift == "previous":
        return _("Ngày %(day)s; nếu là ngày nghỉ thì chuyển lên ngày làm việc liền trước.")
    return _("Ngày %(day)s.")


def provisional_words(years: tuple[int, ...]) -> str:
    return ngettext(
        "Tạm tính: chưa nhập lịch làm việc của năm %(years)s. Khi nhập, hạn có thể đổi và sẽ được báo.",
        "Tạm tính: chưa nhập lịch làm việc của các năm %(years)s. Khi nhập, hạn có thể đổi và sẽ được báo.",
        len(years),
    ) % {"years": ", ".join(str(year) for year in years)}


def weekday(day: date) -> str:
    """As a table column has it: T2 … T7, CN."""
    return short_weekdays()[day.weekday()]


def short_weekdays() -> tuple[str, ...]:
    return (
        _("T2"),
        _("T3"),
        _("T4"),
        _("T5"),
        _("T6"),
        _("T7"),
        _("CN"),
    )


_ICONS = {ChangeKind.EXTENDED: "soon", ChangeKind.MOVED: "changed", ChangeKind.RESET: "run"}


def _change(one: DeadlineChange) -> ChangeLine:
    words = _("%(what)s: từ %(old)s thành %(new)s.") % {
        "what": one.get_kind_display(),
        "old": day_words(one.old_due_on),
        "new": day_words(one.new_due_on),
    }
    if one.late:
        words = " ".join([words, _("Quyết định sau khi đã quá hạn.")])
    parts = [part for part in (one.reason, one.document) if part]
    return ChangeLine(
        _ICONS[ChangeKind(one.kind)], words, who_when(one.changed_by_name, one.changed_at), "; ".join(parts)
    )
