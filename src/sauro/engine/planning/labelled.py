"""Labelled values: "Cơ quan chủ trì: …", "Thời gian: …", alone on a line or several in one.

Belongs here: what a label is called and where its value lies. Does not belong here: what the value means
(``units``, ``when``),
which paragraphs a block closes (``sections``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sauro.engine.text import fold

FACETS = frozenset({"lead", "support", "roles", "monitor", "when", "product", "person", "authority"})
_LONGEST_NAME = 90
_SEPARATORS = ".;(\n–—-,[/"

_ORGAN = (
    r"(?:(?:cac )?(?:co quan|don vi|to chuc|phong|ban|bo phan|nguoi|ca nhan|dia phuong|nganh)"
    r"(?:[ ,/]+(?:co quan|don vi|to chuc|phong|ban|bo phan|ca nhan|nganh|dia phuong|va))*)"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "content",
            r"(?:noi dung|nhiem vu|cong viec|giai phap)(?: (?:cong viec|nhiem vu|thuc hien|cu the"
            r"|chinh|chu yeu|trien khai|hoat dong))*",
        ),
        (
            "roles",
            rf"(?:{_ORGAN} )?chu tri(?:[ ,/&]|va)+(?:{_ORGAN} )?phoi hop(?: thuc hien)?|phan cong(?: "
            rf"(?:thuc hien|nhiem vu|trach nhiem|to chuc thuc hien))*|to chuc thuc hien",
        ),
        (
            "support",
            rf"(?:{_ORGAN} )?(?:cung )?phoi hop(?: (?:chinh|thuc hien|to chuc|trien khai|voi|tham muu|va))*",
        ),
        (
            "person",
            r"(?:nguoi|ca nhan|lanh dao|thu truong|dong chi)(?: [a-z]+){0,3} (?:chiu trach nhiem|phu"
            r" trach|chi dao)(?: [a-z]+){0,3}|trach nhiem nguoi dung dau",
        ),
        (
            "monitor",
            rf"(?:{_ORGAN} )?(?:theo doi|don doc|giam sat|kiem tra)(?:[ ,/]+(?:theo doi|don doc|giam"
            rf" sat|kiem tra|danh gia|va|thuc hien|bao cao))*",
        ),
        (
            "authority",
            r"(?:cap|co quan|tham quyen) (?:co )?(?:tham quyen |quyet dinh|phe duyet|ban hanh|trinh)"
            r"(?: [a-z]+){0,3}|tham quyen(?: (?:quyet dinh|ban hanh|phe duyet))?|cap trinh(?:"
            r" [a-z]+){0,2}",
        ),
        (
            "lead",
            rf"(?:{_ORGAN} )?(?:duoc )?(?:giao )?(?:chu tri|dau moi|chiu trach nhiem(?: chinh)?|phu"
            rf" trach|thuc hien|tham muu|trien khai|phan cong)(?:[ ,/]+(?:chu tri|tham muu|thuc hien"
            rf"|trien khai|to chuc|chinh|nhiem vu|va|xay dung|trinh|soan thao|giao|dau moi))*"
            rf"|(?:co quan|don vi)(?: (?:trinh|chuan bi|soan thao|chu quan))?(?:[ ,/]+(?:co quan|don vi|to chuc))*",
        ),
        (
            "when",
            r"(?:du kien )?(?:thoi (?:gian|han|diem|luong|ky)|tien do|lo trinh|moc thoi gian|han|ngay"
            r" hoan thanh|hoan thanh)(?: (?:va )?(?:thuc hien|hoan thanh|ban hanh|trinh|to chuc|trien"
            r" khai|cu the|du kien|bao cao|bat dau|ket thuc|xay dung|phe duyet|thuc hien va hoan thanh"
            r"|gui|nop|tien do|xong|cuoi))*",
        ),
        (
            "product",
            r"(?:yeu cau )?(?:san pham|ket qua|dau ra)(?:[ ,/]+(?:san pham|ket qua|dau ra|dat duoc|can"
            r" dat|du kien|thuc hien|hoan thanh|dau ra|cua nhiem vu|chinh|va|can dat duoc|cu the|phai"
            r" dat))*",
        ),
        (
            "fund",
            r"(?:du toan |nguon |tong )?(?:kinh phi|nguon von|nguon luc|muc dau tu|von)(?: [a-z]+){0,4}",
        ),
        (
            "other",
            r"(?:dia diem|hinh thuc|thanh phan|doi tuong|so luong|quy mo|pham vi|yeu cau|ghi chu|muc"
            r" tieu|muc dich|chi tieu|can cu|cach thuc|phuong thuc)(?: [a-z]+){0,4}",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at ``start``; its value is ``value_start`` to ``value_end`` (equal where the value stands
    below it).
    """

    kind: str
    start: int
    value_start: int
    value_end: int


def kind_of_name(name: str) -> str | None:
    plain = re.sub(r"\s+", " ", fold(name)).strip(" *_-+•\t\n.,")
    if not plain or len(plain) > _LONGEST_NAME:
        return None
    for kind, pattern in _KINDS:
        if pattern.fullmatch(plain):
            return kind
    return None


def opens_with_label(text: str) -> bool:
    labels = find_labels(text, 0, min(len(text), 400))
    return bool(labels) and labels[0].start == _first_word(text, 0, len(text)) and labels[0].kind != "other"


def find_labels(text: str, start: int, end: int) -> list[Label]:
    """Every label between ``start`` and ``end``, in order. A name stands at the beginning or after a stop,
    never in mid-sentence.
    """
    names: list[tuple[str, int, int]] = []
    floor = start
    at = text.find(":", start, end)
    while at != -1:
        found = _name_before(text, floor, at, floor == start)
        if found:
            names.append((found[0], found[1], at + 1))
            floor = at + 1
        at = text.find(":", at + 1, end)
    labels = []
    for n, (kind, name_start, value_start) in enumerate(names):
        stop = names[n + 1][1] if n + 1 < len(names) else end
        a, b = _value(text, value_start, stop)
        labels.append(Label(kind, name_start, a, b))
    return labels


def _name_before(text: str, floor: int, colon: int, at_start: bool) -> tuple[str, int] | None:
    """The longest name that ends at the colon and begins where a name may begin."""
    lowest = max(floor, colon - _LONGEST_NAME)
    starts = [lowest] if at_start and lowest == floor else []
    starts.extend(n + 1 for n in range(lowest, colon) if text[n] in _SEPARATORS)
    for begin in starts:
        kind = kind_of_name(text[begin:colon])
        if kind is None:
            continue
        if begin > floor and text[begin - 1] == "," and kind in {"content", "other", "fund", "roles"}:
            continue
        return kind, _first_word(text, begin, colon)
    return None


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum():
        start += 1
    return start


def _value(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ";,(*_-–+["):
        stop -= 1
    if text[max(start, stop - 2) : stop] in {").", ")/"}:
        stop -= 1 if text.count("(", start, stop) < text.count(")", start, stop) else 0
    if stop > start and text[stop - 1] == ")" and text.count("(", start, stop) < text.count(")", start, stop):
        stop -= 1
    return start, stop
