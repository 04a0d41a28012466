"""The event table. Rows are added and never altered; sealing only fills the three columns that are empty
before.

Belongs here: the table and the refusals of Django's ways to alter it. Does not belong here: adding and
sealing (actions), the same refusals inside the database (triggers.py).
"""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Somebody tried to alter or remove what is kept as it happened."""


class EventQuerySet(models.QuerySet["Event"]):
    def sealed(self) -> EventQuerySet:
        return self.filter(sequence__isnull=False)

    def unsealed(self) -> EventQuerySet:
        return self.filter(sequence__isnull=True)

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnlyError("audit events are never altered")

    def bulk_update(self, *_args: Any, **_values: Any) -> NoReturn:
        raise AppendOnlyError("audit events are never altered")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("audit events are never removed")


class Event(models.Model):
    """One thing done: by whom, when, to what.

    ``canonical`` is the text that is hashed; it is stored because a database may rewrite JSON and numbers.
    ``sequence``, ``previous_hash`` and ``hash`` are empty until the sealer has numbered the event.
    ``before`` and ``after`` are canonical JSON, empty where there is nothing to say.
    """

    id = models.UUIDField(_("mã"), primary_key=True, default=uuid.uuid4, editable=False)
    sequence = models.BigIntegerField(_("số thứ tự"), null=True, unique=True)
    at = models.DateTimeField(_("thời điểm"))
    by_code = models.CharField(_("mã người thực hiện"), max_length=100)
    by_name = models.CharField(_("người thực hiện"), max_length=200)
    on_behalf_of = models.CharField(_("thay mặt"), max_length=200, blank=True)
    room = models.CharField(_("phần"), max_length=40)
    action = models.CharField(_("việc đã làm"), max_length=80)
    subject = models.CharField(_("đối tượng"), max_length=200)
    before = models.TextField(_("trước"), blank=True)
    after = models.TextField(_("sau"), blank=True)
    request_id = models.CharField(_("mã yêu cầu"), max_length=64, blank=True)
    canonical = models.TextField(_("văn bản được niêm phong"))
    previous_hash = models.CharField(_("mã băm trước"), max_length=64, blank=True)
    hash = models.CharField(_("mã băm"), max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện nhật ký")
        verbose_name_plural = _("nhật ký thao tác")
        indexes = [
            models.Index(fields=["at", "id"], condition=Q(sequence__isnull=True), name="audit_event_waiting"),
            models.Index(fields=["room", "subject", "at"], name="audit_event_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_event_sealed_whole",
                condition=Q(sequence__isnull=True, hash="", previous_hash="")
                | (Q(sequence__gte=1) & ~Q(hash="") & ~Q(previous_hash="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence or '–'} {self.room}.{self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("audit events are never altered")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit events are never removed")
