"""/thong-bao/noi-dung-nhac: a text to copy into a chat group, and for other rooms the same text of their own lines.

Belongs here: units and their late things → plain text. Does not belong here: what is late (``queries``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.notices.queries import due_now
from sauro.notices.registry import DueSubject
from sauro.people.models import Unit
from sauro.web.text import day_words

MOST_EACH = 5
"""Things named for one unit; a chat group reads no longer list."""


@dataclass(frozen=True, slots=True)
class ChatPage:
    """``choices`` are (name, title, how many); ``text`` is empty where nothing is to be reminded of."""

    choices: list[tuple[str, str, int]]
    chosen: str
    soon: bool
    text: str
    asked: str


def chat_page(name: str, *, soon: bool, now: datetime) -> ChatPage:
    """Late things of one watcher, or those due within a week with ``soon``; voluntary units get a text of their own."""
    today = timezone.localtime(now).date()
    found = {
        watcher.name: (str(watcher.title), [one for one in subjects if _wanted(one, today, soon=soon)])
        for watcher, subjects in due_now(now)
    }
    chosen = name if name in found else next(iter(found), "")
    subjects = found[chosen][1] if chosen else []
    return ChatPage(
        choices=[(code, title, len(rows)) for code, (title, rows) in found.items()],
        chosen=chosen,
        soon=soon,
        text=reminder_text([one for one in subjects if not one.voluntary], today),
        asked=request_text([one for one in subjects if one.voluntary]),
    )


def _wanted(one: DueSubject, today: date, *, soon: bool) -> bool:
    return 0 <= (one.due_on - today).days <= 7 if soon else one.due_on < today


def reminder_text(subjects: Iterable[DueSubject], today: date) -> str:
    """Units in the order of the province, each with what it owes and how long; empty where nothing is owed."""
    rows = list(subjects)
    if not rows:
        return ""
    count = len({one.unit_code for one in rows})
    head = ngettext(
        "Đề nghị %(n)d đơn vị sau hoàn thành các việc đến hạn (tính đến ngày %(day)s):",
        "Đề nghị %(n)d đơn vị sau hoàn thành các việc đến hạn (tính đến ngày %(day)s):",
        count,
    )
    return "\n".join([head % {"n": count, "day": day_words(today)}, *_by_unit(rows)])


def request_text(subjects: Iterable[DueSubject]) -> str:
    """For bodies that are asked and not ordered: no word of being late."""
    rows = list(subjects)
    if not rows:
        return ""
    return "\n".join([_("Kính đề nghị các cơ quan sau quan tâm, phối hợp:"), *_by_unit(rows)])


def _by_unit(rows: list[DueSubject]) -> list[str]:
    known = Unit.objects.filter(code__in={one.unit_code for one in rows})
    units = {code: (order, name) for code, order, name in known.values_list("code", "order", "short_name")}
    by_unit: dict[str, list[DueSubject]] = {}
    for one in sorted(rows, key=lambda one: (one.due_on, one.key)):
        by_unit.setdefault(one.unit_code, []).append(one)
    lines = []
    ordered = sorted(by_unit, key=lambda code: (*units.get(code, (0, code)), code))
    for number, code in enumerate(ordered, start=1):
        lines.append(f"{number}. {units.get(code, (0, code))[1]}")
        lines += [
            _("   - %(title)s (hạn %(due)s)") % {"title": one.title, "due": day_words(one.due_on)}
            for one in by_unit[code][:MOST_EACH]
        ]
        more = len(by_unit[code]) - MOST_EACH
        if more > 0:
            lines.append(ngettext("   - và %(n)d việc khác", "   - và %(n)d việc khác", more) % {"n": more})
    return lines
