"""Reporting periods.

Belongs here: the table of periods, and which plan is the yearly one that they count. Does not belong here: which periods
a year has (``definitions/periods``), reports (``reports``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.people.models.common import both_or_neither
from sauro.reporting.models.common import one_of, some_view
from sauro.reporting.states import PeriodKind, PeriodState


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, account: object) -> PeriodQuerySet:
        """Periods are known to whoever may read some report."""
        return self if some_view(account) else self.none()

    def open(self) -> PeriodQuerySet:
        return self.filter(state=PeriodState.OPEN)


class Period(models.Model):
    """A time for which units report, ``2026-Q3``, or a report on demand, ``DX-2026-01``.

    ``plan_from`` to ``plan_to`` is the quarter whose tasks are told, ``data_from`` to ``data_to`` the span of the statistics. ``papers`` lists
    the province's papers that it feeds (codes of ``states.Paper``). ``form_text`` is the whole form as it stood when the period was opened, in
    canonical YAML, with its hash: a later change of a definition does not touch an open period. The due days are copies of the rooms below
    (``deadlines``), kept for sorting and counting.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    name = models.CharField(max_length=300, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True)
    papers = models.JSONField(default=list)
    plan_from = models.DateField(null=True)
    plan_to = models.DateField(null=True)
    data_from = models.DateField(null=True)
    data_to = models.DateField(null=True)
    opens_on = models.DateField(null=True)
    unit_due_on = models.DateField(null=True)
    province_due_on = models.DateField(null=True)
    form_text = models.TextField(blank=True)
    form_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=PeriodState.choices, default=PeriodState.PLANNED)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(null=True)
    opened_by_code = models.CharField(max_length=100, blank=True)
    opened_by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_code = models.CharField(max_length=100, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-quarter", "-code")
        constraints: ClassVar = [
            one_of("period_kind", "kind", PeriodKind.choices),
            one_of("period_state", "state", PeriodState.choices),
            models.CheckConstraint(
                name="period_quarter",
                condition=Q(kind="quarter", quarter__gte=1, quarter__lte=4)
                | Q(kind="on_demand", quarter__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("year", "quarter"), condition=Q(kind="quarter"), name="period_once_a_quarter"
            ),
            models.CheckConstraint(
                name="period_on_demand_says_why",
                condition=Q(kind="quarter") | (~Q(name="") & ~Q(ground="")),
            ),
            models.CheckConstraint(
                name="period_data_span",
                condition=Q(data_from__isnull=True, data_to__isnull=True) | Q(data_to__gte=F("data_from")),
            ),
            models.CheckConstraint(
                name="period_open_has_form", condition=~Q(state__in=("open", "closed")) | ~Q(form_sha256="")
            ),
            models.CheckConstraint(
                name="period_cancelled_says_why", condition=~Q(state="cancelled") | ~Q(reason="")
            ),
            both_or_neither("period_opened_by", "opened_at", "opened_by_code", "opened_by_name"),
            both_or_neither("period_closed_by", "closed_at", "closed_by_code", "closed_by_name"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def slug(self) -> str:
        """The code as it stands in an address (/bao-cao/2026-Q3)."""
        return self.code


class YearlyPlanQuerySet(models.QuerySet["YearlyPlan"]):
    def visible_to(self, account: object) -> YearlyPlanQuerySet:
        return self if some_view(account) else self.none()


class YearlyPlan(models.Model):
    """Which plan of the register is the yearly plan of administrative reform: a person says so, no title is guessed.

    The statistical rows about "kế hoạch CCHC năm" count its tasks and never those of another plan.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    set_by_code = models.CharField(max_length=100)
    set_by_name = models.CharField(max_length=200)

    objects = YearlyPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}: {self.plan_id}"
