"""/thong-bao/danh-sach: what was sent to whom, and the list for a vice chair.

Belongs here: lines of these pages. Does not belong here: what is still late (``queries``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.notices import words
from sauro.notices.models import Delivery, Firing, PreparedList
from sauro.notices.queries import leaders, still_late
from sauro.notices.registry import watcher_of
from sauro.notices.states import DeliveryState, FiringState, ListState
from sauro.people.models import Unit
from sauro.people.permissions import can
from sauro.web.text import day_words, moment_words, who_when

AT_ONCE = 50
MOST_LISTS = 20
MOST_LATE = 12
MOST_FAILED = 20
_MARKS = {
    FiringState.SENT: "done",
    FiringState.LISTED: "confirm",
    FiringState.MISSED: "pause",
    FiringState.NOBODY: "late",
}
_LIST_MARKS = {ListState.PREPARED: "confirm", ListState.SENT: "done", ListState.DROPPED: "pause"}


@dataclass(frozen=True, slots=True)
class LateShown:
    title: str
    url: str
    unit: str
    due: str


@dataclass(frozen=True, slots=True)
class ListShown:
    """One list; ``lines`` what is on it: as it is now while it waits, as it was once it was sent."""

    code: str
    url: str
    mark: str
    state: str
    prepared: str
    decided: str
    reason: str
    note: str
    lines: list[LateShown]
    waits: bool

    @property
    def shown(self) -> list[LateShown]:
        """What stands on the page of the office; the whole list has a page of its own."""
        return self.lines[:MOST_LATE]

    @property
    def more(self) -> int:
        return max(len(self.lines) - MOST_LATE, 0)


@dataclass(frozen=True, slots=True)
class FiringLine:
    title: str
    url: str
    unit: str
    due: str
    moment: str
    about: str
    mark: str
    state: str
    told: str


@dataclass(frozen=True, slots=True)
class FailedLine:
    name: str
    channel: str
    made: str
    code: str


@dataclass(frozen=True, slots=True)
class SentPage:
    """``open_list`` waits for a person; ``leaders`` are (code, name) to choose from."""

    open_list: ListShown | None
    leaders: list[tuple[str, str]]
    may_send: bool
    lists: list[ListShown]
    failed: list[FailedLine]
    firings: list[FiringLine]
    found: int
    number: int
    pages: int
    state: str
    states: list[tuple[str, str]]
    previous: str
    following: str


def sent_page(account: object, state: str, number: int) -> SentPage:
    lists = list(PreparedList.objects.visible_to(account).select_related("sent_to")[:MOST_LISTS])
    waiting = next((one for one in lists if one.state == ListState.PREPARED), None)
    wanted = state if state in FiringState.values else ""
    rows = Firing.objects.visible_to(account).order_by("-fired_at", "-pk")
    if wanted:
        rows = rows.filter(state=wanted)
    page: Page[Firing] = Paginator(rows, AT_ONCE).get_page(number)
    may_send = can(account, "notices.send")
    return SentPage(
        open_list=list_shown(waiting) if waiting else None,
        leaders=[(one.code, _person(one.name, one.position)) for one in leaders()]
        if may_send and waiting
        else [],
        may_send=may_send,
        lists=[list_shown(one, with_lines=False) for one in lists if one is not waiting],
        failed=_failed(account),
        firings=_firings(list(page.object_list)),
        found=page.paginator.count,
        number=page.number,
        pages=page.paginator.num_pages,
        state=wanted,
        states=[(str(value), str(label)) for value, label in FiringState.choices],
        previous=_address(wanted, page.number - 1) if page.has_previous() else "",
        following=_address(wanted, page.number + 1) if page.has_next() else "",
    )


def _person(name: str, position: str) -> str:
    return f"{name}, {position}" if position else name


def list_shown(row: PreparedList, *, with_lines: bool = True) -> ListShown:
    waits = row.state == ListState.PREPARED
    lines: list[LateShown] = []
    if with_lines and waits:
        lines = [
            LateShown(one.title, one.url, one.unit, day_words(one.due_on))
            for one in still_late(row, timezone.now())
        ]
    elif with_lines:
        lines = [
            LateShown(one["title"], one["url"], one["unit"], words.day(one["due_on"])) for one in row.content
        ]
    return ListShown(
        code=row.code,
        url=reverse("notices:prepared_list", args=[row.code]),
        mark=_LIST_MARKS[ListState(row.state)],
        state=str(row.get_state_display()),
        prepared=moment_words(row.prepared_at),
        decided=_decided(row),
        reason=row.reason,
        note=row.note,
        lines=lines,
        waits=waits,
    )


def _decided(row: PreparedList) -> str:
    if row.decided_at is None:
        return ""
    done = who_when(row.decided_by_name, row.decided_at)
    if row.sent_to is None:
        return done
    return _("%(who)s gửi %(leader)s") % {"who": done, "leader": row.sent_to.name}


def _firings(rows: list[Firing]) -> list[FiringLine]:
    codes = {one.unit_code for one in rows}
    units = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    return [_firing(one, units.get(one.unit_code, one.unit_code)) for one in rows]


def _firing(one: Firing, unit: str) -> FiringLine:
    watcher = watcher_of(one.watcher)
    told = ", ".join(person["name"] for person in one.told)
    return FiringLine(
        title=one.title,
        url=one.url,
        unit=unit,
        due=day_words(one.due_on),
        moment=_moments(one.moment, one.fired_at),
        about=str(watcher.title) if watcher else one.watcher,
        mark=_MARKS[FiringState(one.state)],
        state=str(one.get_state_display()),
        told=told or str(one.get_why_display()),
    )


def _moments(due: datetime, fired: datetime) -> str:
    """When it was due; and when it came where that was another day."""
    day: date = timezone.localtime(due).date()
    if timezone.localtime(fired).date() == day:
        return day_words(day)
    return _("%(due)s, lập ngày %(fired)s") % {"due": day_words(day), "fired": day_words(fired)}


def _failed(account: object) -> list[FailedLine]:
    rows = Delivery.objects.visible_to(account).filter(state=DeliveryState.FAILED).select_related("account")
    return [
        FailedLine(
            one.account.name, str(one.get_channel_display()), moment_words(one.made_at), one.error_code
        )
        for one in rows[:MOST_FAILED]
    ]


def _address(state: str, page: int) -> str:
    query = f"?trang={page}" + (f"&tinh-trang={state}" if state else "")
    return f"{reverse('notices:sent')}{query}"
