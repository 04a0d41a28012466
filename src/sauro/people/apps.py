"""The room of units, accounts, memberships and roles.

Belongs here: its name and what it registers at start. Does not belong here: any rule.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "sauro.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.urls import reverse

        from sauro.people import checks, jobs, presenters, registry  # noqa: F401 - checks and jobs register on import
        from sauro.web import navigation, shell

        registry.register_own()
        shell.institution_from(presenters.institution)
        shell.person_from(presenters.person)
        shell.asking_from(presenters.asking)
        navigation.register(
            "people:people",
            _("Người dùng"),
            order=80,
            shown=presenters.may("people.view"),
            badge=presenters.requests_waiting,
        )
        navigation.register("people:own_account", _("Tài khoản của tôi"), order=10, place="person")
        navigation.register(
            "people:handovers",
            _("Bàn giao"),
            order=20,
            shown=presenters.may("units.view"),
            badge=presenters.handovers_waiting,
            place="person",
        )
        navigation.register(
            "people:authority", _("Ủy quyền"), order=30, shown=presenters.may("units.view"), place="person"
        )
        navigation.register("people:asked", _("Đề nghị cấp quyền"), order=40, place="person")
        shell.sign_in_from(lambda: reverse("people:sign_in"))
