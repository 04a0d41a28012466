"""The head of an official document: number, kind, issuer, place, date, title, years, legal bases.

Belongs here: values that the head states, each with its place. Does not belong here: recipients and
signature (``closing``).
A value that the head does not state, or leaves blank to be filled in ("Số:    /KH-UBND"), is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sauro.engine.planning.closing import read_recipients, read_signatory
from sauro.engine.planning.model import Anchor, Found, Header
from sauro.engine.planning.outline import Line, collapse
from sauro.engine.planning.zones import ENACTS, Zones, is_base, is_capitals, kind_of

_NUMBER = re.compile(
    r"\bSố\s*:?\s*(?:(?P<no>\d+[a-zA-Z]?)\s*/\s*(?P<sign>[A-ZĐ][\wĐ&.]*(?:\s?-\s?[\wĐ&.]+)*)"
    r"|(?P<party>\d+)\s*[-–]\s*(?P<partysign>[A-ZĐ][A-ZĐa-zđ]*/[A-ZĐ][\w.]*))"
)
_DATED = re.compile(
    r"(?<![-/\w])(?P<place>[A-ZĐÀ-Ỹ][^,:/\d\n()]{1,40}?)\s*,\s*[Nn]gày\s*"
    r"(?P<day>\d{1,2})?[\s.…]*tháng\s*(?P<month>\d{1,2})?[\s.…]*năm\s*(?P<year>\d{4})?"
)
_ORGAN = re.compile(
    r"(?:ỦY\s+BAN|UỶ\s+BAN|UBND|SỞ|BỘ|BAN|VĂN\s+PHÒNG|CÔNG\s+AN|THANH\s+TRA|CỤC|TỔNG|CHI\s+CỤC"
    r"|TRUNG\s+TÂM|TRƯỜNG|HỘI|HĐND|ĐẢNG\s+ỦY"
    r"|TỈNH\s+ỦY|THÀNH\s+ỦY|THỦ\s+TƯỚNG|CHÍNH\s+PHỦ|QUỐC\s+HỘI|VIỆN|ĐẠI\s+HỌC|HỌC\s+VIỆN|BẢO\s+HIỂM"
    r"|NGÂN\s+HÀNG|TÒA\s+ÁN|MẶT\s+TRẬN|LIÊN"
    r"|CHỦ\s+TỊCH|GIÁM\s+ĐỐC|CHÁNH|PHÒNG|TẬP\s+ĐOÀN|TỔNG\s+CÔNG\s+TY|CÔNG\s+TY|BỆNH\s+VIỆN|KHO\s+BẠC|THUẾ)\b"
)
_MOTTO = re.compile(
    r"CỘNG\s+H[ÒO][ÀA]?A?\s+XÃ|CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập|Tự\s+do|Hạnh\s+phúc", re.I
)
_PIECES = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_ABOUT = re.compile(r"V/v\s*:?\s*", re.I)
_ATTACHED_TO = re.compile(r"\(\s*(?:Ban\s+hành\s+)?[Kk]èm\s+theo|\(\s*Ban\s+hành")
_YEAR = r"(?:20\d{2})"
_SPAN = re.compile(
    rf"(?:giai\s+đoạn|nhiệm\s+kỳ|từ\s+năm|các\s+năm|năm|thời\s+kỳ)\s*(?P<a>{_YEAR})\s*(?:-|–|—|đến"
    rf"(?:\s+hết)?(?:\s+năm)?)\s*(?:năm\s+)?(?P<b>{_YEAR})"
    rf"|(?<![\d/])(?P<c>{_YEAR})\s*[-–—]\s*(?P<d>{_YEAR})(?![\d/])",
    re.I,
)
_UNTIL = re.compile(rf"đến(?:\s+hết)?\s+năm\s+(?P<y>{_YEAR})", re.I)
_ONE = re.compile(rf"(?<!\d\s)(?<!tháng\s\d\s)(?:trong\s+)?năm\s+(?P<y>{_YEAR})", re.I)
_LONGEST_TITLE = 300
_DAY = re.compile(r"ngày\s+\d{1,2}\s*(?:tháng|/)[^,;.]*?\d{4}|\d+/20\d{2}/", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that stands by itself: two columns on one line are two pieces."""

    start: int
    end: int


def pieces_of(text: str, line: Line) -> list[Piece]:
    found: list[Piece] = []
    position = line.start
    for row in text[line.start : line.end].split("\n"):
        found.extend(
            Piece(position + m.start(), position + m.end()) for m in _PIECES.finditer(row.replace("\t", "  "))
        )
        position += len(row) + 1
    return found


def read_header(text: str, zones: Zones) -> Header:
    head = zones.head
    at_kind = next((n for n, line in enumerate(head) if kind_of(text, line)), None)
    above = head[:at_kind] if at_kind is not None else [line for line in head if not is_base(text, line)]
    kind, title, after = _kind_and_title(text, head, at_kind)
    place, issued_on = _place_and_date(text, head)
    return Header(
        number=_number(text, head),
        kind=kind,
        issuer=_organ_block(text, above) or _enacting_organ(text, head[after:], zones.body[:3]),
        place=place,
        issued_on=issued_on,
        title=title,
        years=read_years(title.value) if title else None,
        signatory=read_signatory(text, zones.closing),
        bases=_bases(text, head[after:]),
        recipients=read_recipients(text, zones.closing),
    )


def _number(text: str, head: list[Line]) -> Found[str] | None:
    for line in head:
        if is_base(text, line):
            break
        found = _NUMBER.search(text, line.start, line.end)
        if found is None:
            continue
        value = f"{found['no']}/{found['sign']}" if found["no"] else f"{found['party']}-{found['partysign']}"
        return Found(re.sub(r"\s", "", value).rstrip("."), Anchor(found.start(), found.end()))
    return None


def _place_and_date(text: str, head: list[Line]) -> tuple[Found[str] | None, Found[date] | None]:
    for line in head:
        if is_base(text, line):
            break
        found = _DATED.search(text, line.start, line.end)
        if found is None:
            continue
        place = Found(collapse(found["place"]), Anchor(found.start("place"), found.end("place")))
        issued = None
        if found["day"] and found["month"] and found["year"]:
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
            start = found.start() + found.group().lower().index("ngày")
            issued = Found(day, Anchor(start, found.end()))
        return place, issued
    return None, None


def _kind_and_title(
    text: str, head: list[Line], at: int | None
) -> tuple[Found[str] | None, Found[str] | None, int]:
    """Kind, title, and the index of the first line after them; an official letter has only "V/v …"."""
    if at is None:
        for n, line in enumerate(head):
            about = _ABOUT.match(text, line.start, line.end)
            if about and about.end() < line.end:
                return None, _found(text, about.end(), line.end), n + 1
        return None, None, 0
    match = kind_of(text, head[at])
    assert match is not None
    kind = _found(text, match.start(), match.end())
    rest = match.end()
    while rest < head[at].end and text[rest] in " \n\t:.-–*":
        rest += 1
    spans = [(rest, head[at].end)] if rest < head[at].end else []
    n = at + 1
    while n < len(head) and _is_title(text, head[n], bool(spans)):
        spans.append((head[n].start, head[n].end))
        n += 1
    if not spans:
        return kind, None, n
    value = " ".join(collapse(text[a:b]) for a, b in spans)
    return kind, Found(value, Anchor(spans[0][0], spans[-1][1])), n


def _is_title(text: str, line: Line, follows: bool) -> bool:
    written = text[line.start : line.end]
    if (
        line.table is not None
        or _ATTACHED_TO.match(written)
        or (line.marker is not None and line.marker.rank > 3)
    ):
        return False
    if not follows:
        return not is_base(text, line) or line.bold or line.centered or _is_no_sentence(written)
    if is_base(text, line) or len(written) > 300 or written.rstrip().endswith((".", ";", ":")):
        return False
    if is_capitals(written):
        return not (_ORGAN.match(written) and len(written) < 60)
    return line.bold or line.centered or written[0].islower()


def _is_no_sentence(written: str) -> bool:
    """ "Thực hiện Nghị quyết số …" right below "KẾ HOẠCH" is the title; a base is a clause or a sentence."""
    return len(written) <= _LONGEST_TITLE and not written.rstrip().endswith((".", ";", ":", ",", "/"))


def _found(text: str, start: int, end: int) -> Found[str]:
    return Found(collapse(text[start:end]), Anchor(start, end))


def _organ_block(text: str, above: list[Line]) -> Found[str] | None:
    """The last organ of the block at the top left: a line in capitals that does not begin a new organ goes
    on the one above.
    """
    organs: list[list[Piece]] = []
    for line in above:
        if is_base(text, line):
            break
        for piece in pieces_of(text, line):
            written = text[piece.start : piece.end].strip("*_ ")
            if _MOTTO.search(written) or not is_capitals(written) or not written[0].isalpha():
                continue
            if _ORGAN.match(written) and not (organs and _goes_on(text, organs[-1])):
                organs.append([piece])
            elif organs:
                organs[-1].append(piece)
    if not organs:
        return None
    last = organs[-1]
    value = " ".join(collapse(text[p.start : p.end].strip("*_ ")) for p in last)
    return Found(value, Anchor(last[0].start, last[-1].end))


def _goes_on(text: str, organ: list[Piece]) -> bool:
    """ "THỦ TƯỚNG" / "CHÍNH PHỦ" and "CHỦ TỊCH" / "ỦY BAN NHÂN DÂN" are one name on two lines."""
    above = text[organ[-1].start : organ[-1].end].strip("*_ ")
    return above in {"THỦ TƯỚNG", "CHỦ TỊCH", "BỘ TRƯỞNG", "GIÁM ĐỐC"} or above.endswith((" VÀ", ",", " CÁC"))


def _enacting_organ(text: str, head: list[Line], body: list[Line]) -> Found[str] | None:
    for line in (*head, *body):
        if line.table is None and line.marker is None:
            found = ENACTS.search(text, line.start, line.end)
            if found:
                return _found(text, found.start("who"), found.end("who"))
    return None


def read_years(title: str) -> tuple[int | None, int | None] | None:
    """The years that a title spans: "giai đoạn 2026 - 2030", "năm 2026", "đến năm 2030" (no beginning
    said).
    """
    plain = _DAY.sub(" ", title)
    span = _SPAN.search(plain)
    if span:
        first, last = int(span["a"] or span["c"]), int(span["b"] or span["d"])
        return (first, last) if first <= last else None
    until = _UNTIL.search(plain)
    if until:
        return None, int(until["y"])
    one = _ONE.search(plain)
    return (int(one["y"]), int(one["y"])) if one else None


def _bases(text: str, head: list[Line]) -> tuple[Found[str], ...]:
    found = []
    for line in head:
        if is_base(text, line):
            start = line.body if line.marker else line.start
            found.append(_found(text, start, line.end))
    return tuple(found)
