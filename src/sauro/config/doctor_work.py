"""What `sauro doctor` looks at in the work of the rooms: stored counts beside a recount, runs beside the schedule.

Belongs here: judging. Does not belong here: the rules (``plans.rolling``, ``jobs.schedule``), other matters
(``doctor``).
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


def schedule() -> Iterator[Finding]:
    """Every due job ran: what should have run by now has, and the last run of none ended badly."""
    from sauro.config.doctor import Finding
    from sauro.jobs.schedule.queries import standings

    found = standings()
    overdue = [str(one.entry.title) for one in found if one.overdue_since is not None]
    failed = [f"{one.entry.title} ({one.last.error_code})" for one in found if one.last and one.failed]
    if overdue:
        yield Finding(
            "schedule",
            "warn",
            _("Việc định kỳ đã đến giờ mà chưa chạy: %(names)s.") % {"names": "; ".join(overdue)},
            _("Chạy: sauro worker, hoặc sauro serve --with-worker. Lần bị lỡ được chạy bù một lần."),
        )
    if failed:
        yield Finding(
            "schedule_failed",
            "warn",
            _("Lần chạy gần nhất không thành công: %(names)s.") % {"names": "; ".join(failed)},
            _("Tìm dòng nhật ký job_failed của việc này và sửa nguyên nhân; đến giờ sau, việc tự chạy lại."),
        )
    if not overdue and not failed:
        yield Finding("schedule", "ok", _("Mọi việc định kỳ đã chạy đúng hẹn."))
