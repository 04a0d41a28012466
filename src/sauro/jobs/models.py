"""Jobs, runs of the schedule, and the workers that run them.

Belongs here: tables and what the database holds. Does not belong here: writes (actions, schedule.actions).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sauro.jobs.states import ENDED, State

Row = TypeVar("Row", bound="Leased")


class LeasedQuerySet(models.QuerySet[Row]):
    def waiting(self, now: datetime) -> LeasedQuerySet[Row]:
        """Due and free, the longest due first."""
        return self.filter(state=State.QUEUED, due__lte=now).order_by("due", "created_at", "pk")

    def abandoned(self, now: datetime) -> LeasedQuerySet[Row]:
        """Running by its row, though nobody has renewed the lease: the worker was killed or is stuck."""
        return self.filter(state=State.RUNNING, lease_until__lt=now)


class Leased(models.Model):
    """What one worker at a time holds, for as long as it renews. Run at least once: whatever runs must bear being run
    again after its worker was killed.

    ``error_code`` is a code, never a sentence with somebody's data; the log line with the row's id holds the rest.
    """

    name = models.CharField(_("tên việc"), max_length=80)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.QUEUED)
    due = models.DateTimeField(_("chạy từ"))
    lease_until = models.DateTimeField(_("giữ đến"), null=True)
    leased_by = models.CharField(_("tiến trình giữ"), max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần chạy"), default=0)
    max_tries = models.PositiveSmallIntegerField(_("số lần chạy nhiều nhất"), default=3)
    result = models.JSONField(_("kết quả"), null=True)
    error_code = models.CharField(_("mã lỗi"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("lúc tạo"))
    started_at = models.DateTimeField(_("lúc chạy"), null=True)
    finished_at = models.DateTimeField(_("lúc xong"), null=True)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due", "created_at"],
                condition=Q(state="queued"),
                name="%(app_label)s_%(class)s_waiting",
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state="running"), name="%(app_label)s_%(class)s_leased"
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="%(app_label)s_%(class)s_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_lease_while_running",
                condition=(Q(state="running", lease_until__isnull=False) & ~Q(leased_by=""))
                | (~Q(state="running") & Q(lease_until__isnull=True, leased_by="")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_finished_when_ended",
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_failed_says_why",
                condition=~Q(state="failed") | ~Q(error_code=""),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_tries", condition=Q(max_tries__gte=1, tries__lte=F("max_tries"))
            ),
        ]

    @property
    def ended(self) -> bool:
        return self.state in ENDED


class Job(Leased):
    """One piece of work that somebody asked for.

    ``key`` makes asking twice the same as asking once; empty (null) means that each asking counts.
    """

    id = models.UUIDField(_("mã"), primary_key=True, default=uuid.uuid4, editable=False)
    payload = models.JSONField(_("dữ liệu vào"), default=dict)
    key = models.CharField(_("khóa"), max_length=200, null=True, unique=True)
    by_code = models.CharField(_("mã người yêu cầu"), max_length=100)
    by_name = models.CharField(_("người yêu cầu"), max_length=200)
    request_id = models.CharField(_("mã yêu cầu"), max_length=64, blank=True)

    objects = LeasedQuerySet["Job"].as_manager()

    class Meta(Leased.Meta):
        verbose_name = _("công việc nền")
        verbose_name_plural = _("công việc nền")

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class JobRun(Leased):
    """One due moment of a scheduled job: what should have run, and what became of it.

    ``missed`` counts the moments before this one that nobody ran, from ``missed_from`` on: a worker was off, or the
    run before took longer than the pause between two. This run stands for them.
    """

    moment = models.DateTimeField(_("thời điểm đến hạn"))
    missed = models.PositiveIntegerField(_("số lần bị lỡ trước đó"), default=0)
    missed_from = models.DateTimeField(_("lỡ từ"), null=True)

    objects = LeasedQuerySet["JobRun"].as_manager()

    class Meta(Leased.Meta):
        verbose_name = _("lần chạy định kỳ")
        verbose_name_plural = _("lần chạy định kỳ")
        constraints: ClassVar[list[Any]] = [
            *Leased.Meta.constraints,
            models.UniqueConstraint(fields=["name", "moment"], name="jobs_jobrun_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(state="running"), name="jobs_jobrun_one_at_a_time"
            ),
            models.CheckConstraint(
                name="jobs_jobrun_missed_from",
                condition=Q(missed=0, missed_from__isnull=True) | Q(missed__gte=1, missed_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.moment:%Y-%m-%dT%H:%M}"


class Worker(models.Model):
    """A worker process and when it was last seen alive. ``stopped_at`` is set when it stopped in order."""

    name = models.CharField(_("tên tiến trình"), max_length=120, primary_key=True)
    started_at = models.DateTimeField(_("lúc chạy"))
    seen_at = models.DateTimeField(_("lần cuối báo hoạt động"))
    stopped_at = models.DateTimeField(_("lúc dừng"), null=True)

    class Meta:
        verbose_name = _("tiến trình chạy nền")
        verbose_name_plural = _("tiến trình chạy nền")

    def __str__(self) -> str:
        return self.name
