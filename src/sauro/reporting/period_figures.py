"""The consolidated figures of a period as its pages show them: now, and in the period before.

Belongs here: reading both periods once and keeping them until something changes. Does not belong here: papers
(``gathering``, whose figures a snapshot pins), words, rights: whoever asks may read every report.

What counts is what was sent: a draft or a returned report is in no figure. Values in reports that count are locked, so
where a figure came from is read from the entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.engine.reports.coverage import Consolidated
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE, Row
from sauro.engine.reports.values import Value
from sauro.reporting.gathering import Gathered
from sauro.reporting.gathering.reading import bare
from sauro.reporting.models import Entry, Period, Report
from sauro.reporting.queries import period_before
from sauro.reporting.states import CONSOLIDATED

KEPT = Remembered(12)
"""Periods with their values: some megabytes each, and few are looked at at a time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """``rows`` are the consolidated rows by key, ``before`` those of the period before; ``latest`` the last sending."""

    period: str
    gathered: Gathered
    rows: Mapping[str, Consolidated]
    before_period: Period | None
    before: Mapping[str, Consolidated]
    latest: datetime | None

    def is_asked(self, key: str) -> bool:
        """Whether some unit was given the row, or a part of a computed one."""
        found = self.row(key)
        leaves = found[1].parts() if found is not None else ()
        return any(key in unit.asked or not unit.asked.isdisjoint(leaves) for unit in self.gathered.units)

    def forms(self) -> Iterator[Form]:
        """The statistical forms of the period: those whose rows have values."""
        for prefix, form in self.gathered.forms.by_prefix.items():
            if self.gathered.consolidated(prefix):
                yield form

    def row(self, code: str) -> tuple[Form, Row] | None:
        """By the code that stands in an address, or by the whole key."""
        for form in self.forms():
            for row in form.rows:
                if code in (row.code, row.key) and row.key in self.rows:
                    return form, row
        return None


def figures_of(period: Period) -> Figures:
    """Shared by everybody who may read every report; nobody alters it."""
    return KEPT.get(data_version(), ("figures", period.pk), lambda: _figures(period))


def _figures(period: Period) -> Figures:
    now = bare(period)
    earlier = period_before(period)
    counted = Report.objects.filter(period=period, state__in=CONSOLIDATED)
    moments = [one for one in counted.values_list("last_sent_at", flat=True) if one is not None]
    return Figures(
        period=period.code,
        gathered=now,
        rows=_rows(now),
        before_period=earlier,
        before=_rows(bare(earlier)) if earlier is not None else {},
        latest=max(moments, default=None),
    )


def _rows(gathered: Gathered) -> dict[str, Consolidated]:
    found: dict[str, Consolidated] = {}
    for prefix in gathered.forms.by_prefix:
        found.update(gathered.consolidated(prefix))
    return found


def reports_of(period: Period) -> dict[str, Report]:
    """Unit code → its report, for links and states."""
    rows = Report.objects.filter(period=period).select_related("unit")
    found = {}
    for one in rows:
        one.period = period
        found[one.unit.code] = one
    return found


def entries_at(period: Period, row: str) -> dict[str, Entry]:
    """Unit code → the stored value of the row."""
    rows = Entry.objects.filter(report__period=period, row=row, field=VALUE)
    return {one.report.unit.code: one for one in rows.select_related("report__unit")}


def value_before(figures: Figures, key: str) -> Value | None:
    """What the province had at the row in the period before."""
    one = figures.before.get(key)
    return one.value if one is not None else None
