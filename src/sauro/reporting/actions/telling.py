"""Telling people what happened to a report: those of the unit, those who look at it.

Belongs here: who is told of which step, the events of the room. Does not belong here: reminders of days (``watching``),
how a message travels (``notices``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sauro.audit.actor import Actor
from sauro.notices.actions.telling import tell
from sauro.people.by import By
from sauro.people.models import Account, Membership, valid_on
from sauro.people.roles import all_roles
from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.permissions import units_of
from sauro.reporting.states import (
    COMPOSE,
    EDITABLE,
    ISSUE,
    PROVINCE_ISSUE,
    REVIEW,
    SIGN,
    WRITE,
    PeriodState,
)
from sauro.reporting.words import period_said, period_words
from sauro.web.text import day_words

EVENTS: dict[str, str | Promise] = {
    "reporting.opened": _("Đã mở kỳ báo cáo %(period)s; thời hạn gửi: %(day)s."),
    "reporting.moved": _(
        "Lịch làm việc thay đổi: thời hạn gửi báo cáo %(period)s chuyển từ %(old)s sang %(day)s."
    ),
    "reporting.sent": _("%(unit)s đã gửi báo cáo %(period)s để rà soát (lần %(round)s)."),
    "reporting.returned": _("Báo cáo %(period)s của %(unit)s được trả lại để hoàn thiện: %(reason)s"),
    "reporting.passed": _("Báo cáo %(period)s của %(unit)s đã đạt; trình ký và phát hành."),
    "reporting.signing": _("Báo cáo %(period)s của %(unit)s đang trình ký."),
    "reporting.declined": _("Báo cáo %(period)s của %(unit)s chưa được ký: %(reason)s"),
    "reporting.signed": _("Báo cáo %(period)s của %(unit)s đã ký, chờ phát hành."),
    "reporting.issued": _("%(unit)s đã phát hành báo cáo %(period)s số %(number)s."),
    "reporting.received": _("Báo cáo %(period)s của %(unit)s đã được tiếp nhận."),
    "reporting.reopened": _("Báo cáo %(period)s của %(unit)s được mở lại để sửa: %(reason)s"),
    "reporting.withdrawn": _("%(unit)s đã thu hồi báo cáo %(period)s: %(reason)s"),
    "reporting.extended": _("Thời hạn báo cáo %(period)s của %(unit)s được gia hạn đến %(day)s: %(reason)s"),
    "reporting.asked": _("%(who)s đề nghị giải trình báo cáo %(period)s của %(unit)s: %(text)s"),
    "reporting.answered": _("%(who)s trả lời về báo cáo %(period)s của %(unit)s: %(text)s"),
    "reporting.reopen_asked": _("%(unit)s đề nghị mở lại báo cáo %(period)s: %(text)s"),
    "reporting.paper": _("%(paper)s, %(period)s: nay là “%(state)s”."),
}
SHORT = 200
"""Characters of a reason or a remark in a message; the page has the rest."""


def sentence_of(event: str) -> Callable[[Mapping[str, str]], str]:
    """The sentence of an event with its period in words, for the register of the room below."""
    return lambda values: str(EVENTS[event]) % ({**values, "period": period_words(values["period"])})


def holders(permission: str, units: Iterable[int] | None = None) -> list[Account]:
    """Who holds a role with the permission today: in these units, or anywhere."""
    roles = [role.code for role in all_roles().values() if role.reach_of(permission)]
    held = Membership.objects.filter(valid_on(timezone.localdate()), role__in=roles, account__is_active=True)
    if units is not None:
        held = held.filter(unit__in=list(units))
    return list(Account.objects.filter(pk__in=held.values("account")).order_by("pk"))


def tell_opened(period: Period, reports: Sequence[Report], by: Actor) -> None:
    """One message for everyone who writes, however many units."""
    due = day_words(period.unit_due_on) or "–"
    tell(
        accounts=holders(WRITE, [report.unit_id for report in reports]),
        code="reporting.opened",
        values={"period": period_said(period), "day": due},
        url=f"/bao-cao/{period.slug}",
        subject=f"period:{period.code}",
        by=by,
    )


def tell_moved(period: Period, old: date, by: By) -> None:
    """A calendar moved the day of the units: everyone who has not sent yet, and the office."""
    if period.state != PeriodState.OPEN:
        return
    waiting = Report.objects.filter(period=period, state__in=EDITABLE)
    units = [unit for pair in waiting.values_list("unit", "filled_by") for unit in pair if unit is not None]
    people = {one.pk: one for one in (*holders(WRITE, units), *holders(REVIEW))}
    tell(
        accounts=people.values(),
        code="reporting.moved",
        values={
            "period": period_said(period),
            "old": day_words(old),
            "day": day_words(period.unit_due_on),
        },
        url=f"/bao-cao/{period.slug}",
        subject=f"period:{period.code}",
        by=by,
    )


def tell_unit(report: Report, event: str, by: Actor, *, permission: str = WRITE, **values: object) -> None:
    """The people of the unit, or of the one that stands in for it."""
    _tell(report, event, holders(permission, units_of(report)), by, values)


def tell_office(report: Report, event: str, by: Actor, **values: object) -> None:
    """Those who look at reports."""
    _tell(report, event, holders(REVIEW), by, values)


def tell_signer(report: Report, by: Actor) -> None:
    tell_unit(report, "signing", by, permission=SIGN)


def tell_clerk(report: Report, by: Actor) -> None:
    tell_unit(report, "signed", by, permission=ISSUE)


def tell_paper(paper: ProvinceReport, by: Actor) -> None:
    """Whoever writes the province's papers and whoever issues them."""
    people = {one.pk: one for one in (*holders(COMPOSE), *holders(PROVINCE_ISSUE))}
    tell(
        accounts=people.values(),
        code="reporting.paper",
        values={
            "paper": paper.get_paper_display(),
            "period": period_said(paper.period),
            "state": paper.get_state_display(),
        },
        url=f"/bao-cao/{paper.period.slug}/tong-hop/{paper.paper}",
        subject=f"paper:{paper.key}",
        by=by,
    )


def _tell(report: Report, event: str, accounts: list[Account], by: Actor, values: dict[str, object]) -> None:
    shown = {
        name: _shortened(str(value)) if name in ("reason", "text") else value
        for name, value in values.items()
    }
    tell(
        accounts=accounts,
        code=f"reporting.{event}",
        values={"period": period_said(report.period), "unit": report.unit.short_name, "who": by.name} | shown,
        url=f"/bao-cao/{report.key}",
        subject=f"report:{report.key}",
        by=by,
    )


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"
