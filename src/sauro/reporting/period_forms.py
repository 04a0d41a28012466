"""The forms of a period and the spans of its figures, as they stood when it was opened.

Belongs here: freezing both into a period's text and reading them back, once for each text. Does not belong here: what a
form means (``engine.reports``), who is asked what (``asking``).

The text is canonical JSON, which is YAML as well: sorted keys, one space; equal forms give equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from sauro import definitions
from sauro.engine.reports import periods as engine_periods
from sauro.engine.reports.findings import Checks, read_checks
from sauro.engine.reports.form_files import form_from
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import Field, Row
from sauro.reporting.models import Period

REMEMBERED = 64
"""Texts whose forms are kept read: a few periods are looked at again and again."""
QUARTERLY = "periods/quarterly.yaml"
FORMS = ("outline", "plan_progress", "cchc", "targets")
"""The forms of a quarter, in the order in which a report shows them."""


@dataclass(frozen=True)
class PeriodForms:
    """The forms by prefix of their rows (``cchc``, ``task``, ``text``, ``target``, ``own``), in the order of the period."""

    by_prefix: Mapping[str, Form]
    quarters: engine_periods.Quarters | None = None

    def of(self, row: str) -> Form | None:
        """The form of a row's key."""
        return self.by_prefix.get(row.partition(":")[0])

    def row(self, key: str) -> Row | None:
        form = self.of(key)
        return form.row_of(key) if form is not None else None

    def field(self, key: str, field: str) -> Field | None:
        row = self.row(key)
        return row.field(field) if row is not None else None

    def with_code(self, code: str) -> Form | None:
        return next((form for form in self.by_prefix.values() if form.code == code), None)


@cache
def quarters() -> engine_periods.Quarters:
    """The periods of a year as the definitions say today."""
    return engine_periods.read_quarters(definitions.text(QUARTERLY))


@cache
def checks() -> Checks:
    return read_checks(definitions.text("report_forms/checks.yaml"))


@cache
def quarterly() -> tuple[str, str]:
    """(text, hash) of the forms and spans of a quarter as the definitions say today; read once, a person waits for it."""
    forms = [loaded(definitions.text(f"report_forms/{code}.yaml")) for code in FORMS]
    return frozen(forms, quarters().data)


def loaded(text: str) -> Mapping[str, Any]:
    """A form file as plain data. The parser in C is ten times as fast where the package has it."""
    data: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return data


def frozen(forms: Iterable[Mapping[str, Any]], spans: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """(text, hash); FormError where a form means nothing."""
    data = {"forms": list(forms), "quarters": spans}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=str)
    _read(text)
    return text, hashlib.sha256(text.encode()).hexdigest()


def forms_of(period: Period) -> PeriodForms:
    """The frozen forms; none before the period is opened."""
    return _remembered(period.form_text) if period.form_text else PeriodForms({})


def spans_of(period: Period) -> engine_periods.Period | None:
    """From when to when the period's figures run; None for a report on demand and before the opening."""
    known = forms_of(period).quarters
    if known is None or period.quarter is None:
        return None
    return known.periods(period.year)[period.quarter - 1]


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str) -> PeriodForms:
    return _read(text)


def _read(text: str) -> PeriodForms:
    data = json.loads(text)
    forms = [form_from(one) for one in data["forms"]]
    spans = engine_periods.Quarters(data["quarters"]) if data["quarters"] else None
    return PeriodForms({form.prefix: form for form in forms}, spans)
