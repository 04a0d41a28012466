"""What holds of every reading, whatever the text: nothing raised, anchors inside, codes unique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine import planning
from sauro.engine.documents.model import Cell, Document, MediaType, Paragraph, Table
from sauro.engine.planning import read_plan
from sauro.engine.planning.model import Anchor, Plan, Task, When
from sauro.engine.planning.serialise import as_json
from sauro.engine.text.messages import Messages
from unit.planning.helping import INDICES, plan_of

pytestmark = pytest.mark.pure

MESSAGES = Messages.from_yaml(definitions.text("messages/planning.yaml"))

SCRAPS = st.sampled_from(
    [
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH",
        "PHỤ LỤC I",
        "Phụ lục 2",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Văn Mẫu",
        "Số: 1/KH-UBND",
        "Mẫu, ngày 31 tháng 02 năm 2026",
        "I. MỤC ĐÍCH",
        "II. NHIỆM VỤ",
        "IV. TỔ CHỨC",
        "Chương I",
        "Điều 1.",
        "1. Sở Nội vụ",
        "1. Sở Y tế: làm sạch",
        "1.1. Sở Y tế",
        "2. Đề nghị Hội Nông dân",
        "a) ",
        "đ) Rà soát",
        "- ",
        "+ Kiểm tra;",
        "* Báo cáo",
        "(1) Lập",
        "(kèm theo Kế hoạch này)",
        "Cơ quan chủ trì: Sở Y tế",
        "- Thời gian thực hiện:",
        "Sản phẩm: Báo cáo",
        "Nội dung: rà soát",
        "trước ngày 15/12 hằng năm",
        "Quý II/2026",
        "và các xã",
        "hoàn thành 95%",
        ":",
        ";",
        "./.",
        "\n",
        "|",
        "Giao Sở Tư pháp theo dõi",
        "tại các Phụ lục I, II kèm theo Kế hoạch này",
        "**",
        "#",
        "\u200b",
        "\u0301",
        "o Làm",
    ]
)
TEXTS = st.lists(st.one_of(SCRAPS, st.text(max_size=12)), max_size=40).map("\n".join)


def _anchors(plan: Plan) -> Iterator[Anchor]:
    header = plan.header
    for found in (header.number, header.kind, header.issuer, header.place, header.issued_on, header.title):
        if found:
            yield found.anchor
    yield from (v.anchor for v in (*header.bases, *header.recipients))
    for section in plan.sections:
        yield section.anchor
        yield from (unit.anchor for unit in section.units)
    yield from (target.anchor for target in plan.targets)
    yield from (finding.anchor for finding in plan.findings if finding.anchor)
    for task in plan.tasks():
        yield from _of_task(task)


def _of_task(task: Task) -> Iterator[Anchor]:
    yield task.anchor
    yield from (unit.anchor for unit in (*task.lead, *task.support, *task.monitor))
    yield from (x.anchor for x in (*task.targets, *task.links))
    yield from _of_when(task.when)
    if task.product:
        yield task.product.anchor


def _of_when(when: When) -> Iterator[Anchor]:
    if when.anchor:
        yield when.anchor
    for more in when.more:
        yield from _of_when(more)


def _holds(document: Document, plan: Plan) -> None:
    for anchor in _anchors(plan):
        assert 0 <= anchor.start < anchor.end <= len(document.text)
    codes = [s.code for s in plan.sections] + [t.code for t in plan.tasks()]
    assert len(codes) == len(set(codes))
    for task in plan.tasks():
        quote = "".join(document.text[task.anchor.start : task.anchor.end].split())
        assert task.text
        assert all(word in quote for word in task.text.split())
    written = as_json(plan, document, name="x", sha256="0", messages=MESSAGES, language="en")
    assert all(finding["message"] for finding in written["findings"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_random_paragraphs(text: str):
    document = _paragraphs(text)
    _holds(document, read_plan(document, gazetteer=None, indices=INDICES))


def _paragraphs(text: str) -> Document:
    blocks = []
    position = 0
    for line in text.split("\n"):
        blocks.append(Paragraph(position, position + len(line), bold=len(line) % 3 == 0))
        position += len(line) + 1
    return Document(text, MediaType.TEXT, tuple(blocks))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(SCRAPS, min_size=1, max_size=5), min_size=1, max_size=6), st.booleans())
def test_random_tables(rows: list[list[str]], headed: bool):
    if headed:
        rows = [["STT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Sản phẩm"], *rows]
    text = ""
    grid = []
    for row in rows:
        cells = []
        for words in row:
            cells.append(Cell(len(text), len(text) + len(words)))
            text += words + "\n"
        grid.append(tuple(cells))
    document = Document(text, MediaType.TEXT, (Table(0, len(text), tuple(grid)),))
    _holds(document, read_plan(document, gazetteer=None, indices=INDICES))


def test_a_poem_and_minutes_give_no_task():
    poem = "Ao nhỏ nằm nghe gió\nTrăng về soi bóng tre\n- Ai qua cầu tối ấy\n- Áo ai còn đỏ hoe"
    minutes = (
        "BIÊN BẢN\n\nHọp tổ dân phố\n\nI. THÀNH PHẦN\n\n1. Ông Nguyễn Văn Mẫu, tổ trưởng\n\nII. NỘI DUNG\n\n"
        "1. Sở Xây dựng\n\n- Báo cáo việc sửa đường.\n\nCuộc họp kết thúc lúc 17 giờ."
    )
    for text in (poem, minutes):
        assert [f.code for f in plan_of(text).findings] == ["not_a_plan"]


def test_every_finding_has_its_sentences_in_both_languages():
    source = "".join(definition.read_text(encoding="utf-8") for definition in _planning_sources())
    used = set(re.findall(r'Finding\(\s*"([a-z_]+)"', source))
    assert {"not_a_plan", "no_due_dates", "annex_missing", "unclear_time"} <= used
    assert used <= MESSAGES.codes("findings")
    for code in MESSAGES.codes("findings"):
        vi, en = (MESSAGES.sentence("findings", code, language=x) for x in ("vi", "en"))
        assert vi != en
        assert "!" not in vi


def _planning_sources() -> list[Path]:
    return sorted(Path(planning.__file__).parent.glob("*.py"))
