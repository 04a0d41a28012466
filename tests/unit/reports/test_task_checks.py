"""Checks of what a unit says of its tasks: what must be filled, what contradicts, when evidence is asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sauro import definitions
from sauro.engine.reports.carry import Last
from sauro.engine.reports.findings import Finding
from sauro.engine.reports.periods import read_quarters
from sauro.engine.reports.validate import validate
from sauro.engine.reports.values import Kind, Value
from unit.reports.helping import checks, form, small, values

pytestmark = pytest.mark.pure

PROGRESS = form("plan_progress")
KEY = "task:NV-02.03@2026"
ROW = PROGRESS.row_for("NV-02.03@2026", "Công bố danh mục")


def report(**said: str) -> dict[tuple[str, str], Value]:
    found = {}
    for name, words in said.items():
        field = ROW.field(name)
        assert field is not None
        if words.startswith("-"):
            found[KEY, name] = Value.absent(words[1:].strip())
        elif name == "progress":
            found[KEY, name] = Value.number_of(Decimal(words))
        else:
            found[KEY, name] = Value.choice_of(words) if name == "state" else Value.text_of(words)
    return found


def found(files: int = 0, last: Last | None = None, **said: str) -> list[str]:
    made = validate(PROGRESS, [ROW], report(**said), checks=checks(), evidence={KEY: files}, last=last)
    return [f"{one.code} {one.field}" for one in made]


TABLE = [
    ({}, 0, ["missing progress", "missing state"]),
    ({"progress": "0", "state": "on_track"}, 0, []),
    ({"progress": "10", "state": "on_track"}, 0, ["missing result"]),
    ({"progress": "50", "state": "on_track", "result": "x"}, 0, []),
    ({"progress": "51", "state": "on_track", "result": "x"}, 0, ["evidence_missing no_evidence"]),
    ({"progress": "51", "state": "on_track", "result": "x"}, 1, []),
    ({"progress": "51", "state": "on_track", "result": "x", "no_evidence": "chờ ký"}, 0, []),
    ({"progress": "0", "state": "late"}, 0, ["missing difficulty", "missing next"]),
    ({"progress": "0", "state": "at_risk", "difficulty": "x", "next": "y"}, 0, []),
    ({"progress": "100", "state": "done", "result": "x", "product": "QĐ 1"}, 1, []),
    ({"progress": "100", "state": "done", "result": "x"}, 1, ["missing product"]),
    (
        {"progress": "100", "state": "done", "result": "x", "product": "QĐ 1"},
        0,
        ["evidence_missing no_evidence"],
    ),
    ({"progress": "80", "state": "done", "result": "x", "product": "QĐ 1"}, 1, ["done_below_hundred state"]),
    ({"progress": "100", "state": "on_track", "result": "x"}, 1, ["hundred_not_done state"]),
    (
        {"progress": "101", "state": "on_track", "result": "x"},
        1,
        ["above_most progress", "hundred_not_done state"],
    ),
    ({"progress": "-", "state": "on_track"}, 0, ["reason_missing progress"]),
    ({"progress": "- chưa đo được", "state": "on_track"}, 0, []),
    ({"progress": "0", "state": "- không rõ"}, 0, ["absent_not_allowed state"]),
    ({"progress": "0", "state": "started"}, 0, ["choice_unknown state"]),
    ({"progress": "1", "state": "on_track", "result": "x" * 2001}, 0, ["too_long result"]),
]


@pytest.mark.parametrize(("said", "files", "findings"), TABLE, ids=str)
def test_a_task_is_checked(said: dict[str, str], files: int, findings: list[str]) -> None:
    assert found(files, **said) == findings


def test_progress_that_falls_is_asked_about() -> None:
    last = Last("2026-Q2", report(progress="40", state="on_track"))
    assert found(last=last, progress="30", state="on_track", result="x") == ["below_lower_bound progress"]
    assert found(last=last, progress="40", state="on_track", result="x") == []


def test_progress_of_the_next_occurrence_begins_anew() -> None:
    before = "task:NV-02.03@2025"
    values = {(before, name): value for (_, name), value in report(progress="90", state="done").items()}
    last = Last("2026-Q2", values, rows={KEY: before})
    assert found(last=last, progress="5", state="on_track", result="x") == []


def test_a_value_of_another_kind_is_found() -> None:
    made = {(KEY, "progress"): Value.text_of("nhiều"), (KEY, "state"): Value.choice_of("on_track")}
    assert [one.code for one in validate(PROGRESS, [ROW], made, checks=checks())] == ["wrong_kind"]


def test_a_value_of_a_row_that_is_not_asked_is_named() -> None:
    made = report(progress="0", state="on_track") | {("task:gone", "next"): Value.text_of("x")}
    assert validate(PROGRESS, [ROW], made, checks=checks()) == (
        Finding("row_not_asked", "warning", "task:gone", "next", (("code", "task:gone"),)),
    )


@pytest.mark.parametrize(
    ("as_of", "outside"),
    [
        (date(2026, 9, 14), False),
        (date(2026, 6, 15), False),
        (date(2026, 9, 15), True),
        (date(2026, 6, 14), True),
    ],
)
def test_a_day_outside_the_data_of_the_paper_is_asked_about(as_of: date, outside: bool) -> None:
    cchc = form("cchc")
    quarter = read_quarters(definitions.text("periods/quarterly.yaml")).periods(2026)[2]
    row = cchc.by_key["cchc:4.2.2"]
    made = {("cchc:4.2.2", "value"): Value(Kind.NUMBER, "5", as_of=as_of)}
    codes = [one.code for one in validate(cchc, [row], made, checks=checks(), now=quarter)]
    assert codes == (["as_of_outside"] if outside else [])


def test_required_rows_are_asked_headings_and_computed_ones_are_not() -> None:
    made = validate(small(), small().rows, {}, checks=checks())
    asked = [row.key for row in small().rows if row.is_entered and row.only_if is None]
    assert [(one.code, one.row) for one in made] == [("missing", key) for key in asked]


def test_a_conditional_row_is_asked_once_its_condition_holds() -> None:
    rows = [small().by_key["s:c"], small().by_key["s:d"]]
    for said, codes in (("c=1", ["missing"]), ("c=0", []), ("c=- không rõ", [])):
        found = validate(small(), rows, values(small(), said), checks=checks())
        assert [one.code for one in found] == codes


def test_an_empty_statistical_report_names_each_entered_row_once() -> None:
    cchc = form("cchc")
    made = validate(cchc, cchc.rows, {}, checks=checks())
    assert len(made) == 92 - 2
    assert {one.code for one in made} == {"missing"}
