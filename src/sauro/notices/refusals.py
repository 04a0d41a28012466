"""Why an action on notices was refused: a code, and the sentence a person reads.

Belongs here: refusals of this room. Does not belong here: missing rights (``people.permissions``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _


class ActionRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """An action that changed nothing. ``values`` fill the sentence that belongs to ``code``."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.code]() % self.values


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "not_open": lambda: _(
        "Danh sách này đang ở trạng thái “%(state)s” nên không thực hiện được. Tải lại trang để xem."
    ),
    "nothing_late": lambda: _("Các việc trong danh sách đều đã xong hoặc được gia hạn. Không còn gì để gửi."),
    "no_leader": lambda: _("Chọn lãnh đạo phụ trách để gửi danh sách."),
    "reason_missing": lambda: _("Cần ghi lý do không gửi."),
    "no_address": lambda: _("Tài khoản này chưa có địa chỉ thư điện tử. Hỏi người quản trị để bổ sung."),
    "leader_letters": lambda: _(
        "Hệ thống không tự gửi thư đến lãnh đạo; thông báo của lãnh đạo chỉ hiện trong hệ thống."
    ),
    "channel_closed": lambda: _("Kênh này chưa được người quản trị hệ thống mở."),
}


def known_codes() -> frozenset[str]:
    return frozenset(_SENTENCES)
