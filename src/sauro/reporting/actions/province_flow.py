"""The way of the province's paper: to the Office, to the signature, issued, sent, withdrawn.

Belongs here: one function for each line of ``PROVINCE_MOVES``. Does not belong here: writing the paper (``province``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.files.checking import Upload
from sauro.people import permissions as people
from sauro.people.by import By, as_actor
from sauro.people.models import Account, SigningAuthority
from sauro.people.moves import may_move, target_of
from sauro.people.queries import province
from sauro.reporting.actions import due, telling
from sauro.reporting.actions.common import hold_numbers, locked_paper, needed, note, who_may
from sauro.reporting.actions.filing import document, filed
from sauro.reporting.actions.steps import Told
from sauro.reporting.models import Issued, PaperSection, ProvinceReport
from sauro.reporting.permissions import may_sign_paper, paper_authorities, paper_choosable
from sauro.reporting.queries import paper_subject
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import PROVINCE_ISSUE, PROVINCE_MOVES, PROVINCE_SIGN, IssuedKind, ProvinceState
from sauro.web.text import moment_words

Change = Callable[[ProvinceReport, Actor], Told | None]


def submit(*, paper: ProvinceReport, by: By, revision: int | None = None) -> ProvinceReport:
    """To the Office of the People's Committee, with figures and text."""

    def change(row: ProvinceReport, _actor: Actor) -> Told:
        if row.source is None:
            raise ActionRefused("paper_no_figures")
        if not PaperSection.objects.filter(report=row).exclude(body="").exists():
            raise ActionRefused("paper_no_text")
        row.reason = ""
        return {"sha256": row.source.sha256}

    return _step(paper, "submit", by, revision, change)


def return_paper(
    *, paper: ProvinceReport, by: By, reason: str, revision: int | None = None
) -> ProvinceReport:
    return _back(paper, "return", by, reason, revision)


def present(*, paper: ProvinceReport, by: By, revision: int | None = None) -> ProvinceReport:
    return _step(paper, "present", by, revision)


def decline(*, paper: ProvinceReport, by: By, reason: str, revision: int | None = None) -> ProvinceReport:
    return _back(paper, "decline", by, reason, revision)


def redo(*, paper: ProvinceReport, by: By, reason: str, revision: int | None = None) -> ProvinceReport:
    return _back(paper, "redo", by, reason, revision)


def sign(
    *, paper: ProvinceReport, by: By, authority: str | None = None, revision: int | None = None
) -> ProvinceReport:
    """Who signs for the People's Committee, in which capacity."""

    def change(row: ProvinceReport, actor: Actor) -> Told:
        row.signing = _authority(by, (authority or "").strip())
        stamp(row, "signed", actor)
        return {"authority": row.signing.code if row.signing else ""}

    return _step(paper, "sign", by, revision, change)


def issue(
    *,
    paper: ProvinceReport,
    by: By,
    number: str,
    issued_on: date,
    file: Upload | None,
    revision: int | None = None,
) -> ProvinceReport:
    """Number, day and the signed document, which is looked through before anything is locked."""
    name, day = document(number, issued_on)
    before = ProvinceReport.objects.get(pk=paper.pk)
    if not isinstance(by, Actor):
        people.check(by, PROVINCE_ISSUE)
    _current(before, revision)
    _target(before, "issue")
    sha256 = filed(paper_subject(before), file, by)

    def change(row: ProvinceReport, actor: Actor) -> Told:
        _write(row, IssuedKind.FIRST, name, day, actor, sha256=sha256)
        return {"number": name, "issued_on": str(day), "file": sha256}

    return _step(paper, "issue", by, revision, change)


def mark_sent(
    *,
    paper: ProvinceReport,
    by: By,
    way: str,
    sent_at: datetime | None = None,
    revision: int | None = None,
) -> ProvinceReport:
    """The document left, by which way and when; now, where nothing else is said."""
    how = needed("way", way, "needs_way")
    at = sent_at or timezone.now()
    if at > timezone.now():
        raise ActionRefused("in_future", day=moment_words(at))

    def change(row: ProvinceReport, _actor: Actor) -> Told:
        row.sent_way, row.sent_at = how, at
        return {"way": how, "sent_at": str(at)}

    with transaction.atomic():
        row = _step(paper, "mark_sent", by, revision, change)
        papers = ProvinceReport.objects.filter(period=row.period, state=ProvinceState.SENT)
        if set(row.period.papers) <= set(papers.values_list("paper", flat=True)):
            due.close_for_province(row.period, as_actor(by))
    return row


def withdraw(
    *,
    paper: ProvinceReport,
    by: By,
    number: str,
    issued_on: date,
    reason: str,
    revision: int | None = None,
) -> ProvinceReport:
    name, day = document(number, issued_on)
    why = needed("reason", reason, "needs_reason")

    def change(row: ProvinceReport, actor: Actor) -> Told:
        _write(row, IssuedKind.WITHDRAWAL, name, day, actor, reason=why)
        row.reason = why
        return {"number": name, "issued_on": str(day), "reason": why}

    return _step(paper, "withdraw", by, revision, change)


def _back(paper: ProvinceReport, action: str, by: By, reason: str, revision: int | None) -> ProvinceReport:
    """To the owner office, as a draft of the next round."""
    why = needed("reason", reason, "needs_reason")

    def change(row: ProvinceReport, _actor: Actor) -> Told:
        row.reason = why
        row.round += 1
        row.signed_at, row.signed_by_code, row.signed_by_name, row.signing = None, "", "", None
        return {"reason": why}

    return _step(paper, action, by, revision, change)


def _step(
    paper: ProvinceReport, action: str, by: By, revision: int | None, change: Change | None = None
) -> ProvinceReport:
    with transaction.atomic():
        row = locked_paper(paper)
        actor = _acting(by, action)
        _current(row, revision)
        target = _target(row, action)
        before = {"state": row.state}
        told = change(row, actor) if change is not None else None
        row.state = target
        row.revision += 1
        stamp(row, "changed", actor)
        row.save()
        note(
            actor,
            action,
            row.key,
            before=before,
            after={"state": row.state, "round": row.round} | (told or {}),
        )
        telling.tell_paper(row, actor)
    return row


def _acting(by: By, action: str) -> Actor:
    """The right that the table asks for; signing also with an authority of the People's Committee in one's own name."""
    permission = who_may(PROVINCE_MOVES, action)
    if permission == PROVINCE_SIGN and isinstance(by, Account) and may_sign_paper(by):
        return by.actor
    return people.acting(by, permission)


def _current(paper: ProvinceReport, revision: int | None) -> None:
    if revision is None or revision == paper.revision:
        return
    raise ActionRefused(
        "paper_changed",
        who=paper.changed_by_name or "sauro",
        when=moment_words(paper.changed_at) if paper.changed_at else "–",
        state=paper.get_state_display(),
    )


def _target(paper: ProvinceReport, action: str) -> str:
    if not may_move(PROVINCE_MOVES, paper.state, action):
        raise ActionRefused("paper_move", state=paper.get_state_display())
    return target_of(PROVINCE_MOVES, paper.state, action)


def _authority(by: By, code: str) -> SigningAuthority | None:
    """The capacity in which ``by`` signs; a leader with a single one need not choose."""
    if code:
        found = next((row for row in paper_choosable(by) if row.code == code), None)
        if found is None:
            committee = province(timezone.localdate())
            raise ActionRefused("signing_whose", unit=committee.short_name if committee else "–")
        return found
    own = paper_authorities(by)
    if len(own) > 1:
        raise ActionRefused("signing_choose")
    return own[0] if own else None


def _write(
    paper: ProvinceReport,
    kind: IssuedKind,
    number: str,
    day: date,
    by: Actor,
    *,
    reason: str = "",
    sha256: str = "",
) -> Issued:
    committee = province(timezone.localdate())
    if committee is not None:
        hold_numbers(committee.pk)
    rows = Issued.objects.filter(paper__isnull=False, number=number, issued_on__year=day.year)
    if rows.exists():
        raise ActionRefused("number_taken", number=number, day=f"{day.day}/{day.month}/{day.year}")
    last = Issued.objects.filter(paper=paper, kind=IssuedKind.FIRST).order_by("at", "pk").last()
    return Issued.objects.create(
        paper=paper,
        kind=kind,
        number=number,
        issued_on=day,
        signer=(paper.signing.signer if paper.signing is not None else paper.signed_by_name)[:150],
        signer_lines=paper.signing.lines if paper.signing is not None else "",
        reason=reason,
        snapshot=paper.source,
        file_sha256=sha256,
        replaces=last,
        at=timezone.now(),
        by_code=by.code,
        by_name=by.name,
    )
