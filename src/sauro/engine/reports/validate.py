"""What a unit's report says that cannot be, is missing, or should be looked at once more.

Belongs here: the checks over one report. Does not belong here: what stops a report (its severities are data, the
states are the room's), words.

Checked in this order per row: is it filled, is it of its kind and range, does it agree with the other rows, with the
last period, with the span of the data. A row that is not asked (another row's answer leaves it out) needs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sauro.engine.reports.carry import Last, grows
from sauro.engine.reports.compute import Computed, computed, total
from sauro.engine.reports.findings import Checks, Finding
from sauro.engine.reports.form_rules import PROGRESS, STATE
from sauro.engine.reports.forms import Form
from sauro.engine.reports.periods import Period
from sauro.engine.reports.rows import CHOICES, VALUE, Carry, Field, Needed, Ratio, Row, Semantics, Type
from sauro.engine.reports.values import Kind, Value, Values, kind_for, written

_SAME_LENGTH = 5
"""Spans whose days differ by at most this percentage are compared as they are, others by the day."""


@dataclass(frozen=True)
class _Report:
    form: Form
    rows: tuple[Row, ...]
    values: Values
    checks: Checks
    evidence: Mapping[str, int]
    now: Period | None
    last: Last | None
    computed: Mapping[str, Computed]
    keys: frozenset[str] = field(default_factory=frozenset)

    def found(self, code: str, row: Row, place: str = VALUE, **values: str) -> Finding:
        return Finding(code, self.checks.severities[code], row.key, place, tuple(values.items()))

    def value(self, key: str, place: str = VALUE) -> Value | None:
        return self.values.get((key, place))

    def number(self, key: str) -> Decimal | None:
        """The row's figure, typed or computed."""
        made = self.computed.get(key)
        value = made.value if made is not None else self.value(key)
        return value.number if value is not None else None


def validate(
    form: Form,
    rows: Iterable[Row],
    values: Values,
    *,
    checks: Checks,
    evidence: Mapping[str, int] | None = None,
    now: Period | None = None,
    last: Last | None = None,
) -> tuple[Finding, ...]:
    """``rows`` are those the unit is asked, headings and computed ones included; ``evidence`` counts files by row key."""
    asked = tuple(rows)
    made = computed(form, values) if form.rows else {}
    keys = frozenset(row.key for row in asked)
    report = _Report(form, asked, values, checks, evidence or {}, now, last, made, keys)
    found = [finding for row in asked for finding in _row(report, row)]
    for key, place in sorted(values):
        if key not in keys:
            found.append(
                Finding("row_not_asked", checks.severities["row_not_asked"], key, place, (("code", key),))
            )
    return tuple(found)


def is_asked(row: Row, values: Values) -> bool:
    """Whether the row's condition holds; while the other row is empty, this one is not asked."""
    if row.only_if is None:
        return True
    value = values.get((row.only_if.row, VALUE))
    return value is not None and value.kind is Kind.CHOICE and value.text == row.only_if.code


def _row(report: _Report, row: Row) -> Iterator[Finding]:
    if row.is_heading:
        return
    if row.rule is not None:
        yield from _computed(report, row)
        return
    if not is_asked(row, report.values):
        value = report.value(row.key)
        if value is not None and not value.is_absent and value.number != 0:
            assert row.only_if is not None
            yield report.found("answered_though_not_asked", row, other=_name(report, row.only_if.row))
        return
    for one in row.fields:
        value = report.value(row.key, one.code)
        if value is None:
            if _needs(report, row, one.needed):
                yield report.found("missing", row, one.code, field=one.name)
            continue
        wrong = list(_fit(report, row, one, value))
        yield from wrong
        if not wrong and value.number is not None:
            yield from _figure(report, row, one, value)
    yield from _parts(report, row)
    yield from _work(report, row)


def _needs(report: _Report, row: Row, needed: Needed) -> bool:
    return needed.always or _applies(report, row, needed.states, above=needed.progress_above)


def _applies(report: _Report, row: Row, states: tuple[str, ...], *, above: Decimal | None) -> bool:
    state, progress = report.value(row.key, STATE), report.value(row.key, PROGRESS)
    if state is not None and state.kind is Kind.CHOICE and state.text in states:
        return True
    number = progress.number if progress is not None else None
    return above is not None and number is not None and number > above


def _fit(report: _Report, row: Row, one: Field, value: Value) -> Iterator[Finding]:
    """Whether the value is one of the field at all."""
    if value.is_absent:
        if not one.may_be_absent:
            yield report.found("absent_not_allowed", row, one.code, field=one.name)
        elif not value.reason:
            yield report.found("reason_missing", row, one.code)
        return
    if value.kind is not kind_for(one):
        yield report.found("wrong_kind", row, one.code, field=one.name)
        return
    if one.type in CHOICES and one.choice(value.text) is None:
        yield report.found("choice_unknown", row, one.code, typed=value.text)
    if one.type is Type.TEXT and len(value.text) > one.longest:
        yield report.found("too_long", row, one.code, length=str(len(value.text)), most=str(one.longest))
    number = value.number
    if number is None:
        return
    if one.type is Type.COUNT and number != number.to_integral_value():
        yield report.found("not_whole", row, one.code, value=written(number))
    if one.least is not None and number < one.least:
        yield report.found("below_least", row, one.code, value=written(number), least=written(one.least))
    if one.most is not None and number > one.most:
        yield report.found("above_most", row, one.code, value=written(number), most=written(one.most))


def _figure(report: _Report, row: Row, one: Field, value: Value) -> Iterator[Finding]:
    """A figure that fits, beside the last period's and the span of the data."""
    paper = report.now.paper_of(report.form.code) if report.now is not None else None
    day = value.as_of
    if paper is not None and day is not None and not paper.span.start <= day <= paper.span.end:
        days = {"day": day, "start": paper.span.start, "end": paper.span.end}
        said = {name: f"{one_day:%d/%m/%Y}" for name, one_day in days.items()}
        yield report.found("as_of_outside", row, one.code, **said)
    if report.last is None or (report.last.rows or {}).get(row.key, row.key) != row.key:
        return
    before = report.last.values.get((row.key, one.code))
    old, new = before.number if before is not None else None, value.number
    if old is None or new is None:
        return
    if row.never_falls and new < old:
        yield report.found("fell", row, one.code, old=written(old), new=written(new))
    elif (
        one.carry is Carry.LOWER_BOUND
        and new < old
        and grows(report.form, row, report.now, report.last.period)
    ):
        yield report.found("below_lower_bound", row, one.code, old=written(old), new=written(new))
    elif row.jumps and one.code == VALUE:
        yield from _jump(report, row, old, new)


def _jump(report: _Report, row: Row, old: Decimal, new: Decimal) -> Iterator[Finding]:
    days, old_days = _lengths(report, row)
    expected = old if days == old_days else total([old * days / old_days])
    difference = abs(new - expected)
    threshold = report.checks.jump_percent
    if difference < report.checks.jump_least or difference * 100 <= threshold * abs(expected):
        return
    said = {"old": written(old), "new": written(new), "percent": written(threshold)}
    if days == old_days:
        yield report.found("jump", row, **said)
    else:
        yield report.found("jump_by_the_day", row, **said, days=str(days), old_days=str(old_days))


def _lengths(report: _Report, row: Row) -> tuple[int, int]:
    """Days of this span and of the last one; (1, 1) where they are as good as the same or mean nothing."""
    last = report.last.period if report.last is not None else None
    if report.now is None or last is None or row.semantics in (None, Semantics.STOCK):
        return 1, 1
    if row.value_field is not None and row.value_field.type is Type.PERCENT:
        return 1, 1
    span, before = report.now.span_of(report.form.code, row), last.span_of(report.form.code, row)
    if span is None or before is None or abs(span.days - before.days) * 100 <= _SAME_LENGTH * before.days:
        return 1, 1
    return span.days, before.days


def _computed(report: _Report, row: Row) -> Iterator[Finding]:
    """A value that came along for a computed row, and a ratio whose part is above its whole."""
    value, number = report.value(row.key), report.number(row.key)
    typed = value.number if value is not None else None
    if typed is not None and number is not None and typed != number:
        code = "ratio_differs" if isinstance(row.rule, Ratio) else "sum_differs"
        yield report.found(code, row, value=written(typed), made=written(number))
    if isinstance(row.rule, Ratio):
        part, whole = report.number(row.rule.numerator), report.number(row.rule.denominator)
        if part is not None and whole is not None and part > whole:
            code = "above_hundred_part" if row.rule.part_of_whole else "above_hundred"
            names = {"part": _name(report, row.rule.numerator), "whole": _name(report, row.rule.denominator)}
            yield report.found(code, row, **names, part_value=written(part), whole_value=written(whole))


def _parts(report: _Report, row: Row) -> Iterator[Finding]:
    """Rows that exclude each other together are not more than the row they are parts of."""
    whole = report.number(row.key)
    given = [number for key in row.at_most if (number := report.number(key)) is not None]
    if whole is None or not given or total(given) <= whole:
        return
    names = "; ".join(_name(report, key) for key in row.at_most)
    yield report.found(
        "parts_above_whole", row, total=written(total(given)), whole=written(whole), parts=names
    )


def _work(report: _Report, row: Row) -> Iterator[Finding]:
    """Progress, state and evidence of a task."""
    progress, state = report.value(row.key, PROGRESS), report.value(row.key, STATE)
    number = progress.number if progress is not None else None
    for rule in report.form.contradictions:
        if number is None or state is None or state.text not in rule.states:
            continue
        below = rule.progress_below is not None and number < rule.progress_below
        above = rule.progress_from is not None and number >= rule.progress_from
        if below or above:
            yield report.found(rule.code, row, STATE, progress=written(number))
    rule_of_evidence = report.form.evidence
    if rule_of_evidence is None or row.field(rule_of_evidence.excuse) is None:
        return
    wanted = _applies(report, row, rule_of_evidence.states, above=rule_of_evidence.progress_above)
    excuse = report.value(row.key, rule_of_evidence.excuse)
    if wanted and not report.evidence.get(row.key) and excuse is None:
        percent = written(rule_of_evidence.progress_above)
        yield report.found("evidence_missing", row, rule_of_evidence.excuse, percent=percent)


def _name(report: _Report, key: str) -> str:
    row = report.form.by_key.get(key)
    return f"{row.code} {row.name}" if row is not None else key
