"""States of periods, reports and papers, one table per workflow, and the closed lists of the room.

Belongs here: codes, their words, who may move what from where to where. Does not belong here: the moves themselves (``actions``); late and
due soon, which the clock says.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move, Workflow

MANAGE, REVIEW, WRITE = "periods.manage", "reports.review", "reports.write"
SIGN, ISSUE = "reports.sign", "reports.issue"
COMPOSE, EXAMINE = "province_reports.write", "province_reports.review"
PROVINCE_SIGN, PROVINCE_ISSUE = "province_reports.sign", "province_reports.issue"


class PeriodKind(TextChoices):
    QUARTER = "quarter", _("Báo cáo định kỳ hằng quý")
    ON_DEMAND = "on_demand", _("Báo cáo đột xuất, chuyên đề")


class PeriodState(TextChoices):
    PLANNED = "planned", _("Chưa mở")
    OPEN = "open", _("Đang mở")
    CLOSED = "closed", _("Đã chốt")
    CANCELLED = "cancelled", _("Đã hủy")


PERIOD_MOVES: tuple[Move, ...] = (
    Move("planned", "open", MANAGE, "", "open"),
    Move("open", "close", MANAGE, "", "closed"),
    Move("closed", "reopen", MANAGE, "a reason", "open"),
    Move("planned", "cancel", MANAGE, "a reason", "cancelled"),
    Move("open", "cancel", MANAGE, "a reason; nothing has been sent", "cancelled"),
)


class Paper(TextChoices):
    """What a period feeds: the papers written from its entries."""

    PLAN = "plan", _("Báo cáo kết quả thực hiện kế hoạch")
    CCHC = "cchc", _("Báo cáo cải cách hành chính")
    ON_DEMAND = "on_demand", _("Báo cáo đột xuất, chuyên đề")


class ReportState(TextChoices):
    """State of a unit's report. That it is late, and whether it was on time, follows from the days and is never stored."""

    DRAFT = "draft", _("Nháp")
    REVIEW = "review", _("Đã gửi, đang rà soát")
    RETURNED = "returned", _("Trả lại để hoàn thiện")
    PASSED = "passed", _("Đạt, chờ trình ký")
    SIGNING = "signing", _("Đang trình ký")
    SIGNED = "signed", _("Đã ký, chờ phát hành")
    ISSUED = "issued", _("Đã phát hành, chờ tiếp nhận")
    RECEIVED = "received", _("Đã tiếp nhận")
    AMENDING = "amending", _("Đang sửa đổi, bổ sung")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


EDITABLE = (ReportState.DRAFT, ReportState.RETURNED, ReportState.AMENDING)
"""The unit may write values; in every other state they are locked."""
WITH_UNIT = (*EDITABLE, ReportState.PASSED, ReportState.SIGNING, ReportState.SIGNED, ReportState.WITHDRAWN)
"""The next step is the unit's."""
CONSOLIDATED = (
    ReportState.REVIEW,
    ReportState.PASSED,
    ReportState.SIGNING,
    ReportState.SIGNED,
    ReportState.ISSUED,
    ReportState.RECEIVED,
)
"""Counted in the province's figures; a draft, a returned or a withdrawn report is not."""

REPORT_MOVES: tuple[Move, ...] = (
    Move("draft", "send", WRITE, "no value that must be mended", "review"),
    Move("returned", "send", WRITE, "no value that must be mended", "review"),
    Move("amending", "send", WRITE, "no value that must be mended", "review"),
    Move("review", "take_back", WRITE, "nobody has decided yet", "draft"),
    Move("review", "return", REVIEW, "a reason", "returned"),
    Move("review", "pass", REVIEW, "", "passed"),
    Move("passed", "present", WRITE, "", "signing"),
    Move("passed", "reopen", REVIEW, "a reason", "returned"),
    Move("signing", "decline", SIGN, "a reason", "returned"),
    Move("signing", "sign", SIGN, "who signs, in which capacity", "signed"),
    Move("signed", "reopen", REVIEW, "a reason", "returned"),
    Move("signed", "issue", ISSUE, "number, date and the signed file", "issued"),
    Move("issued", "receive", REVIEW, "when it arrived in the document system", "received"),
    Move("issued", "amend", WRITE, "a reason", "amending"),
    Move("received", "amend", WRITE, "a reason", "amending"),
    Move("issued", "correct", ISSUE, "number and date of the correction", "issued"),
    Move("received", "correct", ISSUE, "number and date of the correction", "received"),
    Move("issued", "withdraw", ISSUE, "number and date of the withdrawal, a reason", "withdrawn"),
    Move("received", "withdraw", ISSUE, "number and date of the withdrawal, a reason", "withdrawn"),
    Move("withdrawn", "redo", REVIEW, "a reason", "returned"),
)


class ArrivalCounts(TextChoices):
    """Which arrival decides whether the report was on time; both are kept."""

    PRODUCT = "product", _("Thời điểm gửi trên hệ thống này")
    DOCUMENT_SYSTEM = "document", _("Ngày đến trên hệ thống quản lý văn bản")


class ProvinceState(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    OFFICE = "office", _("Văn phòng đang thẩm tra")
    SIGNING = "signing", _("Đang trình ký")
    SIGNED = "signed", _("Đã ký, chờ phát hành")
    ISSUED = "issued", _("Đã phát hành")
    SENT = "sent", _("Đã gửi cơ quan nhận")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


PROVINCE_MOVES: tuple[Move, ...] = (
    Move("draft", "submit", COMPOSE, "a snapshot of the figures", "office"),
    Move("office", "return", EXAMINE, "a reason", "draft"),
    Move("office", "present", EXAMINE, "", "signing"),
    Move("signing", "decline", PROVINCE_SIGN, "a reason", "draft"),
    Move("signing", "sign", PROVINCE_SIGN, "who signs, in which capacity", "signed"),
    Move("signed", "issue", PROVINCE_ISSUE, "number, date and the signed file", "issued"),
    Move("issued", "mark_sent", COMPOSE, "when and by which way", "sent"),
    Move("issued", "withdraw", PROVINCE_ISSUE, "number and date of the withdrawal, a reason", "withdrawn"),
    Move("sent", "withdraw", PROVINCE_ISSUE, "number and date of the withdrawal, a reason", "withdrawn"),
    Move("withdrawn", "redo", COMPOSE, "a reason", "draft"),
)


class IssuedKind(TextChoices):
    """What an issued document is to the report: the first paper, one that changes it, one that mends its form, one that takes it back."""

    FIRST = "first", _("Văn bản ban hành")
    AMENDING = "amending", _("Văn bản sửa đổi, bổ sung")
    CORRECTION = "correction", _("Văn bản đính chính")
    WITHDRAWAL = "withdrawal", _("Văn bản thu hồi")


class ValueSource(TextChoices):
    """Where a value came from; what a person typed is ``typed`` also where a figure stood before."""

    TYPED = "typed", _("Người lập nhập")
    CARRIED = "carried", _("Mang từ kỳ trước")
    REGISTER = "register", _("Lấy từ sổ theo dõi")
    SHEET = "sheet", _("Nhập từ bảng tính")


class RemarkKind(TextChoices):
    REMARK = "remark", _("Nhận xét")
    QUESTION = "question", _("Đề nghị giải trình")
    ANSWER = "answer", _("Trả lời")
    REOPEN = "reopen", _("Đề nghị mở lại")


class Occasion(TextChoices):
    """When a snapshot was taken."""

    SENT = "sent", _("Khi gửi rà soát")
    PASSED = "passed", _("Khi được xác nhận đạt")
    ISSUED = "issued", _("Khi phát hành")
    CONSOLIDATED = "consolidated", _("Khi tổng hợp")


WORKFLOWS: tuple[Workflow, ...] = (
    Workflow("Reporting period", PERIOD_MOVES),
    Workflow("Report of a unit", REPORT_MOVES),
    Workflow("Report of the province", PROVINCE_MOVES),
)
