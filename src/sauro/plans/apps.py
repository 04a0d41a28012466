"""Django's entry to the room: its name and what it registers below (permissions, jobs, menu, first page)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from sauro.people.models import Account, Unit
    from sauro.people.registry import OpenItem


class PlansConfig(AppConfig):
    name = "sauro.plans"
    label = "plans"

    def ready(self) -> None:
        from sauro.notices.registry import watch
        from sauro.people import registry
        from sauro.people.presenters.menu import may
        from sauro.plans import jobs, watching  # noqa: F401 - jobs registers its handlers
        from sauro.plans.presenters.open_work import open_parts
        from sauro.web import navigation, shell

        registry.register("plans.view", _("xem sổ theo dõi nhiệm vụ"))
        registry.register("plans.import", _("nhập văn bản"))
        registry.register("plans.confirm", _("xác nhận đưa văn bản vào sổ"))
        registry.register("tasks.edit", _("bổ sung, tách, gộp, sửa, rút nhiệm vụ"))
        registry.register("assignments.view", _("xem tiến độ của từng đơn vị"))
        registry.register("assignments.report", _("cập nhật tiến độ của đơn vị"))
        registry.register("assignments.confirm", _("xác nhận hoàn thành, tạm dừng, cho thôi thực hiện"))
        registry.register("deadlines.decide", _("quyết định gia hạn"))
        registry.register("clarity.ask", _("yêu cầu đơn vị làm rõ"))
        registry.register("clarity.answer", _("trả lời yêu cầu làm rõ"))
        registry.register("clarity.accept", _("chấp nhận hoặc trả lại nội dung làm rõ"))
        registry.register("register.write_back", _("nhập sổ theo dõi từ tệp bảng tính"))
        navigation.register("plans:my_work", _("Việc của tôi"), order=10)
        navigation.register("plans:register", _("Nhiệm vụ"), order=20, shown=may("plans.view"))
        navigation.register("plans:plans", _("Kế hoạch"), order=30, shown=may("plans.view"))
        navigation.register("plans:units", _("Đơn vị"), order=40, shown=may("units.view"))
        registry.open_work("plans.clarity", _open_asks)
        registry.open_work("plans.parts", open_parts)
        shell.home_from(_first_page)
        watch("plans.parts", _("Phần việc của đơn vị"), watching.parts, ladder="parts")
        watch("plans.clarity", _("Yêu cầu làm rõ"), watching.clarity_requests, ladder="clarity")


def _open_asks(account: Account, unit: Unit, role: str) -> Iterable[OpenItem]:
    from sauro.plans.presenters.clarity_lists import open_work

    return open_work(account, unit, role)


def _first_page(request: HttpRequest) -> str | None:
    """What waits for the person, where something does; else the register or the list of units, as far as the person
    may see them; None keeps the public page."""
    from django.urls import reverse

    from sauro.people.permissions import can
    from sauro.plans.presenters.my_work import has_work

    if has_work(request.user):
        return reverse("plans:my_work")
    if can(request.user, "plans.view"):
        return reverse("plans:register")
    if can(request.user, "units.view"):
        return reverse("plans:units")
    return None
