"""The issued document of a unit's report: numbered and filed, received, amended, corrected, withdrawn.

Belongs here: these lines of ``REPORT_MOVES``. Does not belong here: the way to the signature (``flow``), making documents.

A correction (đính chính) mends the form of a document and changes nothing in it; another content is an amending document,
for which the report is opened again and goes the whole way; a withdrawal takes the document back. Each keeps its number,
day and reason, and the one before it stays.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.engine.reports.snapshot import canonical_text
from sauro.files.checking import Upload
from sauro.people.by import By
from sauro.people.moves import may_move
from sauro.reporting.actions import telling
from sauro.reporting.actions.common import clean, hold_numbers, must_be_current, needed
from sauro.reporting.actions.filing import document, filed
from sauro.reporting.actions.snapshots import about, keep
from sauro.reporting.actions.steps import Told, step
from sauro.reporting.models import Issued, Report, Snapshot
from sauro.reporting.permissions import check_may
from sauro.reporting.queries import engine_values, issued_subject, last_snapshot
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import (
    ISSUE,
    REPORT_MOVES,
    ArrivalCounts,
    IssuedKind,
    Occasion,
)
from sauro.web.text import day_words, moment_words


def issue(
    *,
    report: Report,
    by: By,
    number: str,
    issued_on: date,
    file: Upload | None,
    revision: int | None = None,
) -> Report:
    """The clerk's step: number and day of the signed document, and the document itself.

    The file is looked through before anything is locked, which takes seconds; it stays filed under the report when the step
    is then refused, where the clerk sees it.
    """
    name, day = document(number, issued_on)
    _may_be_done(report, "issue", by, revision)
    sha256 = filed(issued_subject(report), file, by)

    def change(row: Report, actor: Actor) -> Told:
        _once(row, name, day)
        before = standing(row)
        passed = last_snapshot(row, [Occasion.PASSED])
        text = passed.text if passed is not None else canonical_text(engine_values(row), about(row))
        snapshot = keep(row, Occasion.ISSUED, text, actor)
        kind = IssuedKind.AMENDING if before is not None else IssuedKind.FIRST
        _write(row, kind, name, day, actor, snapshot=snapshot, sha256=sha256, replaces=before)
        return {"number": name, "issued_on": str(day), "kind": str(kind), "file": sha256}

    def after(row: Report, actor: Actor) -> None:
        telling.tell_office(row, "issued", actor, number=name)

    return step(report, "issue", by, revision, change, after=after)


def receive(
    *,
    report: Report,
    by: By,
    arrived_at: datetime | None = None,
    counts: str = ArrivalCounts.DOCUMENT_SYSTEM,
    revision: int | None = None,
) -> Report:
    """The office has the document. Both arrivals are kept; ``counts`` says which one decides whether it was on time."""
    which = ArrivalCounts(counts)
    if arrived_at is None and which == ArrivalCounts.DOCUMENT_SYSTEM:
        raise ActionRefused("arrival_missing")
    if arrived_at is not None and arrived_at > timezone.now():
        raise ActionRefused("in_future", day=moment_words(arrived_at))

    def change(row: Report, actor: Actor) -> Told:
        issued = standing(row)
        first = issued is None or issued.kind == IssuedKind.FIRST
        if arrived_at is not None and issued is not None and first:
            _not_before(arrived_at, issued)
        # an amending document does not change when the report first arrived
        if row.arrived_at is None or first:
            row.arrived_at, row.counts = arrived_at, which
        row.received_at, row.received_by_code, row.received_by_name = timezone.now(), actor.code, actor.name
        return {"arrived_at": str(arrived_at or ""), "counts": str(row.counts)}

    return step(
        report,
        "receive",
        by,
        revision,
        change,
        after=lambda row, actor: telling.tell_unit(row, "received", actor),
    )


def amend(*, report: Report, by: By, reason: str, revision: int | None = None) -> Report:
    """The content of the issued document was wrong or not complete: the report is open again, the document stands until
    the amending one is issued."""
    why = needed("reason", reason, "needs_reason")

    def change(row: Report, _actor: Actor) -> Told:
        row.reason = why
        row.signed_at, row.signed_by_code, row.signed_by_name, row.signing = None, "", "", None
        return {"reason": why}

    return step(
        report,
        "amend",
        by,
        revision,
        change,
        after=lambda row, actor: telling.tell_office(row, "reopened", actor, reason=why),
    )


def correct(
    *,
    report: Report,
    by: By,
    number: str,
    issued_on: date,
    reason: str = "",
    revision: int | None = None,
) -> Report:
    """A document that mends the form of the issued one."""
    name, day = document(number, issued_on)
    why = clean("reason", reason)

    def change(row: Report, actor: Actor) -> Told:
        _once(row, name, day)
        _write(row, IssuedKind.CORRECTION, name, day, actor, reason=why, replaces=standing(row))
        return {"number": name, "issued_on": str(day), "reason": why}

    return step(report, "correct", by, revision, change)


def withdraw(
    *, report: Report, by: By, number: str, issued_on: date, reason: str, revision: int | None = None
) -> Report:
    """A document that takes the issued one back."""
    name, day = document(number, issued_on)
    why = needed("reason", reason, "needs_reason")

    def change(row: Report, actor: Actor) -> Told:
        _once(row, name, day)
        _write(row, IssuedKind.WITHDRAWAL, name, day, actor, reason=why, replaces=standing(row))
        row.reason = why
        return {"number": name, "issued_on": str(day), "reason": why}

    return step(
        report,
        "withdraw",
        by,
        revision,
        change,
        after=lambda row, actor: telling.tell_office(row, "withdrawn", actor, reason=why),
    )


def standing(report: Report) -> Issued | None:
    """The document that stands now: the last one issued that was not withdrawn."""
    last = None
    for one in Issued.objects.filter(report=report).order_by("at", "pk"):
        if one.kind == IssuedKind.WITHDRAWAL:
            last = None
        elif one.kind != IssuedKind.CORRECTION:
            last = one
    return last


def _not_before(arrived_at: datetime, issued: Issued) -> None:
    if timezone.localdate(arrived_at) < issued.issued_on:
        raise ActionRefused("before_sent", when=moment_words(arrived_at), day=day_words(issued.issued_on))


def _once(report: Report, number: str, day: date) -> None:
    """A number stands once among the documents of a unit in a year."""
    hold_numbers(report.unit_id)
    rows = Issued.objects.filter(report__unit=report.unit_id, number=number, issued_on__year=day.year)
    if rows.exists():
        raise ActionRefused("number_taken", number=number, day=day_words(day))


def _may_be_done(report: Report, action: str, by: By, revision: int | None) -> None:
    """The same questions as under the lock, before the costly look into the file."""
    row = Report.objects.select_related("unit", "filled_by", "period").get(pk=report.pk)
    if not isinstance(by, Actor):
        check_may(by, ISSUE, row)
    must_be_current(row, revision)
    if not may_move(REPORT_MOVES, row.state, action):
        raise ActionRefused("report_move", unit=row.unit.short_name, state=row.get_state_display())


def _write(
    report: Report,
    kind: IssuedKind,
    number: str,
    day: date,
    by: Actor,
    *,
    reason: str = "",
    snapshot: Snapshot | None = None,
    sha256: str = "",
    replaces: Issued | None = None,
) -> Issued:
    return Issued.objects.create(
        report=report,
        kind=kind,
        number=number,
        issued_on=day,
        signer=(report.signing.signer if report.signing is not None else report.signed_by_name)[:150],
        signer_lines=report.signing.lines if report.signing is not None else "",
        reason=reason,
        snapshot=snapshot,
        file_sha256=sha256,
        replaces=replaces,
        at=timezone.now(),
        by_code=by.code,
        by_name=by.name,
    )
