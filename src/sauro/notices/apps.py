"""Django's entry to the room: its name and what it registers below (permissions, jobs, menu)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "sauro.notices"
    label = "notices"

    def ready(self) -> None:
        from sauro.notices import checks, jobs, words  # noqa: F401 - checks and jobs register on import
        from sauro.notices.presenters.menu import messages_waiting
        from sauro.people import registry
        from sauro.people.presenters.menu import may
        from sauro.web import navigation

        registry.register("notices.view", _("xem thông báo đã gửi cho ai"))
        registry.register("notices.send", _("gửi danh sách việc quá hạn cho lãnh đạo"))
        words.register_own()
        navigation.register(
            "notices:messages", _("Thông báo"), order=5, badge=messages_waiting, place="person"
        )
        navigation.register(
            "notices:sent", _("Nhắc việc đã gửi"), order=50, shown=may("notices.view"), place="person"
        )
        navigation.register(
            "notices:scheduled", _("Việc định kỳ"), order=60, shown=may("jobs.view"), place="person"
        )
