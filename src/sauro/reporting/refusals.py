"""Why an action of reporting was refused: a code, and the sentence and remedy a person reads.

Belongs here: refusals of this room. Does not belong here: what is wrong with a typed value (``engine.reports``, its
sentences in ``definitions/messages``), missing rights (``people.permissions``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sauro.reporting.words import period_words

if TYPE_CHECKING:
    from sauro.engine.reports.findings import Finding


class ActionRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """An action that changed nothing. ``values`` fill the sentence that belongs to ``code``; ``findings`` are the
    values that must be mended first."""

    def __init__(self, code: str, *, findings: Sequence[Finding] = (), **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.findings = tuple(findings)
        self.values = {name: str(value) for name, value in values.items()}

    @property
    def sentence(self) -> str:
        return sentence(self.code, self.values)


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "report_move": lambda: _(
        "Báo cáo của %(unit)s đang ở trạng thái “%(state)s” nên không thực hiện được thao tác này. Tải lại trang để xem."
    ),
    "report_changed": lambda: _(
        "Báo cáo vừa thay đổi lúc %(when)s (%(who)s); nay là “%(state)s”. Xem lại rồi thực hiện nếu vẫn cần."
    ),
    "report_locked": lambda: _(
        "Báo cáo của %(unit)s đang ở trạng thái “%(state)s” nên số liệu đã khóa. "
        "Muốn sửa, đề nghị cơ quan rà soát trả lại báo cáo."
    ),
    "report_findings": lambda: _(
        "Chưa gửi được: còn %(count)s chỗ phải bổ sung hoặc sửa. Xem danh sách bên dưới, sửa rồi gửi lại."
    ),
    "report_empty": lambda: _(
        "Chưa gửi được: báo cáo chưa có nội dung nào. Nhập ít nhất một số liệu hoặc một kết quả rồi gửi."
    ),
    "period_move": lambda: _(
        "Kỳ báo cáo %(period)s đang ở trạng thái “%(state)s” nên không thực hiện được thao tác này. Tải lại trang để xem."
    ),
    "period_changed": lambda: _(
        "Kỳ báo cáo %(period)s vừa được người khác thay đổi; nay là “%(state)s”. Tải lại trang để xem."
    ),
    "period_not_open": lambda: _(
        "Kỳ báo cáo %(period)s đang ở trạng thái “%(state)s” nên không nhập, không gửi báo cáo được."
    ),
    "period_has_sent": lambda: _(
        "Không hủy được: đã có %(count)s đơn vị gửi báo cáo trong kỳ này. Chốt kỳ thay cho hủy."
    ),
    "period_no_units": lambda: _("Chưa chọn đơn vị nào. Chọn ít nhất một đơn vị báo cáo."),
    "period_unknown_units": lambda: _(
        "Không có đơn vị đang hoạt động với mã: %(codes)s. Kiểm tra lại danh sách đơn vị."
    ),
    "period_year": lambda: _("Năm %(year)s nằm ngoài khoảng lập được kỳ báo cáo (%(least)s đến %(most)s)."),
    "period_name": lambda: _("Cần ghi tên báo cáo."),
    "period_ground": lambda: _("Cần ghi căn cứ yêu cầu báo cáo (số, ký hiệu, ngày của văn bản)."),
    "period_due_past": lambda: _("Thời hạn %(day)s đã qua. Chọn một ngày từ hôm nay trở đi."),
    "period_form": lambda: _("Mẫu báo cáo chưa dùng được: %(problems)s"),
    "reporter_started": lambda: _(
        "Không bỏ được %(units)s khỏi kỳ này: đơn vị đã nhập hoặc đã gửi báo cáo. Nếu nhập nhầm, trả lại báo cáo kèm lý do."
    ),
    "stand_in_same": lambda: _("Đơn vị báo cáo thay phải khác với %(unit)s."),
    "stand_in_gone": lambda: _("%(unit)s không còn hoạt động nên không báo cáo thay được. Chọn đơn vị khác."),
    "needs_reason": lambda: _("Cần ghi lý do."),
    "needs_number": lambda: _("Cần ghi số, ký hiệu văn bản."),
    "needs_way": lambda: _("Cần ghi đã gửi bằng cách nào, ví dụ trục liên thông văn bản."),
    "needs_file": lambda: _("Cần tệp văn bản đã ký số. Chọn tệp PDF đã ký rồi thực hiện lại."),
    "file_refused": lambda: _("Chưa nhận tệp đã ký. %(why)s"),
    "needs_pdf": lambda: _("Văn bản đã ký là tệp PDF; tệp vừa chọn là loại khác. Chọn tệp PDF đã ký số."),
    "arrival_missing": lambda: _(
        "Chưa ghi ngày đến trên hệ thống quản lý văn bản. Ghi ngày đó, hoặc xét đúng hạn theo thời điểm gửi trên hệ thống này."
    ),
    "in_future": lambda: _("%(day)s ở sau hôm nay. Ghi ngày thật."),
    "before_sent": lambda: _("Thời điểm đến (%(when)s) sớm hơn ngày phát hành (%(day)s). Kiểm tra lại."),
    "too_long": lambda: _("Nội dung “%(field)s” dài quá %(most)s ký tự. Rút gọn rồi lưu lại."),
    "deadline_refused": lambda: "%(why)s",
    "due_days": lambda: _("Số ngày làm việc để hoàn thiện là số nguyên từ 1 đến %(most)s."),
    "signing_whose": lambda: _(
        "Thẩm quyền ký đã chọn không thuộc %(unit)s, đã hết hiệu lực, hoặc là của người khác. Chọn lại thẩm quyền ký."
    ),
    "signing_choose": lambda: _("Người ký có nhiều thẩm quyền ký đang có hiệu lực. Chọn một thẩm quyền ký."),
    "number_taken": lambda: _(
        "Số %(number)s ngày %(day)s đã được ghi cho một văn bản khác của đơn vị này. Kiểm tra lại số văn bản."
    ),
    "value_place": lambda: _("Biểu mẫu của đơn vị trong kỳ này không có ô %(row)s."),
    "value_computed": lambda: _("Ô này do hệ thống tính từ các ô thành phần nên không nhập trực tiếp."),
    "value_reason": lambda: _(
        "Ghi lý do không có số liệu (ví dụ: chưa có đơn vị cung cấp, không thuộc phạm vi)."
    ),
    "value_no_day": lambda: _("“%(typed)s” không phải là ngày. Ghi dạng ngày/tháng/năm, ví dụ 14/9/2026."),
    "value_changed": lambda: _(
        "%(who)s vừa sửa ô này lúc %(when)s, nay là “%(value)s”. Chọn giữ giá trị đó hoặc lưu giá trị đang nhập."
    ),
    "value_emptied": lambda: _(
        "%(who)s vừa xóa giá trị của ô này lúc %(when)s. Chọn giữ như vậy hoặc lưu giá trị đang nhập."
    ),
    "value_many": lambda: _("Mỗi lần lưu nhiều nhất %(most)s ô. Lưu thành nhiều lần."),
    "sheet_twice": lambda: _("Dòng này có hai lần trong tệp. Giữ lại một dòng."),
    "sheet_other": lambda: _(
        "Tệp này là bảng tính của %(other)s, không phải của %(report)s. Chọn đúng tệp của báo cáo này."
    ),
    "sheet_unknown": lambda: _(
        "Tệp này không phải bảng tính của báo cáo, hoặc các cột ẩn đã bị xóa. Tải lại bảng tính từ trang này rồi điền vào đó."
    ),
    "sheet_large": lambda: _("Không nhận: tệp quá 1 MB. Bỏ hình ảnh, trang tính thừa rồi tải lại."),
    "sheet_none": lambda: _("Chưa chọn tệp. Chọn tệp bảng tính đã điền."),
    "sheet_broken": lambda: _("Không nhận: nội dung gửi lại không nguyên vẹn. Tải tệp lên lại."),
    "remark_empty": lambda: _("Chưa có nội dung. Ghi nhận xét, câu hỏi hoặc trả lời."),
    "remark_place": lambda: _("Ô được nhận xét không có trong báo cáo này. Tải lại trang để xem."),
    "remark_closed": lambda: _("Ý kiến này đã được đóng lúc %(when)s (%(who)s)."),
    "remark_no_reopen": lambda: _("Báo cáo đang sửa được nên không cần đề nghị mở lại."),
    "paper_move": lambda: _(
        "Báo cáo của tỉnh đang ở trạng thái “%(state)s” nên không thực hiện được thao tác này. Tải lại trang để xem."
    ),
    "paper_changed": lambda: _(
        "Báo cáo của tỉnh vừa thay đổi lúc %(when)s (%(who)s); nay là “%(state)s”. Xem lại rồi thực hiện nếu vẫn cần."
    ),
    "paper_not_fed": lambda: _("Kỳ %(period)s không dùng cho loại báo cáo này."),
    "paper_no_figures": lambda: _("Chưa tổng hợp số liệu. Lấy số liệu của các đơn vị rồi mới trình."),
    "no_owner_office": lambda: _(
        "Chưa có đơn vị nào giữ vai trò cơ quan chủ trì nên không lập được văn bản này. Giao vai trò cơ quan chủ trì trước."
    ),
    "nobody_late": lambda: _("Kỳ %(period)s không có đơn vị nào quá hạn gửi báo cáo nên không cần đôn đốc."),
    "nobody_addressed": lambda: _("Chưa có đơn vị nào để gửi văn bản này."),
    "paper_number": lambda: _(
        "Số văn bản “%(number)s” không ghi được vào phần đầu văn bản. Số văn bản dạng 245/BC-UBND."
    ),
    "paper_no_text": lambda: _("Báo cáo chưa có nội dung. Soạn nội dung rồi mới trình."),
    "paper_locked": lambda: _(
        "Báo cáo của tỉnh đang ở trạng thái “%(state)s” nên không sửa được nội dung. Tải lại trang để xem."
    ),
    "section_changed": lambda: _(
        "%(who)s vừa sửa phần này lúc %(when)s. Nội dung đang gõ vẫn còn trong biểu mẫu; xem lại rồi lưu nếu vẫn cần."
    ),
    "section_empty": lambda: _("Phần mới cần có tiêu đề và nội dung."),
    "section_unknown": lambda: _("Báo cáo không còn phần này. Tải lại trang để xem."),
    "yearly_plan_year": lambda: _("Kế hoạch đã chọn không thực hiện trong năm %(year)s. Chọn kế hoạch khác."),
}


def known(code: str) -> bool:
    return code in _SENTENCES


def sentence(code: str, values: Mapping[str, str]) -> str:
    """KeyError where the code has no sentence: a refusal without words would be silent."""
    said = {**values, "period": period_words(values["period"])} if "period" in values else values
    return _SENTENCES[code]() % said
