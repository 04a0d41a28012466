"""What goes out: the content of a delivery and the way it takes.

Belongs here: letters and calls of the webhook. Does not belong here: rows (``actions``), who gets one (``channels``).
"""

from __future__ import annotations

from sauro.notices.models import Delivery
from sauro.notices.sending.content import Content, content_of
from sauro.notices.sending.mail import send_letter
from sauro.notices.sending.refused import SendRefused
from sauro.notices.sending.webhook import call
from sauro.notices.states import Channel

__all__ = ["Content", "SendRefused", "content_of", "send"]


def send(delivery: Delivery, content: Content) -> None:
    """Returns when the channel has said yes; SendRefused where it said no for good, else any error of the way."""
    if delivery.channel == Channel.MAIL:
        send_letter(delivery, content)
    else:
        call(delivery, content)
