"""Events of this room in words.

Belongs here: a sentence for each code of an action. Does not belong here: writing events (``actions``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.audit.models import Event
from sauro.people import fields
from sauro.people.roles import all_roles

_WORDS: Mapping[str, Callable[[], str]] = {
    "account.created": lambda: _("Mở tài khoản"),
    "account.changed": lambda: _("Sửa thông tin tài khoản"),
    "account.opened": lambda: _("Mở lại tài khoản"),
    "account.closed": lambda: _("Khóa tài khoản"),
    "role.given": lambda: _("Giao vai trò"),
    "role.ended": lambda: _("Kết thúc vai trò"),
    "role.withdrawn": lambda: _("Thu lại vai trò chưa bắt đầu"),
    "link.made": lambda: _("Tạo liên kết dùng một lần"),
    "link.used": lambda: _("Dùng liên kết để đặt mật khẩu"),
    "link.withdrawn": lambda: _("Hủy liên kết chưa dùng"),
    "link.sent": lambda: _("Gửi thư mời"),
    "password.changed": lambda: _("Đổi mật khẩu"),
    "password.reset": lambda: _("Đặt mật khẩu mới"),
    "second_factor.on": lambda: _("Bật xác thực hai lớp"),
    "second_factor.off": lambda: _("Tắt xác thực hai lớp"),
    "second_factor.reset": lambda: _("Gỡ xác thực hai lớp theo yêu cầu"),
    "second_factor.failed": lambda: _("Nhập sai mã xác thực sau khi nhập đúng mật khẩu"),
    "second_factor.locked": lambda: _("Tạm khóa vì nhập sai mã xác thực nhiều lần"),
    "second_factor.recovery_code_used": lambda: _("Đăng nhập bằng mã dự phòng"),
    "second_factor.recovery_codes_renewed": lambda: _("Tạo lại mã dự phòng"),
    "sessions.ended": lambda: _("Kết thúc phiên đăng nhập"),
    "sign_in.done": lambda: _("Đăng nhập"),
    "sign_out.done": lambda: _("Đăng xuất"),
}


def known_actions() -> frozenset[str]:
    return frozenset(_WORDS)


def event_words(event: Event) -> str:
    """The sentence of the action with the role it is about; the code itself where there is no sentence yet."""
    words = _WORDS[event.action]() if event.action in _WORDS else event.action
    if not event.action.startswith("role."):
        return words
    told = json.loads(event.after or event.before or "{}")
    role = all_roles().get(str(told.get("role", "")))
    name = role.name_in(get_language() or "vi") if role else str(told.get("role", ""))
    scope = f" ({fields.name_of(str(told['scope']))})" if told.get("scope") else ""
    return _("%(action)s: %(role)s – %(unit)s") % {
        "action": words,
        "role": name + scope,
        "unit": told.get("unit", ""),
    }
