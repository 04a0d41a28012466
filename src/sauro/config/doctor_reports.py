"""What `sauro doctor` looks at in reports: days that were copied, units that an open quarter has forgotten.

Belongs here: judging. Does not belong here: the reads (``reporting.checking``), other matters (``doctor``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sauro.config.language import gettext as _

if TYPE_CHECKING:
    from sauro.config.doctor import Finding

MOST_NAMED = 10


def reports() -> Iterator[Finding]:
    from sauro.config.doctor import Finding
    from sauro.reporting.checking import without_report, wrong_days

    wrong = wrong_days()
    if wrong:
        yield Finding(
            "report_days",
            "fail",
            _("Thời hạn của %(count)d báo cáo khác với thời hạn đã tính: %(names)s.")
            % {"count": len(wrong), "names": ", ".join(wrong[:MOST_NAMED])},
            _(
                "Sao lưu cơ sở dữ liệu, tìm thay đổi không đi qua hệ thống, rồi xác nhận lại lịch làm việc của năm."
            ),
        )
    else:
        yield Finding("report_days", "ok", _("Thời hạn báo cáo khớp với thời hạn đã tính."))
    missing = without_report()
    if missing:
        yield Finding(
            "reporters",
            "warn",
            _("%(count)d đơn vị chưa có báo cáo trong kỳ đang mở: %(names)s.")
            % {"count": len(missing), "names": ", ".join(missing[:MOST_NAMED])},
            _("Nếu không phải chủ ý, thêm các đơn vị đó ở trang của kỳ báo cáo."),
        )
    else:
        yield Finding("reporters", "ok", _("Mọi đơn vị thuộc diện báo cáo có báo cáo trong kỳ đang mở."))
