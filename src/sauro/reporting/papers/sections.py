"""A paper's text: written from its snapshot, and shown on a page with its figures.

Belongs here: which text a kind of paper has, marks resolved for a page. Does not belong here: keeping text (``actions.province``),
documents (``province``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.engine.documents.out import Item, Paragraph
from sauro.engine.documents.out.words import runs as runs_of
from sauro.reporting.gathering import Gathered, read_back
from sauro.reporting.models import Period, ProvinceReport
from sauro.reporting.papers import marks
from sauro.reporting.papers.cchc_text import cchc_sections
from sauro.reporting.papers.figures import Links, figures
from sauro.reporting.papers.house import House, house
from sauro.reporting.papers.marks import Figures
from sauro.reporting.papers.on_demand import on_demand_sections
from sauro.reporting.papers.plan_text import Section, Told, plan_sections
from sauro.reporting.papers.spoken import period_words, plain_day, plan_words
from sauro.reporting.papers.wording import wording
from sauro.reporting.period_forms import spans_of
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import Paper

UNPRINTED = ("open", "close")
"""Sections whose heading is for the page only."""


def links_of(period: Period) -> Links:
    return Links(settings.SITE_ROOT.rstrip("/"), period.code)


def gathered_of(paper: ProvinceReport) -> Gathered:
    """The period behind the paper's snapshot."""
    if paper.source is None:
        raise ActionRefused("paper_no_figures")
    return read_back(paper.source, paper.period)


def figures_for(paper: ProvinceReport, gathered: Gathered | None = None) -> Figures:
    """Everything that a mark in this paper's text may name."""
    found = gathered_of(paper) if gathered is None else gathered
    return figures(found, links_of(paper.period))


def sections_of(paper: ProvinceReport, gathered: Gathered | None = None) -> list[Section]:
    """(code, heading, text) as the data say it."""
    found = gathered_of(paper) if gathered is None else gathered
    told = told_of(paper, found)
    if paper.paper == Paper.PLAN:
        return plan_sections(found, told)
    if paper.paper == Paper.CCHC:
        return cchc_sections(found, told)
    return on_demand_sections(found, told, paper.period.ground)


def told_of(paper: ProvinceReport, gathered: Gathered) -> Told:
    plan, others = plan_words(gathered)
    return Told(
        issuer=house_of(paper.period).name,
        period=period_words(paper.period, paper.paper),
        plan=plan,
        others=others,
        day=_data_day(paper),
        to=house_of(paper.period).data["ministry"],
    )


def house_of(period: Period) -> House:
    """The offices at the end of the period: a paper of last year names the offices of then."""
    return house(last_day(period))


def last_day(period: Period) -> date:
    return (
        period.plan_to or period.data_to or period.unit_due_on or period.opens_on or date(period.year, 12, 31)
    )


def _data_day(paper: ProvinceReport) -> str:
    spans = spans_of(paper.period)
    if spans is None:
        return plain_day(paper.period.data_to)
    return plain_day(
        next((one.span.end for one in spans.papers if one.code == paper.paper), paper.period.data_to)
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One paragraph or item for a page: ``kind`` is p, item or subitem; ``parts`` are (text, address or "")."""

    kind: str
    parts: tuple[tuple[str, str], ...]


def shown(paper: ProvinceReport, body: str, known: Figures | None = None) -> list[Shown]:
    """The text as it will be printed, figures with their addresses. Give ``known`` (``figures_for``) for several sections."""
    found = []
    for block in marks.blocks(body, figures_for(paper) if known is None else known):
        assert isinstance(block, Item | Paragraph)
        kind = "p" if isinstance(block, Paragraph) else "item" if block.depth == 1 else "subitem"
        parts = tuple((run.text, run.source.address if run.source else "") for run in runs_of(block.words))
        found.append(Shown(kind, parts))
    return found


def problem_words(written: str, body: str, known: Figures) -> list[str]:
    """What a person should know of the marks after editing: sentences, none where all is well."""
    found = marks.problems(written, body, known)
    said = [
        _(
            "Không có số liệu nào mang mã “%(mark)s”. Sửa lại mã hoặc bỏ phần này; trên văn bản chỗ này được in thành khoảng trống có ghi chú."
        )
        % {"mark": mark}
        for mark in found.unknown
    ]
    said += [
        _("Số liệu “%(mark)s” (%(value)s) đã bị bỏ khỏi nội dung. Nếu vẫn cần, chép lại mã {{%(mark)s}}.")
        % {"mark": mark, "value": known[mark].text if mark in known and known[mark].text else marks.MISSING}
        for mark in found.removed
    ]
    return said


def source_line(paper: ProvinceReport) -> str:
    """Names the snapshot that the figures were taken from."""
    assert paper.source is not None
    at = timezone.localtime(paper.source.made_at)
    return wording("plan").say(
        "source", hash=paper.source.sha256, time=f"{at:%H:%M} ngày {at.day}/{at.month}/{at.year}"
    )


def ordered(sections: Sequence[Section]) -> list[Section]:
    """A person's own sections stand before the closing words."""
    closing = [one for one in sections if one[0] == "close"]
    return [one for one in sections if one[0] != "close"] + closing
