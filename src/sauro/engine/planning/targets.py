"""Targets: figures that a text sets as an aim, with their unit and, where written, their year.

Belongs here: figures in running text or in a cell. Does not belong here: numbers of documents, dates, counts that only
describe ("4 thành phần chính", "chính quyền 2 cấp"), targets of an annex table (``annex``).
"""

from __future__ import annotations

import re

from sauro.engine.planning.model import Anchor, Target
from sauro.engine.planning.when_dates import atoms, citations
from sauro.engine.text.words import Words, cut, pattern

_FIGURE = r"\d{1,3}(?: ?\. ?\d{3})+(?: ?, ?\d+)?|\d+ , \d+|\d+ \. \d{1,2}|\d+"
_PERCENT = pattern(rf"(?P<n>{_FIGURE}) (?P<u>%|‰|phần trăm|điểm phần trăm|điểm %)")
# A bare number is a target only where a word of aiming stands before it and a thing to be counted after it.
_AIM = (
    r"(?:(?:ít nhất|tối thiểu|trên|từ|hơn|đạt|không quá|không dưới|tối đa|dưới|khoảng|phấn đấu|thêm|tăng thêm|xây dựng|hình thành"
    r"|thành lập|phát triển|tổ chức|đào tạo|bồi dưỡng|tăng|giảm|còn|lên|top|đạt từ|thu hút|đạt trên|hoàn thành|có)(?: được)? ){1,3}"
)
_COUNT = pattern(rf"(?P<aim>{_AIM})(?P<n>{_FIGURE})(?P<u>(?: [^\W\d_]+){{1,3}})")
_NOT_COUNTED = pattern(
    r"cấp|thành phần|nội dung|lĩnh vực|khoản|điều|chương|mục|phần|phụ lục|điểm [a-zđ]|năm|tháng|ngày|quý|giờ|tuần|lần thứ|rõ|bước|giai đoạn|và|đến|của"
)
_BY_YEAR = pattern(r"(?:đến|hết|trong|vào)(?: hết| cuối)? năm (?P<y>20\d\d|21\d\d)|năm (?P<y2>20\d\d|21\d\d)")
_LEADING = re.compile(
    r"(?:(?:^| )(?:phấn đấu|đạt|trên|dưới|ít nhất|tối thiểu|tối đa|không quá|không dưới|từ|hơn|bảo đảm|đảm bảo|tăng|giảm|đạt từ|khoảng|duy trì|lên))+$"
)
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


def read_targets(text: str) -> tuple[Target, ...]:
    """The targets of ``text`` in order; ``code`` is left empty, the plan numbers them."""
    words = cut(text)
    keys = words.keys
    taken = citations(keys)
    taken.extend((atom.start, atom.end) for atom in atoms(keys, taken))
    taken.sort()
    found: list[tuple[int, Target]] = []
    for match in _PERCENT.finditer(keys):
        if not _inside(taken, match.start("n"), match.end("n")):
            unit = "%" if match["u"] in {"%", "phần trăm"} else match["u"]
            found.append((match.start(), _target(words, match.start("n"), match.end(), match["n"], unit)))
    percents = [match.span() for match in _PERCENT.finditer(keys)]
    for match in _COUNT.finditer(keys):
        start, end = match.start("n"), match.end("n")
        if _inside(taken, start, end) or _inside(percents, start, end):
            continue
        unit = match["u"].strip()
        if _NOT_COUNTED.match(unit) or _aims_weakly(match["aim"]):
            continue
        found.append((start, _target(words, start, match.end(), match["n"], _unit(unit))))
    return tuple(target for _, target in sorted(found, key=lambda pair: pair[0]))


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def _aims_weakly(aim: str) -> bool:
    """ "có 4 …", "tổ chức 2 …" alone describe; with "ít nhất" they aim."""
    return aim.split() in (["có"], ["từ"], ["còn"], ["hoàn thành"])


def _unit(words: str) -> str:
    first, *rest = words.split()
    if first in _SCALES or first in {"mô", "sản", "doanh", "lượt", "cơ", "trung", "vùng", "hợp", "đơn", "tỷ", "sáng"}:
        return " ".join([first, *rest[:1]])
    return " ".join([first, *rest[:1]]) if len(first) > 1 else first


def number(written: str) -> float | int:
    """A Vietnamese figure: 1.500 is fifteen hundred, 97,5 has a decimal comma, 97.5 one too."""
    plain = written.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    value = float(plain)
    return int(value) if value.is_integer() else value


def _target(words: Words, start: int, end: int, figure: str, unit: str) -> Target:
    keys = words.keys
    before = keys[max(0, start - 60) : start].rstrip()
    lead = _LEADING.search(before)
    opening = max(0, start - 60) + lead.start() + (1 if lead and lead.group().startswith(" ") else 0) if lead else start
    clause_start = max(keys.rfind(sign, 0, start) for sign in (" . ", " ; ", " : "))
    first, last = words.span(opening, _clause_end(keys, end))
    value = number(figure)
    year = None
    for match in _BY_YEAR.finditer(keys, max(0, clause_start), _clause_end(keys, end)):
        year = match["y"] or match["y2"]
    by_year = ((year, value),) if year else ()
    return Target("", words.text[first:last], Anchor(first, last), value, unit, by_year)


def _clause_end(keys: str, end: int) -> int:
    """A target's words run to the end of its clause."""
    ends = [place for sign in (" ; ", " . ", " , phấn đấu ", " , bảo đảm ", " , trong đó ") if (place := keys.find(sign, end)) >= 0]
    if keys.endswith(" ."):
        ends.append(len(keys) - 2)
    return min(ends, default=len(keys))
