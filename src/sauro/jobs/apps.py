"""The room's name inside Django. Does not belong here: anything that runs when nobody asked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "sauro.jobs"
    label = "jobs"
    verbose_name = _("Hàng đợi công việc")
