"""What of the register falls due, for the room that reminds: parts of units, questions that wait for an answer.

Belongs here: open rows → subjects with their last day. Does not belong here: when and whom to remind (``notices``).

A part whose completion waits for confirmation is not the unit's to hurry; a part without a deadline is never due.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.notices.registry import DueSubject
from sauro.people.states import Relation
from sauro.plans.models import Assignment, ClarityRequest
from sauro.plans.presenters.words import shortened
from sauro.plans.presenters.work_states import period_words
from sauro.plans.queries_clarity import FOR_UNIT
from sauro.plans.states import TaskLife, WorkState

AHEAD = timedelta(days=45)
"""Farther than the first reminder of a ladder, with the longest holidays between."""
TITLE_CHARACTERS = 140
ONCE = "once"


def parts(now: datetime) -> Iterator[DueSubject]:
    """Each unit's unfinished part of an open occurrence; whoever is only asked to take part is voluntary."""
    today = timezone.localtime(now).date()
    rows = Assignment.objects.doing().current()
    rows = rows.filter(state__in=(WorkState.NOT_STARTED, WorkState.IN_PROGRESS), due_on__lte=today + AHEAD)
    fields = (
        "occurrence__task__code",
        "occurrence__task__text",
        "occurrence__period",
        "occurrence__opened_at",
        "unit__code",
        "unit__relation",
        "due_on",
    )
    for task, text, period, opened_at, unit, relation, due_on in rows.order_by("due_on", "pk").values_list(
        *fields
    ):
        title = shortened(" ".join(text.split()).rstrip(".;"), TITLE_CHARACTERS)
        if period != ONCE:
            title = _("%(title)s – %(period)s") % {"title": title, "period": period_words(period)}
        yield DueSubject(
            key=f"part:{task}/{period}/{unit}",
            title=f"{task} {title}",
            url=reverse("plans:part", args=[task, period, unit.lower()]),
            due_on=due_on,
            unit_code=unit,
            voluntary=relation != Relation.COMMITTEE,
            since=timezone.localtime(opened_at).date() if opened_at else None,
        )


def clarity_requests(now: datetime) -> Iterator[DueSubject]:
    """Each letter with a day for the answer in which the unit still has the word on something."""
    today = timezone.localtime(now).date()
    waiting = Q(asks__state__in=FOR_UNIT, asks__task__life=TaskLife.ACTIVE)
    rows = ClarityRequest.objects.filter(answer_by__lte=today + AHEAD).annotate(
        waiting=Count("asks", filter=waiting)
    )
    fields = ("code", "waiting", "answer_by", "asked_at", "unit__code", "unit__relation")
    found = rows.filter(waiting__gt=0).order_by("answer_by", "pk").values_list(*fields)
    for code, n, answer_by, asked_at, unit, relation in found:
        yield DueSubject(
            key=f"clarity:{code}",
            title=_("Yêu cầu làm rõ %(code)s, còn %(n)d nội dung chờ trả lời") % {"code": code, "n": n},
            url=reverse("plans:clarity_request", args=[code]),
            due_on=answer_by,
            unit_code=unit,
            voluntary=relation != Relation.COMMITTEE,
            since=timezone.localtime(asked_at).date(),
        )
