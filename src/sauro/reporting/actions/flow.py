"""Steps of a unit's report until it is signed: sent, taken back, returned, passed, presented, declined, signed, reopened.

Belongs here: one function for each of these lines of ``REPORT_MOVES``. Does not belong here: what happens to the issued
document (``issuing``), values (``values``), what the register takes over (``to_register``).

The register takes what the report says when the report passes, not when it is sent: until then the office may send it back,
and a figure that was refused must not have changed the register.
"""

from __future__ import annotations

from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.engine.reports.snapshot import canonical_text
from sauro.people.by import By
from sauro.people.models import Account, SigningAuthority
from sauro.reporting.actions import due, telling
from sauro.reporting.actions.common import clean, needed
from sauro.reporting.actions.issuing import amend, correct, issue, receive, withdraw
from sauro.reporting.actions.snapshots import about, keep
from sauro.reporting.actions.steps import Told, step
from sauro.reporting.actions.to_register import apply_to_register
from sauro.reporting.models import Report
from sauro.reporting.permissions import authorities, choosable_authorities, may_sign_by_role
from sauro.reporting.queries import engine_values, findings_of, last_snapshot
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import Occasion

__all__ = [
    "amend",
    "correct",
    "decline",
    "issue",
    "pass_report",
    "present",
    "receive",
    "redo",
    "reopen",
    "return_report",
    "send",
    "sign",
    "take_back",
    "withdraw",
]

MOST_DAYS = 30
"""Working days that a returned report may take: longer is another deadline, which the office sets for the unit."""


def send(*, report: Report, by: By, revision: int | None = None) -> Report:
    """To the office, unsigned. What must be mended is refused with its list; what only looks odd is not."""

    def change(row: Report, actor: Actor) -> Told:
        values = engine_values(row)
        if not values:
            raise ActionRefused("report_empty")
        found = findings_of(row)
        if found.errors:
            raise ActionRefused("report_findings", count=len(found.errors), findings=found.errors)
        now = timezone.now()
        row.round += 1
        row.sent_at = row.sent_at or now
        row.last_sent_at = now
        row.author_code, row.author_name = actor.code, actor.name
        row.reviewed_at, row.reviewed_by_code, row.reviewed_by_name = None, "", ""
        snapshot = keep(row, Occasion.SENT, canonical_text(values, about(row)), actor)
        return {"sha256": snapshot.sha256, "warnings": len(found.warnings)}

    def after(row: Report, actor: Actor) -> None:
        due.close_again(row, actor)
        telling.tell_office(row, "sent", actor, round=row.round)

    return step(report, "send", by, revision, change, after=after)


def take_back(*, report: Report, by: By, revision: int | None = None) -> Report:
    """Before anybody has decided. A sending that was the only one is then none: the day of arrival is that of the next one,
    however often that happens. One that the office has returned stays the first."""

    def change(row: Report, _actor: Actor) -> Told:
        if row.sent_at == row.last_sent_at:
            row.sent_at, row.last_sent_at = None, None
        return {}

    return step(report, "take_back", by, revision, change)


def return_report(
    *, report: Report, by: By, reason: str, days: int | None = None, revision: int | None = None
) -> Report:
    """Back to the unit with what is to be mended; ``days`` working days for it where the office says so."""
    why = needed("reason", reason, "needs_reason")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise ActionRefused("due_days", most=MOST_DAYS)

    def change(row: Report, actor: Actor) -> Told:
        row.reason = why
        stamp(row, "reviewed", actor)
        return {"reason": why} | ({"days": days} if days else {})

    def after(row: Report, actor: Actor) -> None:
        if days is not None:
            due.set_again(row, days, actor)
        telling.tell_unit(row, "returned", actor, reason=why)

    return step(report, "return", by, revision, change, after=after)


def pass_report(*, report: Report, by: By, revision: int | None = None) -> Report:
    """The values are right and locked; the register takes over what the report says of the unit's parts."""

    def change(row: Report, actor: Actor) -> Told:
        row.reason = ""
        stamp(row, "reviewed", actor)
        sent = last_snapshot(row, [Occasion.SENT])
        text = sent.text if sent is not None else canonical_text(engine_values(row), about(row))
        snapshot = keep(row, Occasion.PASSED, text, actor)
        return {"sha256": snapshot.sha256}

    def after(row: Report, actor: Actor) -> None:
        due.close_report(row, actor)
        apply_to_register(report=row, by=actor)
        telling.tell_unit(row, "passed", actor)

    return step(report, "pass", by, revision, change, after=after)


def present(*, report: Report, by: By, revision: int | None = None) -> Report:
    return step(report, "present", by, revision, after=lambda row, actor: telling.tell_signer(row, actor))


def decline(*, report: Report, by: By, reason: str, revision: int | None = None) -> Report:
    """Whoever should sign does not; the report goes back to be mended."""
    return _back(report, "decline", by, reason, revision, "declined")


def reopen(*, report: Report, by: By, reason: str, revision: int | None = None) -> Report:
    """The office opens locked values again, before the document is issued."""
    return _back(report, "reopen", by, reason, revision, "reopened")


def redo(*, report: Report, by: By, reason: str, revision: int | None = None) -> Report:
    """A withdrawn report is made anew."""
    return _back(report, "redo", by, reason, revision, "reopened")


def _back(report: Report, action: str, by: By, reason: str, revision: int | None, event: str) -> Report:
    why = needed("reason", reason, "needs_reason")

    def change(row: Report, _actor: Actor) -> Told:
        row.reason = why
        row.signed_at, row.signed_by_code, row.signed_by_name, row.signing = None, "", "", None
        return {"reason": why}

    return step(
        report,
        action,
        by,
        revision,
        change,
        after=lambda row, actor: telling.tell_unit(row, event, actor, reason=why),
    )


def sign(*, report: Report, by: By, authority: str | None = None, revision: int | None = None) -> Report:
    """Who signs, in which capacity. ``authority`` is the code of an authority in force of the unit; without one the person's
    only own one is taken, and a head without any signs as the head."""

    def change(row: Report, actor: Actor) -> Told:
        row.signing = _authority(row, by, clean("number", authority or ""))
        stamp(row, "signed", actor)
        lines = row.signing.lines if row.signing is not None else ""
        return {"authority": row.signing.code if row.signing else "", "lines": lines}

    return step(report, "sign", by, revision, change, after=lambda row, actor: telling.tell_clerk(row, actor))


def _authority(report: Report, by: By, code: str) -> SigningAuthority | None:
    """The capacity in which ``by`` signs; a part of the system signs as it is told."""
    if code:
        rows = choosable_authorities(by, report) if isinstance(by, Account) else _any_of(report)
        found = next((row for row in rows if row.code == code), None)
        if found is None:
            raise ActionRefused("signing_whose", unit=report.unit.short_name)
        return found
    own = authorities(by, report)
    if len(own) > 1:
        raise ActionRefused("signing_choose")
    if own:
        return own[0]
    if isinstance(by, Account) and not may_sign_by_role(by, report):
        raise ActionRefused("signing_choose")
    return None


def _any_of(report: Report) -> list[SigningAuthority]:
    rows = SigningAuthority.objects.in_force(timezone.localdate())
    units = [one for one in (report.filled_by_id, report.unit_id) if one is not None]
    return list(rows.filter(unit__in=units).order_by("pk"))
