"""What people say about a report, a row or a value: remarks, questions and their answers, asking to open a report again.

Belongs here: saying and closing. Does not belong here: returning a report (``flow``), the history of a value (``values``).

Who looks at reports remarks and asks; the people of the report answer and ask to reopen. An answer closes nothing by itself:
whoever asked looks at it and closes the question.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.people.by import By
from sauro.people.models import Account
from sauro.reporting.actions import telling
from sauro.reporting.actions.common import locked_report, needed, note
from sauro.reporting.models import Entry, Remark, Report
from sauro.reporting.period_forms import forms_of
from sauro.reporting.permissions import acting, may, units_of
from sauro.reporting.queries import may_ask_reopen
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import REVIEW, WRITE, RemarkKind
from sauro.web.text import moment_words

WHO = {
    RemarkKind.REMARK: REVIEW,
    RemarkKind.QUESTION: REVIEW,
    RemarkKind.ANSWER: WRITE,
    RemarkKind.REOPEN: WRITE,
}
OPEN_KINDS = (RemarkKind.QUESTION, RemarkKind.REOPEN)
"""Kinds that wait for somebody until they are closed."""


def add_remark(*, report: Report, by: By, kind: str, text: str, row: str = "", field: str = "") -> Remark:
    """``row`` and ``field`` name the place; both empty is the whole report."""
    words = needed("remark", text, "remark_empty")
    which = RemarkKind(kind)
    with transaction.atomic():
        held = locked_report(report)
        actor = acting(by, WHO[which], held)
        if which == RemarkKind.REOPEN and not may_ask_reopen(held):
            raise ActionRefused("remark_no_reopen")
        _place(held, row, field)
        made = Remark.objects.create(
            report=held,
            row=row,
            field=field,
            kind=which,
            text=words,
            round=held.round,
            at=timezone.now(),
            by_code=actor.code,
            by_name=actor.name,
            by_unit=_unit_of(by, held),
        )
        after = {"kind": str(which), "row": row, "field": field}
        note(actor, "remark", held.key, after=after)
        _tell(held, which, words, actor)
    return made


def ask_reopen(*, report: Report, by: By, reason: str) -> Remark:
    """The unit asks the office to open locked values."""
    return add_remark(report=report, by=by, kind=RemarkKind.REOPEN, text=reason)


def close_remark(*, remark: Remark, by: By) -> Remark:
    """Settled. Who may say such a thing may close it; a question of the office is closed by the office, and the office
    also closes what it was asked."""
    with transaction.atomic():
        report = locked_report(remark.report)
        row = Remark.objects.select_for_update().get(pk=remark.pk)
        actor = _closing(row, report, by)
        if row.closed_at is not None:
            raise ActionRefused("remark_closed", when=moment_words(row.closed_at), who=row.closed_by_name)
        row.save(update_fields=stamp(row, "closed", actor))
        note(actor, "close_remark", report.key, after={"row": row.row, "field": row.field, "kind": row.kind})
    return row


def _closing(remark: Remark, report: Report, by: By) -> Actor:
    own = WHO[RemarkKind(remark.kind)]
    if isinstance(by, Account) and own == WRITE and may(by, REVIEW, report):
        return acting(by, REVIEW, report)
    return acting(by, own, report)


def _place(report: Report, row: str, field: str) -> None:
    """A place of this report: a row with an entry, and a field of it where one is named."""
    if not row and not field:
        return
    there = row and Entry.objects.filter(report=report, row=row).exists()
    known = forms_of(report.period).row(row) if row else None
    computed = known is not None and known.rule is not None
    if known is None or not (there or computed) or (field and known.field(field) is None):
        raise ActionRefused("remark_place")


def _unit_of(by: By, report: Report) -> str:
    """For which unit the person speaks: one of the report where the person belongs to it, else the own."""
    if not isinstance(by, Account):
        return ""
    units = {one.unit_id: one.unit.short_name for one in by.memberships_now()}
    mine = [units[unit] for unit in units_of(report) if unit in units]
    return (mine or [*units.values(), ""])[0]


def _tell(report: Report, kind: RemarkKind, words: str, by: Actor) -> None:
    if kind == RemarkKind.REOPEN:
        telling.tell_office(report, "reopen_asked", by, text=words)
    elif kind == RemarkKind.ANSWER:
        telling.tell_office(report, "answered", by, text=words)
    elif kind == RemarkKind.QUESTION:
        telling.tell_unit(report, "asked", by, text=words)
