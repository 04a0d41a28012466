"""Words for the values of a task: time, units, facets, indices.

Belongs here: value → words a person reads. Does not belong here: lists and pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.plans.definitions import short_names
from sauro.plans.models import Task, TaskUnit
from sauro.plans.states import Role, WhenKind
from sauro.web.text import day_words

ROW_CHARACTERS = 160
"""About three lines of the register; the whole text is on the task's page."""

LACKS: Mapping[tuple[str, str], str | Promise] = {
    ("who", "missing"): gettext_lazy("Văn bản chưa ghi cơ quan chủ trì."),
    ("what", "missing"): gettext_lazy("Văn bản chưa ghi rõ việc phải làm."),
    ("when", "missing"): gettext_lazy("Văn bản chưa ghi thời hạn."),
    ("responsibility", "missing"): gettext_lazy("Văn bản chưa ghi ai chịu trách nhiệm."),
    ("product", "missing"): gettext_lazy("Văn bản chưa ghi sản phẩm."),
    ("authority", "missing"): gettext_lazy("Văn bản chưa ghi ai quyết định, ai ký."),
    ("who", "partial"): gettext_lazy("Chỉ ghi một nhóm cơ quan, hoặc chỉ ghi cơ quan phối hợp."),
    ("what", "partial"): gettext_lazy("Nội dung việc bị cắt ngắn trong văn bản."),
    ("when", "partial"): gettext_lazy(
        "Chưa có mốc để kiểm tra: thường xuyên, kịp thời hoặc kéo dài trên một năm."
    ),
    ("responsibility", "partial"): gettext_lazy("Chỉ ghi cơ quan chủ trì, chưa ghi người hoặc chức danh."),
    ("product", "partial"): gettext_lazy("Chỉ nêu con số, chưa nêu văn bản hay kết quả."),
    ("authority", "partial"): gettext_lazy("Chưa ghi đủ cấp có thẩm quyền quyết định."),
}


def index_label(index: str, node: str) -> str:
    """A link may outlive its index: then its code is shown."""
    name = short_names().get(index, index)
    return f"{name} {node}" if node else name


def shortened(text: str, limit: int = ROW_CHARACTERS) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + "\u00a0…"


def sentence_case(text: str) -> str:
    """KẾ HOẠCH → Kế hoạch; a text that is not all capitals stays as it is."""
    return text.capitalize() if text.isupper() else text


def unit_name(part: TaskUnit) -> str:
    """The province's short name where it knows the unit, else the words of the document."""
    if part.unit is not None:
        return part.unit.short_name
    if part.group is not None:
        return part.group.name
    return " ".join(part.text.split())


def units_of(task: Task, role: Role) -> list[TaskUnit]:
    """Needs ``units`` prefetched."""
    return sorted((part for part in task.units.all() if part.role == role), key=lambda part: part.order)


def when_words(task: Task) -> str:
    """The date where the document has one, else its own words. "Before" a day is not that day: it stays said."""
    if task.when_due is not None and task.when_relation == "before":
        return _("trước ngày %(day)s") % {"day": day_words(task.when_due)}
    if task.when_due is not None:
        return day_words(task.when_due)
    if task.when_kind == WhenKind.MISSING:
        return ""
    return " ".join(task.when_text.split())


def when_detail(task: Task) -> str:
    """How the document's words for the time are understood: the days of a period, how often work recurs."""
    if task.when_kind == WhenKind.PERIOD and task.when_from and task.when_to:
        return f"{day_words(task.when_from)} – {day_words(task.when_to)}"
    if task.when_kind == WhenKind.RECURRING and task.when_every:
        return every_words(task.when_every)
    return ""


def every_words(every: str) -> str:
    return {
        "day": _("mỗi ngày một lần"),
        "week": _("mỗi tuần một lần"),
        "month": _("mỗi tháng một lần"),
        "quarter": _("mỗi quý một lần"),
        "half_year": _("sáu tháng một lần"),
        "year": _("mỗi năm một lần"),
    }[every]


def lead_words(task: Task) -> str:
    """The leading units on one line; needs ``units`` prefetched."""
    return ", ".join(unit_name(part) for part in units_of(task, Role.LEAD))
