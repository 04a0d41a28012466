"""How numbers and names are written on a page. Belongs here: pure functions on values. No markup."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

_NBSP = "\u00a0"
_BEFORE_NUMBER = re.compile(r"(?<=\w) (?=(?:\d|[IVX]+\b))")
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=[^\W\d]+\b(?! \d))")


def number_words(value: int | float | Decimal | None) -> str:
    """18.412 or 1,87 in Vietnamese, 18,412 and 1.87 in English; no value is a dash, never zero."""
    if value is None or value == "":
        return "–"
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(str(value)).normalize():,f}"
    if (get_language() or "vi").startswith("vi"):
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")


def day_words(value: date | None) -> str:
    """30/9/2026, the one way a day is written: no zeros before day and month. Of a moment it is the day in the
    province's time; no day is an empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = _local(value)
    return f"{value.day}/{value.month}/{value.year}"


def moment_words(value: datetime) -> str:
    """09:42, 17/9/2026 in the province's time."""
    local = _local(value)
    return f"{local:%H:%M}, {day_words(local)}"


def who_when(name: str, at: datetime) -> str:
    """Who did it and when, for a line below the thing done."""
    local = _local(at)
    return f"{name}, {local:%H:%M} {day_words(local)}"


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def percent(part: int, whole: int) -> int | None:
    """Whole percent, never 100 unless all, never 0 unless none; None where there is nothing to divide by."""
    if whole <= 0:
        return None
    if part <= 0:
        return 0
    if part >= whole:
        return 100
    return min(max(round(100 * part / whole), 1), 99)


def with_nbsp(text: str) -> str:
    """Keep a number with the word before it and, where no number follows, with the word after it."""
    return _BEFORE_NUMBER.sub(_NBSP, _AFTER_NUMBER.sub(_NBSP, text))
