"""The issued document that a paper may print its number of.

Belongs here: which document stands, and its number in the head. Does not belong here: issuing (``actions.issuing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sauro.engine.documents.out import Header
from sauro.reporting.models import Issued, ProvinceReport, Report
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import IssuedKind, ProvinceState, ReportState

_NUMBER = re.compile(r"(?:[Ss]ố:?\s*)?0*([1-9][0-9]{0,6})\s*(?:/\s*(\S+))?")


def of_report(report: Report) -> Issued | None:
    """The document of a report that is issued; while it is being amended the next one has no number yet."""
    if report.state not in (ReportState.ISSUED, ReportState.RECEIVED):
        return None
    return _standing(Issued.objects.filter(report=report).order_by("at", "pk"))


def of_paper(paper: ProvinceReport) -> Issued | None:
    if paper.state not in (ProvinceState.ISSUED, ProvinceState.SENT):
        return None
    return _standing(Issued.objects.filter(paper=paper).order_by("at", "pk"))


def _standing(rows: Iterable[Issued]) -> Issued | None:
    """The last one issued that was not withdrawn; a correction of its form keeps its number."""
    last = None
    for one in rows:
        if one.kind == IssuedKind.WITHDRAWAL:
            last = None
        elif one.kind != IssuedKind.CORRECTION:
            last = one
    return last


def numbered(header: Header, issued: Issued | None) -> Header:
    """The head with number, symbol and day of the issued document; refused where its number has no figures to print."""
    if issued is None:
        return header
    found = _NUMBER.fullmatch(issued.number.strip())
    if found is None:
        raise ActionRefused("paper_number", number=issued.number)
    return replace(header, number=int(found[1]), day=issued.issued_on, symbol=found[2] or header.symbol)
