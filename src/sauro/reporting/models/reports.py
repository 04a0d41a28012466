"""A unit's report in a period and the snapshots of what was sent.

Belongs here: the report's row and its snapshots. Does not belong here: single values (``entries``), issued papers (``papers``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.people.models.common import both_or_neither
from sauro.reporting.models.common import one_of, viewing
from sauro.reporting.states import ArrivalCounts, Occasion, ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, account: object) -> ReportQuerySet:
        """Reports of the units that the account's right to read reaches; also those that such a unit fills for another."""
        reached = viewing(account)
        if reached.everything:
            return self
        if not reached.units:
            return self.none()
        units = sorted(reached.units)
        return self.filter(Q(unit__in=units) | Q(filled_by__in=units))


class Report(models.Model):
    """One unit's report in one period; ``key`` is ``2026-Q3/snv`` in addresses, deadlines, evidence and the trail.

    ``voluntary``: the unit is asked, never chased, and never counts as missing. ``filled_by`` is the unit that reports for one which was merged
    or renamed in the period. ``round`` counts the sendings. ``sent_at`` is the first arrival here, ``arrived_at`` the arrival in the document
    system; ``counts`` says which of them decides. ``revision`` changes with every step, not with every value.
    """

    period = models.ForeignKey("reporting.Period", on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="reports")
    filled_by = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    voluntary = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    round = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    counts = models.CharField(
        max_length=10, choices=ArrivalCounts.choices, default=ArrivalCounts.DOCUMENT_SYSTEM
    )
    author_code = models.CharField(max_length=100, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by_code = models.CharField(max_length=100, blank=True)
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_code = models.CharField(max_length=100, blank=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signing = models.ForeignKey(
        "people.SigningAuthority", null=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(null=True)
    received_by_code = models.CharField(max_length=100, blank=True)
    received_by_name = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by_code = models.CharField(max_length=100, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("period", "unit__order", "unit__sort_key")
        indexes: ClassVar = [
            models.Index(fields=("period", "state"), name="report_period_state"),
            models.Index(fields=("unit", "period"), name="report_unit_period"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("period", "unit"), name="report_once_a_period"),
            one_of("report_state", "state", ReportState.choices),
            one_of("report_counts", "counts", ArrivalCounts.choices),
            models.CheckConstraint(
                name="report_returned_says_why", condition=~Q(state="returned") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="report_sent_has_moment",
                condition=Q(state="draft") | Q(sent_at__isnull=False, last_sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_due_has_first", condition=Q(due_on__isnull=True) | Q(first_due_on__isnull=False)
            ),
            both_or_neither("report_reviewed_by", "reviewed_at", "reviewed_by_code", "reviewed_by_name"),
            both_or_neither("report_signed_by", "signed_at", "signed_by_code", "signed_by_name"),
            both_or_neither("report_changed_by", "changed_at", "changed_by_code", "changed_by_name"),
            both_or_neither("report_received_by", "received_at", "received_by_code", "received_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.unit_id}"

    @property
    def key(self) -> str:
        return f"{self.period.code}/{self.unit.slug}"

    @property
    def writer(self) -> object:
        """The unit whose people write it."""
        return self.filled_by or self.unit


class Snapshot(models.Model):
    """All values of a report, or the consolidated figures of a paper, as canonical text with its hash: what was sent stays what was sent."""

    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="snapshots")
    paper = models.ForeignKey(
        "reporting.ProvinceReport", null=True, on_delete=models.CASCADE, related_name="snapshots"
    )
    occasion = models.CharField(max_length=12, choices=Occasion.choices)
    round = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_code = models.CharField(max_length=100)
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("made_at", "id")
        constraints: ClassVar = [
            one_of("snapshot_occasion", "occasion", Occasion.choices),
            models.CheckConstraint(
                name="snapshot_of_one_thing",
                condition=Q(report__isnull=False, paper__isnull=True)
                | Q(report__isnull=True, paper__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("report", "occasion", "round"),
                condition=Q(report__isnull=False),
                name="snapshot_of_report_once",
            ),
            models.UniqueConstraint(
                fields=("paper", "occasion", "round"),
                condition=Q(paper__isnull=False),
                name="snapshot_of_paper_once",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
