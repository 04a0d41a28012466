"""What happened to a report, oldest first, and the steps that follow.

Belongs here: everything ``_trail.html`` shows. Does not belong here: the history of single values (``value``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.models import Event
from sauro.audit.queries import history
from sauro.reporting.models import Report
from sauro.reporting.states import ReportState
from sauro.web.text import moment_words

Words = str | Promise

STEPS: Mapping[str, tuple[str, str, Words]] = {
    "open": ("new", "", gettext_lazy("Mở kỳ báo cáo")),
    "send": ("done", "", gettext_lazy("Gửi rà soát")),
    "take_back": ("back", "", gettext_lazy("Rút về để sửa")),
    "return": ("back", "bad", gettext_lazy("Trả lại để hoàn thiện")),
    "pass": ("done", "", gettext_lazy("Xác nhận đạt")),
    "present": ("run", "", gettext_lazy("Trình lãnh đạo ký")),
    "sign": ("done", "", gettext_lazy("Ký báo cáo")),
    "decline": ("back", "bad", gettext_lazy("Chưa ký, trả lại để sửa")),
    "issue": ("done", "", gettext_lazy("Phát hành")),
    "receive": ("done", "", gettext_lazy("Tiếp nhận")),
    "reopen": ("back", "bad", gettext_lazy("Mở lại để sửa")),
    "amend": ("changed", "", gettext_lazy("Sửa đổi, bổ sung")),
    "correct": ("changed", "", gettext_lazy("Đính chính")),
    "withdraw": ("back", "bad", gettext_lazy("Thu hồi")),
    "redo": ("back", "", gettext_lazy("Cho làm lại")),
    "set_stand_in": ("person", "", gettext_lazy("Chọn đơn vị báo cáo thay")),
}
"""Action in the audit trail → (icon, class, words). What is not here concerns values and stands in their history."""

NOW: Mapping[str, Words] = {
    ReportState.DRAFT: gettext_lazy("Đang lập báo cáo"),
    ReportState.REVIEW: gettext_lazy("Đang rà soát"),
    ReportState.RETURNED: gettext_lazy("Đang hoàn thiện"),
    ReportState.PASSED: gettext_lazy("Chờ trình ký"),
    ReportState.SIGNING: gettext_lazy("Chờ lãnh đạo ký"),
    ReportState.SIGNED: gettext_lazy("Chờ phát hành"),
    ReportState.ISSUED: gettext_lazy("Chờ tiếp nhận"),
    ReportState.AMENDING: gettext_lazy("Đang sửa đổi, bổ sung"),
}
_ROAD: tuple[tuple[str, Words], ...] = (
    (ReportState.REVIEW, gettext_lazy("Gửi rà soát")),
    (ReportState.PASSED, gettext_lazy("Xác nhận đạt")),
    (ReportState.SIGNED, gettext_lazy("Lãnh đạo đơn vị ký")),
    (ReportState.ISSUED, gettext_lazy("Văn thư phát hành")),
    (ReportState.RECEIVED, gettext_lazy("Cơ quan rà soát tiếp nhận")),
)
_REACHED: Mapping[str, int] = {
    ReportState.DRAFT: 0,
    ReportState.RETURNED: 0,
    ReportState.AMENDING: 0,
    ReportState.REVIEW: 1,
    ReportState.PASSED: 2,
    ReportState.SIGNING: 2,
    ReportState.SIGNED: 3,
    ReportState.ISSUED: 4,
    ReportState.RECEIVED: 5,
    ReportState.WITHDRAWN: 5,
}
"""How many steps of the road are behind the report."""


@dataclass(frozen=True, slots=True)
class TrailLine:
    icon: str
    words: str
    by: str = ""
    detail: str = ""
    reason: str = ""
    css: str = ""


def trail_of(report: Report) -> list[TrailLine]:
    events = sorted(history(room="reporting", subject=report.key), key=lambda one: (one.at, one.pk))
    lines = [_line(event) for event in events if event.action in STEPS]
    now = NOW.get(report.state)
    if now is not None:
        lines.append(TrailLine("run", str(now), css="now"))
    lines.extend(_to_come(report))
    return lines


def _to_come(report: Report) -> Iterator[TrailLine]:
    for _state, words in _ROAD[_REACHED[report.state] :]:
        yield TrailLine("todo", str(words), css="next")


def _line(event: Event) -> TrailLine:
    icon, css, words = STEPS[event.action]
    after: dict[str, Any] = json.loads(event.after or "{}")
    who = event.by_name
    if event.on_behalf_of:
        who = _("%(name)s, thay %(lender)s") % {"name": who, "lender": event.on_behalf_of}
    number = str(after.get("number") or "")
    return TrailLine(
        icon,
        str(words),
        f"{who} · {moment_words(event.at)}",
        number,
        str(after.get("reason") or ""),
        css,
    )
