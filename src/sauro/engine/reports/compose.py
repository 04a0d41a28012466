"""A form that an officer composes for a report on demand, from the same kinds of rows.

Belongs here: questions in, the text of a form file out. Does not belong here: who may compose, the period it is for.

The text is an ordinary form file: it is kept with the period and read like any other, so that a later change of this
module changes no form that was sent out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from sauro.engine.reports.form_files import SCHEMA, read_form
from sauro.engine.reports.rows import (
    CHOICES,
    FIGURES,
    Consolidation,
    FormError,
    Giver,
    Problem,
    Semantics,
    Type,
)
from sauro.engine.reports.values import clean_text

PREFIX = "own"
MOST_QUESTIONS = 100
LONGEST_QUESTION = 500
TEXT_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """One row. ``choices`` are labels, numbered from 1. A percentage with ``part`` and ``whole`` (numbers of other
    questions, from 1) is computed. Without a consolidation figures are added, choices counted, all else is listed.
    """

    name: str
    type: Type
    unit: str = ""
    needed: bool = True
    choices: tuple[str, ...] = ()
    part: int = 0
    whole: int = 0
    semantics: Semantics = Semantics.FLOW
    consolidation: Consolidation | None = None
    longest: int = TEXT_LENGTH


def composed(code: str, name: str, questions: Sequence[Question]) -> str:
    """The text of the form file; FormError names each question that cannot be."""
    problems = []
    if not questions:
        problems.append(Problem("rows_or_template"))
    if len(questions) > MOST_QUESTIONS:
        problems.append(Problem("too_many_rows", values=(("most", str(MOST_QUESTIONS)),)))
    for n, one in enumerate(questions, 1):
        problems += _problems(n, one, len(questions))
    if problems:
        raise FormError(problems)
    data = {
        "schema": SCHEMA,
        "code": code,
        "version": "1",
        "prefix": PREFIX,
        "name": _line(name),
        "sections": [
            {"code": "1", "name": _line(name), "rows": [_row(n, one) for n, one in enumerate(questions, 1)]}
        ],
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    read_form(text)
    return text


def _problems(n: int, one: Question, count: int) -> list[Problem]:
    key = f"{PREFIX}:{n}"
    found = []
    if not _line(one.name) or len(_line(one.name)) > LONGEST_QUESTION:
        found.append(Problem("label_wrong", key, (("most", str(LONGEST_QUESTION)),)))
    labels = [_line(label) for label in one.choices]
    if one.type is Type.CHOICE:
        if len(labels) < 2 or any(not label or "=" in label or ";" in label for label in labels):
            found.append(Problem("choices_wrong", key))
        if len({label.casefold() for label in labels}) != len(labels):
            found.append(Problem("choice_twice", key))
    elif labels or one.type is Type.STATE:
        found.append(Problem("choices_wrong", key))
    pair = {one.part, one.whole}
    if pair != {0} and (
        one.type is not Type.PERCENT or len(pair) != 2 or not pair <= set(range(1, count + 1)) - {n}
    ):
        found.append(Problem("ratio_wrong", key))
    if one.semantics is Semantics.CUMULATIVE:
        # since when is not asked of an officer; a form of its own has no last period to carry from
        found.append(Problem("since_wrong", key, (("value", ""),)))
    return found


def _row(n: int, one: Question) -> dict[str, Any]:
    row: dict[str, Any] = {"code": str(n), "name": _line(one.name), "type": str(one.type)}
    if one.type is Type.CHOICE:
        row["unit"] = "; ".join(f"{_line(label)} = {k}" for k, label in enumerate(one.choices, 1))
    elif _line(one.unit):
        row["unit"] = _line(one.unit)
    if one.type is Type.TEXT:
        row["longest"] = one.longest
    else:
        row["semantics"] = str(one.semantics)
    if one.part and one.whole:
        return row | {
            "ratio": {"numerator": str(one.part), "denominator": str(one.whole)},
            "consolidation": "ratio",
        }
    row["needed"] = one.needed
    row["given_by"] = [str(giver) for giver in Giver]
    row["consolidation"] = str(one.consolidation or _default(one.type))
    return row


def _default(type_: Type) -> Consolidation:
    if type_ in CHOICES:
        return Consolidation.COUNT
    adds = type_ in FIGURES and type_ is not Type.PERCENT
    return Consolidation.SUM if adds else Consolidation.NONE


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
