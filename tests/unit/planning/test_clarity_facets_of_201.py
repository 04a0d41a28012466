"""The facets of the owner's plan, read by eye item by item; skipped where the reference folder is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from sauro.engine.planning.model import Plan
from unit.planning.helping import by_code, names, plan_of

pytestmark = pytest.mark.pure

LINKS = {
    "II.1.1": [
        *(("par_index", None), ("sipas", None), ("papi", None)),
        *(("par_index", "1"), ("par_index", "4"), ("par_index", "5"), ("papi", "1")),
    ],
    "II.2.1": [("par_index", "2"), ("papi", None)],
    "II.3.1": [("par_index", "3"), ("papi", "2"), ("papi", "3"), ("papi", "5"), ("papi", "6")],
    "II.3.3": [("766", None)],
    "II.4.1": [("par_index", "6"), ("par_index", "8.2"), ("par_index", "8.3")],
    "II.5.1": [("par_index", "7"), ("papi", "8")],
    "II.6.1": [("papi", "7")],
    "II.6.2": [("pgi", None)],
}
TIMES = {
    "II.1.6": ("recurring", "year"),
    "II.2.3": ("recurring", "year"),
    "II.4.5": ("recurring", "year"),
    "II.7.3": ("period", None),
    "II.14.2": ("recurring", "year"),
    "II.18.2": ("unclear", None),
    "II.20.4": ("ongoing", None),
    "III.1.4": ("recurring", "quarter"),
}
TARGETS = ["II.4.6", "II.10.1", "II.13.1", "II.18.2"]
PRODUCTS = ["II.2.3", "II.4.4", "II.6.2", "II.7.4", "II.17.1", "II.20.2", "III.1.1"]


@pytest.fixture(scope="module")
def plan(shared: Path) -> Plan:
    (file,) = sorted(shared.glob("inputs/201*.txt"))
    return plan_of(file.read_bytes())


def test_links_to_indices(plan: Plan) -> None:
    found = {t.code: [(link.index, link.node) for link in t.links] for t in plan.tasks() if t.links}
    assert found == LINKS


def test_times(plan: Plan) -> None:
    tasks = by_code(plan)
    assert {code: (tasks[code].when.kind, tasks[code].when.every) for code in TIMES} == TIMES
    assert not any(when.due for task in plan.tasks() for when in (task.when, *task.when.more))


def test_targets_and_products(plan: Plan) -> None:
    assert [task.code for task in plan.tasks() if task.targets] == TARGETS
    assert all(
        [(t.value, t.unit) for t in task.targets] == [(100, "%")] for task in plan.tasks() if task.targets
    )
    assert [task.code for task in plan.tasks() if task.product] == PRODUCTS


def test_coordinating_units(plan: Plan) -> None:
    tasks = by_code(plan)
    assert names(tasks["II.1.5"].support) == [
        "Sở Khoa học và Công nghệ",
        "Sở Văn hoá và Thể thao",
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "các phương tiện thông tin đại chúng của tỉnh",
        "các đơn vị liên quan",
    ]
    assert names(tasks["II.4.5"].support) == ["Thuế tỉnh", "các đơn vị có liên quan"]
    assert names(tasks["II.4.2"].support) == []
    assert names(tasks["II.18.1"].support) == ["Sở Tài chính"]
    assert sum(bool(task.support) for task in plan.tasks()) == 19
