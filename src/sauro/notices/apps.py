"""Django's entry to the room: its name and what it registers below (permissions, jobs, menu)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "sauro.notices"
    label = "notices"

    def ready(self) -> None:
        from sauro.notices import jobs, words  # noqa: F401 - jobs registers its handlers and its schedule
        from sauro.people import registry

        registry.register("notices.view", _("xem thông báo đã gửi cho ai"))
        registry.register("notices.send", _("gửi danh sách việc quá hạn cho lãnh đạo"))
        words.register_own()
