"""The forms that come along: what they must mean, row by row where it matters."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml

from sauro import definitions
from sauro.engine.reports.form_files import form_from
from sauro.engine.reports.forms import Form, Respondent
from sauro.engine.reports.rows import Consolidation, Giver, Ratio, Semantics, Sum, Type
from unit.reports.helping import form

pytestmark = pytest.mark.pure

NAMES = ("cchc", "plan_progress", "targets", "outline")
CCHC = form("cchc")


def row(code: str):  # type: ignore[no-untyped-def]
    return CCHC.by_key[f"cchc:{code}"]


def test_the_statistical_form_has_the_rows_of_the_printed_one(shared: Path) -> None:
    path = shared / "data" / "cchc_quarterly_form.csv"
    if not path.is_file():
        pytest.skip("the printed form is not in the folder of references")
    with path.open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    assert len(printed) == 123
    ours = [(one.code, one.name, one.unit) for one in CCHC.rows]
    assert ours == [(f"{one['field_no']}.{one['code']}", one["name"], one["unit"]) for one in printed]
    fields = list(dict.fromkeys((one["field_no"], one["field"]) for one in printed))
    assert [(one.code, one.name) for one in CCHC.sections] == fields


def test_the_statistical_form_is_whole_without_the_printed_one_at_hand() -> None:
    assert len(CCHC.rows) == 123
    assert len(CCHC.sections) == 7
    assert sum(one.is_heading for one in CCHC.rows) == 17
    assert sum(one.is_entered for one in CCHC.rows) == 92


RATIOS = {
    "1.2": ("1.2.2", "1.2.1"),
    "1.3.3": ("1.3.3.2", "1.3.3.1"),
    "2.2.2": ("2.2.2.2", "2.2.2.1"),
    "2.3.2": ("2.3.2.2", "2.3.2.1"),
    "3.3.1": ("3.3.1.2", "3.3.1.1"),
    "3.3.2": ("3.3.2.2", "3.3.2.1"),
    "3.3.3": ("3.3.3.2", "3.3.3.1"),
    "6.1": ("6.1.2", "6.1.1"),
    "7.4.1": ("7.4.1.2", "7.4.1.1"),
    "7.4.2": ("7.4.2.2", "7.4.2.1"),
    "7.4.3": ("7.4.3.2", "7.4.3.1"),
    "7.4.4": ("7.4.4.2", "7.4.4.1"),
    "7.4.5": ("7.4.5.2", "7.4.5.1"),
}


def test_rows_of_percent_with_two_children_are_ratios_of_figures() -> None:
    found = {
        one.code: tuple(key.partition(":")[2] for key in one.parts())
        for one in CCHC.rows
        if isinstance(one.rule, Ratio)
    }
    assert found == RATIOS
    shaped = {
        one.code
        for one in CCHC.rows
        if one.unit == "%" and len(CCHC.children.get(one.key, ())) == 2 and one.code != "7.3.2"
    }
    assert shaped == set(RATIOS)


def test_a_percentage_over_two_percentages_is_no_ratio() -> None:
    assert row("7.3.2").rule is None
    assert [one.value_field.type for one in CCHC.children["cchc:7.3.2"]] == [Type.PERCENT, Type.PERCENT]


def test_only_the_sum_that_the_names_make_certain_is_one() -> None:
    assert {one.code: one.parts() for one in CCHC.rows if isinstance(one.rule, Sum)} == {
        "2.1": ("cchc:2.1.1", "cchc:2.1.2")
    }


@pytest.mark.parametrize(
    ("code", "choices"),
    [
        ("1.5", [("1", "Có"), ("0", "Không")]),
        ("1.5.2", [("0", "Trực tuyến"), ("1", "Phát phiếu"), ("2", "Kết hợp")]),
        ("1.6", [("0", "Không"), ("1", "Có")]),
        ("7.1", [("0", "Chưa"), ("1", "Hoàn thành")]),
    ],
)
def test_printed_codes_are_choices(code: str, choices: list[tuple[str, str]]) -> None:
    assert [(one.code, one.label) for one in row(code).value_field.choices] == choices


WORDS = {"lũy kế": Semantics.CUMULATIVE, "tại thời điểm": Semantics.STOCK, "trong kỳ": Semantics.FLOW}


def test_what_a_row_says_of_its_time_is_taken_at_its_word() -> None:
    for one in CCHC.rows:
        for words, semantics in WORDS.items():
            if words in one.name.lower() and not one.is_heading:
                assert one.semantics is semantics, one.code
                assert "semantics" not in one.unverified, one.code


def test_what_no_row_says_is_unverified() -> None:
    """Who gives a row is printed nowhere; most rows say nothing of their time."""
    for one in CCHC.rows:
        if one.is_entered:
            assert "given_by" in one.unverified, one.code
        said = any(words in one.name.lower() for words in (*WORDS, "đang", "2015", "kế hoạch"))
        if not one.is_heading and not said and not one.register:
            assert "semantics" in one.unverified, one.code


def test_tasks_are_counted_by_the_register() -> None:
    assert {one.code: one.register for one in CCHC.rows if one.register} == {
        "1.2.1": "yearly_plan.all",
        "1.2.2": "yearly_plan.done",
        "1.4.1": "prime_minister.all",
        "1.4.1.1": "prime_minister.done_on_time",
        "1.4.1.2": "prime_minister.done_late",
        "1.4.1.3": "prime_minister.late_not_done",
    }
    assert set(row("1.4.1").at_most) == {"cchc:1.4.1.1", "cchc:1.4.1.2", "cchc:1.4.1.3"}


def test_rows_of_one_office_have_one_source_and_rows_of_many_units_are_added_or_counted() -> None:
    many = {Giver.EVERY_AGENCY, Giver.EVERY_COMMUNE}
    for one in CCHC.rows:
        if one.is_entered:
            shared_out = bool(many & set(one.given_by))
            assert shared_out == (one.consolidation in (Consolidation.SUM, Consolidation.COUNT)), one.code


def test_each_row_is_asked_of_somebody_and_a_unit_of_its_own_rows() -> None:
    nodes = frozenset(f"par_index:{n}" for n in range(1, 8))
    everybody = Respondent(owner_office=True, nodes=nodes, agency=True, commune=True)
    assert CCHC.asked_of(everybody) == {one.key for one in CCHC.rows if one.is_entered}
    commune = CCHC.asked_of(Respondent(commune=True))
    codes = {"1.5", "1.5.1", "1.5.2", "1.6", "2.1.2", "3.3.2.1", "3.3.2.2", "5.4.3", "5.4.4"}
    assert commune == {f"cchc:{code}" for code in codes}
    shown = [one.code for one in CCHC.shown_to(commune)]
    assert shown == [
        "1.5",
        "1.5.1",
        "1.5.2",
        "1.6",
        "2.1.2",
        "3.3",
        "3.3.2",
        "3.3.2.1",
        "3.3.2.2",
        "5.4",
        "5.4.3",
        "5.4.4",
    ]
    assert CCHC.asked_of(Respondent()) == frozenset()
    justice = CCHC.asked_of(Respondent(nodes=frozenset({"par_index:2"})))
    assert {key.partition(":")[2][0] for key in justice} == {"2"}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_fields_and_choices_are_complete(name: str) -> None:
    one = form(name)
    assert all((one.name, one.name_en, one.source, one.version))
    if one.template:
        assert all(field.name_en for field in one.template)
        assert all(choice.label_en for field in one.template for choice in field.choices)


def test_a_task_has_the_fields_of_its_report() -> None:
    progress = form("plan_progress")
    assert [one.code for one in progress.template] == [
        "progress",
        "state",
        "result",
        "product",
        "difficulty",
        "proposal",
        "next",
        "no_evidence",
    ]
    made = progress.row_for("NV-02.03@2026-Q3", "Công bố danh mục")
    assert made.key == "task:NV-02.03@2026-Q3"
    assert made.code == "NV-02.03@2026-Q3"
    assert progress.row_of(made.key) == progress.row_for("NV-02.03@2026-Q3", "NV-02.03@2026-Q3")
    assert progress.row_of("cchc:1.1") is None
    with pytest.raises(ValueError, match="fixed"):
        CCHC.row_for("1", "x")


@pytest.mark.parametrize("name", NAMES)
def test_a_form_survives_any_way_of_keeping_its_data(name: str) -> None:
    data = yaml.safe_load(definitions.text(f"report_forms/{name}.yaml"))
    assert form_from(json.loads(json.dumps(data, sort_keys=True))) == form(name)


def test_states_are_offered_in_their_order() -> None:
    state = form("plan_progress").template[1]
    assert [one.code for one in state.choices] == ["on_track", "at_risk", "late", "done"]


def test_each_field_of_the_reform_has_its_text_and_its_lead() -> None:
    outline = form("outline")
    assert [one.code for one in outline.sections] == ["I", "II", "III", "IV", "V"]
    nodes = {one.code: one.node for one in outline.sections[1].rows}
    assert nodes == {f"II.{n}": f"par_index:{n + 1}" for n in range(1, 7)}
    assert all([field.code for field in one.fields] == ["text"] for one in outline.rows)
    assert "text:II.1" in outline.asked_of(Respondent(nodes=frozenset({"par_index:2"})))
    assert "text:II.2" not in outline.asked_of(Respondent(nodes=frozenset({"par_index:2"})))


def test_the_index_nodes_of_the_forms_exist() -> None:
    names = yaml.safe_load(definitions.text("indices/names.yaml"))
    known = {
        f"{index['code']}:{node['node']}" for index in names["indices"] for node in index.get("nodes", ())
    }
    used = {one for name in NAMES for one in nodes_of(form(name))}
    assert used <= known
    assert len(used) == 7


def nodes_of(one: Form) -> set[str]:
    return {node for part in (*one.sections, *one.rows) if (node := part.node)}
