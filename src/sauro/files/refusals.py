"""Why a file was not taken in, or nothing was done with one: a code, and the sentence a person reads.

Belongs here: refusals of this room. Does not belong here: missing rights (``permissions``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _


class FileRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """A file that was not taken in, or an action that changed nothing. ``values`` fill the sentence of ``code``."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.code]() % self.values


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "no_file": lambda: _("Chưa chọn tệp nào. Chọn tệp rồi gửi lại."),
    "many_at_once": lambda: _("Chưa nhận: mỗi lần gửi nhiều nhất %(limit)s tệp. Gửi tiếp các tệp còn lại."),
    "many_kept": lambda: _(
        "Chưa nhận: nơi này đã có %(limit)s tệp, là số nhiều nhất. Rút tệp không còn dùng, hoặc gộp các tệp."
    ),
    "no_name": lambda: _("Chưa nhận: tệp không có tên. Đặt tên tệp rồi tải lại."),
    "empty": lambda: _("Chưa nhận: tệp trống. Kiểm tra lại tệp trên máy rồi tải lại."),
    "too_large": lambda: _("Chưa nhận: tệp quá %(limit)s MB. Hãy nén hoặc tách tệp rồi tải lại."),
    "extension": lambda: _(
        "Chưa nhận: hệ thống không nhận loại tệp này. Các loại được nhận: %(labels)s. Lưu lại theo một loại đó."
    ),
    "mismatch": lambda: _(
        "Chưa nhận: tên tệp ghi “.%(extension)s” nhưng nội dung là %(found)s. Lưu lại tệp đúng loại rồi tải lại."
    ),
    "unknown_type": lambda: _(
        "Chưa nhận: nội dung tệp không thuộc loại được nhận (%(labels)s). Lưu lại theo một loại đó rồi tải lại."
    ),
    "executable": lambda: _("Không nhận: đây là chương trình chạy được, không phải tài liệu."),
    "web_page": lambda: _(
        "Không nhận: đây là trang web (HTML), có thể mang mã chạy được. In trang ra PDF rồi tải lại."
    ),
    "drawing": lambda: _(
        "Không nhận: hình vẽ SVG có thể mang mã chạy được. Xuất hình ra PNG hoặc PDF rồi tải lại."
    ),
    "archive": lambda: _("Không nhận tệp nén. Giải nén rồi tải từng tài liệu."),
    "old_office": lambda: _(
        "Chưa nhận: đây là định dạng cũ hoặc định dạng khác, hệ thống không kiểm tra được. "
        "Mở tệp, lưu lại thành DOCX, XLSX, PPTX hoặc PDF rồi tải lại."
    ),
    "other_picture": lambda: _("Chưa nhận loại ảnh này. Lưu lại thành JPG hoặc PNG rồi tải lại."),
    "macro": lambda: _(
        "Không nhận: tệp có macro, tức là mã chạy được. Lưu lại thành tệp không có macro (DOCX, XLSX, PPTX) rồi tải lại."
    ),
    "script": lambda: _("Không nhận: tệp PDF có mã chạy được. In lại thành PDF rồi tải lại."),
    "embedded": lambda: _(
        "Không nhận: trong tệp có tệp khác mà hệ thống không kiểm tra được. Tải riêng từng tài liệu, hoặc in ra PDF."
    ),
    "remote": lambda: _(
        "Không nhận: khi mở, tệp tự lấy nội dung từ một địa chỉ bên ngoài. In ra PDF rồi tải lại."
    ),
    "encrypted": lambda: _(
        "Chưa nhận: tệp có mật khẩu nên hệ thống không kiểm tra được. Bỏ mật khẩu rồi tải lại."
    ),
    "damaged": lambda: _("Chưa nhận: tệp bị hỏng hoặc không đọc được. Mở tệp trên máy, lưu lại rồi tải lại."),
    "too_large_inside": lambda: _(
        "Không nhận: nội dung bên trong quá lớn so với một tài liệu thông thường. Tách tài liệu hoặc in ra PDF."
    ),
    "picture_too_large": lambda: _("Chưa nhận: ảnh quá %(limit)s triệu điểm ảnh. Thu nhỏ ảnh rồi tải lại."),
    "too_heavy": lambda: _(
        "Chưa nhận: kiểm tra tệp này cần quá nhiều thời gian hoặc bộ nhớ. Tách hoặc in lại thành PDF rồi tải lại."
    ),
    "secrecy_mark": lambda: _(
        "Không nhận: tệp có dấu chỉ độ mật “%(mark)s”. Văn bản mật không được đưa vào hệ thống này; "
        "tệp không được lưu. Xử lý theo quy định về bảo vệ bí mật nhà nước."
    ),
    "virus": lambda: _(
        "Không nhận: chương trình quét vi-rút báo tệp có mã độc (%(found)s). "
        "Tệp không được lưu. Báo bộ phận công nghệ thông tin của cơ quan."
    ),
    "virus_unchecked": lambda: _(
        "Chưa nhận: chương trình quét vi-rút không trả lời nên chưa kiểm tra được tệp. "
        "Thử lại sau ít phút; nếu vẫn như vậy, báo người quản trị hệ thống."
    ),
    "reason_missing": lambda: _("Chưa ghi lý do. Lý do được lưu cùng tệp đã rút."),
    "reason_long": lambda: _("Lý do quá %(limit)s ký tự. Rút gọn lại."),
    "note_long": lambda: _("Ghi chú quá %(limit)s ký tự. Rút gọn lại."),
    "not_kept": lambda: _("Tệp này đã được rút trước đó. Tải lại trang để xem."),
    "closed": lambda: "%(why)s",
}


def known_codes() -> frozenset[str]:
    return frozenset(_SENTENCES)
