"""What waits for a person in a unit: the unit's own parts, questions to it, its requests.

Belongs here: sections for those who report, answer or look after one unit. Does not belong here: those who follow
every unit (``my_office``).
"""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.people.permissions import can, reach
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import Assignment, Extension
from sauro.plans.models.work import AssignmentQuerySet
from sauro.plans.presenters import words
from sauro.plans.presenters.clarity_lists import open_asks_of
from sauro.plans.presenters.my_lines import MOST, Line, Section, section
from sauro.plans.presenters.part_groups import group_line, grouped, part_line, period_of
from sauro.plans.states import ExtensionState, WorkState
from sauro.plans.urgency import Urgency, where
from sauro.web.text import day_words, number_words

SENT_BACK = Q(state=WorkState.IN_PROGRESS) & ~Q(reason="")
"""Reported as done and not accepted; such a part stands in its own section and nowhere else."""


def own_parts(account: object) -> AssignmentQuerySet:
    """Parts of the own units: of those for which the person reports, else of those whose parts the person sees.
    Who sees every unit has no own parts in this sense."""
    granted = reach(account, "assignments.report")
    if not granted.units:
        granted = reach(account, "assignments.view")
    if granted.everything or not granted.units:
        return Assignment.objects.none()
    mine = granted.limit(Assignment.objects.visible_to(account), "unit_id")
    return mine.doing().current().select_related("unit", "occurrence__task")


def _line(part: Assignment, today: date, detail: str) -> Line:
    said = (part.unit.short_name, period_of(part), detail)
    return part_line(part, today, " · ".join(one for one in said if one))


def _in_order(parts: AssignmentQuerySet) -> AssignmentQuerySet:
    return parts.order_by(
        F("due_on").asc(nulls_last=True), "occurrence__task__plan_id", "occurrence__task__order"
    )


def _urgent(
    account: object, today: date, code: str, title: str, *wanted: Urgency, pressing: bool
) -> Section | None:
    chosen = Q(pk__in=())
    for one in wanted:
        chosen |= where(one, today)
    parts = own_parts(account).filter(chosen)
    if can(account, "assignments.report"):
        parts = parts.exclude(SENT_BACK)
    found = grouped(parts, MOST)
    if not found.groups:
        return None
    periods = _("%(n)s kỳ") % {"n": number_words(found.parts)} if found.parts > found.tasks else ""
    return Section(
        code,
        title,
        found.tasks,
        [group_line(group, today) for group in found.groups],
        pressing and can(account, "assignments.report"),
        periods,
        _own_register(account, wanted[0]) if len(wanted) == 1 else "",
    )


def _own_register(account: object, wanted: Urgency) -> str:
    """The register narrowed to the own unit, where the person has just one."""
    slugs = {part.unit.slug for part in own_parts(account)[:1]}
    return (
        f"{reverse('plans:register')}{RegisterFilters(part=slugs.pop(), state=str(wanted)).address()}"
        if slugs
        else ""
    )


def late(account: object, today: date) -> Section | None:
    return _urgent(account, today, "qua-han", _("Phần việc quá hạn"), Urgency.LATE, pressing=True)


def soon(account: object, today: date) -> Section | None:
    title = _("Phần việc đến hạn trong 14 ngày")
    return _urgent(account, today, "sap-den-han", title, Urgency.SOON, pressing=True)


def further(account: object, today: date) -> Section | None:
    later = (Urgency.RUN, Urgency.TODO, Urgency.UNDATED)
    return _urgent(account, today, "khac", _("Phần việc khác của đơn vị"), *later, pressing=False)


def returned(account: object, today: date) -> Section | None:
    """Reported as done and not accepted: the reason stands with the part until it is reported again."""
    if not can(account, "assignments.report"):
        return None
    parts = own_parts(account).filter(SENT_BACK)
    return section(
        "tra-lai",
        _("Báo cáo hoàn thành bị trả lại"),
        _in_order(parts),
        lambda part: _line(
            part, today, _("lý do: %(reason)s") % {"reason": words.shortened(part.reason, 90)}
        ),
    )


def asked(account: object, _today: date) -> Section | None:
    """Questions that wait for the unit's answer, and answers that came back."""
    if can(account, "clarity.accept") or not can(account, "clarity.answer"):
        return None
    lines = [
        Line(
            title=_("Yêu cầu làm rõ %(code)s: còn %(waiting)d/%(asked)d nội dung chờ trả lời")
            % {"code": one.code, "waiting": one.waiting, "asked": one.asked},
            address=one.address,
            detail=one.unit,
            due=day_words(one.answer_by),
            mark="late" if one.late else one.mark,
            state=_("Quá hạn trả lời") if one.late else one.state,
        )
        for one in open_asks_of(account)
    ]
    if not lines:
        return None
    title = _("Yêu cầu làm rõ chờ trả lời")
    return Section("lam-ro", title, len(lines), lines[:10], more=reverse("plans:clarity"))


def extensions_asked(account: object, _today: date) -> Section | None:
    """Requests of the own units that somebody else decides."""
    granted = reach(account, "assignments.report")
    if not granted.units:
        return None
    rows = Extension.objects.visible_to(account).filter(
        state=ExtensionState.ASKED, assignment__unit__in=sorted(granted.units)
    )
    return section(
        "xin-gia-han",
        _("Đề nghị gia hạn của đơn vị đang chờ quyết định"),
        rows.select_related("assignment__unit", "assignment__occurrence__task").order_by("asked_at", "pk"),
        extension_line,
        pressing=False,
    )


def extension_line(one: Extension) -> Line:
    task = one.assignment.occurrence.task
    detail = _("%(unit)s đề nghị đến %(day)s: %(reason)s") % {
        "unit": one.assignment.unit.short_name,
        "day": day_words(one.new_due_on),
        "reason": words.shortened(one.reason, 90),
    }
    return Line(
        title=words.shortened(task.text),
        address=reverse("plans:task", args=[task.code]),
        code=task.code,
        detail=detail,
        due=day_words(one.old_due_on),
        note=_("gửi sau hạn") if one.late else "",
        mark="soon",
        state=_("Đang xin gia hạn"),
    )
