"""Why an action on calendars or deadlines was refused: a code, and the sentence a person reads.

Belongs here: refusals of this room. Does not belong here: missing rights (``people.permissions``), what no calendar can
hold (``engine.calendars``, whose sentences are in the definitions).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _


class ActionRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """An action that changed nothing. ``field`` is the field of the form that the sentence is about."""

    def __init__(self, code: str, /, *, field: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = {name: str(value) for name, value in values.items()}

    @property
    def sentence(self) -> str:
        if self.code not in _SENTENCES:
            from sauro.deadlines.words import refusal_here

            return refusal_here(self.code, self.values)
        return _SENTENCES[self.code]() % self.values


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "document_missing": lambda: _("Cần ghi số, ký hiệu của văn bản quyết định."),
    "issued_missing": lambda: _("Cần ghi ngày của văn bản quyết định."),
    "draft_none": lambda: _("Năm %(year)s không có bản đang soạn. Tải lại trang để xem."),
    "draft_changed": lambda: _(
        "Bản soạn lịch năm %(year)s vừa được người khác sửa. Xem lại nội dung rồi áp dụng."
    ),
    "in_force_none": lambda: _("Năm %(year)s chưa có lịch đang áp dụng nên không có gì để hủy."),
    "reason_missing": lambda: _("Cần ghi lý do."),
    "deadline_none": lambda: _("Chưa ấn định thời hạn cho việc này."),
    "deadline_closed": lambda: _("Thời hạn này đã khép lại nên không đổi được. Mở lại trước khi đổi."),
    "deadline_open": lambda: _("Thời hạn này đang mở."),
    "not_later": lambda: _("Ngày gia hạn phải sau hạn đang có (%(day)s)."),
    "extension_past": lambda: _("Ngày gia hạn %(day)s đã qua. Chọn ngày từ hôm nay trở đi."),
}
