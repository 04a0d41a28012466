"""The zones of an official document: its head, what it says, its recipients and signature, what is attached.

Belongs here: where one zone ends and the next begins. Does not belong here: the values of the head
(``header``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sauro.engine.planning.notes import is_aim
from sauro.engine.planning.outline import LONGEST_HEADING, NUMBER_RANK, Line, collapse
from sauro.engine.planning.units import is_unit_heading, subject_unit

KIND = re.compile(
    r"(?:KẾ\s+HOẠCH|CHƯƠNG\s+TRÌNH(?:\s+(?:HÀNH\s+ĐỘNG|CÔNG\s+TÁC))?|ĐỀ\s+ÁN|PHƯƠNG\s+ÁN|QUYẾT\s+ĐỊNH"
    r"|CHỈ\s+THỊ|NGHỊ\s+QUYẾT"
    r"|NGHỊ\s+ĐỊNH|THÔNG\s+TƯ|THÔNG\s+BÁO|KẾT\s+LUẬN|HƯỚNG\s+DẪN|BÁO\s+CÁO|BIÊN\s+BẢN|TỜ\s+TRÌNH"
    r"|CÔNG\s+ĐIỆN|QUY\s+CHẾ"
    r"|QUY\s+ĐỊNH|BỘ\s+LUẬT|LUẬT|PHÁP\s+LỆNH|GIẤY\s+MỜI|HỢP\s+ĐỒNG)(?![\w:])"
)
# Such documents make rules or tell what was; work is given by others that rest on them.
GIVES_NO_WORK = re.compile(
    r"(?:NGHỊ\s+ĐỊNH|THÔNG\s+TƯ|BÁO\s+CÁO|BIÊN\s+BẢN|TỜ\s+TRÌNH|QUY\s+CHẾ|QUY\s+ĐỊNH|BỘ\s+LUẬT|LUẬT"
    r"|PHÁP\s+LỆNH|GIẤY\s+MỜI|HỢP\s+ĐỒNG)"
)
_BASE = re.compile(
    r"(?:Căn\s+cứ|Theo\s+đề\s+nghị|Xét\s+(?:đề\s+nghị|Tờ\s+trình))\b"
    r"|(?:Thực\s+hiện|Triển\s+khai(?:\s+thực\s+hiện)?|Tiếp\s+tục\s+thực\s+hiện|Trên\s+cơ\s+sở|Theo)\s+"
    r"(?:các\s+|sự\s+)?(?:Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Kế\s+hoạch|Chỉ\s+thị|Kết\s+luận"
    r"|Chương\s+trình|Công\s+văn|Công\s+điện"
    r"|Thông\s+báo|Thông\s+tư|Đề\s+án|Luật|Hướng\s+dẫn|Văn\s+bản|Quy\s+định|chỉ\s+đạo|ý\s+kiến"
    r"|Tờ\s+trình|Báo\s+cáo)\b"
)
ANNEX = re.compile(
    r"(?:PHỤ\s+LỤC|Phụ\s+lục|BIỂU(?:\s+MẪU)?)(?:\s+SỐ|\s+số)?\s*:?\s*(?P<no>[IVX]{1,5}"
    r"|\d{1,2}[A-ZĐa-zđ]?|[A-Z])?(?P<tail>(?![\w]).*)",
    re.S,
)
_RECIPIENTS = re.compile(r"N[ơƠ][iI]\s+(?:nhận|NHẬN)\b")
SIGNS_FOR = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)(?:\s*\.\s*|\s+)(?=[A-ZĐÀ-Ỹ]{2})")
_ATTACHED_LIST = re.compile(
    r"DANH\s+MỤC\s+(?:\w+\s+)?NHIỆM\s+VỤ|(?:BẢNG|BIỂU)\s+(?:\w+\s+){0,2}(?:PHÂN\s+CÔNG|NHIỆM\s+VỤ)"
    r"|PHÂN\s+CÔNG\s+(?:\w+\s+){0,2}NHIỆM\s+VỤ"
)
_ASSIGNS = re.compile(r"(?:Giao|Đề\s+nghị|Yêu\s+cầu)\s")
_LONGEST_OPENING = 300
ENACTS = re.compile(
    r"(?<!\w)(?P<who>(?:Ủy|Uỷ|UBND|Bộ|Sở|Ban|Chủ\s+tịch|Thủ\s+tướng|Văn\s+phòng|Tổng\s+cục|Cục"
    r"|Chi\s+cục|Công\s+an|Thành\s+ủy"
    r"|Tỉnh\s+ủy|Đảng\s+ủy|Thanh\s+tra|Trường|Trung\s+tâm|Viện|Hội\s+đồng|Chính\s+phủ"
    r"|Bảo\s+hiểm)[^,;:.()]{0,80}?)"
    r"\s+(?:xây\s+dựng|ban\s+hành|đề\s+ra|lập|triển\s+khai)\s+(?:và\s+[\w\s]{3,20}\s+)?(?:Kế\s+hoạch"
    r"|kế\s+hoạch|Chương\s+trình|Đề\s+án|Phương\s+án|Chỉ\s+thị)"
)


@dataclass(slots=True)
class Zones:
    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)


def is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(not c.islower() for c in letters)


def kind_of(text: str, line: Line) -> re.Match[str] | None:
    """A line that opens with the kind of a document in capitals ("KẾ HOẠCH", "QUYẾT ĐỊNH")."""
    if line.table is not None or line.marker is not None:
        return None
    found = KIND.match(text, line.start, line.end)
    if found is None:
        return None
    # "QUY ĐỊNH CHUNG" and the like are headings of parts; a kind stands alone, or its title follows it.
    return found


def annex_of(text: str, line: Line) -> re.Match[str] | None:
    """The heading of an annex: short, and not a sentence that only speaks of one."""
    if line.table is not None or line.marker is not None or line.end - line.start > LONGEST_HEADING:
        return None
    found = ANNEX.fullmatch(text, line.start, line.end)
    if found is None:
        return None
    if found["no"] is None and text[line.start] in "Bb":
        # "BIỂU TỔNG HỢP …" is the title of a table; "BIỂU 2" is an annex.
        return None
    tail = found["tail"].strip(" \n\t.:-–")
    stands_out = line.centered or line.bold or line.level is not None or is_capitals(found.group())
    plain = (
        not tail
        or is_capitals(tail)
        or (found["no"] is not None and tail[:1].isupper() and "kèm theo" not in tail[:40])
    )
    if not tail:
        return found
    return found if stands_out and (plain or tail.startswith("(")) else None


def is_base(text: str, line: Line) -> bool:
    start = line.body if line.marker and line.marker.rank > NUMBER_RANK - 1 else line.start
    return (
        line.table is None
        and _BASE.match(text, start, line.end) is not None
        and not is_capitals(text[start : line.end])
    )


def split(text: str, lines: list[Line]) -> Zones:
    """Head until the first part or heading; closing from recipients or signature until an annex or
    attached document.
    """
    zones = Zones()
    zone = zones.head
    kind_seen = enacted = False
    for line in lines:
        closes = (zone is zones.body or kind_seen) and _starts_closing(text, line)
        if zone is zones.head and not closes:
            titles = bool(zone) and _is_bare_kind(text, zone[-1]) and _may_be_title(text, line)
            if not titles and _starts_body(text, line, kind_seen, enacted):
                zone = zones.body
            else:
                enacted = enacted or ENACTS.search(text, line.start, line.end) is not None
                kind_seen = kind_seen or kind_of(text, line) is not None
        if zone is zones.closing and _starts_attached(text, line):
            zone = zones.body
        elif zone is not zones.closing and closes:
            # A plan that only sends to its annex has no body of its own before the signature.
            zone = zones.closing
        zone.append(line)
    return zones


def _is_bare_kind(text: str, line: Line) -> bool:
    found = kind_of(text, line)
    return found is not None and not text[found.end() : line.end].strip(" \n.:*_")


def _may_be_title(text: str, line: Line) -> bool:
    """The heading of a format right below the kind of the document is its title, not its first part."""
    if line.level is None or line.marker is not None or annex_of(text, line) is not None:
        return False
    words = text[line.start : line.end]
    return is_unit_heading(words) is None and not is_aim(words, is_heading=True)


def _starts_body(text: str, line: Line, kind_seen: bool, enacted: bool) -> bool:
    if line.table is not None:
        return True
    if annex_of(text, line) is not None:
        return True
    if is_base(text, line):
        return False
    if line.marker is not None:
        if line.marker.rank <= 3:
            return True
        return line.marker.rank == NUMBER_RANK or enacted
    if line.level is not None:
        return kind_of(text, line) is None and (kind_seen or line.level > 1)
    written = text[line.start : line.end]
    if _ASSIGNS.match(written):
        return subject_unit(written[:_LONGEST_OPENING], None) is not None
    if len(written) > LONGEST_HEADING or is_capitals(written) or not (enacted or line.bold):
        return False
    return is_unit_heading(written) is not None


def _starts_closing(text: str, line: Line) -> bool:
    if line.table is not None:
        return False
    if _RECIPIENTS.match(text, line.start, line.end):
        return True
    first = text[line.start : line.end].split("\n", 1)[0]
    return SIGNS_FOR.match(first) is not None and is_capitals(first)


def _starts_attached(text: str, line: Line) -> bool:
    if line.table is not None:
        return True
    if line.marker is not None and line.marker.rank <= 2 and line.marker.number == 1:
        return True
    if line.level is not None and line.level <= 2:
        return True
    if is_capitals(text[line.start : line.end]) and _ATTACHED_LIST.match(text, line.start, line.end):
        return True
    kind = kind_of(text, line)
    return annex_of(text, line) is not None or (kind is not None and is_capitals(collapse(kind.group())))
