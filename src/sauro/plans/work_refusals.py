"""Sentences of refusals about the work on tasks: what is wrong, and what to do.

Belongs here: words by code. Does not belong here: raising them (actions), other refusals (``refusals``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

WORK: Mapping[str, Callable[[], str]] = {
    "work_not_open": lambda: _(
        "Nhiệm vụ %(task)s đang ở trạng thái “%(state)s” nên không cập nhật tiến độ được. Tải lại trang để xem."
    ),
    "work_move": lambda: _(
        "Phần việc của %(unit)s đang ở trạng thái “%(state)s” nên không thực hiện được thao tác này. Tải lại trang để xem."
    ),
    "work_only_watches": lambda: _(
        "%(unit)s chỉ theo dõi, đôn đốc nhiệm vụ này nên không có tiến độ để cập nhật."
    ),
    "work_changed": lambda: _(
        "%(who)s vừa sửa phần việc này lúc %(when)s; nay là “%(state)s”. "
        "Nội dung đang gõ vẫn còn trong biểu mẫu; xem lại rồi lưu nếu vẫn cần."
    ),
    "work_progress": lambda: _("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100, ví dụ 60."),
    "work_nothing_said": lambda: _("Chưa có nội dung cập nhật. Ghi tỷ lệ hoàn thành hoặc ghi chú."),
    "work_no_product": lambda: _(
        "Chưa ghi sản phẩm. Ghi số, ký hiệu văn bản hoặc kết quả có thể kiểm tra; không có thì ghi rõ lý do."
    ),
    "work_done_in_future": lambda: _("Ngày hoàn thành (%(day)s) ở sau hôm nay. Ghi ngày đã hoàn thành thật."),
    "work_needs_reason": lambda: _("Cần ghi lý do."),
    "work_needs_document": lambda: _("Cần ghi số, ký hiệu văn bản đồng ý."),
    "work_too_long": lambda: _("Nội dung “%(field)s” dài quá %(most)s ký tự. Rút gọn rồi lưu lại."),
    "work_nobody_waiting": lambda: _("Không có đơn vị nào đang chờ xác nhận trong các đơn vị đã chọn."),
    "extension_no_deadline": lambda: _("Phần việc này chưa có thời hạn nên không có gì để gia hạn."),
    "extension_not_running": lambda: _("Phần việc đang ở trạng thái “%(state)s” nên không xin gia hạn được."),
    "extension_not_later": lambda: _("Thời hạn mới phải sau thời hạn đang áp dụng (%(day)s)."),
    "extension_past": lambda: _("Thời hạn mới (%(day)s) đã qua. Đề nghị một ngày từ hôm nay trở đi."),
    "extension_open": lambda: _(
        "Đã có một đề nghị gia hạn đang chờ quyết định. Rút đề nghị đó trước khi gửi đề nghị khác."
    ),
    "extension_none": lambda: _("Không có đề nghị gia hạn nào đang chờ quyết định. Tải lại trang để xem."),
    "extension_needs_document": lambda: _(
        "Thời hạn này do văn bản giao việc ấn định. Ghi số, ký hiệu văn bản quyết định gia hạn, hoặc trình lãnh đạo quyết định."
    ),
    "following_rhythm": lambda: _("Chọn một kỳ kiểm tra việc thường xuyên: tháng, quý, 6 tháng hoặc năm."),
    "following_day": lambda: _("Cần ghi ngày bắt đầu theo dõi, dạng ngày/tháng/năm, ví dụ 30/9/2026."),
    "milestone_name": lambda: _("Cần ghi tên bước."),
    "milestone_order": lambda: _("Ngày của bước này sớm hơn ngày của bước trước. Kiểm tra lại thứ tự."),
    "milestone_there": lambda: _("Nhiệm vụ này đã có các bước. Sửa ngày của từng bước, hoặc thêm bước."),
    "milestone_gone": lambda: _("Không còn bước này. Tải lại trang để xem."),
    "milestone_in_future": lambda: _("Ngày hoàn thành của bước (%(day)s) ở sau hôm nay."),
}
