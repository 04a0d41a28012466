"""How each part of a document looks: page, sizes, faces, alignment, spacing. One table, checked against the decree.

Belongs here: numbers of the layout. Does not belong here: XML, words.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I, II and the example sizes of mục V. Lengths in points.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Times New Roman"
MM = 72 / 25.4

# Within the decree's 20-25, 20-25, 30-35 and 15-20 mm.
PAGE = (210 * MM, 297 * MM)
TOP, BOTTOM, LEFT, RIGHT = 20 * MM, 20 * MM, 30 * MM, 20 * MM
# From the edge of the paper to the page number, which stands in the middle of the top margin.
TO_PAGE_NUMBER = 9 * MM
INDENT = 12.7 * MM
# Room for the signature and the stamp between post and name.
FOR_SIGNATURE = 72.0
# Between 1/3 and 1/2 of the line above, where the decree says so.
RULE_SHARE = 0.42
# The form of an annex draws a short rule and the decree gives it no length.
ANNEX_RULE = 25 * MM
RULE_WIDTH = 0.75
RULE_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Look:
    """``before`` is the gap above in points; there is none below, so that gaps never add up.

    ``indent`` is that of the first line; ``line`` is the distance of lines, 1 is single.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: float = 0
    indent: float = 0
    line: float = 1
    keep_next: bool = False
    outline: int | None = None


def _text(name: str, **more: object) -> Look:
    given: dict[str, object] = {"align": "both", "before": 6, "indent": INDENT, "line": 1.1}
    return Look(name, 14, **{**given, **more})  # type: ignore[arg-type]


LOOKS: dict[str, Look] = {
    "nation": Look("Quốc hiệu", 12, bold=True),
    "motto": Look("Tiêu ngữ", 13, bold=True),
    "superior": Look("Cơ quan chủ quản", 12),
    "issuer": Look("Cơ quan ban hành", 12, bold=True),
    "number": Look("Số, ký hiệu", 13, before=6),
    "day": Look("Địa danh, thời gian", 13, italic=True, before=6),
    "about": Look("Trích yếu công văn", 12, before=6),
    "kind": Look("Tên loại", 14, bold=True, before=24, keep_next=True),
    "title": Look("Trích yếu", 14, bold=True, keep_next=True),
    "to": Look("Kính gửi", 14, align="left", before=18),
    "to_more": Look("Kính gửi, nhiều nơi", 14, align="left", before=3),
    "basis": _text("Căn cứ", italic=True),
    "text": _text("Nội dung"),
    "part": Look("Phần, chương, mục", 14, bold=True, before=12, keep_next=True, outline=0),
    "part_title": Look("Tiêu đề phần, chương, mục", 14, bold=True, keep_next=True),
    "section": _text("Mục đánh số La Mã", bold=True, before=10, keep_next=True, outline=1),
    "article": _text("Điều", bold=True, before=8, keep_next=True, outline=2),
    "clause": _text("Khoản có tiêu đề", bold=True, keep_next=True, outline=2),
    "caption": Look("Tên bảng", 13, bold=True, before=10, keep_next=True),
    "unit": Look("Đơn vị tính", 12, italic=True, align="right", before=4, keep_next=True),
    "note": Look("Ghi chú", 12, italic=True, align="both", before=4),
    "copies": Look("Nơi nhận, tiêu đề", 12, bold=True, italic=True, align="left", before=14),
    "copy": Look("Nơi nhận", 11, align="left"),
    "post": Look("Quyền hạn, chức vụ", 14, bold=True, keep_next=True),
    "name": Look("Họ và tên người ký", 14, bold=True),
    "annex": Look("Phụ lục", 14, bold=True, keep_next=True, outline=0),
    "annex_title": Look("Tên phụ lục", 14, bold=True, keep_next=True),
    "attached": Look("Kèm theo", 14, italic=True, keep_next=True),
    "page_number": Look("Số trang", 14),
    # Lines of no height that carry a rule, or end a section after a table.
    "rule": Look("Đường kẻ", 2),
    "end": Look("Kết thúc phần", 1),
    **{f"cell{size}": Look(f"Ô bảng cỡ {size}", size, align="left", before=2) for size in range(10, 15)},
}
