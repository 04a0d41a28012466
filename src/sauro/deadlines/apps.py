"""Django's entry to the room: its name and what it registers below (permissions, jobs, menu)."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "sauro.deadlines"
    label = "deadlines"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sauro.deadlines import jobs  # noqa: F401 - registers its handlers
        from sauro.people import registry
        from sauro.people.presenters import may
        from sauro.web import navigation

        registry.register("calendar.decide", _("nhập lịch làm việc của năm"))
        navigation.register(
            "deadlines:years", _("Lịch làm việc"), order=50, shown=may("units.view"), place="person"
        )
