"""Targets: figures that a text sets as an aim, with their unit and, where written, their year.

Belongs here: figures in running text or in a cell. Does not belong here: numbers of documents, dates,
counts that only describe ("4 thành phần chính", "chính quyền 2 cấp"), targets of an annex table (``annex``).
"""

from __future__ import annotations

import re

from sauro.engine.planning.citations import citations, overlaps
from sauro.engine.planning.model import Anchor, Target
from sauro.engine.planning.when_dates import atoms
from sauro.engine.text.words import Words, cut, pattern

_FIGURE = r"\d{1,3}(?: ?\. ?\d{3})+(?: ?, ?\d+)?|\d+ , \d+|\d+ \. \d{1,2}|\d+"
_PERCENT = pattern(rf"(?P<n>{_FIGURE}) (?P<u>%|‰|phần trăm|điểm phần trăm|điểm %)")
# A bare number is a target only where a word of aiming stands before it and a thing to be counted after it.
_AIM = (
    "(?:(?:ít nhất|tối thiểu|trên|từ|hơn|đạt|không quá|không dưới"
    "|tối đa|dưới|khoảng|phấn đấu|thêm|tăng thêm|xây dựng|hình thành"
    "|thành lập|phát triển|tổ chức|đào tạo|bồi dưỡng|tăng|giảm|còn"
    "|lên|đạt từ|thu hút|đạt trên|hoàn thành|có)(?: được)? ){1,3}"
)
_COUNT = pattern(rf"(?P<aim>{_AIM})(?P<n>{_FIGURE})(?P<u>(?: [^\W\d_]+){{1,3}})")
_NOT_COUNTED = pattern(
    "cấp|thành phần|nội dung|lĩnh vực|khoản|điều|chương|mục|phần"
    "|phụ lục|điểm [a-zđ]|năm|tháng|ngày|quý|giờ|tuần|lần thứ|rõ|bước"
    "|giai đoạn|và|đến|của"
)
_BY_YEAR = pattern(r"(?:đến|hết|trong|vào)(?: hết| cuối)? năm (?P<y>20\d\d|21\d\d)|năm (?P<y2>20\d\d|21\d\d)")
_LEADING = re.compile(
    "(?:(?:^| )(?:phấn đấu|đạt|trên|dưới|ít nhất|tối thiểu|tối đa"
    "|không quá|không dưới|từ|hơn|bảo đảm|đảm bảo|tăng|giảm|đạt từ"
    "|khoảng|duy trì|lên))+$"
)
_ONE_WORD = frozenset({"lượt", "người", "hộ", "xã", "phường", "ha", "đồng", "km", "cuộc", "lớp", "vụ"})
_CLAUSE_SIGNS = (" . ", " ; ", " : ")
_CLAUSE_ENDS = (*_CLAUSE_SIGNS, " , phấn đấu ", " , bảo đảm ", " , trong đó ", " , góp phần ", " , gắn với ")
# Bounds that keep the time linear in texts without a full stop.
_CLAUSE = 600
_LEAD_LENGTH = 60
_FEW_WORDS = 3


def read_targets(text: str) -> tuple[Target, ...]:
    """The targets of ``text`` in order; ``code`` is left empty, the plan numbers them."""
    words = cut(text)
    keys = words.keys
    cited = citations(keys)
    taken = sorted((*cited, *((atom.start, atom.end) for atom in atoms(keys, cited))))
    figures = _figures(words, taken)
    starts = [start for start, *_ in figures]
    return tuple(
        _target(words, *figure, following)
        for figure, following in zip(figures, [*starts[1:], len(keys)], strict=False)
    )


def _figures(words: Words, taken: list[tuple[int, int]]) -> list[tuple[int, int, str, str]]:
    """Each figure that aims: where it starts and ends in the keys, the number as written, its unit."""
    found: list[tuple[int, int, str, str]] = []
    for match in _PERCENT.finditer(words.keys):
        start, figure = _own_figure(words, match)
        if not overlaps(taken, start, match.end("n")):
            unit = "%" if match["u"] in {"%", "phần trăm"} else match["u"]
            found.append((start, match.end(), figure, unit))
    percents = [(start, end) for start, end, *_ in found]
    for match in _COUNT.finditer(words.keys):
        start, figure = _own_figure(words, match)
        if overlaps(taken, start, match.end("n")) or overlaps(percents, start, match.end("n")):
            continue
        unit = match["u"].strip()
        if not _NOT_COUNTED.match(unit) and not _aims_weakly(match["aim"]):
            found.append((start, match.end(), figure, _unit(unit)))
    return sorted(found)


def _own_figure(words: Words, match: re.Match[str]) -> tuple[int, str]:
    """ "1. 100% …", "đến năm 2028, 100% …": a number that stands apart by a space is no part of the figure."""
    first, last = words.span(match.start("n"), match.end("n"))
    if not any(c.isspace() for c in words.text[first:last]):
        return match.start("n"), match["n"]
    kept: str = match["n"].split()[-1]
    return match.end("n") - len(kept), kept


def _aims_weakly(aim: str) -> bool:
    """ "có 4 …", "tổ chức 2 …" alone describe; with "ít nhất" they aim."""
    return aim.split() in (["có"], ["từ"], ["còn"], ["hoàn thành"])


def _unit(words: str) -> str:
    """The thing counted: two words at most, as "mô hình", "doanh nghiệp", "triệu đồng"."""
    first, *rest = words.split()
    return first if first in _ONE_WORD else " ".join([first, *rest[:1]])


def number(written: str) -> float | int:
    """A Vietnamese figure: 1.500 is fifteen hundred, 97,5 has a decimal comma, 97.5 one too."""
    plain = written.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    value = float(plain)
    return int(value) if value.is_integer() else value


def _target(words: Words, start: int, end: int, figure: str, unit: str, following: int) -> Target:
    """``following`` is where the next figure stands: two figures of one clause share no words behind the
    first.
    """
    keys = words.keys
    opening = _opening(keys, start)
    clause = _clause_start(keys, start)
    stop = _clause_end(keys, end)
    if following < stop:
        stop = max(end, _opening(keys, following) - 1)
    if keys[end:stop].count(" ") < _FEW_WORDS:
        # "Tỷ lệ … đạt tối thiểu 90%": what is measured stands before the figure.
        opening = clause
    first, last = words.span(opening, stop)
    text = words.text[first:last].rstrip(" ,;\n").removesuffix(" và").rstrip(" ,")
    value = number(figure)
    years = [match["y"] or match["y2"] for match in _BY_YEAR.finditer(keys, clause, _clause_end(keys, end))]
    return Target(
        "",
        text,
        Anchor(first, first + len(text)),
        value,
        unit,
        ((years[0], value),) if len(years) == 1 else (),
    )


def _opening(keys: str, start: int) -> int:
    """Where the words of aiming before a figure begin: "phấn đấu đạt trên"."""
    base = max(0, start - _LEAD_LENGTH)
    lead = _LEADING.search(keys[base:start].rstrip())
    return base + lead.start() + (1 if lead.group().startswith(" ") else 0) if lead else start


def _clause_start(keys: str, start: int) -> int:
    base = max(0, start - _CLAUSE)
    places = (
        keys.rfind(sign, base, start) + len(sign)
        for sign in _CLAUSE_SIGNS
        if keys.rfind(sign, base, start) >= 0
    )
    return max(places, default=base if base == 0 else start)


def _clause_end(keys: str, end: int) -> int:
    """A target's words run to the end of its clause."""
    limit = min(len(keys), end + _CLAUSE)
    ends = [place for sign in _CLAUSE_ENDS if (place := keys.find(sign, end, limit)) >= 0]
    if keys.endswith(" ."):
        ends.append(len(keys) - 2)
    return max(end, min(ends, default=limit))
