"""The consolidated figures of a period: each statistical row with the province's value and how far it is covered.

Belongs here: everything ``figures.html`` shows. Does not belong here: consolidating (``engine.reports``), one row with its units (``figure``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.engine.reports.consolidate import NOBODY_GAVE
from sauro.engine.reports.coverage import Consolidated, Coverage
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import Consolidation, Ratio, Row
from sauro.engine.reports.values import shown
from sauro.reporting.models import Period
from sauro.reporting.period_figures import Figures, figures_of, value_before
from sauro.reporting.presenters import names
from sauro.reporting.presenters.cells import english, marks, named
from sauro.reporting.presenters.parts import SEMANTICS
from sauro.reporting.standing import UnitClass
from sauro.reporting.words import note_words
from sauro.web.text import moment_words

Words = str | Promise

KEPT = Remembered(48)
"""The rows of a period as markup, about 90 kB each, by language and filter."""
INCOMPLETE = "thieu"
COVERED: Mapping[UnitClass, Words] = {
    UnitClass.AGENCY: gettext_lazy("%(given)s/%(all)s sở, ngành"),
    UnitClass.VERTICAL: gettext_lazy("%(given)s/%(all)s ngành dọc"),
    UnitClass.OTHER: gettext_lazy("%(given)s/%(all)s cơ quan khác"),
    UnitClass.COMMUNE: gettext_lazy("%(given)s/%(all)s xã"),
}
HOW: Mapping[Consolidation, Words] = {
    Consolidation.SUM: gettext_lazy("Cộng số liệu các đơn vị"),
    Consolidation.RATIO: gettext_lazy("Tính từ tổng các thành phần"),
    Consolidation.ONE_SOURCE: gettext_lazy("Một đầu mối cung cấp"),
    Consolidation.COUNT: gettext_lazy("Đếm câu trả lời"),
    Consolidation.NONE: gettext_lazy("Không cộng, xem từng đơn vị"),
}


@dataclass(frozen=True, slots=True)
class Covered:
    """Coverage of one group of units; never mixed with another's."""

    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    code: str
    name: str
    heading: bool = False
    href: str = ""
    unit: str = ""
    kind: str = ""
    value: str = ""
    lacks: str = ""
    nobody: bool = False
    counts: str = ""
    marks: tuple[str, ...] = ()
    before: str = ""
    covered: tuple[Covered, ...] = ()
    how: str = ""
    special: str = ""


@dataclass(slots=True)
class FigureGroup:
    name: str
    lines: list[FigureLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FilterLink:
    href: str
    words: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class FiguresPage:
    period: names.Status
    title: str
    under: str
    sentence: str
    before: str
    filters: tuple[FilterLink, ...]
    table: SafeString


def figures_page(period: Period, chosen: str = "") -> FiguresPage:
    """``chosen`` is the filter of the address; an unknown one shows every row."""
    version = data_version()
    figures = figures_of(period)
    only = chosen == INCOMPLETE
    key = ("rows", period.pk, only, get_language())
    return FiguresPage(
        period=names.Status(names.period_href(period), names.period_name(period)),
        title=_("Số liệu tổng hợp %(period)s") % {"period": names.inside(period)},
        under=names.span_words(period),
        sentence=source_words(figures),
        before=names.period_name(figures.before_period) if figures.before_period else "",
        filters=KEPT.get(version, ("filters", *key), lambda: _filters(period, figures, only)),
        table=KEPT.get(version, key, lambda: _table(period, figures, only)),
    )


def _table(period: Period, figures: Figures, only: bool) -> SafeString:
    groups = [group for form in figures.forms() for group in _groups(period, figures, form, only)]
    context = {"groups": groups, "before": figures.before_period is not None}
    return render_to_string("reporting/_figures_rows.html", context)


def source_words(figures: Figures) -> str:
    """What counts, and until when."""
    units = figures.gathered.expected
    sent = sum(unit.sent for unit in units)
    asked = [unit for unit in figures.gathered.voluntary if unit.sent]
    if not sent and not asked:
        return _("Chưa đơn vị nào gửi báo cáo nên chưa có số liệu tổng hợp.")
    said = _(
        "Cộng từ báo cáo đã gửi của %(sent)s/%(all)s đơn vị; báo cáo nháp và báo cáo bị trả lại không tính."
    ) % {"sent": sent, "all": len(units)}
    if asked:
        said += " " + ngettext(
            "Tính cả %(n)s đơn vị gửi theo đề nghị.", "Tính cả %(n)s đơn vị gửi theo đề nghị.", len(asked)
        ) % {"n": len(asked)}
    if figures.latest is not None:
        said += " " + _("Báo cáo gửi gần nhất: %(when)s.") % {"when": moment_words(figures.latest)}
    return said


def _filters(period: Period, figures: Figures, only: bool) -> tuple[FilterLink, ...]:
    address = reverse("reporting:figures", args=[period.slug])
    lacking = sum(not _complete(figures, one) for one in figures.rows.values())
    return (
        FilterLink(address, _("Tất cả"), len(figures.rows), not only),
        FilterLink(f"{address}?loc={INCOMPLETE}", _("Chưa đủ số liệu"), lacking, only),
    )


def _complete(figures: Figures, one: Consolidated) -> bool:
    """A row that nobody was given is not covered; one from which all were excused by their own answers lacks nothing."""
    if one.coverage.expected:
        return one.coverage.complete
    return figures.is_asked(one.key)


def _groups(period: Period, figures: Figures, form: Form, only: bool) -> Iterable[FigureGroup]:
    for section in form.sections:
        rows = [row for row in section.rows if row.is_heading or row.key in figures.rows]
        if only:
            rows = [
                row for row in rows if not row.is_heading and not _complete(figures, figures.rows[row.key])
            ]
        lines = [line_of(period, figures, row) for row in rows]
        if lines:
            yield FigureGroup((english() and section.name_en) or section.name, lines)


def line_of(period: Period, figures: Figures, row: Row) -> FigureLine:
    if row.is_heading:
        return FigureLine(short_code(row), named(row), heading=True)
    one = figures.rows[row.key]
    place = row.value_field
    return FigureLine(
        code=short_code(row),
        name=named(row),
        href=reverse("reporting:figure", args=[period.slug, row.code]),
        unit=row.unit if place is None or not place.choices else "",
        kind=kind_words(row),
        value=shown(one.value, place, english=english()),
        lacks=note_words(one.lacks) if one.value is None and not any(n for _code, n in one.counts) else "",
        nobody=one.lacks == NOBODY_GAVE,
        counts=counts_words(row, one),
        marks=tuple(marks_of(one)),
        before=shown(value_before(figures, row.key), place, english=english()),
        covered=tuple(covered(one)),
        how=how_words(row),
        special=how_words(row, bare=True) if is_special(row) else "",
    )


def short_code(row: Row) -> str:
    """Each table of the form begins at 1 again: the number of the table stands in its heading."""
    return row.code.partition(".")[2] or row.code


def kind_words(row: Row) -> str:
    """Whether the row is a state, a flow or cumulative; what no source says is marked so."""
    if row.semantics is None:
        return ""
    said = str(SEMANTICS[row.semantics])
    return _("%(kind)s (chưa kiểm chứng)") % {"kind": said} if "semantics" in row.unverified else said


def is_special(row: Row) -> bool:
    """Neither the plain sum of the units nor the figure of one source, of which a form is full."""
    plain = (Consolidation.SUM, Consolidation.ONE_SOURCE, Consolidation.COUNT)
    return row.rule is not None or bool(row.any_code) or row.consolidation not in plain


def how_words(row: Row, *, bare: bool = False) -> str:
    """How the units' values became the province's; ``bare`` leaves out whether a source says so."""
    if row.rule is not None and not isinstance(row.rule, Ratio):
        said = _("Cộng các dòng thành phần")
    elif row.rule is not None:
        said = str(HOW[Consolidation.RATIO])
    elif row.any_code:
        said = _("Một đơn vị có là tỉnh có")
    else:
        said = str(HOW[row.consolidation])
    unsure = "consolidation" in row.unverified and not bare
    return _("%(how)s (chưa kiểm chứng)") % {"how": said} if unsure else said


def counts_words(row: Row, one: Consolidated) -> str:
    """How many units chose each answer; nothing where nobody answered."""
    place = row.value_field
    if place is None or not any(n for _code, n in one.counts):
        return ""
    told = []
    for code, n in one.counts:
        choice = place.choice(code)
        label = ((english() and choice.label_en) or choice.label) if choice is not None else code
        told.append(_("%(answer)s: %(n)s đơn vị") % {"answer": label, "n": n})
    return "; ".join(told)


def marks_of(one: Consolidated) -> Iterable[str]:
    """What a reader must know about the figure before using it."""
    n = len(one.estimated)
    if n < 2 or one.value is None:
        yield from marks(one.value)
    else:
        yield from marks(replace(one.value, estimated=False))
        yield ngettext("%(n)s đơn vị ghi số ước", "%(n)s đơn vị ghi số ước", n) % {"n": n}
    if one.absent:
        n = len(one.absent)
        yield ngettext("%(n)s đơn vị ghi “-”", "%(n)s đơn vị ghi “-”", n) % {"n": n}
    if one.left_out:
        n = len(one.left_out)
        yield (
            ngettext(
                "không tính %(n)s đơn vị thiếu một thành phần",
                "không tính %(n)s đơn vị thiếu một thành phần",
                n,
            )
            % {"n": n}
        )


def covered(one: Consolidated) -> Iterable[Covered]:
    """Each group by itself, in the order of groups."""
    groups = dict(one.groups)
    for kind, words in COVERED.items():
        count = groups.get(str(kind))
        if count is not None and count.expected:
            yield Covered(icon_of(count), str(words) % {"given": count.given, "all": count.expected})


def icon_of(count: Coverage) -> str:
    if count.complete:
        return "done"
    return "run" if count.given else "todo"
