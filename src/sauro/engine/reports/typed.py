"""What people type into a report, read in the Vietnamese way; what could be two things is asked back.

Belongs here: reading one typed cell or one cell of a spreadsheet. Does not belong here: whether the value fits the
other rows (``validate``), the sentences (``definitions/messages/reports.yaml``).

A comma begins the decimals, a point or a blank stands between thousands: ``1.234,5``. The English way round is refused
with what to write. ``1.234`` is one thousand where no decimals can be; elsewhere it may be either and is asked back.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from sauro.engine.reports.rows import CHOICES, Field, Type
from sauro.engine.reports.values import (
    LONGEST_REASON,
    MOST_DIGITS,
    Value,
    ValueWrong,
    canonical,
    clean_text,
)
from sauro.engine.text import fold

LONGEST_NUMBER = 40
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_POINT = re.compile(r"[0-9]+\.[0-9]+")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_BLANKS = re.compile(r"(?<=[0-9])[ \u00a0\u202f\u2009](?=[0-9]{3}(?:[^0-9]|$))")
_MINUS = "\u2212"
_DASHES = frozenset({"-", "\u2013", "\u2014", _MINUS})


def read(
    field: Field,
    typed: str,
    *,
    reason: str = "",
    estimated: bool = False,
    as_of: date | None = None,
) -> Value | None:
    """The value, or None for an empty cell; ValueWrong says what is wrong and what to write.

    The reason stays with "-" only; it may still be empty in a draft.
    """
    text = clean_text(typed)
    if field.type is not Type.TEXT and text in _DASHES:
        if not field.may_be_absent:
            raise ValueWrong("may_not_be_absent", field=field.name)
        return Value.absent(_reason(reason))
    if not text:
        return None
    if field.type is Type.TEXT:
        if len(text) > field.longest:
            raise ValueWrong("too_long", length=str(len(text)), most=str(field.longest))
        return Value.text_of(text)
    if field.type in CHOICES:
        return Value.choice_of(_choice(field, text))
    number = read_number(text, decimals=field.decimals, percent=field.type is Type.PERCENT)
    return Value.number_of(number, estimated=estimated, as_of=as_of)


def read_cell(field: Field, cell: object, *, reason: str = "") -> Value | None:
    """A cell of a spreadsheet: a number is taken as it is, words are read as typed."""
    if cell is None:
        return None
    if isinstance(cell, bool | date | datetime):
        raise ValueWrong("not_a_number" if field.is_figure else "not_a_text", typed=str(cell))
    if isinstance(cell, int | float | Decimal):
        number = Decimal(str(cell))
        if not field.is_figure:
            return read(field, canonical(number), reason=reason)
        return Value.number_of(_fitting(number, field.decimals, str(cell)))
    return read(field, str(cell), reason=reason)


def read_number(typed: str, *, decimals: int, percent: bool = False) -> Decimal:
    """A figure with at most so many decimals."""
    text = typed.strip()
    if len(text) > LONGEST_NUMBER:
        raise ValueWrong("not_a_number", typed=text[:LONGEST_NUMBER] + "…")
    if percent:
        text = text.removesuffix("%").rstrip()
    sign = -1 if text[:1] in ("-", _MINUS) else 1
    digits = _BLANKS.sub("", text[1:].lstrip() if sign < 0 else text)
    return _fitting(sign * _digits(digits, typed.strip(), decimals), decimals, typed.strip())


def _digits(text: str, typed: str, decimals: int) -> Decimal:
    if _PLAIN.fullmatch(text):
        if not decimals and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", text):
            raise ValueWrong("comma_in_count", typed=typed, whole=text.replace(",", ""))
        return Decimal(text.replace(",", "."))
    if _ENGLISH.fullmatch(text):
        raise ValueWrong("english_number", typed=typed, meant=text.replace(",", "").replace(".", ","))
    if _ONE_GROUP.fullmatch(text) and decimals:
        raise ValueWrong(
            "ambiguous_number", typed=typed, whole=text.replace(".", ""), part=text.replace(".", ",")
        )
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(text):
        # "12.5" or "0.125": no grouping of thousands looks like it
        return Decimal(text)
    raise ValueWrong("not_a_number", typed=typed)


def _fitting(number: Decimal, decimals: int, typed: str) -> Decimal:
    text = canonical(number)
    whole, _, places = text.lstrip("-").partition(".")
    if len(whole) > MOST_DIGITS:
        raise ValueWrong("too_many_digits", typed=typed, most=str(MOST_DIGITS))
    if len(places) > decimals:
        if not decimals:
            raise ValueWrong("not_whole", typed=typed)
        raise ValueWrong("too_many_decimals", typed=typed, most=str(decimals))
    return Decimal(text)


def _choice(field: Field, text: str) -> str:
    """By code, by label in either language, or by both as the form prints them ("Có = 1")."""
    wanted = fold(" ".join(text.split()))
    for choice in field.choices:
        labels = [choice.label, choice.label_en] if choice.label_en else [choice.label]
        names = [choice.code, *labels]
        names += [f"{label} = {choice.code}" for label in labels] + [f"{choice.code} - {choice.label}"]
        if wanted in (fold(name) for name in names):
            return choice.code
    allowed = "; ".join(f"{one.label} = {one.code}" for one in field.choices)
    raise ValueWrong("choice_not_known", typed=text, allowed=allowed)


def _reason(typed: str) -> str:
    reason = " ".join(clean_text(typed).split())
    if len(reason) > LONGEST_REASON:
        raise ValueWrong("too_long", length=str(len(reason)), most=str(LONGEST_REASON))
    return reason
