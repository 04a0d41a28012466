"""What is open for a unit when its focal point hands over.

Belongs here: the list that ``people.registry.open_work`` asks for. Does not belong here: the handover (people).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.people import roles
from sauro.people.models import Account, Unit
from sauro.people.registry import OpenItem
from sauro.plans.models import Assignment
from sauro.plans.presenters.words import shortened
from sauro.plans.presenters.work_states import period_words
from sauro.plans.states import CLOSED, PartRole
from sauro.web.text import day_words


def open_parts(account: Account, unit: Unit, role: str) -> Iterator[OpenItem]:
    """Parts of the unit that are not finished, for a role that reports on them; the earliest deadline first."""
    held = roles.all_roles().get(role)
    if held is None or held.reach_of("assignments.report") is None:
        return
    rows = Assignment.objects.visible_to(account).current().filter(unit=unit).exclude(state__in=CLOSED)
    rows = rows.exclude(role=PartRole.MONITOR).select_related("occurrence__task")
    for part in sorted(rows, key=lambda one: (one.due_on or date.max, one.pk)):
        task = part.occurrence.task
        yield OpenItem(
            room="plans",
            code=task.code,
            words=_words(part, shortened(" ".join(task.text.split()))),
            address=reverse("plans:part", args=[task.code, part.occurrence.period, unit.slug]),
        )


def _words(part: Assignment, text: str) -> str:
    values = {"text": text, "period": period_words(part.occurrence.period), "state": part.get_state_display()}
    if part.due_on is None:
        return _("%(text)s – %(period)s, chưa có thời hạn; %(state)s") % values
    return _("%(text)s – %(period)s, hạn %(day)s; %(state)s") % (values | {"day": day_words(part.due_on)})
