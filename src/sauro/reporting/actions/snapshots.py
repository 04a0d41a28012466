"""Keeping what was sent: all values of a report as canonical text with its hash.

Belongs here: making snapshots. Does not belong here: the form of the text (``engine.reports.snapshot``), comparing two
(``queries``).
"""

from __future__ import annotations

import hashlib

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature
from sauro.reporting.models import ProvinceReport, Report, Snapshot
from sauro.reporting.states import Occasion


def about(report: Report) -> dict[str, str]:
    """What the values of a snapshot are of."""
    return {
        "period": report.period.code,
        "unit": report.unit.code,
        "form": report.period.form_sha256,
        "round": str(report.round),
    }


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def keep(report: Report, occasion: Occasion, text: str, by: Actor) -> Snapshot:
    """The snapshot of this occasion and round."""
    return Snapshot.objects.create(
        report=report,
        occasion=occasion,
        round=report.round,
        text=text,
        sha256=digest(text),
        **signature("made", by),
    )


def keep_figures(paper: ProvinceReport, text: str, by: Actor) -> Snapshot:
    """The consolidated figures of a paper; each taking has a number of its own."""
    taken = Snapshot.objects.filter(paper=paper, occasion=Occasion.CONSOLIDATED).count()
    return Snapshot.objects.create(
        paper=paper,
        occasion=Occasion.CONSOLIDATED,
        round=taken + 1,
        text=text,
        sha256=digest(text),
        **signature("made", by),
    )
