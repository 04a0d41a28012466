"""What a delivery says, worked out when it goes out, in the language of its reader.

Belongs here: lines and texts. Does not belong here: the way (``mail``, ``webhook``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sauro.notices import words
from sauro.notices.models import Delivery, Message
from sauro.web.text import day_words

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """``items`` at most MOST_LINES, ``more`` how many others; ``body`` is the whole letter as plain text."""

    subject: str
    body: str
    items: tuple[Item, ...]
    more: int


def content_of(delivery: Delivery) -> Content | None:
    """None where nothing is left to say: all of it was read, settled or overtaken meanwhile."""
    with override(delivery.account.language):
        if delivery.digest_id is not None:
            return _digest(delivery)
        return _list(delivery)


def _digest(delivery: Delivery) -> Content | None:
    rows = Message.objects.waiting().filter(account=delivery.account_id, digest=delivery.digest_id)
    messages = list(rows.order_by("watcher", "-created_at", "pk"))
    if not messages:
        return None
    items = tuple(Item(words.sentence(one.kind, one.values), _site(one.url)) for one in messages[:MOST_LINES])
    subject = ngettext("Sáu Rõ: %(n)d việc cần xem", "Sáu Rõ: %(n)d việc cần xem", len(messages)) % {
        "n": len(messages)
    }
    return _letter(delivery, "notices/letters/digest.txt", subject, items, len(messages) - len(items))


def _list(delivery: Delivery) -> Content | None:
    row = delivery.prepared_list
    if row is None or not row.content:
        return None
    lines = row.content
    items = tuple(
        Item(
            _("%(unit)s – hạn %(due)s: %(title)s")
            % {"unit": line["unit"], "due": words.day(line["due_on"]), "title": line["title"]},
            _site(line["url"]),
        )
        for line in lines[:MOST_LINES]
    )
    subject = _("Sáu Rõ: danh sách %(code)s, %(n)d việc quá hạn") % {"code": row.code, "n": len(lines)}
    more = {
        "note": row.note,
        "sender": row.decided_by_name,
        "page": _site(f"/thong-bao/danh-sach/{row.code}"),
    }
    return _letter(delivery, "notices/letters/list.txt", subject, items, len(lines) - len(items), **more)


def _letter(
    delivery: Delivery, template: str, subject: str, items: tuple[Item, ...], more: int, **extra: str
) -> Content:
    said = {
        "name": delivery.account.name,
        "items": items,
        "more": more,
        "page": _site("/thong-bao"),
        "day": day_words(timezone.localdate()),
        **extra,
    }
    return Content(subject, render_to_string(template, said), items, more)


def _site(path: str) -> str:
    return f"{settings.SITE_ROOT}{path}"
