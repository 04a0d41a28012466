"""Real plans of the reference folder: counts that were read by eye, tables cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sauro.engine.planning.model import Plan, Task
from sauro.engine.text import tone_key
from unit.planning.helping import by_code, codes, names, plan_of, value

pytestmark = pytest.mark.pure

PLANS = "inputs/plans"


def _plan(shared: Path, pattern: str) -> Plan:
    (file,) = sorted(shared.glob(pattern))
    return plan_of(file.read_bytes())


def _expected(shared: Path, pattern: str) -> dict:
    (file,) = sorted(shared.glob(pattern))
    return json.loads(file.read_text(encoding="utf-8"))


def _squeezed(words: str) -> str:
    return " ".join(words.split()).rstrip(". ")


def _tops(plan: Plan, kind: str) -> list[Task]:
    return [task for section in plan.sections if section.kind == kind for task in section.tasks]


COUNTS_OF_201 = [6, 3, 4, 6, 3, 4, 5, 3, 5, 3, 1, 3, 1, 2, 4, 5, 1, 2, 1, 6]


@pytest.fixture(scope="module")
def plan201(shared: Path) -> Plan:
    return _plan(shared, "inputs/201-*.txt")


def test_201_sections_and_tasks(plan201: Plan):
    held = [s for s in plan201.sections if s.tasks]
    assert len(held) == 23
    assert {s.kind for s in held} == {"agency"}
    assert [(s.code, len(s.tasks)) for s in held] == [
        *((f"II.{n}", count) for n, count in enumerate(COUNTS_OF_201, 1)),
        ("III.1", 4),
        ("III.2", 1),
        ("III.3", 1),
    ]
    children = [task.code for task in plan201.tasks() if task.code.count(".") == 3]
    assert children == ["II.15.2.1", "II.15.2.2", "II.15.2.3"]


def test_201_items_broken_by_a_page_are_whole(plan201: Plan):
    tasks = by_code(plan201)
    assert "bệnh án điện tử và liên kết" in tasks["II.8.2"].text
    assert "kết nối liền mạch, lấy người dân" in tasks["II.10.3"].text
    assert len(tasks["II.13.1"].text) > 400


def test_201_leads(plan201: Plan):
    tasks = by_code(plan201)
    assert names(tasks["II.15.1"].lead) == [
        "Ban Quản lý Khu kinh tế tỉnh",
        "Ban Quản lý Khu kinh tế Phú Quốc",
    ]
    assert names(tasks["II.15.4"].lead) == ["Ban Quản lý Khu kinh tế Phú Quốc"]
    assert names(tasks["II.20.1"].lead) == ["UBND các xã, phường, đặc khu"]
    assert all(task.lead for task in plan201.tasks())


def test_201_has_no_due_date_and_no_annex_and_says_so(plan201: Plan):
    assert all(task.when.due is None for task in plan201.tasks())
    found = {f.code: dict(f.values) for f in plan201.findings}
    assert found["no_due_dates"] == {"tasks": "77"}
    assert found["annex_missing"] == {"annexes": "I, II, III"}


def test_201_header(plan201: Plan):
    header = plan201.header
    assert value(header.number) == "201/KH-UBND"
    assert value(header.kind) == "KẾ HOẠCH"
    assert value(header.issuer) == "Ủy ban nhân dân tỉnh"
    assert value(header.place) == "An Giang"
    assert value(header.issued_on).isoformat() == "2026-04-16"
    assert value(header.title).endswith("giai đoạn 2026 - 2030")
    assert header.years == (2026, 2030)
    assert len(header.bases) == 2
    assert len(header.recipients) == 8
    assert header.signatory
    assert header.signatory.capacity == ("TM. ỦY BAN NHÂN DÂN",)
    assert (header.signatory.position, header.signatory.name) == ("CHỦ TỊCH", "Hồ Văn Mừng")


def test_005_agencies(shared: Path):
    plan = _plan(shared, f"{PLANS}/005*.txt")
    expected = _expected(shared, f"{PLANS}/005*.json")
    held = {s.code: s for s in plan.sections if s.kind == "agency"}
    for agency in expected["agencies"]:
        section = held[f"IV.{agency['no']}"]
        assert tone_key(agency["heading"]).startswith(tone_key(section.heading))
        assert len(section.tasks) == agency["n_items"], section.heading
        assert len(section.units) == 2 or not agency.get("two_agencies")
    assert sum(len(held[f"IV.{n}"].tasks) for n in range(1, 18)) == expected["n_items_total"]
    assert len(held["IV.1"].tasks[-1].children) == 6
    report = by_code(plan)["IV#2.1.2"].when
    assert (report.kind, report.relation, report.on_day, report.every) == (
        "recurring",
        "before",
        "12-15",
        "year",
    )
    assert "repeated_chapter_number" in codes(plan)


@pytest.mark.parametrize("number", ["022", "029"])
def test_labelled_plans(shared: Path, number: str):
    plan = _plan(shared, f"{PLANS}/{number}*.txt")
    expected = _expected(shared, f"{PLANS}/{number}*.json")
    tasks = _tops(plan, "labelled")
    assert len(tasks) == expected["n_items"]
    assert len({task.code for task in plan.tasks()}) == len(list(plan.tasks()))
    for task, item in zip(tasks, expected["items"], strict=True):
        told = [*item["context"], task.text]
        assert any(
            _squeezed(words)[-40:] in _squeezed(task.text) or task.text[:30] in words for words in told
        )
        assert task.lead
        for unit in task.lead:
            assert unit.text.casefold() in _squeezed(item["lead"]).casefold()
        assert bool(task.support) == (item["coord"] is not None)
        for unit in task.support:
            assert unit.text.casefold() in _squeezed(item["coord"]).casefold()
        times = item["time"] if isinstance(item["time"], list) else [item["time"]]
        assert 1 + len(task.when.more) >= len(times)
        assert task.when.kind != "missing"


def test_029_both_deadlines_of_one_label(shared: Path):
    plan = _plan(shared, f"{PLANS}/029*.txt")
    review = by_code(plan)["II.4.1"]
    assert [str(w.due) for w in (review.when, *review.when.more)] == ["2025-12-15", "2025-12-31"]
    assert value(plan.header.kind) == "QUYẾT ĐỊNH"


def test_022_items_of_the_last_part_go_to_the_unit_that_opens_them(shared: Path):
    plan = _plan(shared, f"{PLANS}/022*.txt")
    last = {s.code: names(s.units) for s in plan.sections if s.code.startswith("IV.")}
    assert list(last) == [f"IV.{n}" for n in range(1, 7)]
    assert last["IV.2"] == ["Sở Tài chính"]
    assert last["IV.6"] == ["Sở Tư pháp"]


def test_009_annex_and_agencies(shared: Path):
    plan = _plan(shared, f"{PLANS}/009*.txt")
    rows = _tops(plan, "annex")
    assert len(rows) == 19
    assert [t.code for t in rows][:5] == ["PL1.I.1", "PL1.I.2", "PL1.I.3", "PL1.I.4", "PL1.II.1"]
    assert [len(s.tasks) for s in plan.sections if s.code.startswith("V.")] == [5, 4, 3, 4, 4, 5, 1, 1, 3, 2]
    assert [s.code for s in plan.sections if s.code.startswith("VI.") and s.tasks] == [
        "VI.1.1",
        "VI.1.2",
        "VI.2.1",
        "VI.2.2",
    ]


def test_042_cell_by_cell(shared: Path):
    plan = _plan(shared, f"{PLANS}/042*.docx")
    (table,) = _expected(shared, f"{PLANS}/042*.json")["tables"]
    tasks = _tops(plan, "annex")
    rows = [row for row in table["rows"] if row[0].strip().isdigit()]
    assert len(tasks) == len(rows) == 59
    full = [(task, row) for task, row in zip(tasks, rows, strict=True) if len(row) == 7]
    assert len(full) == 55
    for task, (_, words, product, time, lead, support, monitor) in full:
        assert task.text == " ".join(words.split())
        assert (_squeezed(task.product.text) if task.product else "") == _squeezed(product)
        assert (task.when.kind == "missing") == (not time.strip())
        for units, cell in ((task.lead, lead), (task.support, support), (task.monitor, monitor)):
            assert bool(units) == bool(cell.strip())
            assert all(unit.text in " ".join(cell.split()) for unit in units)
    merged = [task for task, row in zip(tasks, rows, strict=True) if len(row) == 6]
    assert all(names(task.lead) == names(task.support) for task in merged[:3])
    assert [task.code for task in tasks if "VII.2" in task.code] == ["PL1.VII.2", "PL1.VII.2#2"]


@pytest.mark.parametrize("file", ["nd30/30_2020_ND_CP.docx", "guides/2775-SNV-PL1-so-nganh.pdf"])
def test_what_is_no_plan_gives_no_task(shared: Path, file: str):
    plan = plan_of((shared / "inputs" / file).read_bytes())
    assert not list(plan.tasks())
    assert "not_a_plan" in codes(plan)
