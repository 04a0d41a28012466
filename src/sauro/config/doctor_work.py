"""What `sauro doctor` looks at in the register: stored counts beside a recount.

Belongs here: judging. Does not belong here: the rule (``plans.rolling``), other matters (``doctor``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sauro.config.language import gettext as _

if TYPE_CHECKING:
    from sauro.config.doctor import Finding

MOST_NAMED = 10


def roll_ups() -> Iterator[Finding]:
    """What a task and its periods say about their parts must be what a recount says."""
    from sauro.config.doctor import Finding
    from sauro.plans.rolling import stale

    wrong = stale()
    if not wrong:
        yield Finding("roll_ups", "ok", _("Số tổng hợp tiến độ khớp với phần việc của từng đơn vị."))
        return
    names = ", ".join(wrong[:MOST_NAMED])
    yield Finding(
        "roll_ups",
        "fail",
        _("Số tổng hợp tiến độ của %(count)d nhiệm vụ không khớp với phần việc của đơn vị: %(names)s.")
        % {"count": len(wrong), "names": names},
        _(
            "Sao lưu cơ sở dữ liệu, tìm thay đổi không đi qua hệ thống, rồi chạy: sauro worker (sẽ tính lại trong ngày)."
        ),
    )
