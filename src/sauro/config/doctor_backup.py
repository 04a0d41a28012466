"""What `sauro doctor` says of backups: when the last one was made, as the trail tells.

Belongs here: judging. Does not belong here: making one (``backup``), other matters (``doctor``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sauro.config.language import gettext as _

if TYPE_CHECKING:
    from sauro.config.doctor import Finding

OLD = timedelta(days=7)


def backups() -> Iterator[Finding]:
    from django.utils import timezone

    from sauro.audit.models import Event
    from sauro.config.backup.actions.making import MADE, ROOM
    from sauro.config.doctor import Finding
    from sauro.web.text import day_words

    last = Event.objects.filter(room=ROOM, action=MADE).order_by("-at").values_list("at", flat=True).first()
    remedy = _("Chạy: sauro backup TỆP, rồi cất tệp ở máy khác. Nên đặt lịch chạy mỗi ngày.")
    if last is None:
        yield Finding("backup", "warn", _("Chưa có bản sao lưu nào."), remedy)
        return
    words = _("Bản sao lưu gần nhất: ngày %(day)s.") % {"day": day_words(last)}
    if timezone.now() - last > OLD:
        yield Finding("backup", "warn", words, remedy)
    else:
        yield Finding("backup", "ok", words)
