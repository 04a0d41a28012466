"""The room that joins the others. Registers what only it can know: which functions run on a schedule."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "sauro.config"
    label = "config"
    verbose_name = _("Cấu hình hệ thống")
