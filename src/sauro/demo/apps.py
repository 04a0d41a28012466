"""The room of the demo world.

Belongs here: its name. Does not belong here: any table; the world is built through other rooms' actions.
"""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sauro.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
