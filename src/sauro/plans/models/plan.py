"""A plan, its versions as filed, their clauses, targets and findings.

Belongs here: tables about the document. Does not belong here: tasks (``task``), uploads not yet confirmed
(``imports``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.plans.models.common import Anchored, TargetValues, anchor_check, may_view, one_of
from sauro.plans.states import ClauseKind, Rhythm, SourceKind, VersionState

LABEL_WORDS = 8


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, account: object) -> PlanQuerySet:
        return self if may_view(account) else self.none()


class Plan(models.Model):
    """An official document that gives work, over all its versions. ``key`` stands in addresses, ``prefix``
    in task codes. ``given_code`` is the code under which a higher office follows the work.
    ``standing_rhythm`` is how often its standing tasks ("thường xuyên") are checked; periods that are due before
    ``followed_from`` (at first the day the document came into force) are not asked for."""

    key = models.SlugField(max_length=80, unique=True)
    prefix = models.CharField(max_length=40, unique=True, blank=True)
    number = models.CharField(max_length=120, blank=True)
    number_folded = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issuer_folded = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    sort_key = models.CharField(max_length=900, db_index=True)
    source = models.CharField(max_length=16, choices=SourceKind.choices, default=SourceKind.PLAN)
    given_code = models.CharField(max_length=80, blank=True)
    standing_rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.QUARTER)
    followed_from = models.DateField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            one_of("plan_source", "source", SourceKind.choices),
            one_of("plan_standing_rhythm", "standing_rhythm", Rhythm.choices),
            models.UniqueConstraint(
                fields=("number_folded", "issuer_folded", "year"),
                condition=~Q(number_folded="") & Q(year__isnull=False),
                name="plan_number_once_a_year",
            ),
            models.UniqueConstraint(
                fields=("number_folded", "issuer_folded"),
                condition=~Q(number_folded="") & Q(year__isnull=True),
                name="plan_number_once_undated",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.key


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def visible_to(self, account: object) -> PlanVersionQuerySet:
        return self if may_view(account) else self.none()

    def in_force(self) -> PlanVersionQuerySet:
        return self.filter(state=VersionState.IN_FORCE)


class PlanVersion(models.Model):
    """The document as filed: hash, header, whole text. Anchors of everything below point into ``text``.
    A source entered by hand has a header only: no file, no text, no clauses."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    blob = models.ForeignKey("files.Blob", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    is_sample = models.BooleanField(default=False)
    title = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    signatory = models.JSONField(null=True)
    header = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    confirmed_at = models.DateTimeField()
    confirmed_by_code = models.CharField(max_length=60)
    confirmed_by_name = models.CharField(max_length=150)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=("plan",), condition=Q(state=VersionState.IN_FORCE), name="plan_one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=("sha256",),
                condition=Q(state=VersionState.IN_FORCE) & ~Q(sha256=""),
                name="plan_file_in_force_once",
            ),
            models.CheckConstraint(
                name="plan_version_file_or_by_hand",
                condition=Q(blob__isnull=False) & ~Q(sha256="") | Q(blob__isnull=True, sha256="", text=""),
            ),
            one_of("plan_version_state", "state", VersionState.choices),
            models.CheckConstraint(
                name="plan_version_confirmed_by",
                condition=~Q(confirmed_by_code="") & ~Q(confirmed_by_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"

    @property
    def label(self) -> str:
        """What people call the document: its number; without one the beginning of its title, or the file's
        name.
        """
        return self.plan.number or " ".join(self.title.split()[:LABEL_WORDS]) or self.filename


class Clause(Anchored):
    """A numbered place of the document: its heading and where the heading stands."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=ClauseKind.choices)
    heading = models.TextField()
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "code"), name="clause_code_once"),
            one_of("clause_kind", "kind", ClauseKind.choices),
            anchor_check("clause_anchor"),
        ]

    def __str__(self) -> str:
        return self.code


class PlanTarget(TargetValues):
    """A target of the whole plan."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="targets")

    class Meta:
        ordering = ("version", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "order"), name="plan_target_order_once"),
            anchor_check("plan_target_anchor"),
        ]


class Finding(models.Model):
    """Something in the document that a person should look at. Its sentence is data, found by ``code``."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=60)
    severity = models.CharField(
        max_length=8, choices=[("error", "error"), ("warning", "warning"), ("note", "note")]
    )
    message = models.TextField()
    values = models.JSONField(default=dict)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "order")
        constraints: ClassVar = [
            one_of("finding_severity", "severity", [("error", ""), ("warning", ""), ("note", "")]),
            anchor_check("finding_anchor"),
        ]
