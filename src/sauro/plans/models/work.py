"""The work on a task: occurrences per period, each unit's part, milestones, extensions.

Belongs here: tables about doing. Does not belong here: what the document says (``task``), asking (``clarity``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.plans.models.common import known_with_person, one_of
from sauro.plans.states import (
    DOERS,
    HALTED,
    ExtensionState,
    PartRole,
    Rhythm,
    SetBy,
    TaskLife,
    WorkState,
)

if TYPE_CHECKING:
    from sauro.people.granted import Granted


def granted(account: object, permission: str) -> Granted:
    from sauro.people.permissions import reach

    return reach(account, permission)


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, account: object) -> OccurrenceQuerySet:
        from sauro.plans.models.common import may_view

        return self if may_view(account) else self.none()

    def opened(self) -> OccurrenceQuerySet:
        return self.filter(opened_at__isnull=False)


class Occurrence(models.Model):
    """A task done once, or once per period. ``period`` is "once", "2026", "2026-H1", "2026-Q3" or "2026-09".

    ``due_on`` is the last day that counts as on time; empty where no deadline is known. ``due_basis`` is a code
    with ``due_values`` from which its derivation is said. ``first_due_on`` never changes once set. Assignments
    exist from ``opened_at`` on: a later year is planned, not yet given.
    """

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="occurrences")
    period = models.CharField(max_length=10)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    year = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    due_by = models.CharField(max_length=10, choices=SetBy.choices, blank=True)
    due_basis = models.CharField(max_length=40, blank=True)
    due_values = models.JSONField(default=dict)
    extensions = models.PositiveSmallIntegerField(default=0)
    product = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=WorkState.choices, default=WorkState.NOT_STARTED)
    parts = models.PositiveIntegerField(default=0)
    parts_done = models.PositiveIntegerField(default=0)
    done_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ("task", "starts_on", "period")
        indexes: ClassVar = [
            models.Index(fields=("year", "task"), name="occurrence_year"),
            models.Index(fields=("state", "due_on"), name="occurrence_state_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "period"), name="occurrence_once_a_period"),
            one_of("occurrence_state", "state", WorkState.choices),
            one_of("occurrence_rhythm", "rhythm", Rhythm.choices),
            one_of("occurrence_due_by", "due_by", [("", ""), *SetBy.choices]),
            models.CheckConstraint(
                name="occurrence_due_has_by",
                condition=Q(due_on__isnull=True, due_by="") | (Q(due_on__isnull=False) & ~Q(due_by="")),
            ),
            models.CheckConstraint(
                name="occurrence_due_has_first",
                condition=Q(due_on__isnull=True) | Q(first_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="occurrence_span",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(name="occurrence_parts_done", condition=Q(parts_done__lte=F("parts"))),
            models.CheckConstraint(
                name="occurrence_done_has_day", condition=~Q(state=WorkState.DONE) | Q(done_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.period}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, account: object) -> AssignmentQuerySet:
        """Parts whose state the account may see: all, those of its units, those of its field's tasks."""
        reached = granted(account, "assignments.view")
        if reached.everything:
            return self
        seen = Q(unit__in=sorted(reached.units)) if reached.units else Q(pk__in=())
        if reached.nodes:
            from sauro.plans.models.task import IndexLink

            seen |= Q(occurrence__task__in=IndexLink.objects.within(reached.nodes).values("task"))
        return self.filter(seen)

    def doing(self) -> AssignmentQuerySet:
        """Leads and members of a group: those who finish the work."""
        return self.filter(role__in=DOERS)

    def current(self) -> AssignmentQuerySet:
        """Parts of tasks that the register counts."""
        return self.filter(occurrence__task__life=TaskLife.ACTIVE)

    def late(self, today: date) -> AssignmentQuerySet:
        """Past their deadline and not finished; a part that waits for confirmation is judged by its ``done_on``."""
        running = self.exclude(state__in=HALTED).filter(due_on__lt=today)
        return running.filter(~Q(state=WorkState.WAITING) | Q(done_on__gt=F("due_on")))


class Assignment(models.Model):
    """A unit's part in an occurrence. ``group`` says through which collective the unit came to it.

    ``due_on`` is the unit's own deadline, at first the occurrence's; ``first_due_on`` and ``extensions`` stay.
    ``outcome`` names the product, or says why there is none. ``document`` is the paper that suspends or waives.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=8, choices=PartRole.choices)
    group = models.ForeignKey("people.UnitGroup", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=WorkState.choices, default=WorkState.NOT_STARTED)
    progress = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by_code = models.CharField(max_length=60, blank=True)
    changed_by_name = models.CharField(max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_code = models.CharField(max_length=60, blank=True)
    confirmed_by_name = models.CharField(max_length=150, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("occurrence", "id")
        indexes: ClassVar = [models.Index(fields=("unit", "state", "due_on"), name="assignment_unit_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("occurrence", "unit"), name="assignment_unit_once"),
            one_of("assignment_role", "role", PartRole.choices),
            one_of("assignment_state", "state", WorkState.choices),
            models.CheckConstraint(
                name="assignment_progress", condition=Q(progress__isnull=True) | Q(progress__lte=100)
            ),
            models.CheckConstraint(
                name="assignment_done_has_day",
                condition=~Q(state__in=("waiting", "done")) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_done_has_product_or_reason",
                condition=~Q(state__in=("waiting", "done")) | ~Q(outcome="") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="assignment_waived_has_document", condition=~Q(state="waived") | ~Q(document="")
            ),
            known_with_person("assignment_changed_by", "changed"),
            known_with_person("assignment_confirmed_by", "confirmed"),
            models.CheckConstraint(
                name="assignment_due_has_first",
                condition=Q(due_on__isnull=True) | Q(first_due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id}/{self.unit_id}"


class Milestone(models.Model):
    """A step of a task that is made in steps (a đề án: chủ trương, lấy ý kiến, thẩm định, trình, ban hành)."""

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("task", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "order"), name="milestone_order_once"),
            models.CheckConstraint(name="milestone_has_a_name", condition=~Q(name="")),
        ]


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, account: object) -> ExtensionQuerySet:
        return self.filter(assignment__in=Assignment.objects.visible_to(account).values("pk"))


class Extension(models.Model):
    """A unit asks for a later deadline; whoever set the deadline decides. ``late`` marks a request made after
    the deadline had passed."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="extension_requests")
    state = models.CharField(max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = models.TextField()
    late = models.BooleanField()
    asked_at = models.DateTimeField()
    asked_by_code = models.CharField(max_length=60)
    asked_by_name = models.CharField(max_length=150)
    document = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints: ClassVar = [
            one_of("extension_state", "state", ExtensionState.choices),
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(state="asked"), name="extension_one_open"
            ),
            models.CheckConstraint(name="extension_later", condition=Q(new_due_on__gt=F("old_due_on"))),
            models.CheckConstraint(name="extension_has_reason", condition=~Q(reason="")),
            known_with_person("extension_decided_by", "decided"),
            models.CheckConstraint(
                name="extension_refused_says_why", condition=~Q(state="refused") | ~Q(answer="")
            ),
        ]
