"""Working days: which days are worked, terms counted in them, and how each day was reached.

Belongs here: the calendar as a value and what is counted with it. Does not belong here: where decisions are kept (the
room ``deadlines``), the clock, sentences (``definitions/messages/calendars.yaml``).
"""

from sauro.engine.calendars.calendar import DayStatus, WorkCalendar
from sauro.engine.calendars.canonical import (
    derivation_from_text,
    derivation_text,
    rule_from_text,
    rule_text,
)
from sauro.engine.calendars.derive import backwards, derive, shift, term, warning_day
from sauro.engine.calendars.model import (
    HO_CHI_MINH,
    Before,
    CalendarRefused,
    DayKind,
    Derivation,
    FixedDay,
    Half,
    Rule,
    SpecialDay,
    Step,
    Term,
    YearDecision,
    is_over,
)
from sauro.engine.calendars.reading import decision_from_yaml

__all__ = [
    "HO_CHI_MINH",
    "Before",
    "CalendarRefused",
    "DayKind",
    "DayStatus",
    "Derivation",
    "FixedDay",
    "Half",
    "Rule",
    "SpecialDay",
    "Step",
    "Term",
    "WorkCalendar",
    "YearDecision",
    "backwards",
    "decision_from_yaml",
    "derivation_from_text",
    "derivation_text",
    "derive",
    "is_over",
    "rule_from_text",
    "rule_text",
    "shift",
    "term",
    "warning_day",
]
