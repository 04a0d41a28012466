"""Why an action on an import was refused: a code, and the sentence and remedy a person reads.

Belongs here: refusals of this room. Does not belong here: refusals of the reader (``definitions/messages``),
missing rights (``people.permissions``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from sauro.plans.work_refusals import WORK


class ActionRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """An action that changed nothing. ``values`` fill the sentence that belongs to ``code``."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}

    @property
    def sentence(self) -> str:
        return sentence(self.code, self.values)


_SENTENCES: Mapping[str, Callable[[], str]] = {
    **WORK,
    "empty_file": lambda: _("Không nhận: tệp rỗng. Chọn lại tệp văn bản rồi tải lên."),
    "too_large": lambda: _("Không nhận: tệp quá %(limit)s MB. Hãy nén hoặc tách tệp rồi tải lại."),
    "no_file": lambda: _("Chưa chọn tệp. Chọn tệp DOCX, PDF có lớp chữ, TXT hoặc MD."),
    "name_too_long": lambda: _("Không nhận: tên tệp dài quá 255 ký tự. Đặt tên ngắn hơn rồi tải lại."),
    "secrecy_mark": lambda: _(
        "Không nhận: văn bản có dấu chỉ độ mật “%(mark)s”. Văn bản mật không được đưa vào hệ thống này. "
        "Tệp đã được xóa khỏi hệ thống; xử lý văn bản theo quy định về bảo vệ bí mật nhà nước."
    ),
    "reader_time": lambda: _(
        "Không nhận: đọc tệp quá %(limit)s giây nên đã dừng. Tách tệp thành các phần nhỏ hơn, "
        "hoặc lưu lại thành DOCX rồi tải lên."
    ),
    "reader_memory": lambda: _(
        "Không nhận: đọc tệp cần quá %(limit)s MB bộ nhớ nên đã dừng. Bỏ bớt hình trong tệp, "
        "hoặc lưu lại thành DOCX rồi tải lên."
    ),
    "reader_failed": lambda: _(
        "Không nhận: hệ thống không đọc được tệp này. Mở tệp, lưu lại thành DOCX rồi tải lên; "
        "nếu vẫn gặp, báo người quản trị kèm mã %(incident)s."
    ),
    "no_tasks": lambda: _(
        "Văn bản này không có nhiệm vụ nào để đưa vào sổ. Kiểm tra lại có đúng là kế hoạch giao việc không."
    ),
    "number_taken": lambda: _(
        "Số %(number)s đã có trong sổ với một tệp khác. "
        "Nếu là bản thay thế hoặc sửa đổi, so sánh với bản đang thực hiện rồi xác nhận ở trang so sánh. "
        "Nếu là cùng một văn bản, hủy lần nhập này."
    ),
    "too_many_views": lambda: _(
        "Chưa lưu: mỗi tài khoản lưu nhiều nhất %(most)s cách xem. Hãy bỏ bớt một cách xem."
    ),
    "view_name_taken": lambda: _("Chưa đổi tên: đã có cách xem tên “%(name)s”. Hãy chọn tên khác."),
    "sheet_no_table": lambda: _(
        "Không nhận: không trang tính nào có cột “%(column)s”. Dùng tệp đã xuất từ sổ, hoặc đặt tên cột như vậy."
    ),
    "sheet_column_twice": lambda: _(
        "Không nhận: trang tính %(sheet)s có hai cột cùng nghĩa (%(columns)s). Giữ lại một cột rồi tải lên."
    ),
    "sheet_no_rows": lambda: _("Không nhận: bảng không có dòng dữ liệu nào. Kiểm tra lại tệp đã chọn."),
    "sheet_many_rows": lambda: _(
        "Không nhận: bảng có %(rows)s dòng, quá giới hạn %(limit)s dòng. Tách thành nhiều tệp rồi tải lên."
    ),
    "sheet_nothing_chosen": lambda: _("Chưa chọn dòng nào để ghi. Chọn ít nhất một dòng."),
    "sheet_many_chosen": lambda: _(
        "Chưa ghi gì: mỗi lần ghi nhiều nhất %(limit)s dòng. Bỏ chọn bớt; ghi xong, tải lại cùng tệp để ghi tiếp."
    ),
    "sheet_row_refused": lambda: _("Chưa ghi gì. Ở %(place)s: %(why)s"),
    "sheet_row_moved": lambda: _(
        "Chưa ghi gì: %(place)s đã khác so với lúc so sánh, hoặc không ghi được. Xem lại bảng so sánh bên dưới."
    ),
    "not_ready": lambda: _(
        "Văn bản đang ở trạng thái “%(state)s” nên không thực hiện được thao tác này. Tải lại trang để xem."
    ),
}


def known(code: str) -> bool:
    return code in _SENTENCES


def sentence(code: str, values: Mapping[str, str]) -> str:
    """KeyError where the code has no sentence: a refusal without words would be silent."""
    return _SENTENCES[code]() % values
