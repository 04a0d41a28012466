"""Requests in lists: the page /lam-ro, what waits for a person, what a unit hands over.

Belongs here: one line for each request. Does not belong here: a request's page (``clarity_request``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.people.models import Account, Unit
from sauro.people.registry import OpenItem
from sauro.people.roles import all_roles
from sauro.plans.models import ClarityRequest
from sauro.plans.permissions import may
from sauro.plans.presenters.clarity_lines import MARKS
from sauro.plans.queries_clarity import FOR_UNIT, counts_of, for_office, for_unit, open_of_units, settled
from sauro.plans.states import AskState, request_state
from sauro.web.glyph import FACET_WORDS

PAGE = 50
TURNS = ("don-vi", "co-quan", "xong", "tat-ca")
"""Whose word is next, as it stands in the address."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    code: str
    address: str
    unit: str
    unit_slug: str
    asked: int
    waiting: int
    answered: int
    accepted: int
    waiting_for: str
    mark: str
    state: str
    answer_by: date | None
    late: bool
    asked_by: str
    asked_at: object


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    address: str
    current: bool
    count: int


@dataclass(frozen=True, slots=True)
class ListPage:
    lines: list[RequestLine]
    tabs: list[Tab]
    may_ask: bool
    may_accept: bool
    previous_page: str
    next_page: str
    total: int


def list_page(account: object, turn: str, page: int) -> ListPage:
    """Requests whose turn it is, the ones that wait longest first."""
    office = may(account, "clarity.accept")
    seen = ClarityRequest.objects.visible_to(account)
    kinds = {
        "don-vi": for_unit(seen),
        "co-quan": for_office(seen),
        "xong": settled(seen),
        "tat-ca": seen,
    }
    counts = {kind: rows.count() for kind, rows in kinds.items()}
    turn = turn if turn in TURNS else ("co-quan" if office and counts["co-quan"] else "don-vi")
    last = max(1, -(-counts[turn] // PAGE))
    page = min(max(page, 1), last)
    order = ("-asked_at", "-pk") if turn in ("xong", "tat-ca") else ("asked_at", "pk")
    rows = kinds[turn].select_related("unit").order_by(*order)[(page - 1) * PAGE : page * PAGE]
    here = f"{reverse('plans:clarity')}?luot={turn}&trang="
    return ListPage(
        lines=lines_of(list(rows)),
        tabs=[
            Tab(label, f"{reverse('plans:clarity')}?luot={kind}", kind == turn, counts[kind])
            for kind, label in _tab_labels().items()
        ],
        may_ask=may(account, "clarity.ask"),
        may_accept=office,
        previous_page=f"{here}{page - 1}" if page > 1 else "",
        next_page=f"{here}{page + 1}" if page < last else "",
        total=counts[turn],
    )


def _tab_labels() -> dict[str, str]:
    return {
        "don-vi": _("Chờ đơn vị trả lời"),
        "co-quan": _("Chờ xem xét"),
        "xong": _("Đã xong"),
        "tat-ca": _("Tất cả"),
    }


def lines_of(requests: list[ClarityRequest]) -> list[RequestLine]:
    """One query more, however many there are; needs ``unit``."""
    counted, today = counts_of(requests), timezone.localdate()
    lines = []
    for request in requests:
        counts: Mapping[str, int] = counted.get(request.pk, {})
        state = request_state(counts)
        waiting = sum(counts.get(one, 0) for one in FOR_UNIT)
        answered = counts.get(AskState.ANSWERED, 0)
        lines.append(
            RequestLine(
                code=request.code,
                address=reverse("plans:clarity_request", args=[request.code]),
                unit=request.unit.short_name,
                unit_slug=request.unit.slug,
                asked=sum(n for one, n in counts.items() if one != AskState.WITHDRAWN),
                waiting=waiting,
                answered=answered,
                accepted=counts.get(AskState.ACCEPTED, 0),
                waiting_for="unit" if waiting else "office" if answered else "",
                mark=MARKS[state],
                state=str(state.label),
                answer_by=request.answer_by,
                late=bool(waiting and request.answer_by and request.answer_by < today),
                asked_by=request.asked_by_name,
                asked_at=request.asked_at,
            )
        )
    return lines


def open_asks_of(account: object) -> list[RequestLine]:
    """What waits for this person: unanswered requests of the own units, answers to look at for the office."""
    seen = ClarityRequest.objects.visible_to(account).select_related("unit")
    if may(account, "clarity.accept"):
        rows = for_office(seen)
    elif may(account, "clarity.answer"):
        rows = for_unit(seen)
    else:
        return []
    return lines_of(list(rows.order_by("answer_by", "asked_at", "pk")[:PAGE]))


def open_work(_account: Account, unit: Unit, role: str) -> Iterable[OpenItem]:
    """For a handover: each facet that the unit has been asked and that is not settled."""
    held = all_roles().get(role)
    if held is None or held.reach_of("clarity.answer") is None:
        return []
    return [
        OpenItem(
            room="plans",
            code=f"{ask.request.code} {ask.task.code}",
            words=_("Làm rõ %(facet)s: %(state)s")
            % {"facet": FACET_WORDS[ask.facet], "state": AskState(ask.state).label},
            address=reverse("plans:clarity_request", args=[ask.request.code]),
        )
        for ask in open_of_units([unit.pk])
    ]
