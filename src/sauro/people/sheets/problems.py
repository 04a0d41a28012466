"""What is wrong in a sheet: a code with its place, and the sentence a person reads.

Belongs here: problems of sheets of this room. Does not belong here: files that cannot be opened at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sauro.engine.documents.sheets import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """``heading`` is the words above the column, so that the cell is found without counting letters."""

    code: str
    place: Place
    heading: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.code]() % dict(self.values)


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "no_table": lambda: _(
        "Không tìm thấy hàng tiêu đề có các cột: %(missing)s. Dùng tệp mẫu để ghi cho đúng cột."
    ),
    "heading_twice": lambda: _("Tiêu đề “%(heading)s” có hai cột. Bỏ bớt một cột."),
    "no_rows": lambda: _("Dưới hàng tiêu đề chưa có dòng nào. Ghi mỗi người hoặc mỗi đơn vị một dòng."),
    "too_many_rows": lambda: _("Tệp có quá %(most)s dòng. Tách thành các tệp nhỏ hơn."),
    "missing": lambda: _("Ô này còn trống. Cần ghi %(heading)s."),
    "too_long": lambda: _("Ô này dài quá %(most)s ký tự. Ghi ngắn hơn."),
    "not_words": lambda: _(
        "“%(value)s” không phải %(heading)s: phải bắt đầu bằng chữ cái, không phải công thức."
    ),
    "no_sign_in": lambda: _("Cần ghi thư điện tử, hoặc tên đăng nhập nếu người này không có thư điện tử."),
    "email_form": lambda: _("“%(value)s” không đúng dạng thư điện tử, ví dụ ten@coquan.gov.vn."),
    "username_form": lambda: _(
        "“%(value)s” không dùng làm tên đăng nhập được: cần 3 đến 60 chữ cái không dấu, chữ số, "
        "dấu chấm, gạch nối."
    ),
    "unit_unknown": lambda: _(
        "Không có đơn vị “%(value)s”. Ghi mã hoặc tên như trong trang “Danh sách đơn vị” của tệp mẫu."
    ),
    "unit_of_many": lambda: _("“%(value)s” là tên của nhiều đơn vị: %(codes)s. Ghi mã đơn vị."),
    "role_unknown": lambda: _("Không có vai trò “%(value)s”. Các vai trò: %(known)s."),
    "field_missing": lambda: _("Vai trò này phải ghi lĩnh vực, ví dụ par_index:3."),
    "field_unknown": lambda: _("Không có lĩnh vực “%(value)s” trong danh mục chỉ số."),
    "field_needless": lambda: _("Vai trò này không theo lĩnh vực. Để trống ô này."),
    "day_form": lambda: _("“%(value)s” không phải ngày. Ghi dạng ngày/tháng/năm, ví dụ 30/9/2026."),
    "days_reversed": lambda: _("Ngày kết thúc trước ngày bắt đầu."),
    "other_name": lambda: _("Tài khoản này đã mang tên “%(name)s”. Kiểm tra lại họ tên hoặc thư điện tử."),
    "two_accounts": lambda: _("Thư điện tử và tên đăng nhập thuộc hai tài khoản khác nhau."),
    "closed": lambda: _("Tài khoản của %(name)s đã khóa. Mở lại tài khoản trước khi giao vai trò."),
    "own_account": lambda: _("Không tự giao vai trò cho chính tài khoản đang dùng."),
    "role_wider": lambda: _("Vai trò này có quyền rộng hơn quyền của tài khoản đang dùng tại đơn vị đó."),
    "unit_not_reached": lambda: _("Đơn vị này ngoài phạm vi quản lý của tài khoản đang dùng."),
    "code_form": lambda: _(
        "“%(value)s” không dùng làm mã đơn vị được: chữ in hoa không dấu, chữ số, gạch nối."
    ),
    "code_twice": lambda: _("Mã này đã có ở dòng %(row)s."),
    "kind_unknown": lambda: _("Không có loại đơn vị “%(value)s”. Các loại: %(known)s."),
    "relation_unknown": lambda: _("Không có quan hệ “%(value)s”. Các quan hệ: %(known)s."),
    "rule": lambda: "%(sentence)s",
}


def known_codes() -> frozenset[str]:
    return frozenset(_SENTENCES)
