"""Forms that mean nothing are refused, each with its reason, and every reason has a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sauro import definitions
from sauro.engine.reports.findings import CODES, ChecksError, read_checks
from sauro.engine.reports.form_files import choices_in, form_from, read_form
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import FormError
from sauro.engine.text.messages import Messages
from unit.reports.helping import SMALL

pytestmark = pytest.mark.pure

ENGINE = Path(__file__).parents[3] / "src" / "sauro" / "engine" / "reports"
MESSAGES = Messages.from_yaml(definitions.text("messages/reports.yaml"))


def changed(code: str, change: dict[str, object]) -> str:
    """The reasons for which the small form is refused when one row is changed; None takes an attribute away."""
    data = yaml.safe_load(SMALL)
    for row in data["sections"][0]["rows"]:
        if row["code"] == code:
            row.update(change)
            for name in [name for name, value in row.items() if value is None]:
                del row[name]
    return refused(data)


def refused(data: dict[str, object]) -> str:
    try:
        form_from(data)
    except FormError as wrong:
        return " ".join(dict.fromkeys(one.code for one in wrong.problems))
    return ""


BASE = {"type": "count", "semantics": "flow"}
CASES = [
    ("a", {}, ""),
    ("a", {"code": "b"}, "code_twice part_unknown"),
    ("a", {"code": "A B"}, "code_wrong part_unknown"),
    ("a", {"name": " "}, "label_empty"),
    ("a", {"parent": "t"}, "parent_unknown"),
    ("a", {"semantic": "flow"}, "attribute_unknown"),
    ("a", {"semantics": None}, "semantics_missing"),
    ("a", {"since": "year_start"}, "since_wrong"),
    ("m", {"since": None}, "since_wrong"),
    ("m", {"since": "lately"}, "since_wrong"),
    ("m", {"since": "2015"}, ""),
    ("a", {"given_by": None}, "giver_missing"),
    ("r", {"given_by": ["owner_office"]}, "computed_with_giver"),
    ("n", {"consolidation": "sum"}, "consolidation_wrong"),
    ("r", {"consolidation": "sum"}, "consolidation_wrong"),
    ("a", {"consolidation": "ratio"}, "consolidation_wrong"),
    ("a", {"consolidation": "count"}, "consolidation_wrong"),
    ("a", {"register": "all.tasks"}, "register_unknown"),
    ("c", {"any_code": "7"}, "choice_unknown"),
    ("e", {"any_code": "1"}, "choice_unknown"),
    ("a", {"unverified": ["colour"]}, "unverified_unknown"),
    ("r", {"ratio": {"numerator": "b", "denominator": "zz"}}, "part_unknown"),
    ("r", {"ratio": {"numerator": "b", "denominator": "b"}}, "ratio_wrong"),
    ("r", {"ratio": {"numerator": "n", "denominator": "n"}}, "ratio_wrong"),
    ("r", {"ratio": {"numerator": "a", "denominator": "m"}}, "ratio_wrong"),
    ("r", {"ratio": {"numerator": "r", "denominator": "a"}}, "ratio_wrong made_of_itself"),
    (
        "a",
        {"ratio": {"numerator": "b", "denominator": "d"}, "given_by": None},
        "consolidation_wrong ratio_wrong",
    ),
    ("t", {"sum": ["t.1"]}, "sum_wrong"),
    ("t", {"sum": ["t.1", "t.1"]}, "sum_wrong"),
    ("t", {"sum": ["t.1", "a"]}, "sum_wrong"),
    ("t", {"sum": ["t.1", "m"]}, "sum_wrong"),
    ("t", {"sum": ["t", "t.1"]}, "made_of_itself"),
    ("t", {"ratio": {"numerator": "a", "denominator": "b"}}, "two_rules"),
    ("w", {"at_most": ["n"]}, "part_unknown"),
    ("d", {"only_if": {"row": "a", "code": "1"}}, "condition_wrong"),
    ("d", {"only_if": {"row": "c", "code": "2"}}, "condition_wrong"),
    ("c", {"unit": "Có"}, "choices_wrong"),
    ("c", {"unit": ""}, "choices_wrong"),
    ("c", {"unit": "Có = 1; Không = 1"}, "choice_twice"),
    ("a", {"least": 5, "most": 4}, "range_wrong"),
    ("a", {"decimals": 2}, "decimals_wrong"),
    ("a", {"needed": "often"}, "condition_wrong"),
    ("a", {"needed": {"states": ["done"]}}, ""),
    ("n", {"type": "text"}, "length_wrong"),
    ("n", {"type": None}, "heading_with_value heading_empty"),
    ("n", {"type": None, "semantics": None, "given_by": None, "consolidation": None}, "heading_empty"),
]


@pytest.mark.parametrize(("code", "change", "reasons"), CASES)
def test_a_row_that_means_nothing_is_refused(code: str, change: dict[str, object], reasons: str) -> None:
    assert changed(code, change) == reasons


def test_all_that_is_wrong_is_said_at_once() -> None:
    data = yaml.safe_load(SMALL)
    rows = data["sections"][0]["rows"]
    rows[0]["name"], rows[6]["name"] = "", ""
    with pytest.raises(FormError) as caught:
        form_from(data)
    assert [one.place for one in caught.value.problems] == ["s:a", "s:n"]


def template(**changes: object) -> dict[str, object]:
    data = yaml.safe_load(definitions.text("report_forms/plan_progress.yaml"))
    return data | changes


TEMPLATES = [
    ({}, ""),
    ({"fields": []}, "rows_or_template part_unknown state_unknown"),
    ({"sections": yaml.safe_load(SMALL)["sections"]}, "rows_or_template"),
    ({"evidence": {"progress_above": 50, "states": ["finished"], "excuse": "no_evidence"}}, "state_unknown"),
    ({"evidence": {"progress_above": 50, "states": [], "excuse": "state"}}, "part_unknown"),
    ({"contradictions": [{"code": "done_below_hundred", "states": ["done"]}]}, "contradiction_wrong"),
    ({"contradictions": [{"code": "x", "states": ["gone"], "progress_from": 1}]}, "state_unknown"),
    ({"name": ""}, "label_empty"),
    ({"fields": [{"code": "x", "name": "X", "type": "state", "choices": {"a": "A"}}]}, "choices_wrong"),
]


@pytest.mark.parametrize(("changes", "reasons"), TEMPLATES)
def test_rules_of_tasks_name_fields_and_states_that_exist(changes: dict[str, object], reasons: str) -> None:
    assert set(refused(template(**changes)).split()) == set(reasons.split())


def test_contradictions_are_findings() -> None:
    progress = form_from(template())
    assert {one.code for one in progress.contradictions} <= CODES


def test_a_file_of_another_schema_is_refused() -> None:
    with pytest.raises(FormError, match="schema_unknown"):
        read_form("schema: sauro.report_form/2\n")
    with pytest.raises(FormError, match="schema_unknown"):
        read_form("- a list\n")


@pytest.mark.parametrize("printed", ["Có", "= 1", "Có = một", "Có = 1; Không", "Có = 1 x2"])
def test_codes_that_are_not_printed_as_such_are_refused(printed: str) -> None:
    with pytest.raises(FormError, match="choices_wrong"):
        choices_in(printed)


def test_every_reason_has_its_sentence() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(ENGINE.glob("*.py")))
    problems = set(re.findall(r'Problem\(\s*"(\w+)"', source)) | set(
        re.findall(r'wrong\.append\("(\w+)"', source)
    )
    lacks = set(re.findall(r'^[A-Z_]+ = "(\w+_\w+|counted)"$', source, re.M))
    refusals = set(re.findall(r'ValueWrong\(\s*"(\w+)"', source)) | {"not_a_text"}
    assert len(problems) > 30
    assert problems | lacks == MESSAGES.codes("notes")
    assert refusals == MESSAGES.codes("refusals")
    assert MESSAGES.codes("findings") == CODES
    assert all(MESSAGES.has("refusals", code, "remedy") for code in refusals)


CHECKS = definitions.text("report_forms/checks.yaml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  jump: warning\n", "", "jump"),
        ("  jump: warning\n", "  jump: perhaps\n", "error or warning"),
        ("  jump: warning\n", "  jump: warning\n  leap: error\n", "leap"),
        ("percent: 50", "percent: 0", "threshold"),
        ("percent: 50", "percent: half", "not complete"),
        ("sauro.report_checks/1", "sauro.report_checks/9", "schema"),
    ],
)
def test_checks_that_mean_nothing_are_refused(old: str, new: str, said: str) -> None:
    assert old in CHECKS
    with pytest.raises(ChecksError, match=said):
        read_checks(CHECKS.replace(old, new))


def test_the_same_text_is_read_once() -> None:
    assert read_form(SMALL) is read_form(SMALL)
    assert isinstance(read_form(SMALL), Form)
