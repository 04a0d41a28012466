"""How numbers and names are written on a page. Belongs here: pure functions on values. No markup."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import get_language

_NBSP = "\u00a0"
_DATE_LIKE = re.compile(r"(?<=\d) (?=(?:ngày|tháng|năm|giờ|phút|điểm|nhiệm vụ)\b)")
_DATE_WORDS = re.compile(r"\b(ngày|tháng|năm|quý|Quý|mục|Mục|Điều|khoản|điểm|số) (?=\d|[IVX]+\b)")


def number_words(value: int | float | Decimal | None) -> str:
    """18.412 or 1,87 in Vietnamese, 18,412 and 1.87 in English; no value is a dash, never zero."""
    if value is None or value == "":
        return "–"
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(str(value)).normalize():,f}"
    if (get_language() or "vi").startswith("vi"):
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")


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
    """Keep a number and its word on one line: ``15 ngày``, ``tháng 9``, ``quý III``."""
    return _DATE_WORDS.sub(lambda m: m.group(1) + _NBSP, _DATE_LIKE.sub(_NBSP, text))
