"""Why a backup or a restore stops, and what to do.

Belongs here: codes and their sentences. Does not belong here: deciding (the modules beside).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sauro.config.language import gettext as _

Say = Callable[[str], None]
"""Takes one line of progress."""


class BackupRefused(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """``place`` is the file, or the part of the archive, that it is about."""

    def __init__(self, code: str, place: str = "", **values: object) -> None:
        super().__init__(code)
        self.code, self.place, self.values = code, place, values

    @property
    def message(self) -> str:
        return _sentences()[self.code][0] % self.values

    @property
    def remedy(self) -> str:
        return _sentences()[self.code][1] % self.values


def _sentences() -> Mapping[str, tuple[str, str]]:
    """Looked up when needed, in the language of the command."""
    another = _("Dùng một bản sao lưu khác. Dữ liệu hiện có vẫn nguyên.")
    return {
        "exists": (
            _("Đã có tệp mang tên này; bản sao lưu không ghi đè lên tệp nào."),
            _("Chọn tên khác, ví dụ thêm ngày vào tên tệp."),
        ),
        "not_writable": (
            _("Không ghi được bản sao lưu: %(reason)s."),
            _(
                "Kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa, rồi chạy lại. Không có tệp dở dang nào để lại."
            ),
        ),
        "files_moving": (
            _("Tệp trong kho bị xóa liên tục trong khi sao lưu nên chưa lập được bản sao lưu nhất quán."),
            _("Chạy lại lệnh này sau ít phút."),
        ),
        "unreadable": (_("Không đọc được tệp: %(reason)s."), _("Kiểm tra đường dẫn và quyền đọc tệp.")),
        "foreign": (_("Tệp này không phải bản sao lưu của Sáu Rõ."), another),
        "damaged": (_("Bản sao lưu bị hỏng: nội dung không khớp mã kiểm tra đã ghi."), another),
        "truncated": (_("Bản sao lưu không đầy đủ: thiếu phần cuối."), another),
        "newer": (
            _("Bản sao lưu do phiên bản mới hơn (%(version)s) lập, phiên bản này không đọc được."),
            _("Nâng cấp sản phẩm lên phiên bản đó rồi chạy lại. Dữ liệu hiện có vẫn nguyên."),
        ),
        "not_empty": (
            _("Nơi khôi phục đang có dữ liệu."),
            _(
                "Nếu đúng là muốn thay toàn bộ dữ liệu hiện có bằng bản sao lưu, chạy lại với --replace. Nên sao lưu "
                "dữ liệu hiện có trước."
            ),
        ),
        "in_use": (
            _("Cơ sở dữ liệu đang được chương trình khác sử dụng nên chưa thay được."),
            _("Dừng sauro serve và sauro worker rồi chạy lại. Dữ liệu hiện có vẫn nguyên."),
        ),
        "another_restore": (
            _("Một lệnh khôi phục khác đang chạy trên dữ liệu này."),
            _("Chờ lệnh đó kết thúc."),
        ),
        "not_allowed": (
            _("Tài khoản cơ sở dữ liệu không có quyền tạo nơi khôi phục: %(reason)s."),
            _(
                "Cấp quyền CREATE trên cơ sở dữ liệu cho tài khoản này rồi chạy lại. Dữ liệu hiện có vẫn nguyên."
            ),
        ),
        "no_room": (
            _("Chưa khôi phục được: %(reason)s."),
            _("Kiểm tra quyền ghi và chỗ trống trên đĩa rồi chạy lại. Dữ liệu hiện có vẫn nguyên."),
        ),
        "does_not_fit": (
            _("Dữ liệu trong bản sao lưu không vào được cơ sở dữ liệu này: %(reason)s."),
            another,
        ),
        "not_the_same": (
            _("Dữ liệu nạp vào không giống bản sao lưu."),
            _("Dữ liệu hiện có vẫn nguyên. Giữ lại bản sao lưu và báo cho người phát triển."),
        ),
        "audit_broken": (
            _("Chuỗi nhật ký trong bản sao lưu không còn nguyên vẹn, dù khi sao lưu thì nguyên vẹn."),
            _("Có người đã sửa bản sao lưu. Dùng một bản khác. Dữ liệu hiện có vẫn nguyên."),
        ),
    }
