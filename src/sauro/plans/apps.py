"""The room's name inside Django. Does not belong here: anything that runs when nobody asked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "sauro.plans"
    label = "plans"
    verbose_name = _("Kế hoạch và nhiệm vụ")
