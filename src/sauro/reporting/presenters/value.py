"""One value, or a whole report: its history and what was said about it.

Belongs here: everything ``value.html`` shows. Does not belong here: saying something (``actions.remarks``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.engine.reports.rows import Field
from sauro.engine.reports.values import shown
from sauro.reporting import queries
from sauro.reporting.asked import Asked, asked_of
from sauro.reporting.models import EntryChange, Remark, Report
from sauro.reporting.period_forms import forms_of
from sauro.reporting.permissions import may
from sauro.reporting.presenters import names
from sauro.reporting.presenters.cells import english, named, read_place
from sauro.reporting.states import REVIEW, WRITE, RemarkKind
from sauro.reporting.stored import unpacked, value_of
from sauro.web.text import who_when

KIND_ICON = {
    RemarkKind.REMARK: "info",
    RemarkKind.QUESTION: "soon",
    RemarkKind.ANSWER: "done",
    RemarkKind.REOPEN: "back",
}


@dataclass(frozen=True, slots=True)
class RemarkLine:
    kind: str
    icon: str
    css: str
    where: str
    by: str
    text: str
    closed: str
    close_address: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    before: str
    after: str
    by: str


@dataclass(slots=True)
class ValuePage:
    title: str
    now: str
    period: Any
    unit: str
    report_href: str
    address: str
    remarks: list[RemarkLine]
    changes: list[ChangeLine] | None
    form: Any = None
    closed: str = ""


def value_page(account: object, report: Report, place: str) -> ValuePage:
    """``place`` is ``<row>|<field>``, or empty for the report as a whole; an unknown one is not found."""
    row, code = read_place(place)
    asked = asked_of(report)
    entry = queries.values_of(report).get((row, code)) if place else None
    if place and entry is None:
        raise Http404
    address = reverse("reporting:value", args=[report.period.slug, report.unit.slug])
    remarks = report.remarks.all()
    if place:
        remarks = remarks.filter(row=row, field__in=("", code))
    numbers = report.remarks.numbers()
    field = forms_of(report.period).field(row, code)
    value = value_of(entry, field) if entry is not None else None
    return ValuePage(
        title=place_words(asked, row, code) if place else _("Nhận xét về báo cáo"),
        now=_("Giá trị hiện nay: %(value)s")
        % {"value": shown(value, field, english=english()) or _("chưa có")}
        if place
        else "",
        period=names.Status(names.period_href(report.period), names.period_name(report.period)),
        unit=report.unit.short_name,
        report_href=names.report_href(report),
        address=f"{address}?cho={place}" if place else address,
        remarks=[_remark(account, report, asked, one, place, numbers[one.pk]) for one in remarks],
        changes=[_change(one, field) for one in entry.changes.order_by("-at", "-pk")]
        if entry is not None
        else None,
    )


def place_words(asked: Asked, row: str, code: str) -> str:
    """The row, and the field where it has several."""
    for part in asked.parts:
        for one in part.rows:
            if one.key != row:
                continue
            task = asked.tasks.get(row)
            name = f"{task.code} {task.text}" if task is not None else named(one)
            found = one.field(code)
            return f"{name}: {named(found).lower()}" if found is not None and len(one.fields) > 1 else name
    return row


def kinds_for(account: object, report: Report) -> list[tuple[str, Any]]:
    """What this person may say here: whoever reviews remarks and asks, the people of the report answer and ask to reopen."""
    kinds = []
    if may(account, REVIEW, report):
        kinds += [RemarkKind.REMARK, RemarkKind.QUESTION]
    if may(account, WRITE, report):
        kinds += [RemarkKind.ANSWER]
        if queries.may_ask_reopen(report):
            kinds += [RemarkKind.REOPEN]
    return [(str(kind), kind.label) for kind in kinds]


def _remark(
    account: object, report: Report, asked: Asked, one: Remark, place: str, number: int
) -> RemarkLine:
    open_question = one.kind in (RemarkKind.QUESTION, RemarkKind.REOPEN) and one.closed_at is None
    closable = open_question and may(account, REVIEW, report)
    where = "" if place or not one.row else place_words(asked, one.row, one.field)
    who = f"{one.by_name} ({one.by_unit})" if one.by_unit else one.by_name
    return RemarkLine(
        kind=str(one.get_kind_display()),
        icon=KIND_ICON[RemarkKind(one.kind)],
        css="now" if open_question else "",
        where=where,
        by=who_when(who, one.at),
        text=one.text,
        closed=_("Đã xong: %(who)s") % {"who": who_when(one.closed_by_name, one.closed_at)}
        if one.closed_at
        else "",
        close_address=reverse("reporting:close_remark", args=[report.period.slug, report.unit.slug, number])
        if closable
        else "",
    )


def _change(one: EntryChange, field: Field | None) -> ChangeLine:
    before, after = (shown(unpacked(packed), field, english=english()) for packed in (one.before, one.after))
    return ChangeLine(before, after, who_when(one.by_name, one.at))
