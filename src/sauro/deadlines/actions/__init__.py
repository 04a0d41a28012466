"""The one door through which this room writes. Each action takes ``by`` and writes its audit row with its change.

Deadlines are set, extended and closed by rooms above, in their own actions: these have asked whether ``by`` may, as only they
know the subject. Deciding about a calendar is asked here.
"""

from sauro.deadlines.actions.deciding import confirm, discard_draft, save_draft, withdraw
from sauro.deadlines.actions.recomputing import Recomputed, recompute
from sauro.deadlines.actions.setting import (
    close,
    close_many,
    extend,
    reopen,
    set_before,
    set_day,
    set_days,
    set_many,
    set_term,
)

__all__ = [
    "Recomputed",
    "close",
    "close_many",
    "confirm",
    "discard_draft",
    "extend",
    "recompute",
    "reopen",
    "save_draft",
    "set_before",
    "set_day",
    "set_days",
    "set_many",
    "set_term",
    "withdraw",
]
