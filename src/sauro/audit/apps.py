"""The room's name inside Django. Does not belong here: anything that runs when nobody asked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "sauro.audit"
    label = "audit"
    verbose_name = _("Nhật ký thao tác")
