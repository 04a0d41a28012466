"""How an office of the People's Committee speaks to a unit, by the unit's relation to the Committee.

Belongs here: words that differ by relation. Does not belong here: whole sentences of a page.

Units under the Committee are required; vertical agencies and bodies that take part on request are asked, their
reports are voluntary and they are not chased.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from sauro.people.states import Relation


def is_ordered(relation: str) -> bool:
    """Whether the Committee may require work of the unit. Nothing: an unknown relation is asked, not ordered."""
    return relation == Relation.COMMITTEE


def ask_verb(relation: str) -> str:
    """ "yêu cầu" or "đề nghị", in the language of the reader."""
    return _("yêu cầu") if is_ordered(relation) else _("đề nghị")


def is_chased(relation: str) -> bool:
    """Whether reminders go to the unit by themselves, and lists of who is late name it."""
    return is_ordered(relation)
