"""The sentences of this room's own messages, and of any message in the language of its reader.

Belongs here: values → sentence. Does not belong here: which message when (``actions``), sentences of other rooms (they
register theirs).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.notices import registry
from sauro.notices.registry import Values, watcher_of
from sauro.web.text import day_words

BEFORE, TODAY, LATE, ASKED, OFFICE = (
    "remind.before",
    "remind.today",
    "remind.late",
    "remind.asked",
    "remind.office",
)
LIST_PREPARED, LIST_SENT = "list.prepared", "list.sent"


def day(text: str) -> str:
    """A stored day as people write it."""
    return day_words(date.fromisoformat(text))


def _shown(values: Values) -> dict[str, str]:
    return {**values, "due": day(values["due"])}


def _before(values: Values) -> str:
    words = ngettext(
        "Còn %(days)s ngày làm việc đến hạn %(due)s: %(title)s",
        "Còn %(days)s ngày làm việc đến hạn %(due)s: %(title)s",
        int(values["days"]),
    )
    return words % _shown(values)


def _today(values: Values) -> str:
    return _("Đến hạn %(due)s: %(title)s") % _shown(values)


def _late(values: Values) -> str:
    words = ngettext(
        "Quá hạn %(days)s ngày làm việc, hạn %(due)s: %(title)s",
        "Quá hạn %(days)s ngày làm việc, hạn %(due)s: %(title)s",
        int(values["days"]),
    )
    return words % _shown(values)


def _asked(values: Values) -> str:
    return _("Kính đề nghị phối hợp thực hiện, thời hạn %(due)s: %(title)s") % _shown(values)


def _office(values: Values) -> str:
    """Of many subjects at once; ``names`` are a few units, ``more`` how many others."""
    watcher = watcher_of(values["watcher"])
    count = int(values["count"])
    told = {
        "what": str(watcher.title) if watcher else values["watcher"],
        "count": values["count"],
        "names": values["names"],
        "more": values["more"],
    }
    if values["more"] == "0":
        words = ngettext(
            "Cần đôn đốc: %(what)s, %(count)s việc của %(names)s",
            "Cần đôn đốc: %(what)s, %(count)s việc của %(names)s",
            count,
        )
        return words % told
    words = ngettext(
        "Cần đôn đốc: %(what)s, %(count)s việc của %(names)s và %(more)s đơn vị khác",
        "Cần đôn đốc: %(what)s, %(count)s việc của %(names)s và %(more)s đơn vị khác",
        count,
    )
    return words % told


def _list_prepared(values: Values) -> str:
    return _("Danh sách %(code)s đã lập, chờ người gửi lãnh đạo phụ trách.") % values


def _list_sent(values: Values) -> str:
    words = ngettext(
        "%(by)s gửi danh sách %(code)s: %(count)s việc quá hạn cần ý kiến chỉ đạo.",
        "%(by)s gửi danh sách %(code)s: %(count)s việc quá hạn cần ý kiến chỉ đạo.",
        int(values["count"]),
    )
    return words % values


def register_own() -> None:
    registry.event(BEFORE, _before)
    registry.event(TODAY, _today)
    registry.event(LATE, _late)
    registry.event(ASKED, _asked)
    registry.event(OFFICE, _office)
    registry.event(LIST_PREPARED, _list_prepared)
    registry.event(LIST_SENT, _list_sent)


def sentence(kind: str, values: Values) -> str:
    """What a message says; a kind that no room offers any more says so instead of breaking the page."""
    try:
        return registry.sentence_of(kind, values)
    except KeyError:
        return _("Thông báo cũ, nội dung không còn được hệ thống diễn giải (%(kind)s).") % {"kind": kind}
