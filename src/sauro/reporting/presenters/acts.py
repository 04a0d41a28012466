"""What may be done with a report now, by whom, and why not.

Belongs here: the buttons of a report with their reasons. Does not belong here: forms (views attach them), the moves (``actions.flow``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import may_move
from sauro.reporting.models import Report
from sauro.reporting.permissions import may, refusal
from sauro.reporting.states import (
    EDITABLE,
    ISSUE,
    MANAGE,
    REPORT_MOVES,
    REVIEW,
    SIGN,
    WRITE,
    PeriodState,
)

Words = str | Promise

ACTS: Mapping[str, tuple[str, str, Words, Words]] = {
    "send": (
        "gui",
        WRITE,
        _("Gửi rà soát"),
        _("Bản chưa ký; sau khi gửi, số liệu khóa đến khi có kết quả rà soát."),
    ),
    "take_back": ("rut-ve", WRITE, _("Rút về để sửa"), _("Được rút khi chưa có kết quả rà soát.")),
    "pass": ("dat", REVIEW, _("Xác nhận đạt"), _("Đơn vị trình ký và phát hành sau bước này.")),
    "return": ("tra-lai", REVIEW, _("Trả lại để hoàn thiện"), ""),
    "present": ("trinh-ky", WRITE, _("Trình lãnh đạo ký"), ""),
    "sign": (
        "ky",
        SIGN,
        _("Ký báo cáo"),
        _("Ghi nhận người ký và thẩm quyền ký; chữ ký số thực hiện trên hệ thống quản lý văn bản."),
    ),
    "decline": ("khong-ky", SIGN, _("Chưa ký, trả lại để sửa"), ""),
    "issue": ("phat-hanh", ISSUE, _("Phát hành"), ""),
    "receive": ("tiep-nhan", REVIEW, _("Tiếp nhận"), ""),
    "reopen": (
        "mo-lai",
        REVIEW,
        _("Mở lại để sửa"),
        _("Số liệu đã xác nhận được mở khóa; lý do ghi vào quá trình xử lý."),
    ),
    "amend": ("sua-doi", WRITE, _("Sửa đổi, bổ sung báo cáo đã phát hành"), ""),
    "correct": ("dinh-chinh", ISSUE, _("Đính chính"), _("Chỉ sai thể thức; nội dung không thay đổi.")),
    "withdraw": ("thu-hoi", ISSUE, _("Thu hồi"), ""),
    "redo": ("lam-lai", REVIEW, _("Cho làm lại"), ""),
}
"""Action → (word in the address, permission, words of the button, what follows), in the order of the page."""

ASIDE: Mapping[str, tuple[str, str, Words, Words]] = {
    "refresh": (
        "lay-lai",
        WRITE,
        _("Lấy lại từ sổ theo dõi"),
        _("Thêm nhiệm vụ, chỉ tiêu mới và cập nhật ô chưa ai nhập; ô đã nhập giữ nguyên."),
    ),
    "extend": ("gia-han", MANAGE, _("Gia hạn cho đơn vị này"), ""),
    "stand_in": (
        "bao-cao-thay",
        MANAGE,
        _("Chọn đơn vị báo cáo thay"),
        _("Khi đơn vị được hợp nhất, đổi tên trong kỳ."),
    ),
}
"""What may be done beside the steps, while the report is open: no move of the table."""

ACTION_OF = {slug: action for action, (slug, *_rest) in (*ACTS.items(), *ASIDE.items())}
TITLES = {action: title for action, (_slug, _who, title, _hint) in (*ACTS.items(), *ASIDE.items())}
SAID_CLOSED = frozenset({"pass", "sign", "issue", "receive"})
"""Steps that are somebody else's and for which the people of the report wait."""


@dataclass(slots=True)
class Act:
    """One thing to do. ``closed`` says why not; the view attaches ``form`` where it is open. ``first`` is the step expected next."""

    action: str
    title: str
    address: str
    hint: str = ""
    closed: str = ""
    whom: str = ""
    form: Any = None
    open: bool = False
    first: bool = False


def acts_of(account: object, report: Report) -> Iterator[Act]:
    """What the table allows now; nothing for a mere reader, the reason where the next step is somebody else's."""
    concerned = any(may(account, permission, report) for permission in (WRITE, REVIEW, SIGN, ISSUE))
    first = True
    for action, (slug, permission, title, hint) in ACTS.items():
        if not may_move(REPORT_MOVES, report.state, action):
            continue
        address = reverse("reporting:do", args=[report.period.slug, report.unit.slug, slug])
        act = Act(action, str(title), address, str(hint))
        if may(account, permission, report):
            act.first, first = first, False
            yield act
        elif concerned and action in SAID_CLOSED:
            why = refusal(account, permission, report)
            act.closed, act.whom = why.why, why.whom
            yield act
    yield from _aside(account, report)


def _aside(account: object, report: Report) -> Iterator[Act]:
    if report.period.state != PeriodState.OPEN:
        return
    for action, (slug, permission, title, hint) in ASIDE.items():
        possible = report.state in EDITABLE or (action == "extend" and not report.round)
        if possible and may(account, permission, report):
            address = reverse("reporting:do", args=[report.period.slug, report.unit.slug, slug])
            yield Act(action, str(title), address, str(hint))
