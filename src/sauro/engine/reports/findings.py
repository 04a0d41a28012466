"""What a check found in a report: a code, a place, how serious, and the values for its sentence.

Belongs here: the codes, their severities and thresholds (``definitions/report_forms/checks.yaml``). Does not belong
here: the checks (``validate``), the sentences (``definitions/messages/reports.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

import yaml

SCHEMA = "sauro.report_checks/1"
Severity = Literal["error", "warning"]

CODES = frozenset(
    {
        "missing",
        "reason_missing",
        "absent_not_allowed",
        "wrong_kind",
        "not_whole",
        "below_least",
        "above_most",
        "choice_unknown",
        "too_long",
        "sum_differs",
        "ratio_differs",
        "parts_above_whole",
        "above_hundred_part",
        "above_hundred",
        "answered_though_not_asked",
        "jump",
        "jump_by_the_day",
        "below_lower_bound",
        "fell",
        "done_below_hundred",
        "hundred_not_done",
        "evidence_missing",
        "as_of_outside",
        "row_not_asked",
    }
)


class ChecksError(ValueError):
    """A file of checks that lacks a code, or says one that is none; says which."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``values`` fill the sentence, already written for people."""

    code: str
    severity: Severity
    row: str
    field: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@dataclass(frozen=True, slots=True)
class Checks:
    """A change of at least ``jump_least`` that is more than ``jump_percent`` of the last value is asked about."""

    jump_percent: Decimal
    jump_least: Decimal
    severities: Mapping[str, Severity]
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = set(self.severities) ^ CODES
        if wrong:
            raise ChecksError(f"severities are missing or unknown: {', '.join(sorted(wrong))}")
        if any(one not in ("error", "warning") for one in self.severities.values()):
            raise ChecksError("a severity is error or warning")
        if self.jump_percent <= 0 or self.jump_least < 0:
            raise ChecksError("the threshold of a jump is not above zero")


def read_checks(text: str) -> Checks:
    data = yaml.safe_load(text)
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise ChecksError(f"the file is not of the schema {SCHEMA}")
    try:
        jump = data["jump"]
        percent, least = Decimal(str(jump["percent"])), Decimal(str(jump["least"]))
        return Checks(percent, least, dict(data["severities"]), tuple(data.get("unverified", ())))
    except (KeyError, TypeError, InvalidOperation) as wrong:
        raise ChecksError(f"the file is not complete: {wrong}") from wrong
