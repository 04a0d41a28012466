"""A task in the register: whether it stands, who says what about it, and the closed lists of its parts.

Belongs here: the life of a task apart from the work on it. Does not belong here: progress (``work``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move


class TaskLife(TextChoices):
    """Whether the register counts the task. Only an active task is worked on; every code stays."""

    ACTIVE = "active", _("Đang theo dõi")
    SPLIT = "split", _("Đã tách")
    MERGED = "merged", _("Đã gộp")
    WITHDRAWN = "withdrawn", _("Đã rút")
    DROPPED = "dropped", _("Không còn trong văn bản mới")


class TaskOrigin(TextChoices):
    DOCUMENT = "document", _("Trích từ văn bản")
    PERSON = "person", _("Bổ sung sau khi xác nhận")


class Role(TextChoices):
    LEAD = "lead", _("Chủ trì")
    SUPPORT = "support", _("Phối hợp")
    MONITOR = "monitor", _("Theo dõi, đôn đốc")


class ClauseKind(TextChoices):
    AGENCY = "agency", _("Mục giao cơ quan")
    LABELLED = "labelled", _("Mục có nhãn")
    ANNEX = "annex", _("Phụ lục")
    GENERAL = "general", _("Mục chung")


class WhenKind(TextChoices):
    DATE = "date", _("Có ngày cụ thể")
    PERIOD = "period", _("Theo khoảng thời gian")
    RECURRING = "recurring", _("Định kỳ")
    ONGOING = "ongoing", _("Thường xuyên")
    UNCLEAR = "unclear", _("Chưa xác định được")
    MISSING = "missing", _("Chưa ghi")


class ClaritySource(TextChoices):
    """Who says that a facet is clear: the document itself, the assigned unit or the office in charge."""

    DOCUMENT = "document", _("Theo văn bản")
    UNIT = "unit", _("Theo trả lời của đơn vị")
    OFFICE = "office", _("Theo cơ quan theo dõi")


class Rhythm(TextChoices):
    """How often the work of a task is checked. Empty in the register: not known."""

    ONCE = "once", _("Một lần")
    MONTH = "month", _("Hằng tháng")
    QUARTER = "quarter", _("Hằng quý")
    HALF_YEAR = "half_year", _("6 tháng một lần")
    YEAR = "year", _("Hằng năm")


FIND_DUPLICATES = "plans.find_duplicates"
"""The background job that looks for tasks that may be the same work."""


class DuplicateState(TextChoices):
    SUGGESTED = "suggested", _("Có thể trùng")
    SAME = "same", _("Trùng")
    DIFFERENT = "different", _("Không trùng")


class MappingKind(TextChoices):
    """What became of a task between two versions of a plan."""

    KEPT = "kept", _("Giữ nguyên")
    CHANGED = "changed", _("Sửa đổi")
    NEW = "new", _("Bổ sung")
    DROPPED = "dropped", _("Bỏ")


TASK_MOVES: tuple[Move, ...] = (
    Move("active", "split", "tasks.edit", "at least two parts; a reason", "split"),
    Move("active", "merge", "tasks.edit", "another active task that takes it in; a reason", "merged"),
    Move("active", "withdraw", "tasks.edit", "a reason; the document where there is one", "withdrawn"),
    Move(
        "active", "drop", "plans.confirm", "a new version in force that no longer holds the task", "dropped"
    ),
    Move("split", "restore", "tasks.edit", "no work recorded on the parts; a reason", "active"),
    Move("merged", "restore", "tasks.edit", "a reason", "active"),
    Move("withdrawn", "restore", "tasks.edit", "a reason", "active"),
)

DUPLICATE_MOVES: tuple[Move, ...] = (
    Move("suggested", "mark_same", "tasks.edit", "", "same"),
    Move("suggested", "mark_different", "tasks.edit", "", "different"),
    Move("same", "mark_different", "tasks.edit", "", "different"),
    Move("different", "mark_same", "tasks.edit", "", "same"),
)
