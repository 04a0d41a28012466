"""Where a text cites, quotes or names other documents, and how it falls into clauses.

Belongs here: stretches of keys whose dates, numbers and verbs are not the task's own.
Does not belong here: what the rest of the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sauro.engine.text.words import pattern

_QUOTED = re.compile(r'“ [^“”]{0,600} ”|" [^"]{0,600} "')
_DATE = (
    r"(?:ngày \d{1,2} (?:/ \d{1,2} / \d{4}|- \d{1,2} - \d{4}|\. \d{1,2} \. \d{4}"
    r"|tháng \d{1,2} (?:năm|/) \d{4}))"
)
# "ban hành Quyết định … trước ngày 30/6": a word of time before the day makes it the task's own.
_NO_DEADLINE = "(?!(?:trước|chậm|muộn|từ|đến|vào|trong|xong|hoàn|hạn|hết)(?: |$))"
_KINDS = (
    "(?:luật|bộ luật|pháp lệnh|hiến pháp|quyết định|nghị định|nghị quyết|thông tư|chỉ thị|công văn|kết luận"
    "|thông báo|công điện|tờ trình|văn bản|hướng dẫn)"
)
_CITED = pattern(
    rf"số \d+(?: ?[-/.] ?[^\s,;:.()]+){{0,6}}(?: (?:,|\(|của \S+(?: \S+){{0,5}}))?(?: {_DATE})?"
    rf"|số(?: [-/] \S+){{1,4}}(?: {_DATE})?"
    rf"|{_KINDS}(?: {_NO_DEADLINE}[^\s.;:“”\"]+){{0,14}}? {_DATE}"
    r"|(?:luật|bộ luật|pháp lệnh|hiến pháp)(?: [^\s.;:,“”\"]+){1,8} (?:năm )?(?:19|20)\d\d"
    r"|điều \d+|khoản \d+|chương \S+|nhiệm kỳ \d{4} - \d{4}|khóa \S+"
    r"|tầm nhìn(?: đến)?(?: năm)? \d{4}|định hướng đến năm \d{4}(?= , tầm nhìn)|lần thứ \S+"
)


@lru_cache(maxsize=8)
def citations(keys: str) -> tuple[tuple[int, int], ...]:
    """Where other documents are cited, quoted or named: their dates are never the task's."""
    return tuple(merged([match.span() for regex in (_QUOTED, _CITED) for match in regex.finditer(keys)]))


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, those that touch made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of ``spans``, which are in order and apart, shares a character with ``start:end``."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] < end


def clauses(keys: str, whole: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Stretches between full stops, semicolons and colons; a stop inside one of ``whole`` ("15.4.2026") ends
    none.
    """
    start = 0
    for match in re.finditer(r"(?<!\S)[.;:](?!\S)", keys):
        if not overlaps(whole, *match.span()):
            yield start, match.start()
            start = match.end()
    yield start, len(keys)
