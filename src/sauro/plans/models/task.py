"""Tasks of the register: text per version, units by role, time, product, targets, links, six clarities.

Belongs here: tables about one task. Does not belong here: the document (``plan``), occurrences per period.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.engine.planning.model import FACETS
from sauro.engine.planning.model import Clarity as ClarityState
from sauro.plans.models.common import Anchored, TargetValues, anchor_check, may_view, one_of
from sauro.plans.states import ClaritySource, Rhythm, Role, SetBy, TaskLife, TaskOrigin, WhenKind, WorkState

GLYPH_LETTERS = {str(ClarityState.CLEAR): "c", str(ClarityState.PARTIAL): "p", str(ClarityState.MISSING): "m"}
LETTER_STATES = {letter: state for state, letter in GLYPH_LETTERS.items()}
ALL_CLEAR = "c" * len(FACETS)

_FACET_CHOICES = [(facet, facet) for facet in FACETS]
_STATE_CHOICES = [(state, state) for state in GLYPH_LETTERS]


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, account: object) -> TaskQuerySet:
        return self if may_view(account) else self.none()

    def in_force(self) -> TaskQuerySet:
        """The tasks that the register counts; actions keep ``life`` in step with the version in force."""
        return self.filter(life=TaskLife.ACTIVE)


class Task(models.Model):
    """A piece of work given to somebody. ``code`` is stable over versions; ``clause`` is the place in the
    current one.

    ``glyph`` repeats the six clarities as six letters (c, p, m), so that lists and counts ask one column;
    actions keep it equal to the rows of ``Clarity``. ``search`` is folded text, ``search_marked`` the same
    words with their marks, both with each word after a space. ``lead_order`` and ``lead_sort`` put groups
    into the order of the province's list of units.

    ``text`` is the working wording, which a person may change; the document's own words stay in ``TaskText``.
    ``clause`` is empty where a person added the task. ``first_glyph`` is the glyph when the task entered.
    ``state``, ``due_on``, ``parts`` and ``parts_done`` roll up the current occurrence (``work``): how many
    leads and members it has and how many of them are done. ``rhythm`` empty: not known. ``revision`` grows
    with every change of what lists and sheets show, so that two people cannot overwrite each other unseen.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="tasks")
    clause = models.ForeignKey("plans.Clause", null=True, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    code = models.CharField(max_length=80, unique=True)
    source_code = models.CharField(max_length=60)
    order = models.PositiveIntegerField()
    text = models.TextField()
    life = models.CharField(max_length=10, choices=TaskLife.choices, default=TaskLife.ACTIVE)
    origin = models.CharField(max_length=10, choices=TaskOrigin.choices, default=TaskOrigin.DOCUMENT)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=WorkState.choices, default=WorkState.NOT_STARTED)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True)
    rhythm_by = models.CharField(max_length=10, choices=SetBy.choices, blank=True)
    due_on = models.DateField(null=True)
    parts = models.PositiveIntegerField(default=0)
    parts_done = models.PositiveIntegerField(default=0)
    glyph = models.CharField(max_length=6)
    first_glyph = models.CharField(max_length=6)
    search = models.TextField()
    search_marked = models.TextField()
    lead_unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    lead_group = models.ForeignKey("people.UnitGroup", null=True, on_delete=models.PROTECT, related_name="+")
    lead_text = models.CharField(max_length=500, blank=True)
    lead_order = models.PositiveIntegerField()
    lead_sort = models.CharField(max_length=900)
    when_kind = models.CharField(max_length=10, choices=WhenKind.choices)
    when_text = models.TextField(blank=True)
    when_start = models.PositiveIntegerField(null=True)
    when_end = models.PositiveIntegerField(null=True)
    when_from = models.DateField(null=True)
    when_to = models.DateField(null=True)
    when_due = models.DateField(null=True)
    when_relation = models.CharField(max_length=8, blank=True)
    when_every = models.CharField(max_length=10, blank=True)
    when_on_day = models.CharField(max_length=5, blank=True)
    when_more = models.JSONField(default=list)
    product_text = models.TextField(blank=True)
    product_start = models.PositiveIntegerField(null=True)
    product_end = models.PositiveIntegerField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "order")
        indexes: ClassVar = [
            # the counts and pages of the register are answered from these alone, the wide rows stay unread
            models.Index(
                fields=(
                    *("life", "lead_order", "lead_sort", "plan", "order", "id"),
                    *("lead_unit", "lead_group", "glyph", "state", "due_on"),
                ),
                name="task_lead_list",
            ),
            models.Index(
                fields=("life", "state", "due_on", "plan", "order", "glyph", "id"), name="task_state_list"
            ),
            models.Index(fields=("life", "glyph"), name="task_by_glyph"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("plan", "order"), name="task_order_once"),
            one_of("task_life", "life", TaskLife.choices),
            one_of("task_origin", "origin", TaskOrigin.choices),
            one_of("task_state", "state", WorkState.choices),
            one_of("task_rhythm", "rhythm", [("", ""), *Rhythm.choices]),
            one_of("task_rhythm_by", "rhythm_by", [("", ""), *SetBy.choices]),
            models.CheckConstraint(
                name="task_rhythm_has_by",
                condition=Q(rhythm="", rhythm_by="") | (~Q(rhythm="") & ~Q(rhythm_by="")),
            ),
            models.CheckConstraint(name="task_parts_done", condition=Q(parts_done__lte=F("parts"))),
            models.CheckConstraint(
                name="task_merged_has_target",
                condition=Q(life=TaskLife.MERGED, merged_into__isnull=False)
                | (~Q(life=TaskLife.MERGED) & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="task_from_document_has_clause",
                condition=~Q(origin=TaskOrigin.DOCUMENT) | Q(clause__isnull=False),
            ),
            one_of("task_when_kind", "when_kind", WhenKind.choices),
            models.CheckConstraint(name="task_glyph_letters", condition=Q(glyph__regex=r"^[cpm]{6}$")),
            models.CheckConstraint(
                name="task_first_glyph_letters", condition=Q(first_glyph__regex=r"^[cpm]{6}$")
            ),
            anchor_check("task_when_anchor", start="when_start", end="when_end"),
            anchor_check("task_product_anchor", start="product_start", end="product_end"),
            models.CheckConstraint(
                name="task_one_lead_kind", condition=Q(lead_unit__isnull=True) | Q(lead_group__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def clarity(self) -> dict[str, str]:
        """Facet → clear, partial or missing, in the order of the glyph."""
        return {facet: LETTER_STATES[letter] for facet, letter in zip(FACETS, self.glyph, strict=True)}


class TaskText(Anchored):
    """The task's words in one version and where they stand."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="texts")
    version = models.ForeignKey("plans.PlanVersion", on_delete=models.CASCADE, related_name="task_texts")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "version"), name="task_text_once_a_version"),
            anchor_check("task_text_anchor"),
        ]


class TaskUnit(models.Model):
    """A unit's part in a task, as the document writes it; unknown names keep their text and have no unit.
    A part that a person set has no anchor."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="units")
    role = models.CharField(max_length=8, choices=Role.choices)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="task_parts")
    group = models.ForeignKey(
        "people.UnitGroup", null=True, on_delete=models.PROTECT, related_name="task_parts"
    )
    text = models.TextField()
    is_group = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("task", "role", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "role", "order"), name="task_unit_order_once"),
            models.UniqueConstraint(
                fields=("task", "role", "unit"), condition=Q(unit__isnull=False), name="task_unit_once_a_role"
            ),
            models.UniqueConstraint(
                fields=("task", "role", "group"),
                condition=Q(group__isnull=False),
                name="task_group_once_a_role",
            ),
            models.CheckConstraint(
                name="task_unit_or_group", condition=Q(unit__isnull=True) | Q(group__isnull=True)
            ),
            one_of("task_unit_role", "role", Role.choices),
            anchor_check("task_unit_anchor"),
        ]


class Clarity(models.Model):
    """Whether one of the six is clear, and who says so. ``data`` holds the value in parts where a facet has
    them: when {rhythm, due, from, to}, responsibility {person, post}, authority {level, ground, delegation}.
    ``review``: an answer of a unit or the office that stands although a new version changed the text.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="clarities")
    facet = models.CharField(max_length=16, choices=_FACET_CHOICES)
    state = models.CharField(max_length=8, choices=_STATE_CHOICES)
    value = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=8, choices=ClaritySource.choices)
    review = models.BooleanField(default=False, db_default=False)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by_code = models.CharField(max_length=60)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "facet"), name="clarity_facet_once"),
            one_of("clarity_facet", "facet", _FACET_CHOICES),
            one_of("clarity_state", "state", _STATE_CHOICES),
            one_of("clarity_source", "source", ClaritySource.choices),
            models.CheckConstraint(name="clarity_has_who", condition=~Q(by_code="") & ~Q(by_name="")),
            anchor_check("clarity_anchor"),
        ]


class TaskTarget(TargetValues):
    """A figure that one task must reach."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="targets")

    class Meta:
        ordering = ("task", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "order"), name="task_target_order_once"),
            anchor_check("task_target_anchor"),
        ]


class IndexLinkQuerySet(models.QuerySet["IndexLink"]):
    def within(self, nodes: Iterable[str]) -> IndexLinkQuerySet:
        """Links to the nodes or below them; a node is "index" or "index:1.2"."""
        found = Q(pk__in=())
        for name in nodes:
            index, _colon, node = name.partition(":")
            part = Q(index=index)
            found |= part & (Q(node=node) | Q(node__startswith=f"{node}.")) if node else part
        return self.filter(found)


class IndexLink(models.Model):
    """An index part that the task should move: quoted in the text, or set by a person."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links")
    index = models.CharField(max_length=40)
    node = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    set_by = models.CharField(max_length=8, choices=[("text", "text"), ("person", "person")], default="text")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    objects = IndexLinkQuerySet.as_manager()

    class Meta:
        ordering = ("task", "index", "node")
        indexes: ClassVar = [models.Index(fields=("index",), name="index_link_index")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "index", "node"), name="index_link_once"),
            one_of("index_link_set_by", "set_by", [("text", ""), ("person", "")]),
            models.CheckConstraint(
                name="index_link_from_text_has_anchor", condition=~Q(set_by="text") | Q(start__isnull=False)
            ),
            anchor_check("index_link_anchor"),
        ]
