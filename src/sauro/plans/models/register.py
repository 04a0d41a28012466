"""What people keep beside the register: saved views, likely duplicates, the comparison of two versions.

Belongs here: tables of decisions about lists. Does not belong here: tasks (``task``), their work (``work``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.plans.models.common import known_with_person, may_view, one_of
from sauro.plans.states import DuplicateState, MappingKind


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, account: object) -> SavedViewQuerySet:
        """The account's own views."""
        key = getattr(account, "pk", None)
        return self.filter(account_id=key) if key is not None and may_view(account) else self.none()


class SavedView(models.Model):
    """Filters of the register under a name: ``query`` is the address's part after the question mark."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("account", "order", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("account", "name"), name="saved_view_name_once"),
            models.CheckConstraint(name="saved_view_has_a_name", condition=~Q(name="")),
        ]


class Duplicate(models.Model):
    """Two tasks that may be the same work, the one with the smaller id first. ``similarity`` is 0 to 100."""

    first = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="+")
    similarity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DuplicateState.choices, default=DuplicateState.SUGGESTED)
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-similarity", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("first", "second"), name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_ordered", condition=Q(second__gt=F("first"))),
            models.CheckConstraint(name="duplicate_similarity", condition=Q(similarity__lte=100)),
            one_of("duplicate_state", "state", DuplicateState.choices),
            known_with_person("duplicate_decided_by", "decided"),
        ]


class TaskMapping(models.Model):
    """One line of the comparison of an upload with the version in force: a task of the new text
    (``source_code``; empty where dropped), the task it continues (empty where new), and who says so."""

    plan_import = models.ForeignKey("plans.PlanImport", on_delete=models.CASCADE, related_name="mappings")
    source_code = models.CharField(max_length=60, blank=True)
    task = models.ForeignKey("plans.Task", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=MappingKind.choices)
    similarity = models.PositiveSmallIntegerField(null=True)
    order = models.PositiveIntegerField()
    set_by_code = models.CharField(max_length=60, blank=True)
    set_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("plan_import", "order")
        constraints: ClassVar = [
            one_of("task_mapping_kind", "kind", MappingKind.choices),
            models.UniqueConstraint(
                fields=("plan_import", "source_code"),
                condition=~Q(source_code=""),
                name="task_mapping_source_once",
            ),
            models.UniqueConstraint(
                fields=("plan_import", "task"), condition=Q(task__isnull=False), name="task_mapping_task_once"
            ),
            models.CheckConstraint(
                name="task_mapping_sides",
                condition=Q(kind="new", task__isnull=True) & ~Q(source_code="")
                | Q(kind="dropped", source_code="", task__isnull=False)
                | Q(kind__in=("kept", "changed"), task__isnull=False) & ~Q(source_code=""),
            ),
        ]
