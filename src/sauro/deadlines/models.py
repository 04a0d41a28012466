"""Calendar decisions and deadlines.

Belongs here: tables, what the database holds, who may see them. Does not belong here: writes (``actions``), counting
(``engine.calendars``).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sauro.deadlines.states import ChangeKind, DayChoice, DeadlineState, DecisionState
from sauro.engine.calendars import Derivation, Rule, derivation_from_text, rule_from_text
from sauro.people.models.common import both_or_neither

if TYPE_CHECKING:
    from datetime import datetime


def one_of(name: str, field: str, choices: list[tuple[str, Any]]) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": [code for code, _ in choices]}))


def may(account: object, permission: str) -> bool:
    from sauro.people.permissions import can

    return can(account, permission)


class CalendarDecisionQuerySet(models.QuerySet["CalendarDecision"]):
    def visible_to(self, account: object) -> CalendarDecisionQuerySet:
        """What holds or held is known to everybody inside; drafts to those who decide."""
        if may(account, "calendar.decide"):
            return self
        if may(account, "units.view"):
            return self.exclude(state__in=(DecisionState.DRAFT, DecisionState.DISCARDED))
        return self.none()

    def in_force(self) -> CalendarDecisionQuerySet:
        return self.filter(state=DecisionState.IN_FORCE)


class CalendarDecision(models.Model):
    """What was decided about the working days of one year: a version, of which one is in force.

    A version is complete: it holds every day that differs from the base days, not only what is new.
    """

    code = models.CharField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT)
    document = models.CharField(_("số, ký hiệu văn bản"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by_code = models.CharField(max_length=60)
    drafted_by_name = models.CharField(max_length=150)
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_code = models.CharField(max_length=60, blank=True)
    ended_by_name = models.CharField(max_length=150, blank=True)

    objects = CalendarDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-version")
        constraints: ClassVar = [
            one_of("calendar_state", "state", DecisionState.choices),
            models.UniqueConstraint(fields=("year", "version"), name="calendar_version_once"),
            models.UniqueConstraint(
                fields=("year",), condition=Q(state="in_force"), name="calendar_one_in_force"
            ),
            models.UniqueConstraint(fields=("year",), condition=Q(state="draft"), name="calendar_one_draft"),
            models.CheckConstraint(
                name="calendar_decided_has_document",
                condition=Q(state__in=("draft", "discarded"))
                | (~Q(document="") & Q(issued_on__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="calendar_withdrawn_says_why", condition=~Q(state="withdrawn") | ~Q(reason="")
            ),
            both_or_neither("calendar_decided_by", "decided_at", "decided_by_code", "decided_by_name"),
            both_or_neither("calendar_ended_by", "ended_at", "ended_by_code", "ended_by_name"),
        ]

    def __str__(self) -> str:
        return self.code


class CalendarDay(models.Model):
    """One day of a decision: what it is, why, and by which paper."""

    decision = models.ForeignKey(CalendarDecision, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=DayChoice.choices)
    name = models.CharField(max_length=200)
    document = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("decision", "day")
        constraints: ClassVar = [
            one_of("calendar_day_kind", "kind", DayChoice.choices),
            models.UniqueConstraint(fields=("decision", "day"), name="calendar_day_once"),
            models.CheckConstraint(name="calendar_day_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def visible_to(self, account: object) -> DeadlineQuerySet:
        """All of them to those who decide the calendar; others meet a deadline beside its subject, whose room asks."""
        return self if may(account, "calendar.decide") else self.none()

    def open(self) -> DeadlineQuerySet:
        return self.filter(state=DeadlineState.OPEN)

    def touching(self, years: Collection[int]) -> DeadlineQuerySet:
        """Those whose derivation looked at a day of these years; no other can change with them."""
        wanted = Q(pk__in=())
        for year in years:
            wanted |= Q(looked_from__lte=f"{year}-12-31", looked_to__gte=f"{year}-01-01")
        return self.filter(wanted)


class Deadline(models.Model):
    """The last day on time for a subject ("report:2026-Q3/stp") in one respect ("report").

    ``rule`` and ``derivation`` are canonical text of the engine, ``basis`` says in words or by a document why the rule
    holds. ``due_on`` is the day that counts; ``first_due_on`` the first one ever set. ``looked_from`` and ``looked_to``
    bound the days that the derivation looked at.
    """

    subject = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=DeadlineState.choices, default=DeadlineState.OPEN)
    rule = models.TextField()
    derivation = models.TextField()
    basis = models.TextField(blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField()
    extensions = models.PositiveSmallIntegerField(default=0)
    provisional = models.BooleanField()
    looked_from = models.DateField()
    looked_to = models.DateField()
    set_at = models.DateTimeField()
    set_by_code = models.CharField(max_length=60)
    set_by_name = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True)
    closed_by_code = models.CharField(max_length=60, blank=True)
    closed_by_name = models.CharField(max_length=150, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "subject", "kind")
        indexes: ClassVar = [
            models.Index(fields=("state", "due_on"), name="deadline_state_due"),
            models.Index(fields=("state", "looked_to", "looked_from"), name="deadline_state_looked"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("subject", "kind"), name="deadline_once"),
            one_of("deadline_state", "state", DeadlineState.choices),
            models.CheckConstraint(name="deadline_named", condition=~Q(subject="") & ~Q(kind="")),
            models.CheckConstraint(name="deadline_derived", condition=~Q(rule="") & ~Q(derivation="")),
            models.CheckConstraint(name="deadline_looked", condition=Q(looked_to__gte=F("looked_from"))),
            models.CheckConstraint(
                name="deadline_closed_has_when",
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
            ),
            both_or_neither("deadline_closed_by", "closed_at", "closed_by_code", "closed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}"

    @property
    def how(self) -> Derivation:
        return derivation_from_text(self.derivation)

    @property
    def made_by(self) -> Rule:
        return rule_from_text(self.rule)

    @property
    def ends_at(self) -> datetime:
        """24:00 of the last day."""
        return self.how.ends_at


class DeadlineChange(models.Model):
    """A deadline that became another day: by whom, why, and how the day before it had been reached."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    old_derivation = models.TextField()
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    late = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by_code = models.CharField(max_length=60)
    changed_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ("deadline", "changed_at", "id")
        constraints: ClassVar = [
            one_of("deadline_change_kind", "kind", ChangeKind.choices),
            models.CheckConstraint(
                name="deadline_extended_later",
                condition=~Q(kind="extended") | (Q(new_due_on__gt=F("old_due_on")) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_due_on} → {self.new_due_on}"
