"""One value of a report: a figure, a choice, a text, or said to be absent.

Belongs here: the frozen value, its canonical text, how it is written for people. Does not belong here: reading what
people type (``typed``), whether a value fits its row (``validate``).

The absence of a value is not a value: no row stands for what nobody has filled in. ``-`` (absent) is a statement, with
a reason; only the reason may still be missing in a draft.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sauro.engine.reports.rows import CHOICES, Field, Place

Values = Mapping[Place, "Value"]
"""The values of one unit's report, by row key and field code."""

ABSENT = "-"
LONGEST_REASON = 500
MOST_DIGITS = 18
"""Digits before the decimal comma: more is a slip of the hand, and no column holds it."""
_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")


class Kind(StrEnum):
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    ABSENT = "absent"


class ValueWrong(ValueError):  # noqa: N818 - an answer to a person, not a fault
    """What was typed is no value here: ``code`` is a refusal in ``definitions/messages/reports.yaml``."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def canonical(number: Decimal) -> str:
    """Plain digits with a point, no exponent, no idle zeros: 1234.50 is "1234.5", -0 is "0"."""
    if not number.is_finite():
        raise ValueWrong("not_a_number", typed=str(number))
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return "0" if digits == "0" else sign + digits


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as people round by hand."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Value:
    """``text`` is canonical: decimal digits, the code of a choice, or the words. Only figures are estimated or dated."""

    kind: Kind
    text: str = ""
    reason: str = ""
    estimated: bool = False
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.NUMBER and not _CANONICAL.fullmatch(self.text):
            raise ValueError(f"{self.text!r} is no canonical number")
        if self.kind is Kind.NUMBER and self.text == "-0":
            raise ValueError("zero has no sign")
        if (self.kind is Kind.ABSENT) != (not self.text):
            raise ValueError("an absent value has no text, any other has one")
        if self.reason and self.kind is not Kind.ABSENT:
            raise ValueError("only an absent value has a reason")
        if (self.estimated or self.as_of) and self.kind is not Kind.NUMBER:
            raise ValueError("only a figure is estimated or dated")

    @classmethod
    def number_of(cls, number: Decimal | int, *, estimated: bool = False, as_of: date | None = None) -> Value:
        return cls(Kind.NUMBER, canonical(Decimal(number)), estimated=estimated, as_of=as_of)

    @classmethod
    def choice_of(cls, code: str) -> Value:
        return cls(Kind.CHOICE, code)

    @classmethod
    def text_of(cls, words: str) -> Value:
        return cls(Kind.TEXT, words)

    @classmethod
    def absent(cls, reason: str = "") -> Value:
        return cls(Kind.ABSENT, reason=reason)

    @property
    def number(self) -> Decimal | None:
        return Decimal(self.text) if self.kind is Kind.NUMBER else None

    @property
    def is_absent(self) -> bool:
        return self.kind is Kind.ABSENT

    def marked(self, *, estimated: bool, as_of: date | None) -> Value:
        return replace(self, estimated=estimated, as_of=as_of)

    def to_parts(self) -> dict[str, str]:
        """Plain parts, for a stored row or a snapshot; empty ones are left out."""
        parts = {"kind": str(self.kind), "text": self.text, "reason": self.reason}
        parts["estimated"] = "1" if self.estimated else ""
        parts["as_of"] = self.as_of.isoformat() if self.as_of else ""
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def from_parts(cls, parts: Mapping[str, str]) -> Value:
        """ValueError where the parts are none of a value."""
        return cls(
            Kind(parts["kind"]),
            parts.get("text", ""),
            parts.get("reason", ""),
            parts.get("estimated", "") == "1",
            date.fromisoformat(parts["as_of"]) if parts.get("as_of") else None,
        )


def kind_for(field: Field) -> Kind:
    """The kind of value that a field holds when it is not absent."""
    if field.is_figure:
        return Kind.NUMBER
    return Kind.CHOICE if field.type in CHOICES else Kind.TEXT


def written(number: Decimal) -> str:
    """As officials write it: 1234567.5 is "1.234.567,5"."""
    whole, _, decimals = canonical(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = f"{int(digits):,}".replace(",", ".")
    return f"{sign}{groups},{decimals}" if decimals else f"{sign}{groups}"


def for_entry(value: Value) -> str:
    """As it stands in an entry field: without marks between thousands, so that it reads back the same."""
    if value.kind is Kind.NUMBER:
        return value.text.replace(".", ",")
    return ABSENT if value.is_absent else value.text


def shown(value: Value | None, field: Field | None = None, *, english: bool = False) -> str:
    """As it is shown: nothing for no value, "-" for an absent one, the label of a choice."""
    if value is None:
        return ""
    if value.is_absent:
        return ABSENT
    if value.number is not None:
        return written(value.number)
    choice = field.choice(value.text) if field is not None and value.kind is Kind.CHOICE else None
    if choice is None:
        return value.text
    return (english and choice.label_en) or choice.label


def clean_text(typed: str) -> str:
    """Composed form, one kind of line end, no control characters, no white space at the ends of lines."""
    text = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
