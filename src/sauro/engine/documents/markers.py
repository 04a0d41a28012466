"""What the start and the end of a line say about paragraphs in official documents.

Belongs here: item markers, labels, sentence ends, page numbers. Does not belong here: forming paragraphs.
"""

from __future__ import annotations

import re

_BULLET = r"[-–—+•●○◦▪■‣·*](?:[ \t\u00a0]+(?=\S)|(?=[^\W\d_]{2}))"
_LETTER = r"\(?[a-zđA-ZĐ]\)(?=\s|[^\W\d_])|[a-zđ]\.(?=\s)"
_NUMBER = (
    r"\(?\d{1,3}\)(?=\s|[^\W\d_])|\d{1,2}[./](?=[ \t\u00a0]|$|[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,3}){1,5}[.)]?(?=\s|$)"
)
_ROMAN = r"\(?[IVXLC]{1,7}[.)](?=\s|$|[^\W\d_])|[IVXLC]{1,7}\s?[-–](?=\s)"
_NAMED = (
    r"(?:Điều|Khoản|Chương|Mục|Phần|Bước|Nhóm|Biểu|Phụ lục|PHỤ LỤC|ĐIỀU|CHƯƠNG|MỤC|PHẦN|BIỂU)"
    r"\s+(?:số\s+)?[\dIVXLC]{1,6}\b[.:)]?"
)
_MARKER = re.compile(f"(?:{_BULLET}|{_LETTER}|{_NUMBER}|{_ROMAN}|{_NAMED}|Phụ lục\\b|PHỤ LỤC\\b)")
_NAMED_START = re.compile(_NAMED)
_BARE = re.compile(rf"\s*(?:{_LETTER}|{_NUMBER}|{_ROMAN}|{_NAMED}|[-+•–*]|[a-zđ][.)]|\d{{1,3}}[.)])\s*\Z")
_LABEL = re.compile(
    r"(?:Cơ quan|Đơn vị|Thời gian|Thời hạn|Tiến độ|Sản phẩm|Kết quả|Chủ trì|Phối hợp|Nội dung|Kinh phí|Lộ trình"
    r"|Trách nhiệm|Người|Đầu mối|Lãnh đạo|Cấp|Hình thức|Địa điểm|Đối tượng|Nơi nhận|Kính gửi|Mục tiêu|Chỉ tiêu"
    r"|Phân công|Nhiệm vụ)"
    r"(?:[ \t\u00a0]+[^\s:.;]+){0,7}[ \t\u00a0]*:"
)
_FOR_WHOM = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\.[ \t\u00a0]*[^\W\d_]")
_POST = re.compile(
    r"(?:PHÓ|CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHÁNH|(?:BỘ|CỤC|VỤ|HIỆU|ĐỘI|CHI CỤC|THỦ) TRƯỞNG|TRƯỞNG|BÍ THƯ)\b"
)
_STATE_NAMES = (["CỘNG", "HÒA", "XÃ", "HỘI"], ["CỘNG", "HOÀ", "XÃ", "HỘI"])
_SIGN = re.compile(r"Số[ \t\u00a0]*:")
_END = re.compile('[.;:!?…”")\\]][*_]{0,3}\\Z|/\\Z')
_STOP = re.compile("[.;:!?…](?:[”\"')\\]]*)[*_]{0,3}\\Z")
_OPEN = re.compile(
    r"(?:^|\s)(?:và|của|với|các|về|cho|tại|theo|ngày|tháng|năm|số|từ|đến|trong|là|được|để|hoặc|thuộc|do|bằng|những"
    r"|cùng|giữa)\Z"
)
_PAGE = re.compile(
    r"(?:[-–—]\s*)?(\d{1,4})(?:\s*[-–—])?|(?:Trang|Page)\s+(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?|(\d{1,4})\s*/\s*\d{1,4}"
)
_YEAR_END = re.compile(r"(?<!\d)(?:19|20)\d\d\Z")
_YEAR_AFTER_DASH = re.compile(r"[-–—][ \t\u00a0]*(?:19|20)\d\d(?!\d)")
_RULE = re.compile(r"[-–—_=*.·~\s]{3,}")
_MINIMUM_OPEN = 40


def starts_item(line: str) -> bool:
    """Whether the line opens with the marker of an item: a bullet, a letter, a number, "Điều 1."."""
    return _MARKER.match(line) is not None


def starts_named(line: str) -> bool:
    """Whether the line opens with a named part ("Điều 6"), which may as well be quoted inside a sentence."""
    return _NAMED_START.match(line) is not None


def starts_label(line: str) -> bool:
    """Whether the line opens with a label such as "Cơ quan chủ trì:"."""
    return _LABEL.match(line) is not None


def starts_capacity(line: str) -> bool:
    """Whether the line opens with what a person signs as: "TM. …", "KT. …", "PHÓ …", "GIÁM ĐỐC"."""
    return _FOR_WHOM.match(line) is not None or (line.isupper() and _POST.match(line) is not None)


def before_state_name(words: list[str]) -> int:
    """How many words stand before the name of the state that heads the right column, 0 where there is none."""
    for place in range(1, len(words) - 3):
        if words[place] == "CỘNG" and words[place - 1] != "NƯỚC" and words[place : place + 4] in _STATE_NAMES:
            return place
    return 0


def parts_at_break(before: str, line: str) -> bool:
    """Whether a line that its author broke off opens a paragraph of its own: a marker, a label, a capacity."""
    if starts_label(line) or starts_capacity(line) or _SIGN.match(line):
        return True
    if not starts_item(line) or is_open(before):
        return False
    if starts_named(line):
        return not may_go_on(before)
    span = before[-1:].isdigit() and line.lstrip("-–— ")[:1].isdigit()
    return not (span and line[0] in "-–—")


def is_bare_marker(line: str) -> bool:
    """A marker alone, whose words stand on the next line."""
    return _BARE.match(line) is not None


def ends_sentence(line: str) -> bool:
    return _STOP.search(line) is not None


def may_go_on(line: str) -> bool:
    """Whether nothing at the end of the line says that its paragraph is over."""
    return _END.search(line) is None


def must_go_on(line: str) -> bool:
    """Whether the line breaks off where no paragraph can end: after a comma or a word that needs another."""
    return len(line) >= _MINIMUM_OPEN and is_open(line)


def is_open(line: str) -> bool:
    """Whether the line ends with a comma or a word that needs another."""
    return line.endswith(",") or _OPEN.search(line[-16:]) is not None


def continues(line: str) -> bool:
    """Whether a line can only be the rest of a sentence: a small letter first, and no marker."""
    return line[:1].islower() and not starts_item(line)


def goes_on(first: str, last: str, line: str) -> bool:
    """Whether ``line`` is the rest of a paragraph that begins with ``first`` and breaks off at ``last``.

    An item goes on after a semicolon too: its next item would have a marker.
    """
    return continues(line) and (may_go_on(last) or (last.endswith(";") and starts_item(first)))


def is_span_of_years(last: str, line: str) -> bool:
    """Whether a dash at the head of a line joins two years ("2026⏎- 2030") and opens no item."""
    return _YEAR_END.search(last[-8:]) is not None and _YEAR_AFTER_DASH.match(line) is not None


def page_number(line: str) -> int | None:
    """The number of a line that is a page number and nothing else."""
    match = _PAGE.fullmatch(line)
    return int(next(group for group in match.groups() if group)) if match else None


def is_rule(line: str) -> bool:
    """A drawn line: it parts the page and says nothing."""
    return _RULE.fullmatch(line) is not None and len(set(line) - {" ", "\t"}) <= 2
