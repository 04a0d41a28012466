"""All periods, by year, and the own unit's reports in them.

Belongs here: everything ``periods.html`` shows. Does not belong here: one period (``board``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.people.permissions import can, reach
from sauro.plans.models import Plan, PlanVersion
from sauro.plans.presenters.words import shortened
from sauro.plans.states import VersionState
from sauro.reporting.models import Period, Report, YearlyPlan
from sauro.reporting.models.common import VIEW
from sauro.reporting.presenters import names
from sauro.reporting.presenters.trail import NOW
from sauro.reporting.standing import SENT
from sauro.reporting.states import MANAGE, WRITE, PeriodState, ReportState
from sauro.web.text import day_words

MOST_OF_TITLE = 60
MOST_OWN = 20
"""Own reports on the page; older ones stand in their periods."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    href: str
    name: str
    status: names.Status
    due: str
    next: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    href: str
    name: str
    status: names.Status
    span: str
    unit_due: date | None
    province_due: date | None
    sent: str
    received: str


@dataclass(slots=True)
class Year:
    year: int
    lines: list[PeriodLine] = field(default_factory=list)


@dataclass(slots=True)
class PeriodsPage:
    sentence: str
    own: list[OwnLine]
    own_title: str
    years: list[Year]
    on_demand: str = ""
    plan_address: str = ""
    next_year: int = 0
    yearly_form: Any = None
    yearly_address: str = ""
    yearly: list[tuple[int, str]] = field(default_factory=list)
    plan_form: Any = None


def periods_page(account: object) -> PeriodsPage:
    today = timezone.localdate()
    everything = reach(account, VIEW).everything
    own = list(_own(account, today))
    manages = can(account, MANAGE)
    return PeriodsPage(
        sentence=_sentence(own),
        own=[line for line, _report in own],
        own_title=_("Báo cáo của đơn vị"),
        years=_years() if everything else [],
        on_demand=reverse("reporting:on_demand") if manages else "",
        plan_address=reverse("reporting:plan_year") if manages else "",
        next_year=_next_year(today),
        yearly_address=reverse("reporting:yearly_plan") if manages else "",
        yearly=[(one.year, plan_name(one.plan)) for one in YearlyPlan.objects.select_related("plan")]
        if manages
        else [],
    )


def _own(account: object, today: date) -> Iterator[tuple[OwnLine, Report]]:
    """Reports that the person's own units write."""
    units = reach(account, WRITE).units
    if not units:
        return
    rows = Report.objects.visible_to(account).filter(unit__in=sorted(units))
    rows = rows.exclude(period__state=PeriodState.CANCELLED).select_related("period", "unit")
    for one in rows.order_by("-period__year", "-period__quarter", "-period__code", "unit__order")[:MOST_OWN]:
        yield (
            OwnLine(
                names.report_href(one),
                _("%(period)s, %(unit)s")
                % {"period": names.period_name(one.period), "unit": one.unit.short_name},
                names.status(one, today),
                day_words(one.due_on),
                str(NOW.get(one.state, "")) if one.period.state == PeriodState.OPEN else "",
            ),
            one,
        )


def _sentence(own: list[tuple[OwnLine, Report]]) -> str:
    """What waits for the own unit in open periods."""
    waiting = [
        line.name
        for line, one in own
        if one.period.state == PeriodState.OPEN
        and one.state in (ReportState.DRAFT, ReportState.RETURNED, ReportState.AMENDING)
        and not one.voluntary
    ]
    return _("Cần lập và gửi: %(names)s.") % {"names": "; ".join(waiting)} if waiting else ""


def _years() -> list[Year]:
    """Every period with its counts; one row for each state, whatever the number of reports."""
    counts: dict[int, dict[str, int]] = {}
    rows = Report.objects.filter(voluntary=False).order_by().values_list("period", "state")
    for period, state, n in rows.annotate(n=Count("*")):
        counts.setdefault(period, {})[state] = n
    years: dict[int, Year] = {}
    for one in Period.objects.defer("form_text"):
        years.setdefault(one.year, Year(one.year)).lines.append(_line(one, counts.get(one.pk, {})))
    return list(years.values())


def _line(period: Period, states: Mapping[str, int]) -> PeriodLine:
    expected = sum(states.values())
    sent = sum(n for state, n in states.items() if state in SENT)
    return PeriodLine(
        names.period_href(period),
        names.period_name(period),
        names.Status(names.PERIOD_ICON[period.state], str(PeriodState(period.state).label)),
        _span(period),
        period.unit_due_on,
        period.province_due_on,
        f"{sent}/{expected}" if expected else "",
        f"{states.get(ReportState.RECEIVED, 0)}/{expected}" if expected else "",
    )


def _span(period: Period) -> str:
    if period.data_from is None or period.data_to is None:
        return ""
    return f"{day_words(period.data_from)} – {day_words(period.data_to)}"


def _next_year(today: date) -> int:
    """The first year from this one on that has no quarters."""
    planned = set(Period.objects.filter(quarter__isnull=False).values_list("year", flat=True))
    return next(year for year in range(today.year, today.year + 100) if year not in planned)


def plan_name(plan: Plan) -> str:
    return plan.number or plan.given_code or plan.key


def plans_to_choose(account: object) -> list[tuple[str, str]]:
    """Plans with a version in force, by number."""
    rows = PlanVersion.objects.filter(plan__in=Plan.objects.visible_to(account), state=VersionState.IN_FORCE)
    found = rows.select_related("plan").order_by("plan__sort_key")
    return [(one.plan.key, _title(one)) for one in found]


def _title(version: PlanVersion) -> str:
    """Number and the beginning of the title: a list that opens is as wide as its longest line."""
    name = plan_name(version.plan)
    return f"{name} – {shortened(version.title, MOST_OF_TITLE)}" if version.title else name
