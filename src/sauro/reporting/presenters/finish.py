"""The last part of a report: what must be mended, the next step, what changed since last time, issued documents.

Belongs here: everything ``_finish.html`` shows. Does not belong here: forms of the steps (views attach them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.engine.reports.findings import Finding
from sauro.reporting import queries
from sauro.reporting.models import Issued, Report
from sauro.reporting.presenters import names
from sauro.reporting.presenters.acts import Act, acts_of
from sauro.reporting.presenters.cells import place_name
from sauro.reporting.presenters.parts import FINISH, PartView, anchor_of
from sauro.reporting.queries import Findings
from sauro.reporting.words import finding_words
from sauro.web.text import day_words, moment_words

SHORT = 6
"""So many lines of one part stand open."""


@dataclass(frozen=True, slots=True)
class Found:
    href: str
    where: str
    text: str


@dataclass(slots=True)
class FoundIn:
    """What must be mended in one part; short lists stand open."""

    name: str
    lines: list[Found] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return len(self.lines) <= SHORT


@dataclass(frozen=True, slots=True)
class Changed:
    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    number: str
    day: str
    kind: str
    signer: str
    reason: str
    href: str


@dataclass(slots=True)
class Finish:
    slug: str
    name: str
    left: str
    complete: str
    template: str = ""
    count: int = 0
    errors: list[FoundIn] = field(default_factory=list)
    warnings: list[Found] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    differences: list[Changed] = field(default_factory=list)
    compared: str = ""
    papers: list[PaperLine] = field(default_factory=list)


def finish_part(account: object, report: Report, views: Sequence[PartView], found: Findings) -> Finish:
    n = len(found.errors)
    words = ngettext("còn %(n)s chỗ phải sửa", "còn %(n)s chỗ phải sửa", n) % {"n": n}
    made = Finish(
        slug=FINISH,
        name=_("Kiểm tra, ký và gửi"),
        left=words if n else "",
        complete=_("Đã đủ nội dung bắt buộc, không còn chỗ phải sửa."),
        count=n,
        errors=list(_by_part(found, report, views)),
        warnings=[_found(one, report, views) for one in found.warnings],
        acts=list(acts_of(account, report)),
        papers=[_paper(one) for one in report.issued.all()],
    )
    compared = queries.differences_of(report)
    if compared is not None:
        made.compared = _("So với bản %(occasion)s, %(when)s") % {
            "occasion": compared.before.get_occasion_display().lower(),
            "when": moment_words(compared.before.made_at),
        }
        made.differences = [
            Changed(_where(views, place), before, after) for place, before, after in compared.lines
        ]
    return made


def _by_part(found: Findings, report: Report, views: Sequence[PartView]) -> Iterator[FoundIn]:
    """What must be mended under the name of its part, in the order of the page; what has no place comes last."""
    left = list(found.errors)
    for view in views:
        mine = [one for one in left if anchor_of(view, (one.row, one.field))]
        if mine:
            yield FoundIn(view.name, [_found(one, report, [view]) for one in mine])
            left = [one for one in left if one not in mine]
    if left:
        yield FoundIn(_("Báo cáo"), [_found(one, report, ()) for one in left])


def _found(finding: Finding, report: Report, views: Sequence[PartView]) -> Found:
    place = (finding.row, finding.field)
    for view in views:
        anchor = anchor_of(view, place)
        if anchor:
            return Found(
                f"{names.report_href(report, view.slug)}#{anchor}",
                _where([view], place),
                finding_words(finding),
            )
    return Found(names.report_href(report), _("Báo cáo"), finding_words(finding))


def _where(views: Iterable[PartView], place: tuple[str, str]) -> str:
    """The place in words: the task or row, then the field."""
    wanted = place_name(*place)
    for view in views:
        for group in view.groups:
            for one in group.cells:
                if one.place == wanted:
                    return one.name
            for line in group.lines:
                if line.cell is not None and line.cell.place == wanted:
                    return f"{line.code} {line.name}"
        for block in view.tasks:
            for one in (*block.short, *block.long):
                if one.place == wanted:
                    return f"{block.code}, {one.name.lower()}"
        for target in view.targets:
            for one in target.cells:
                if one.place == wanted:
                    return f"{target.name}, {one.name.lower()}"
    return place[0]


def _paper(one: Issued) -> PaperLine:
    day: date = one.issued_on
    return PaperLine(
        one.number,
        day_words(day),
        str(one.get_kind_display()),
        one.signer,
        one.reason,
        queries.file_address(one),
    )
