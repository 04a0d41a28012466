"""The room's name inside Django, and its own entry in the schedule."""

from datetime import datetime, time
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "sauro.jobs"
    label = "jobs"
    verbose_name = _("Hàng đợi công việc")

    def ready(self) -> None:
        from sauro.jobs.registry import scheduled

        scheduled(
            "jobs.forget_runs",
            title=_("Dọn sổ các lần chạy định kỳ đã cũ"),
            daily_at=time(2, 30),
            function=forget_runs,
        )


def forget_runs(_moment: datetime) -> dict[str, Any]:
    from sauro.jobs.schedule.actions import forget

    return {"forgotten": forget()}
