"""Django's entry to the room: its name and what it registers below."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "sauro.reporting"
    label = "reporting"

    def ready(self) -> None:
        from sauro.people import registry
        from sauro.reporting import states

        registry.register("reports.view", _("xem báo cáo của đơn vị"))
        registry.register(states.WRITE, _("lập và gửi báo cáo của đơn vị"))
        registry.register(states.SIGN, _("ký báo cáo của đơn vị"))
        registry.register(states.ISSUE, _("phát hành báo cáo của đơn vị"))
        registry.register(states.REVIEW, _("rà soát, trả lại, tiếp nhận báo cáo"))
        registry.register(states.MANAGE, _("mở và chốt kỳ báo cáo"))
        registry.register(states.COMPOSE, _("soạn báo cáo của tỉnh"))
        registry.register(states.EXAMINE, _("thẩm tra báo cáo của tỉnh"))
        registry.register(states.PROVINCE_SIGN, _("ký báo cáo của tỉnh"))
        registry.register(states.PROVINCE_ISSUE, _("phát hành báo cáo của tỉnh"))
