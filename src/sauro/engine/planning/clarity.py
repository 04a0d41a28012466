"""How clear a task is in its six facets, by the words of the plan alone.

Belongs here: one judgement per facet (clear, partial, missing) as the contract words it. Does not belong
here: what a unit answered later (the register keeps that), how a facet is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sauro.engine.planning.model import Clarity, Facet, Product, Target, UnitRef, When
from sauro.engine.planning.products import FIGURE_ONLY
from sauro.engine.text.words import cut, pattern

_POST = (
    "thủ trưởng|người đứng đầu|chủ tịch|giám đốc|bộ trưởng|chánh "
    "văn phòng|chánh thanh tra|cục trưởng|trưởng ban|bí thư"
    "|hiệu trưởng|trưởng phòng|lãnh đạo"
)
# A post that opens a sentence does the work; elsewhere only a word of responsibility makes it answer for it.
_OPENING_POST = re.compile(rf"(?:^|(?<= [.;:] ))(?:[-+] )?(?:đề nghị |yêu cầu |giao )?(?:{_POST})(?!\S)")
_RESPONSIBLE = pattern(
    rf"(?:{_POST})(?: [^\s.;:]+){{0,40}}? (?:có trách nhiệm|chịu trách "
    "nhiệm|trực tiếp chỉ đạo|phụ trách|trực tiếp lãnh đạo)"
    r"|(?:đồng chí|ông|bà) [^\s]+(?: [^\s]+){0,6} (?:phụ trách|chịu trách nhiệm|chỉ đạo)"
)
_BY_POST = pattern(rf"(?:(?:các )?đồng chí|ông|bà|{_POST})")
_LEADS = pattern("chủ trì|đầu mối|chịu trách nhiệm|có trách nhiệm")
_AUTHORITY = pattern(
    "(?:trình|tham mưu|tham mưu cho|trình cấp có thẩm quyền là|báo "
    r"cáo)(?: [^\s.;:]+){0,8}? (?:ubnd|ủy ban nhân dân|hđnd|hội đồng "
    "nhân dân|thủ tướng|chính phủ|chủ tịch|tỉnh ủy|ban thường vụ"
    "|bộ trưởng|quốc hội)"
    r"(?: [^\s.;:]+){0,24}? (?:ban hành|quyết định|phê duyệt|xem xét|thông qua|công bố|chỉ đạo|cho ý kiến)"
    "|trình (?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|thủ tướng"
    "|chính phủ|chủ tịch|tỉnh ủy|ban thường vụ)"
    "|(?:quyết định|nghị quyết|chỉ thị|kế hoạch|văn bản|tờ trình"
    "|nghị định) (?:giao dự toán hằng năm )?(?:của|do) (?:chủ tịch "
    ")?(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chính phủ|thủ "
    "tướng|bộ trưởng)"
)
_PERIODIC = pattern("định kỳ")
# "2 tháng/lần" is no period of the contract and yet one that everybody can follow.
_INTERVAL = pattern(r"(?:\d{1,3}|hai|ba|bốn|sáu) (?:ngày|tuần|tháng|quý|năm) (?:/|một|1|01) (?:1 |01 )?lần")
_VERBLESS = 2


def judge(
    task_text: str,
    *,
    lead: Sequence[UnitRef],
    support: Sequence[UnitRef],
    when: When,
    product: Product | None,
    targets: Sequence[Target],
    cell_product: bool = False,
    led: bool = False,
) -> tuple[tuple[Facet, Clarity], ...]:
    """The six facets in their fixed order. ``led``: a label or a column "Chủ trì" names the lead."""
    return (
        (Facet.WHO, _who(lead, support)),
        (Facet.WHAT, judge_what(task_text)),
        (Facet.WHEN, judge_when(when)),
        (Facet.RESPONSIBILITY, _responsibility(task_text, lead, led=led)),
        (Facet.PRODUCT, _product(product, targets, cell=cell_product)),
        (Facet.AUTHORITY, _authority(task_text, product)),
    )


def _who(lead: Sequence[UnitRef], support: Sequence[UnitRef]) -> Clarity:
    if any(not unit.group for unit in lead):
        return Clarity.CLEAR
    return Clarity.PARTIAL if lead or support else Clarity.MISSING


def judge_what(text: str) -> Clarity:
    """An action and its object; a text that breaks off, or is one word, is partial."""
    words = [word for word in cut(text).words if word[0].isalnum()]
    if not words:
        return Clarity.MISSING
    stripped = text.rstrip()
    broken = stripped.endswith(
        (",", "…", "...", "(", "-", " và", " của", " các", " với", " để", " cho", " theo")
    )
    return Clarity.PARTIAL if broken or len(words) < _VERBLESS else Clarity.CLEAR


def judge_when(when: When) -> Clarity:
    """Clear for a day, month, quarter, year or recurrence; partial for what goes on, or lasts over one
    year.
    """
    statements = (when, *when.more)
    return min((_one_when(one) for one in statements), key=list(Clarity).index)


def _one_when(when: When) -> Clarity:
    match when.kind:
        case "date":
            return Clarity.CLEAR
        case "period":
            return _period(when)
        case "recurring":
            return Clarity.CLEAR if when.every or _INTERVAL.search(cut(when.text).keys) else Clarity.PARTIAL
        case "ongoing":
            return Clarity.PARTIAL
        case "unclear":
            # "định kỳ" says that it recurs and not how often.
            return Clarity.PARTIAL if _PERIODIC.search(cut(when.text).keys) else Clarity.MISSING
        case _:
            return Clarity.MISSING


def _period(when: When) -> Clarity:
    if when.start and when.end:
        return Clarity.CLEAR if (when.end - when.start).days <= 366 else Clarity.PARTIAL
    # "từ năm 2026" has no end, so it lasts over one year; "đến hết năm 2028" has a last day.
    return Clarity.PARTIAL if when.relation == "from" else Clarity.CLEAR


def _responsibility(text: str, lead: Sequence[UnitRef], *, led: bool) -> Clarity:
    keys = cut(text).keys
    by_post = any(_BY_POST.match(cut(unit.text).keys) for unit in lead)
    if by_post or _OPENING_POST.search(keys) or _RESPONSIBLE.search(keys):
        return Clarity.CLEAR
    return Clarity.PARTIAL if led or _LEADS.search(keys) else Clarity.MISSING


def _product(product: Product | None, targets: Sequence[Target], *, cell: bool) -> Clarity:
    if product is None:
        return Clarity.PARTIAL if targets else Clarity.MISSING
    if cell and (FIGURE_ONLY.fullmatch(cut(product.text).keys) or product.text.strip()[:1].isdigit()):
        return Clarity.PARTIAL
    return Clarity.CLEAR


def _authority(text: str, product: Product | None) -> Clarity:
    keys = cut(text).keys
    named = _AUTHORITY.search(keys) or (product is not None and _AUTHORITY.search(cut(product.text).keys))
    return Clarity.CLEAR if named else Clarity.MISSING
