"""The province's papers while they are written: begun, figures taken from the units, text written and edited.

Belongs here: everything before the paper leaves the owner office. Does not belong here: its way to the reader
(``province_flow``), gathering the units' values (``gathering``), writing the text from them (``papers``).

A text that a person has edited is never written over: the new text stands beside it as ``written``, and the person may take
it. Figures may be taken again as often as wanted; the same figures make no new snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.people.by import By
from sauro.people.permissions import acting
from sauro.reporting.actions.common import clean, locked_paper, note
from sauro.reporting.actions.snapshots import digest, keep_figures
from sauro.reporting.models import PaperSection, Period, ProvinceReport
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import COMPOSE, Paper, PeriodState, ProvinceState
from sauro.web.text import moment_words


def start_paper(*, period: Period, paper: str, by: By) -> ProvinceReport:
    """The province's paper of this kind for the period; the one that is there where it was begun before."""
    actor = acting(by, COMPOSE)
    kind = Paper(paper)
    with transaction.atomic():
        row = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
        if row.state not in (PeriodState.OPEN, PeriodState.CLOSED):
            raise ActionRefused("period_not_open", period=row.code, state=row.get_state_display())
        if kind not in row.papers:
            raise ActionRefused("paper_not_fed", period=row.code)
        known = ProvinceReport.objects.filter(period=row, paper=kind).first()
        if known is not None:
            return known
        made = ProvinceReport(period=row, paper=kind, due_on=row.province_due_on)
        stamp(made, "changed", actor)
        made.save(force_insert=True)
        note(actor, "start_paper", made.key)
    return made


@dataclass(frozen=True, slots=True)
class Taken:
    """``new`` is False where the units say what they said the last time."""

    paper: ProvinceReport
    new: bool


def take_figures(*, paper: ProvinceReport, by: By) -> Taken:
    """The figures of the units as they now stand, kept as a snapshot of which the paper is made."""
    from sauro.reporting.gathering import gather, text_of

    with transaction.atomic():
        row, actor = _drafting(paper, by)
        text = text_of(gather(row.period), row.paper)
        if row.source is not None and row.source.sha256 == digest(text):
            return Taken(row, new=False)
        before = {"sha256": row.source.sha256} if row.source is not None else None
        row.source = keep_figures(row, text, actor)
        _changed(row, actor)
        note(actor, "take_figures", row.key, before=before, after={"sha256": row.source.sha256})
    return Taken(row, new=True)


def write_sections(
    *, paper: ProvinceReport, sections: Iterable[tuple[str, str, str]], by: By
) -> list[PaperSection]:
    """The text as written from the data: (code, heading, text) in order. What a person edited keeps the person's words; a
    part that is no longer written goes, unless it was edited."""
    wanted = [(code, heading, _body(text)) for code, heading, text in sections]
    if len({code for code, _heading, _text in wanted}) != len(wanted):
        raise ValueError("a section comes twice")
    with transaction.atomic():
        row, actor = _drafting(paper, by)
        known = {one.code: one for one in PaperSection.objects.filter(report=row)}
        for order, (code, heading, text) in enumerate(wanted, start=1):
            section = known.pop(code, None) or PaperSection(report=row, code=code, revision=0)
            _write(section, order, heading, text, actor)
        for section in known.values():
            if not section.edited:
                section.delete()
                continue
            section.order, section.written = len(wanted) + section.order, ""
            section.save(update_fields=["order", "written"])
        _changed(row, actor)
        note(actor, "write_sections", row.key, after={"sections": [code for code, _h, _t in wanted]})
    return list(PaperSection.objects.filter(report=row))


def _write(section: PaperSection, order: int, heading: str, text: str, by: Actor) -> None:
    same = (section.order, section.heading, section.written) == (order, heading[:300], text)
    if section.pk is not None and same:
        return
    section.order, section.heading, section.written = order, heading[:300], text
    if not section.edited and section.body != text:
        section.body = text
        section.revision += 1
        stamp(section, "changed", by)
    section.save()


def edit_section(
    *, paper: ProvinceReport, code: str, body: str, by: By, revision: int | None = None
) -> PaperSection:
    """A person's words for one part. The written text again is no edit."""
    words = _body(body)
    with transaction.atomic():
        row, actor = _drafting(paper, by)
        section = PaperSection.objects.select_for_update().filter(report=row, code=code).first()
        if section is None:
            raise ActionRefused("section_unknown")
        if section.body == words:
            return section
        if revision is not None and revision != section.revision:
            raise ActionRefused(
                "section_changed",
                who=section.changed_by_name or "sauro",
                when=moment_words(section.changed_at) if section.changed_at else "–",
            )
        section.body = words
        section.edited = words != section.written
        section.revision += 1
        stamp(section, "changed", actor)
        section.save()
        note(actor, "edit_section", row.key, after={"section": code, "edited": section.edited})
    return section


def restore_section(*, paper: ProvinceReport, code: str, by: By, revision: int | None = None) -> PaperSection:
    """Back to the text as written from the data."""
    section = PaperSection.objects.filter(report=paper, code=code).first()
    if section is None:
        raise ActionRefused("section_unknown")
    return edit_section(paper=paper, code=code, body=section.written, by=by, revision=revision)


def add_section(*, paper: ProvinceReport, heading: str, body: str, by: By) -> PaperSection:
    """A part of a person's own, behind the others."""
    title = clean("name", " ".join(heading.split()))
    words = _body(body)
    if not title or not words:
        raise ActionRefused("section_empty")
    with transaction.atomic():
        row, actor = _drafting(paper, by)
        rows = PaperSection.objects.filter(report=row)
        last = rows.aggregate(last=Max("order"))["last"] or 0
        number = rows.filter(code__startswith="own-").count() + 1
        while rows.filter(code=f"own-{number}").exists():
            number += 1
        section = PaperSection(
            report=row, code=f"own-{number}", order=last + 1, heading=title, body=words, edited=True
        )
        stamp(section, "changed", actor)
        section.save(force_insert=True)
        note(actor, "add_section", row.key, after={"section": section.code})
    return section


def _drafting(paper: ProvinceReport, by: By) -> tuple[ProvinceReport, Actor]:
    """The paper, locked, while it is a draft of the owner office."""
    row = locked_paper(paper)
    actor = acting(by, COMPOSE)
    if row.state != ProvinceState.DRAFT:
        raise ActionRefused("paper_locked", state=row.get_state_display())
    return row, actor


def _changed(paper: ProvinceReport, by: Actor) -> None:
    paper.revision += 1
    stamp(paper, "changed", by)
    paper.save()


def _body(text: str) -> str:
    return clean("body", text.replace("\r\n", "\n").replace("\r", "\n"))
