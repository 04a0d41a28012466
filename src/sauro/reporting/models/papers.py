"""Papers: the province's reports with their written text, and every issued document of a unit or the province.

Belongs here: tables. Does not belong here: writing the text from data (``documents``), signed files (``files``, under ``paper:<key>``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.people.models.common import both_or_neither
from sauro.reporting.models.common import one_of, some_view
from sauro.reporting.models.periods import Period
from sauro.reporting.models.reports import Report, Snapshot
from sauro.reporting.states import IssuedKind, Paper, ProvinceState


class ProvinceReportQuerySet(models.QuerySet["ProvinceReport"]):
    def visible_to(self, account: object) -> ProvinceReportQuerySet:
        """The province's own papers: whoever reads every unit's reports; others once the paper is issued."""
        from sauro.reporting.models.common import viewing

        if viewing(account).everything:
            return self
        if some_view(account):
            return self.filter(state__in=(ProvinceState.ISSUED, ProvinceState.SENT))
        return self.none()


class ProvinceReport(models.Model):
    """One of the province's papers for a period, made from the snapshot that ``source`` names. ``key`` is ``2026-Q3/cchc``."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="papers_written")
    paper = models.CharField(max_length=10, choices=Paper.choices)
    state = models.CharField(max_length=10, choices=ProvinceState.choices, default=ProvinceState.DRAFT)
    round = models.PositiveSmallIntegerField(default=1)
    source = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    sent_way = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    signing = models.ForeignKey(
        "people.SigningAuthority", null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    signed_by_code = models.CharField(max_length=100, blank=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by_code = models.CharField(max_length=100, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)

    objects = ProvinceReportQuerySet.as_manager()

    class Meta:
        ordering = ("period", "paper")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("period", "paper"), name="province_report_once"),
            one_of("province_report_paper", "paper", Paper.choices),
            one_of("province_report_state", "state", ProvinceState.choices),
            models.CheckConstraint(
                name="province_report_has_figures",
                condition=Q(state__in=("draft", "withdrawn")) | Q(source__isnull=False),
            ),
            both_or_neither("province_report_changed_by", "changed_at", "changed_by_code", "changed_by_name"),
            both_or_neither("province_report_signed_by", "signed_at", "signed_by_code", "signed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.paper}"

    @property
    def key(self) -> str:
        return f"{self.period.code}/{self.paper}"


class PaperSection(models.Model):
    """One part of a paper's text: as written from the data, and as a person edited it (``body``; equal to ``written`` until then)."""

    report = models.ForeignKey(ProvinceReport, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300)
    written = models.TextField(blank=True)
    body = models.TextField(blank=True)
    edited = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by_code = models.CharField(max_length=100, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("report", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("report", "code"), name="paper_section_once"),
            both_or_neither("paper_section_changed_by", "changed_at", "changed_by_code", "changed_by_name"),
        ]


class Issued(models.Model):
    """A document that was issued: number, day, who signed in which capacity, and the snapshot it was made from."""

    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="issued")
    paper = models.ForeignKey(ProvinceReport, null=True, on_delete=models.PROTECT, related_name="issued")
    kind = models.CharField(max_length=10, choices=IssuedKind.choices)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    signer = models.CharField(max_length=150, blank=True)
    signer_lines = models.CharField(max_length=500, blank=True)
    reason = models.TextField(blank=True)
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="issued")
    file_sha256 = models.CharField(max_length=64, blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    at = models.DateTimeField()
    by_code = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            one_of("issued_kind", "kind", IssuedKind.choices),
            models.CheckConstraint(
                name="issued_of_one_thing",
                condition=Q(report__isnull=False, paper__isnull=True)
                | Q(report__isnull=True, paper__isnull=False),
            ),
            models.CheckConstraint(name="issued_has_a_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="issued_withdrawal_says_why", condition=~Q(kind="withdrawal") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.number
