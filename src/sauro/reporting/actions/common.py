"""What the actions of this room share: locks, the state tables, comparing what somebody saw, the audit row.

Belongs here: helpers of actions. Does not belong here: any step of its own.

Locks, in this order and never back: period, report, entry, the unit whose documents get a number, deadline. A step of a
report locks the report alone and then reads the period; what changes a period locks the period and then its reports
(``locked_period``); a calendar that moves deadlines locks both before them (``due.lock_periods``). So a step that has begun
is finished before its period closes, and one that begins later sees the closed period; units do not wait for each other.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sauro.audit.actions import record
from sauro.audit.actor import Actor
from sauro.people.models import Unit
from sauro.people.moves import Move, may_move, target_of
from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import PERIOD_MOVES, PeriodState
from sauro.web.text import moment_words

ROOM = "reporting"
LONGEST = {
    "reason": 2000,
    "number": 60,
    "way": 200,
    "remark": 4000,
    "name": 300,
    "ground": 300,
    "body": 100_000,
}


def note(
    by: Actor,
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(by=by, room=ROOM, action=action, subject=subject, before=before, after=after)


def who_may(moves: tuple[Move, ...], action: str) -> str:
    """The permission that the table asks for; the same in each line of an action."""
    return next(move.who for move in moves if move.action == action)


def locked_report(report: Report) -> Report:
    """The report as it now is, locked; its period as it is after the lock was got."""
    rows = Report.objects.select_for_update(no_key=True, of=("self",)).select_related("unit", "filled_by")
    row = rows.get(pk=report.pk)
    row.period = Period.objects.get(pk=row.period_id)
    return row


def locked_period(period: Period) -> tuple[Period, list[Report]]:
    """The period and all its reports, locked: no step of a unit is half done."""
    row = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    reports = Report.objects.select_for_update(no_key=True, of=("self",)).filter(period=row)
    return row, list(reports.select_related("unit", "filled_by").order_by("pk"))


def locked_paper(paper: ProvinceReport) -> ProvinceReport:
    rows = ProvinceReport.objects.select_for_update(no_key=True, of=("self",)).select_related("period")
    return rows.get(pk=paper.pk)


def hold_numbers(unit: int) -> None:
    """Who gives a number among the documents of a unit: one after the other, also for two reports of it."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit).values_list("pk"))


def must_be_current(report: Report, revision: int | None) -> None:
    """None asks for no comparison (worker, demo)."""
    if revision is None or revision == report.revision:
        return
    raise ActionRefused(
        "report_changed",
        who=report.changed_by_name or "sauro",
        when=moment_words(report.changed_at) if report.changed_at else "–",
        state=report.get_state_display(),
    )


def must_be_open(period: Period) -> None:
    """Units write and send only while the period is open."""
    if period.state != PeriodState.OPEN:
        raise ActionRefused("period_not_open", period=period.code, state=period.get_state_display())


def period_after(period: Period, action: str) -> str:
    if not may_move(PERIOD_MOVES, period.state, action):
        raise ActionRefused("period_move", period=period.code, state=period.get_state_display())
    return target_of(PERIOD_MOVES, period.state, action)


def clean(field: str, value: str) -> str:
    """Without white space at the ends and zero characters; refused where it is longer than the column."""
    words = value.replace("\x00", "").strip()
    if len(words) > LONGEST[field]:
        names = {
            "reason": _("lý do"),
            "number": _("số, ký hiệu văn bản"),
            "way": _("cách gửi"),
            "remark": _("ý kiến"),
            "name": _("tên báo cáo"),
            "ground": _("căn cứ"),
            "body": _("nội dung"),
        }
        raise ActionRefused("too_long", field=names[field], most=LONGEST[field])
    return words


def needed(field: str, value: str, code: str) -> str:
    words = clean(field, value)
    if not words:
        raise ActionRefused(code)
    return words
