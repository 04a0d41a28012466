"""The door for writes of this room.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.notices.actions.choices import choose_channels
from sauro.notices.actions.delivering import deliver, settle_failed
from sauro.notices.actions.digests import make_digests
from sauro.notices.actions.lists import drop_list, send_list
from sauro.notices.actions.reminding import remind
from sauro.notices.actions.telling import mark_read, tell

__all__ = [
    "choose_channels",
    "deliver",
    "drop_list",
    "make_digests",
    "mark_read",
    "remind",
    "send_list",
    "settle_failed",
    "tell",
]
