"""Whom to call in a period: units that are late, with their people, and a text for a chat group.

Belongs here: everything ``chase.html`` shows. Does not belong here: who is late (``papers.chasing``), sending anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.notices.presenters.chat_text import reminder_text, request_text
from sauro.people.models import Account
from sauro.reporting.models import Period
from sauro.reporting.papers.chasing import ChaseLine, chase_of
from sauro.reporting.presenters import names
from sauro.reporting.presenters.board import CLASSES
from sauro.reporting.standing import UnitClass
from sauro.reporting.states import PeriodState
from sauro.web.text import day_words


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str
    head: bool


@dataclass(frozen=True, slots=True)
class Line:
    href: str
    unit: str
    due: str
    late: str
    state: str
    contacts: list[Contact]


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class ChasePage:
    """``text`` is for the units that are late, ``asked`` for bodies that are asked and not ordered."""

    title: str
    back: str
    period: str
    sentence: str
    late: list[Group]
    waiting: list[Group]
    text: str
    asked: str
    letter: str
    ask_letter: str


def chase_page(period: Period, now: datetime) -> ChasePage:
    found = chase_of(period, now)
    return ChasePage(
        title=_("Đôn đốc báo cáo %(period)s") % {"period": names.inside(period)},
        back=names.period_href(period),
        period=names.period_name(period),
        sentence=_sentence(period, found.late, found.waiting),
        late=_groups(found.late),
        waiting=_groups(found.waiting),
        text=reminder_text([one.subject for one in found.late], timezone.localtime(now).date()),
        asked=request_text([one.subject for one in found.asked]),
        letter=reverse("reporting:chase_letter", args=[period.slug]) if found.late else "",
        ask_letter=reverse("reporting:ask_letter", args=[period.slug])
        if period.state == PeriodState.OPEN
        else "",
    )


def _sentence(period: Period, late: Sequence[ChaseLine], waiting: Sequence[ChaseLine]) -> str:
    if period.state != PeriodState.OPEN:
        return _("Kỳ này không mở nên không có đơn vị nào cần nhắc.")
    if not late and not waiting:
        return _("Tất cả đơn vị phải báo cáo đã gửi.")
    words = []
    if late:
        words.append(
            ngettext("%(n)s đơn vị đã quá hạn.", "%(n)s đơn vị đã quá hạn.", len(late)) % {"n": len(late)}
        )
    else:
        words.append(_("Chưa có đơn vị nào quá hạn."))
    if waiting:
        words.append(
            ngettext(
                "%(n)s đơn vị chưa gửi, còn trong thời hạn.",
                "%(n)s đơn vị chưa gửi, còn trong thời hạn.",
                len(waiting),
            )
            % {"n": len(waiting)}
        )
    return " ".join(words)


def _groups(lines: Iterable[ChaseLine]) -> list[Group]:
    found: dict[UnitClass, list[Line]] = {}
    for one in lines:
        found.setdefault(one.group, []).append(_line(one))
    return [Group(str(CLASSES[kind]), found[kind]) for kind in UnitClass if kind in found]


def _line(one: ChaseLine) -> Line:
    late = ""
    if one.late_days:
        late = ngettext("quá %(n)s ngày", "quá %(n)s ngày", one.late_days) % {"n": one.late_days}
    return Line(
        names.report_href(one.report),
        one.report.unit.short_name,
        day_words(one.subject.due_on),
        late,
        _("Trả lại, chưa gửi lại") if one.returned else _("Chưa gửi"),
        [*_contacts(one.officers, head=False), *_contacts(one.heads, head=True)],
    )


def _contacts(people: Iterable[Account], *, head: bool) -> list[Contact]:
    return [Contact(one.name, one.email or "", head) for one in people]
