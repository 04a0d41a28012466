"""A small plan of own wording as text and as the reader's result, for tests that do not need the reader
itself.

Belongs here: building both from one description, so that every quote is cut from the text. Units are those
of the invented province in tests/data. Does not belong here: tests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sauro.jobs.child import ChildResult

CLEAR = dict.fromkeys(("who", "what", "when", "responsibility", "product", "authority"), "clear")
NUMBER = "15/KH-UBND"


@dataclass
class Paper:
    """A text that grows, and anchors into it."""

    text: str = ""

    def add(self, words: str) -> dict[str, Any]:
        start = len(self.text)
        self.text += words + "\n"
        return {"start": start, "end": start + len(words), "quote": words}

    def within(self, anchor: dict[str, Any], words: str) -> dict[str, Any]:
        start = self.text.index(words, anchor["start"])
        return {"start": start, "end": start + len(words), "quote": words}

    def value(self, words: str, value: str | None = None) -> dict[str, Any]:
        return {"value": value or words, "anchor": self.add(words)}


def unit(
    paper: Paper, place: dict[str, Any], words: str, code: str | None, *, group: bool = False
) -> dict[str, Any]:
    return {"text": words, "code": code, "name": None, "group": group, "anchor": paper.within(place, words)}


def no_time() -> dict[str, Any]:
    return {
        "kind": "missing", "text": "", "anchor": None, "from": None, "to": None, "due": None,
        "relation": None, "every": None, "on_day": None, "more": [],
    }  # fmt: skip


@dataclass
class Work:
    """One task to write: ``lead`` and ``support`` are (words, code, group); ``states`` replace "clear"."""

    words: str
    lead: list[tuple[str, str | None, bool]] = field(default_factory=list)
    support: list[tuple[str, str | None, bool]] = field(default_factory=list)
    due: str | None = None
    states: dict[str, str] = field(default_factory=dict)
    index: str | None = None
    target: float | None = None
    children: list[Work] = field(default_factory=list)


def write_task(paper: Paper, heading: dict[str, Any], code: str, work: Work) -> dict[str, Any]:
    place = paper.add(work.words)
    roles = {
        role: [
            unit(paper, place if words in work.words else heading, words, known, group=group)
            for words, known, group in getattr(work, role)
        ]
        for role in ("lead", "support")
    }
    when = no_time()
    if work.due:
        day, month, year = work.due.split("/")
        iso = f"{year}-{int(month):02}-{int(day):02}"
        when |= {"kind": "date", "text": work.due, "anchor": paper.within(place, work.due), "due": iso}
        when |= {"relation": "by", "from": iso, "to": iso}
    links = []
    if work.index:
        links = [
            {"index": "par_index", "node": "3", "text": work.index, "anchor": paper.within(place, work.index)}
        ]
    targets = []
    if work.target is not None:
        targets = [{
            "code": f"{code}.CT1", "text": work.words, "value": work.target, "unit": "%",
            "by_year": {"2026": work.target}, "anchor": place,
        }]  # fmt: skip
    return {
        "code": code, "text": work.words, "anchor": place, **roles, "monitor": [], "when": when, "product": None,
        "targets": targets, "links": links, "clarity": CLEAR | work.states,
        "children": [
            write_task(paper, heading, f"{code}.{n}", child) for n, child in enumerate(work.children, start=1)
        ],
    }  # fmt: skip


AGENCY = ("Cơ quan Tổ chức và Thi đua", "TOCHUC", False)
PRICES = ("Cơ quan Vật giá", "VATGIA", False)
WARDS = ("các phường và xã", "CACPHUONG", True)
UNKNOWN = ("Hội Người làm muối", None, False)

SECTIONS: list[tuple[str, str, list[Work]]] = [
    ("II.1", "Cơ quan Tổ chức và Thi đua", [
        Work("Cùng Cơ quan Vật giá soạn quy chế bình chọn ruộng đẹp trước 15/9/2026.", [AGENCY], [PRICES], due="15/9/2026"),
        Work("Mời Hội Người làm muối họp đúng giờ, nâng Cải cách thủ tục lên 95 %.", [AGENCY], [UNKNOWN],
             states={"when": "missing", "product": "partial"}, index="Cải cách thủ tục", target=95,
             children=[Work("Treo biển giờ họp ở cửa.", [AGENCY], states={"when": "missing"})]),
    ]),
    ("II.2", "Cơ quan Vật giá", [
        Work("Thu thập giá muối ở chợ, ghi vào sổ chung.", [PRICES],
             states={"when": "missing", "authority": "missing"}),
        Work("Công khai bảng giá cho các phường và xã.", [PRICES], [WARDS],
             states={"when": "partial", "authority": "missing"}),
    ]),
    ("II.3", "Đề nghị các phường và xã", [
        Work("Nhặt rác ven đê mỗi sáng.", [WARDS], states={"who": "partial", "product": "missing"}),
    ]),
    ("III.1", "Tổ chức thực hiện", [
        Work("Họp sơ kết.", [], states={"who": "missing", "when": "missing"}),
    ]),
]  # fmt: skip


def written(
    number: str = NUMBER, sections: list[tuple[str, str, list[Work]]] | None = None
) -> tuple[str, dict[str, Any]]:
    """(text, result) of the sample under ``number``."""
    paper = Paper()
    header: dict[str, Any] = {
        "number": paper.value(f"Số: {number}", number),
        "kind": paper.value("KẾ HOẠCH", "Kế hoạch"),
        "issuer": paper.value("ỦY BAN NHÂN DÂN THÀNH PHỐ THẠCH LÂM", "Ủy ban nhân dân thành phố Thạch Lâm"),
        "place": None,
        "issued_on": paper.value("ngày 02 tháng 3 năm 2026", "2026-03-02"),
        "title": paper.value("Làm đẹp phố chợ giai đoạn 2026 - 2027"),
        "years": [2026, 2027],
        "signatory": {"capacity": ["TM. ỦY BAN NHÂN DÂN"], "position": "CHỦ TỊCH", "name": "Lưu Thị Mẫu"},
        "bases": [],
        "recipients": [],
    }
    parts = []
    for code, heading, works in SECTIONS if sections is None else sections:
        place = paper.add(heading)
        tasks = [write_task(paper, place, f"{code}.{n}", work) for n, work in enumerate(works, start=1)]
        parts.append(
            {"code": code, "kind": "agency", "heading": heading, "units": [], "anchor": place, "tasks": tasks}
        )
    finding = {"code": "no_due_dates", "severity": "warning", "message": "Câu cũ.", "anchor": None}
    flat = [task for part in parts for task in _walk(part["tasks"])]
    result = {
        "schema": "sauro.plan/1",
        "source": {
            "name": "mau.txt",
            "sha256": "0" * 64,
            "media_type": "text/plain",
            "characters": len(paper.text),
        },
        "header": header,
        "sections": parts,
        "targets": [],
        "clarity": {"tasks": len(flat)} | {f: sum(t["clarity"][f] == "clear" for t in flat) for f in CLEAR},
        "findings": [finding],
    }
    return paper.text, result


def _walk(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for task in tasks for one in (task, *_walk(task["children"]))]


def answering(text: str, result: dict[str, Any]) -> Any:
    """A stand-in for the child process that always answers with this result."""
    answer = {"plan": result, "text": text, "finding_values": [{"tasks": str(result["clarity"]["tasks"])}]}
    stdout = json.dumps(answer, ensure_ascii=False).encode()

    def run(*_args: object, **_more: object) -> ChildResult:
        return ChildResult(0, stdout, b"", "done")

    return run
