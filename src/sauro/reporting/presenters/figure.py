"""One row of the consolidated figures: how the province's value was made, and what every unit said.

Belongs here: everything ``figure.html`` shows. Does not belong here: all rows (``figures``), the history of one unit's value (``value``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.engine.reports.compute import marked, total
from sauro.engine.reports.coverage import Consolidated
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE, Consolidation, Ratio, Row, Sum
from sauro.engine.reports.values import Value, shown
from sauro.reporting.gathering import Gathered, UnitLine
from sauro.reporting.models import Entry, Period, Report
from sauro.reporting.period_figures import Figures, entries_at, figures_of, reports_of
from sauro.reporting.presenters import names
from sauro.reporting.presenters.board import CLASSES
from sauro.reporting.presenters.cells import english, marks, named, place_name, source_words
from sauro.reporting.presenters.figures import (
    COVERED,
    FigureLine,
    icon_of,
    line_of,
)
from sauro.reporting.presenters.figures import source_words as sent_words
from sauro.reporting.standing import UnitClass
from sauro.web.text import moment_words

KEPT = Remembered(48)
"""The units of a row as markup, some 100 kB for 102 communes."""


@dataclass(frozen=True, slots=True)
class UnitValue:
    """``href`` leads to the value in the unit's report. ``note``: why there is none, or what stands beside it."""

    href: str
    unit: str
    value: str
    reason: str
    marks: tuple[str, ...]
    note: str
    before: str
    status: names.Status
    source: str


@dataclass(frozen=True, slots=True)
class Missing:
    href: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one group in the order of units: the groups are never mixed."""

    name: str
    icon: str
    covered: str
    values: tuple[UnitValue, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    href: str
    name: str
    value: str
    role: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    period: names.Status
    all_href: str
    title: str
    section: str
    sentence: str
    line: FigureLine
    formula: str
    parts: tuple[PartLine, ...]
    units: SafeString
    before: str
    note: str


def figure_page(period: Period, code: str) -> FigurePage:
    """``code`` is the row's code in its form; an unknown one is not found."""
    version = data_version()
    figures = figures_of(period)
    found = figures.row(code)
    if found is None:
        raise Http404
    form, row = found
    section = form.section_of[row.key]
    key = ("units", period.pk, row.key, get_language())
    return FigurePage(
        period=names.Status(names.period_href(period), names.period_name(period)),
        all_href=reverse("reporting:figures", args=[period.slug]),
        title=named(row),
        section=(english() and section.name_en) or section.name,
        sentence=sent_words(figures),
        line=line_of(period, figures, row),
        formula=_formula(form, row),
        parts=tuple(_parts(period, figures, form, row)),
        units=KEPT.get(version, key, lambda: _units(period, figures, row)),
        before=names.period_name(figures.before_period) if figures.before_period else "",
        note=row.note,
    )


def _units(period: Period, figures: Figures, row: Row) -> SafeString:
    context = {
        "groups": tuple(_Units(period, figures, row).groups()),
        "before": figures.before_period is not None,
    }
    return render_to_string("reporting/_figure_units.html", context)


def _formula(form: Form, row: Row) -> str:
    if isinstance(row.rule, Ratio):
        if all(form.by_key[key].consolidation is Consolidation.SUM for key in row.parts()):
            return _("Tử số chia mẫu số nhân 100; chỉ cộng những đơn vị có đủ cả hai thành phần.")
        return _("Tử số chia mẫu số nhân 100.")
    return ""


def _parts(period: Period, figures: Figures, form: Form, row: Row) -> Iterator[PartLine]:
    """The rows that a computed one is made of."""
    for at, key in enumerate(row.parts()):
        part = form.by_key[key]
        role = (_("Tử số"), _("Mẫu số"))[at] if isinstance(row.rule, Ratio) else ""
        yield PartLine(
            reverse("reporting:figure", args=[period.slug, part.code]),
            named(part),
            shown(figures.rows[key].value, part.value_field, english=english()),
            role,
        )


class _Units:
    """What every asked unit said of one row, by groups."""

    def __init__(self, period: Period, figures: Figures, row: Row) -> None:
        self.row = row
        self.gathered: Gathered = figures.gathered
        self.one: Consolidated = figures.rows[row.key]
        self.said: Mapping[str, Value] = {**self._parts_of(), **dict(self.one.drill)}
        before = figures.before.get(row.key)
        self.earlier: Mapping[str, Value] = dict(before.drill) if before is not None else {}
        self.reports = reports_of(period)
        self.entries: Mapping[str, Entry] = entries_at(period, row.key) if row.is_entered else {}
        self.estimated = frozenset(self.one.estimated)

    def _parts_of(self) -> dict[str, Value]:
        """Of a sum: what units add to it that were given only some of its rows and so have no sum of their own."""
        found = {}
        keys = self.row.parts() if isinstance(self.row.rule, Sum) else ()
        silent = {*self.one.missing, *dict(self.one.absent)}
        for unit in self.gathered.units:
            values = [unit.values[key, VALUE] for key in keys if (key, VALUE) in unit.values]
            numbers = [value.number for value in values if value.number is not None]
            if unit.sent and numbers and unit.code not in silent:
                found[unit.code] = marked(total(numbers), values)
        return found

    def groups(self) -> Iterator[UnitGroup]:
        covered = dict(self.one.groups)
        silent = frozenset(self.one.missing)
        for kind in UnitClass:
            count = covered.get(str(kind))
            if count is None or not count.expected:
                continue
            units = [unit for unit in self.gathered.units if unit.group is kind]
            told = [unit for unit in units if unit.code not in silent and self._told(unit)]
            yield UnitGroup(
                str(CLASSES[kind]),
                icon_of(count),
                str(COVERED[kind]) % {"given": count.given, "all": count.expected},
                tuple(self._value(unit) for unit in told),
                tuple(self._missing(unit) for unit in units if unit.code in silent),
            )

    def _told(self, unit: UnitLine) -> bool:
        return unit.code in self.said or unit.code in dict(self.one.absent)

    def _value(self, unit: UnitLine) -> UnitValue:
        report = self.reports[unit.code]
        value = self.said.get(unit.code)
        reasons = dict(self.one.absent)
        absent = unit.code in reasons
        place = self.row.value_field
        entry = self.entries.get(unit.code)
        told = list(marks(value)) if value is not None and not value.is_absent else []
        return UnitValue(
            href=self._href(report),
            unit=unit.short_name,
            value="-" if absent else shown(value, place, english=english()),
            reason=reasons.get(unit.code, ""),
            marks=tuple(told),
            note=_("Không tính vào tỷ lệ của tỉnh: thiếu một thành phần.")
            if unit.code in self.one.left_out
            else "",
            before=shown(self.earlier.get(unit.code), place, english=english()),
            status=names.Status(names.ICON[report.state], str(report.get_state_display())),
            source=_source(entry, report),
        )

    def _missing(self, unit: UnitLine) -> Missing:
        report = self.reports[unit.code]
        if not unit.sent:
            why = report.get_state_display()
        elif unit.code in self.one.left_out:
            why = _("đã gửi, thiếu một thành phần")
        else:
            why = _("đã gửi, không có số liệu của dòng này")
        return Missing(self._href(report), unit.short_name, str(why))

    def _href(self, report: Report) -> str:
        if not self.row.is_entered:
            return names.report_href(report)
        address = reverse("reporting:value", args=[report.period.slug, report.unit.slug])
        return f"{address}?cho={place_name(self.row.key, VALUE)}"


def _source(entry: Entry | None, report: Report) -> str:
    """Where the value came from, and when it was sent."""
    told = [source_words(entry) or _("Đơn vị nhập")] if entry is not None else [_("Tính từ các thành phần")]
    if report.last_sent_at is not None:
        told.append(_("gửi %(when)s") % {"when": moment_words(report.last_sent_at)})
    return "; ".join(told)
