"""/thong-bao: what a person is told, what is not read first, and the ways by which it comes.

Belongs here: lines and sentences of that page. Does not belong here: which channel is open (``channels``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from sauro.notices import words
from sauro.notices.channels import closed_reason, wants
from sauro.notices.models import Message
from sauro.notices.refusals import ActionRefused
from sauro.notices.registry import watcher_of
from sauro.notices.rules import hours
from sauro.notices.states import Channel
from sauro.people.models import Account
from sauro.web.text import who_when

MOST_WAITING = 100
AT_ONCE = 30
_MARKS = {words.BEFORE: "soon", words.TODAY: "soon", words.LATE: "late", words.OFFICE: "late"}


@dataclass(frozen=True, slots=True)
class MessageLine:
    """``mark`` chooses the icon before the sentence; ``told`` is by whom and when; ``about`` what kind of thing."""

    code: str
    sentence: str
    url: str
    mark: str
    about: str
    told: str
    state: str


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A way beside the product. ``closed`` says why it cannot be chosen; empty where it can."""

    field: str
    name: str
    hint: str
    chosen: bool
    closed: str


@dataclass(frozen=True, slots=True)
class MessagesPage:
    waiting: list[MessageLine]
    waiting_count: int
    read: list[MessageLine]
    number: int
    pages: int
    channels: list[ChannelLine]


def messages_page(account: Account, number: int) -> MessagesPage:
    own = Message.objects.visible_to(account)
    waiting = own.waiting()
    older = own.exclude(pk__in=waiting.values("pk"))
    page = Paginator(older, AT_ONCE).get_page(number)
    shown = list(waiting[: MOST_WAITING + 1])
    return MessagesPage(
        waiting=[_line(one) for one in shown[:MOST_WAITING]],
        waiting_count=len(shown) if len(shown) <= MOST_WAITING else waiting.count(),
        read=[_line(one) for one in page.object_list],
        number=page.number,
        pages=page.paginator.num_pages,
        channels=[_channel(account, channel) for channel in Channel],
    )


def _line(one: Message) -> MessageLine:
    # a message of the office names the kind of thing itself
    watcher = watcher_of(one.watcher) if one.watcher and one.firing_id else None
    return MessageLine(
        code=one.code,
        sentence=words.sentence(one.kind, one.values),
        url=one.url,
        mark=_MARKS.get(one.kind, ""),
        about=str(watcher.title) if watcher else "",
        told=_told(one),
        state=_state(one.read_at, one.closed_at),
    )


def _told(one: Message) -> str:
    """A reminder comes from the system, word of what somebody did from that person."""
    name = _("Hệ thống nhắc việc") if one.by_code.startswith("system:") else one.by_name
    return who_when(name, one.created_at)


def _state(read_at: datetime | None, closed_at: datetime | None) -> str:
    if read_at is not None:
        return _("Đã xem")
    return _("Không còn cần xem") if closed_at is not None else ""


def _channel(account: Account, channel: Channel) -> ChannelLine:
    reason = closed_reason(account, channel)
    times = ", ".join(f"{at:%H:%M}" for at in hours().digest_at)
    hints = {
        Channel.MAIL: _("Một thư mỗi ngày làm việc, sau %(times)s, chỉ khi có việc chờ."),
        Channel.WEBHOOK: _("Cùng nội dung và cùng lúc với thư, vào kênh do cơ quan cấu hình."),
    }
    return ChannelLine(
        field=f"by_{channel.value}",
        name=str(channel.label),
        hint=hints[channel] % {"times": times},
        chosen=not reason and wants(account, channel),
        closed=ActionRefused(reason).sentence if reason else "",
    )
