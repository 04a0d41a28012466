"""The words of a request to a unit: the draft of its message and the letter to copy.

Belongs here: official wording by the unit's relation. Does not belong here: the request's page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sauro.people.models import Unit
from sauro.people.states import Relation
from sauro.plans.models import ClarityAsk, ClarityRequest
from sauro.plans.states import OPEN_ASKS
from sauro.web.glyph import FACET_WORDS
from sauro.web.text import day_words


def draft(unit: Unit | None, plans: Sequence[str], answer_by: date | None) -> str:
    """What the office writes above its questions; a person edits it before it is sent."""
    named = ", ".join(plans)
    said = (
        _("Qua rà soát %(plans)s, một số nhiệm vụ chưa đủ sáu rõ.") % {"plans": named}
        if named
        else _("Qua rà soát sổ theo dõi nhiệm vụ, một số nhiệm vụ chưa đủ sáu rõ.")
    )
    if unit is None:
        return said
    ask = _("%(verb)s %(unit)s làm rõ các nội dung dưới đây") % {
        "verb": _sentence(ask_verb(unit)),
        "unit": unit.short_name,
    }
    if answer_by is not None:
        ask += " " + _("và trả lời chậm nhất ngày %(day)s") % {"day": day_words(answer_by)}
    return f"{said} {ask}."


def ask_verb(unit: Unit) -> str:
    """Who stands under the People's Committee is required; everybody else is asked."""
    return _("yêu cầu") if unit.relation == Relation.COMMITTEE else _("đề nghị")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def letter(request: ClarityRequest, asks: Sequence[ClarityAsk]) -> str:
    """The whole letter as plain text: who is asked, each task with what is missing, by when; empty where nothing waits
    for the unit."""
    waiting = [ask for ask in asks if ask.state in OPEN_ASKS]
    if not waiting:
        return ""
    lines = [
        _("Kính gửi: %(unit)s") % {"unit": request.unit.name},
        "",
        *request.message.splitlines(),
        "",
    ]
    by_task: dict[int, list[ClarityAsk]] = {}
    for ask in waiting:
        by_task.setdefault(ask.task_id, []).append(ask)
    for number, of_task in enumerate(by_task.values(), start=1):
        task = of_task[0].task
        lines.append(f"{number}. {task.code}: {' '.join(task.text.split())}")
        missing = ", ".join(str(FACET_WORDS[ask.facet]) for ask in of_task)
        lines.append("   " + _("Nội dung cần làm rõ: %(facets)s.") % {"facets": missing})
        lines += [
            "   "
            + _("Đã trả lại (%(facet)s): %(reason)s") % {"facet": FACET_WORDS[a.facet], "reason": a.reason}
            for a in of_task
            if a.reason
        ]
    lines.append("")
    lines.append(_("Mã yêu cầu trong sổ theo dõi nhiệm vụ: %(code)s.") % {"code": request.code})
    if request.answer_by is not None:
        lines.append(_("Hạn trả lời: chậm nhất ngày %(day)s.") % {"day": day_words(request.answer_by)})
    return "\n".join(lines)
