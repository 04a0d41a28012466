"""Why a change of the register's tasks was refused: sentences with their remedy.

Belongs here: refusals of editing, sources, duplicates and amended plans. Does not belong here: missing rights
(``people.permissions``), uploads (``refusals``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from sauro.plans.refusals import ActionRefused


class EditRefused(ActionRefused):
    """An edit that changed nothing. ``field`` names the input that it is about, empty for the whole form."""

    def __init__(self, code: str, *, field: str = "", **values: object) -> None:
        super().__init__(code, **values)
        self.field = field

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.code]() % self.values


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "no_text": lambda: _("Chưa ghi nội dung nhiệm vụ. Ghi việc phải làm rồi gửi lại."),
    "text_too_long": lambda: _("Nội dung quá %(limit)s ký tự. Rút gọn, hoặc tách thành nhiều nhiệm vụ."),
    "no_reason": lambda: _("Chưa ghi lý do. Lý do được lưu cùng lịch sử của nhiệm vụ."),
    "too_long": lambda: _("Nội dung ở ô này quá %(limit)s ký tự. Rút gọn lại."),
    "changed_meanwhile": lambda: _(
        "Nhiệm vụ %(task)s vừa được người khác thay đổi sau khi trang này được mở nên chưa lưu. "
        "Mở lại trang nhiệm vụ để xem thay đổi rồi làm lại."
    ),
    "life": lambda: _(
        "Nhiệm vụ %(task)s đang ở tình trạng “%(life)s” nên không thực hiện được thao tác này. "
        "Tải lại trang nhiệm vụ để xem."
    ),
    "nothing_changed": lambda: _("Nội dung gửi lên giống nội dung đang có nên không có gì thay đổi."),
    "unknown_unit": lambda: _(
        "Chưa có đơn vị nào trong danh sách của tỉnh tên là “%(name)s”. Ghi đúng tên, tên viết tắt hoặc mã trong trang Đơn vị."
    ),
    "ambiguous_unit": lambda: _(
        "Tên “%(name)s” chỉ nhiều đơn vị: %(codes)s. Ghi mã của đơn vị thay cho tên."
    ),
    "unit_twice": lambda: _("Đơn vị “%(name)s” được ghi hai lần. Chỉ ghi một lần, ở một vai trò."),
    "unknown_index": lambda: _(
        "Không có chỉ số hoặc nội dung chỉ số “%(node)s”. Tải lại trang rồi chọn lại."
    ),
    "rhythm_and_due": lambda: _(
        "Việc làm nhiều kỳ không có một ngày hoàn thành chung. Bỏ thời hạn, hoặc chọn “Một lần”."
    ),
    "no_plan": lambda: _("Văn bản này không còn hiệu lực trong sổ nên không bổ sung nhiệm vụ được."),
    "no_clause": lambda: _("Văn bản không có mục “%(clause)s”. Tải lại trang rồi chọn lại."),
    "too_deep": lambda: _("Mã của phần tách ra sẽ dài quá 80 ký tự. Tách ở nhiệm vụ cấp trên."),
    "few_parts": lambda: _("Cần ít nhất hai phần có nội dung để tách nhiệm vụ."),
    "many_parts": lambda: _("Tách nhiều nhất %(limit)s phần trong một lần."),
    "merge_self": lambda: _("Không gộp nhiệm vụ vào chính nó. Ghi mã của nhiệm vụ khác."),
    "merge_below": lambda: _(
        "Nhiệm vụ %(task)s nằm dưới nhiệm vụ đang gộp nên không nhận được. Chọn nhiệm vụ khác, hoặc gộp theo chiều ngược lại."
    ),
    "merge_unknown": lambda: _("Không có nhiệm vụ nào mang mã “%(task)s”. Kiểm tra lại mã."),
    "merge_not_active": lambda: _(
        "Nhiệm vụ %(task)s đang ở tình trạng “%(life)s” nên không nhận gộp được. Chọn một nhiệm vụ đang theo dõi."
    ),
    "parts_worked_on": lambda: _(
        "Các phần %(codes)s đã có kết quả ghi nhận nên không nhập lại thành một nhiệm vụ được. "
        "Có thể gộp các phần với nhau."
    ),
    "parts_not_active": lambda: _(
        "Phần %(task)s đang ở tình trạng “%(life)s”. Khôi phục phần đó trước rồi nhập lại nhiệm vụ."
    ),
    "parts_absorbed": lambda: _(
        "Nhiệm vụ %(task)s đã gộp vào một trong các phần. Khôi phục nhiệm vụ đó trước rồi nhập lại."
    ),
    "no_number": lambda: _("Chưa ghi số, ký hiệu hoặc trích yếu của văn bản. Ghi ít nhất một trong hai."),
    "source_taken": lambda: _(
        "Số %(number)s của cơ quan này đã có trong sổ (%(key)s). Mở văn bản đó để bổ sung nhiệm vụ."
    ),
    "file_mark": lambda: _(
        "Không nhận: tệp có dấu chỉ độ mật “%(mark)s”. Văn bản mật không được đưa vào hệ thống này; tệp không được lưu."
    ),
    "file_unread": lambda: _(
        "Không nhận tệp: hệ thống không đọc được chữ trong tệp nên không kiểm tra được dấu chỉ độ mật. "
        "Dùng tệp DOCX hoặc PDF có lớp chữ, hoặc nhập nguồn không kèm tệp."
    ),
    "file_too_large": lambda: _("Không nhận: tệp quá %(limit)s MB. Nén tệp hoặc nhập nguồn không kèm tệp."),
    "year_order": lambda: _("Năm kết thúc phải từ năm bắt đầu trở đi."),
    "pair_moot": lambda: _(
        "Nhiệm vụ %(task)s đang ở tình trạng “%(life)s” nên không cần xét trùng nữa. Tải lại trang để xem."
    ),
    "pair_state": lambda: _("Cặp nhiệm vụ này vừa được người khác xét. Tải lại trang để xem."),
    "not_amendable": lambda: _("Văn bản này không có bản đang thực hiện nào trong sổ để so sánh."),
    "amend_number": lambda: _(
        "Số %(number)s đã có trong sổ nên văn bản này là bản sửa đổi của %(key)s, không phải kế hoạch khác."
    ),
    "not_compared": lambda: _(
        "Chưa so sánh với bản đang thực hiện. Mở trang so sánh, xem từng dòng rồi xác nhận."
    ),
    "comparison_stale": lambda: _(
        "Bản đang thực hiện đã thay đổi sau khi so sánh. So sánh lại rồi xem lại các dòng."
    ),
    "not_looked_at": lambda: _(
        "Chưa xác nhận đã xem các dòng sửa đổi, bổ sung và bỏ. Xem các dòng đó, đánh dấu vào ô xác nhận rồi gửi lại."
    ),
    "line_gone": lambda: _("Không có dòng này trong bảng so sánh. Tải lại trang rồi làm lại."),
    "line_old_taken": lambda: _("Nhiệm vụ %(task)s đã là tiếp nối của dòng %(line)s. Đổi dòng đó trước."),
    "line_old_unknown": lambda: _("Nhiệm vụ %(task)s không thuộc bản đang thực hiện. Chọn nhiệm vụ khác."),
}
