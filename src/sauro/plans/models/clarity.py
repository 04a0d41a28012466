"""Requests to a unit for what is missing of the six clarities.

Belongs here: the request and each asked facet. Does not belong here: the facet's value in force (``task.Clarity``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.engine.planning.model import FACETS
from sauro.plans.models.common import known_with_person, one_of
from sauro.plans.models.work import granted
from sauro.plans.states import OPEN_ASKS, AskState


class ClarityRequestQuerySet(models.QuerySet["ClarityRequest"]):
    def visible_to(self, account: object) -> ClarityRequestQuerySet:
        """Who asks or accepts sees every request (within a field: those about its tasks); who answers, those of
        the own units."""
        seen = Q(pk__in=())
        for permission in ("clarity.ask", "clarity.accept", "clarity.answer"):
            reached = granted(account, permission)
            if reached.everything:
                return self
            if reached.units:
                seen |= Q(unit__in=sorted(reached.units))
            if reached.nodes:
                from sauro.plans.models.task import IndexLink

                tasks = IndexLink.objects.within(reached.nodes).values("task")
                seen |= Q(pk__in=ClarityAsk.objects.filter(task__in=tasks).values("request"))
        return self.filter(seen)


class ClarityRequest(models.Model):
    """One letter to one unit about any number of tasks. ``code`` is "YC-2026-0001"."""

    code = models.CharField(max_length=20, unique=True)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="clarity_requests")
    message = models.TextField(blank=True)
    answer_by = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by_code = models.CharField(max_length=60)
    asked_by_name = models.CharField(max_length=150)

    objects = ClarityRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return self.code


class ClarityAskQuerySet(models.QuerySet["ClarityAsk"]):
    def visible_to(self, account: object) -> ClarityAskQuerySet:
        return self.filter(request__in=ClarityRequest.objects.visible_to(account).values("pk"))

    def open(self) -> ClarityAskQuerySet:
        return self.filter(state__in=OPEN_ASKS)


class ClarityAsk(models.Model):
    """One facet of one task within a request, the unit's answer and the office's decision. The values have the
    form of ``Clarity.value`` and ``Clarity.data``."""

    request = models.ForeignKey(ClarityRequest, on_delete=models.CASCADE, related_name="asks")
    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="asks")
    facet = models.CharField(max_length=16, choices=[(facet, facet) for facet in FACETS])
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.ASKED)
    value = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by_code = models.CharField(max_length=60, blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)

    objects = ClarityAskQuerySet.as_manager()

    class Meta:
        ordering = ("request", "task__plan", "task__order", "id")
        indexes: ClassVar = [models.Index(fields=("state",), name="clarity_ask_state")]
        constraints: ClassVar = [
            one_of("clarity_ask_facet", "facet", [(facet, facet) for facet in FACETS]),
            one_of("clarity_ask_state", "state", AskState.choices),
            models.UniqueConstraint(fields=("request", "task", "facet"), name="clarity_ask_once"),
            models.UniqueConstraint(
                fields=("task", "facet"),
                condition=Q(state__in=[str(state) for state in OPEN_ASKS]),
                name="clarity_ask_one_open",
            ),
            known_with_person("clarity_ask_answered_by", "answered"),
            known_with_person("clarity_ask_decided_by", "decided"),
            models.CheckConstraint(
                name="clarity_ask_answer_has_value",
                condition=~Q(state__in=("answered", "accepted")) | ~Q(value=""),
            ),
            models.CheckConstraint(
                name="clarity_ask_return_has_reason",
                condition=~Q(state__in=("returned", "withdrawn")) | ~Q(reason=""),
            ),
        ]
