"""Words that papers share: names of periods and groups, days, plans, and how long words of others are shortened.

Belongs here: small wordings of data. Does not belong here: sentences of one paper.
"""

from __future__ import annotations

import re
from datetime import date

from sauro.engine.documents.out.header import say_day
from sauro.engine.documents.out.numbering import roman
from sauro.reporting.gathering import Gathered, PlanLine
from sauro.reporting.models import Period
from sauro.reporting.papers.marks import printable, quoted
from sauro.reporting.papers.wording import wording
from sauro.reporting.period_forms import forms_of, spans_of
from sauro.reporting.standing import UnitClass

LONGEST_TASK = 160
_NUMBERED = re.compile(r"\d+[\w-]*/")


def period_words(period: Period, paper: str = "plan") -> str:
    """quý III năm 2026, as the paper's own edition is called (6 tháng đầu năm 2026); a report on demand has its name."""
    known, spans = forms_of(period).quarters, spans_of(period)
    if known is not None and spans is not None:
        kinds = known.data["papers"]
        for one in spans.papers:
            if one.code == paper:
                return one.name.removeprefix(str(kinds[one.code]["name"])).strip()
    if period.quarter:
        return wording("shared").say("periods.quarter", quarter=roman(period.quarter), year=period.year)
    return period.name


def paper_names(period: Period) -> list[str]:
    """The reports that the period feeds: báo cáo kết quả thực hiện kế hoạch quý III năm 2026."""
    spans = spans_of(period)
    if spans is None:
        return [printable(period.name)]
    return [one.name[:1].lower() + one.name[1:] for one in spans.papers]


def code_words(code: str) -> str:
    """The same of a code alone: 2026-Q2 is "quý II năm 2026"."""
    year, dash, quarter = code.partition("-Q")
    if dash and quarter.isdigit() and 1 <= int(quarter) <= 4:
        return wording("shared").say("periods.quarter", quarter=roman(int(quarter)), year=year)
    return wording("shared").say("periods.else", period=code)


def group_words(group: UnitClass) -> str:
    return wording("shared").get(f"groups.{group}")


def plain_day(day: date | None) -> str:
    """14/9/2026 inside a sentence of a text."""
    return f"{day.day}/{day.month}/{day.year}" if day is not None else ""


def full_day(day: date) -> str:
    """ngày 14 tháng 9 năm 2026."""
    return say_day(day.day, day.month, day.year)


def brief(text: str, longest: int = LONGEST_TASK) -> str:
    """A task's words on one line, cut between words, without a closing mark."""
    words = " ".join(quoted(text).split()).rstrip(" .;,:")
    if len(words) <= longest:
        return words
    return f"{words[:longest].rsplit(' ', 1)[0].rstrip(' .;,:')}…"


def one_line(text: str, longest: int = 0) -> str:
    """Words of a unit as one sentence part: lines joined, no closing mark of their own; cut where they are longer."""
    lines = [line.strip(" -–•+").rstrip(" .;") for line in quoted(text).split("\n")]
    words = "; ".join(line for line in lines if line)
    return brief(words, longest) if longest else words


def several_lines(text: str) -> str:
    """Words of a unit in a cell: its own lines."""
    return "\n".join(line.strip() for line in printable(text).split("\n") if line.strip())


def plan_words(gathered: Gathered) -> tuple[str, str]:
    """The plan that most tasks belong to, and " và n văn bản …" for the others."""
    words = wording("plan")
    counted: dict[str, int] = {}
    for task in gathered.tasks.values():
        if task.plan in gathered.plans:
            counted[task.plan] = counted.get(task.plan, 0) + 1
    if not counted:
        return words.get("plan.none"), ""
    main = max(counted, key=lambda key: (counted[key], key))
    others = words.say("plan.others", count=len(counted) - 1) if len(counted) > 1 else ""
    return name_of(gathered.plans[main]), others


def name_of(plan: PlanLine) -> str:
    words = wording("plan")
    kind = " ".join(plan.kind.split()).capitalize() or words.get("plan.kind_else")
    if not _NUMBERED.match(plan.label):
        return words.say("plan.titled", kind=kind, title=plan.label)
    if plan.issued_on is None:
        return words.say("plan.numbered", kind=kind, number=plan.label)
    return words.say("plan.dated", kind=kind, number=plan.label, day=plain_day(plan.issued_on))
