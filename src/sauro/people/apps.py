"""The room of units, accounts, memberships and roles.

Belongs here: its name and what it registers at start. Does not belong here: any rule.
"""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sauro.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sauro.people import checks, registry  # noqa: F401 - the system checks register on import

        registry.register_own()
