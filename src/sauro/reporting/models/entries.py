"""Single values of a report: what was given, where it came from, its history and what was said about it.

Belongs here: values, their changes, remarks. Does not belong here: what a row means (``engine.reports``), evidence (``files``, under the subject
``report:<key>/<row>``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.people.models.common import both_or_neither
from sauro.reporting.models.common import one_of
from sauro.reporting.models.reports import Report
from sauro.reporting.states import RemarkKind, ValueSource

LONGEST_NUMBER = 6


class Entry(models.Model):
    """A value: report × row × field. Rows are ``cchc:1.2.1``, ``task:NV-02.03@2026-Q3``, ``target:<code>``, ``text:<code>``.

    ``value`` is canonical text (a plain decimal for figures). ``absent`` with its ``reason`` is the printed "-"; an empty value that is not
    absent is not yet given. ``estimated`` is "số ước", ``as_of`` "tính đến ngày".
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    row = models.CharField(max_length=80)
    field = models.CharField(max_length=20)
    value = models.TextField(blank=True)
    absent = models.BooleanField(default=False)
    reason = models.CharField(max_length=1000, blank=True)
    estimated = models.BooleanField(default=False)
    as_of = models.DateField(null=True)
    source = models.CharField(max_length=10, choices=ValueSource.choices, default=ValueSource.TYPED)
    source_ref = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by_code = models.CharField(max_length=100)
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("report", "row", "field")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("report", "row", "field"), name="entry_once"),
            one_of("entry_source", "source", ValueSource.choices),
            models.CheckConstraint(
                name="entry_absent_says_why", condition=Q(absent=False) | (Q(value="") & ~Q(reason=""))
            ),
            models.CheckConstraint(name="entry_has_a_place", condition=~Q(row="") & ~Q(field="")),
        ]

    def __str__(self) -> str:
        return f"{self.row}.{self.field}"


class EntryChange(models.Model):
    """One change of a value: what it was, what it became, who, when, in which round. Append only."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    round = models.PositiveSmallIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    source = models.CharField(max_length=10, choices=ValueSource.choices)
    at = models.DateTimeField()
    by_code = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "id")


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Of one report: its remarks are numbered as they were made, so that an address holds no number of the database."""

    def numbers(self) -> dict[int, int]:
        """Primary key → number, from 1; a report's remarks are made one after the other and never go."""
        keys = self.order_by("pk").values_list("pk", flat=True)
        return {key: number for number, key in enumerate(keys, 1)}

    def numbered(self, number: str) -> Remark | None:
        if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER and int(number) > 0):
            return None
        return self.order_by("pk")[int(number) - 1 : int(number)].first()


class Remark(models.Model):
    """Something said about one value, one row, or the whole report (row and field empty); a question stays open until it is closed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="remarks")
    row = models.CharField(max_length=80, blank=True)
    field = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=RemarkKind.choices)
    text = models.TextField()
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_code = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)
    by_unit = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_code = models.CharField(max_length=100, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            one_of("remark_kind", "kind", RemarkKind.choices),
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
            both_or_neither("remark_closed_by", "closed_at", "closed_by_code", "closed_by_name"),
        ]
