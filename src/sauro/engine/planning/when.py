"""When it is due: what a cell or a sentence says about time, as WHEN of the contract.

Belongs here: what several expressions together mean (from … to …, before 15/12 each year), which of them
speak of the task. Does not belong here: single expressions (``when_dates``), working days and calendars.

Nothing is guessed: a day without its year has no due date, and time words that no rule understands are
``unclear``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sauro.engine.planning.citations import citations, clauses, merged, overlaps
from sauro.engine.planning.model import Anchor, Relation, When, WhenKind
from sauro.engine.planning.when_dates import Atom, atoms, calendar_day, month_span
from sauro.engine.text.words import Words, cut, pattern

_RELATIONS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("before", re.compile(r"(?:^| )trước(?: thời điểm| mốc| hết ngày| ngày)?(?: \()?$")),
    ("from", re.compile(r"(?:^| )(?:từ|kể từ|bắt đầu|tính từ)(?: thực hiện| ngày| từ| đầu){0,3}$")),
    (
        "by",
        re.compile(
            r"(?:^| )(?:(?:chậm|muộn) nhất(?: là| vào| trong| đến| trước| ngày| hết){0,4}"
            "|không (?:quá|muộn hơn|chậm hơn)|(?:đến|tới|trước) hết|đến|tới"
            "|hết|hạn cuối(?: là| :)*|thời hạn(?: là| :)*|hạn(?: là| :)*)(?: "
            "ngày)?$"
        ),
    ),
    (
        "in",
        re.compile(
            "(?:^| )(?:ngay |xong |hoàn thành |trong |vào |xong trong )*(?:trong"
            "|vào|ngay|xong|cuối|đầu)(?: ngày| khoảng| các)?$"
        ),
    ),
)
# "trước 16 giờ 00 ngày 20/5/2026": the hour stands between the word and the day.
_HOUR = re.compile(r" \d{1,2} (?:giờ|h|:)(?: \d{1,2})?(?: phút)?(?: ,)?(?: ngày)?$")
_PREFIX = 64
_LONGEST_PLAIN_NAME = 14
_YEAR = 366
_RANGE = re.compile(
    r"^ (?:đến|đến hết|đến ngày|đến hết ngày|tới|-|đến trước ngày|cho đến|cho đến hết) ?(?:hết |ngày )*$"
)
_RANGE_INSIDE = re.compile(r" (?:đến|-) ")
_OPEN = re.compile(
    r"^ (?:, |\( )?(?:và |cùng )?(?:(?:các|những) năm (?:tiếp theo"
    "|sau|kế tiếp|tiếp sau|liền kề)|(?:giai đoạn |thời gian )(?:tiếp "
    r"theo|sau)|trở đi|trở về sau)(?!\S)"
)
_YEAR_AFTER = re.compile(
    "^ (?:của )?năm (?:trước|liền kề|sau|kế tiếp|tiếp theo|liền trước"
    r"|liền sau)(?: liền kề| kế hoạch| đó)?(?!\S)"
)
_YEARLESS_FOLLOWED = re.compile(r"^ (?:của )?(?:hằng|hàng|mỗi) năm")

_NAMES = pattern(
    "(?:đề án|chương trình|kế hoạch|chiến lược|dự án|tiểu dự án|quy "
    "hoạch|nghị quyết|đại hội|phương án|lộ trình|chỉ thị)"
    r"(?: [^\s.;:“”\"]+){0,60}? (?:giai đoạn|đến năm|năm|hết năm) "
    r"(?:19|20|21)\d\d(?: (?:-|đến) (?:năm )?(?:19|20|21)\d\d)?"
)
# "hằng năm" is a recurrence wherever the text says it of the task's object, not of a plan that it follows.
_NOT_TIMES = pattern(
    "(?:chi|kinh phí|hoạt động|nhiệm vụ|vốn|đầu tư|công việc|lực lượng|cơ quan|không) thường xuyên"
    "|theo (?:kế hoạch|chương trình|hướng dẫn|quy định|chỉ tiêu|dự toán|tiến độ|lộ trình)"
    r"(?: [^\s,.;:]+){0,10}? (?:hằng|hàng) (?:năm|quý|tháng)"
    r"|so với (?:cùng kỳ )?(?:năm|quý|tháng)(?: \S+)?|cùng kỳ(?: năm)?(?: \d{4})?"
)
_WEAK = pattern("định kỳ(?: (?:hoặc|và|,) đột xuất)?|đột xuất|kịp thời|ngay khi|khi có yêu cầu|khi phát sinh")
_BY_REFERENCE = re.compile(
    r"^\s*(?:(?:thực hiện|triển khai|hoàn thành|bảo đảm|đúng) )?theo "
    "(?!(?:từng )?(?:tuần|tháng|quý|năm)(?: |$))"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement with its place in the keys; ``weak`` ones count only where nothing firmer is said."""

    when: When
    start: int
    end: int
    weak: bool = False


def read_when(text: str, *, cell: bool, years: tuple[int | None, int | None] | None = None) -> When:
    """What ``text`` says about time. A cell is all about time; running text only where it speaks of the
    task's time.

    ``years`` of the plan give a day its year only where the plan covers a single year.
    """
    words = cut(text)
    if not any(word[0].isalnum() for word in words.words):
        return When("missing")
    year = years[0] if years and years[0] is not None and years[0] == years[1] else None
    said = _cell(words, year) if cell else _running(words, year)
    if said:
        return _join(words, said, cell)
    return _whole(words, "unclear") if cell else When("missing")


def _join(words: Words, said: list[_Said], cell: bool) -> When:
    firm = [one for one in said if not one.weak]
    # Of several times in a sentence the firmest is the task's; the others are kept beside it.
    first, *others = (firm if cell else sorted(firm, key=_firmness)) or said[:1]
    placed = [_placed(words, one.when, one.start, one.end) for one in (first, *others)]
    main = _placed(words, placed[0], 0, len(words.keys)) if cell else placed[0]
    return replace(main, more=tuple(placed[1:]))


def _firmness(said: _Said) -> int:
    when = said.when
    if when.due:
        return 0
    within_a_year = when.start and when.end and (when.end - when.start).days <= _YEAR
    if when.on_day or within_a_year:
        return 1
    return 3 if when.kind == "unclear" else 2


def _placed(words: Words, when: When, start: int, end: int) -> When:
    first, last = _trimmed(words.text, *words.span(start, end))
    return replace(when, text=words.text[first:last], anchor=Anchor(first, last))


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """Without the full stop of the sentence and without one half of a bracket."""
    opened = text.count("(", first, last)
    stray = " .;,:\n" if opened else " .;,:\n)"
    while last - first > 1 and text[last - 1] in stray:
        last -= 1
    closed = text.count(")", first, last)
    while last - first > 1 and not closed and text[first] in "( ":
        opened -= text[first] == "("
        first += 1
    if opened > closed and text[last : last + 1] == ")":
        last += 1
    return first, last


def _whole(words: Words, kind: WhenKind) -> When:
    first, last = _trimmed(words.text, *words.span(0, len(words.keys)))
    return When(kind, words.text[first:last], Anchor(first, last))


def _cell(words: Words, year: int | None) -> list[_Said]:
    keys = words.keys
    covered = citations(keys)
    said: list[_Said] = []
    for start, end, found in _by_clause(keys, atoms(keys, covered)):
        if _BY_REFERENCE.match(keys[start:end]):
            if any(c.isalnum() for c in keys[start:end]):
                said.append(_Said(When("unclear"), _skip(keys, start), end))
            continue
        said.extend(_statements(keys, found, year))
    if not said:
        said.extend(_weak(keys, covered))
    # "unclear" beside something clear is a remark on it, so it comes after.
    return sorted(said, key=lambda one: one.when.kind == "unclear")


def _by_clause(keys: str, found: Sequence[Atom]) -> Iterator[tuple[int, int, list[Atom]]]:
    """Each clause with the expressions that begin in it."""
    index = 0
    for start, end in clauses(keys, [(atom.start, atom.end) for atom in found]):
        inside: list[Atom] = []
        while index < len(found) and found[index].start < end:
            inside.append(found[index])
            index += 1
        yield start, end, inside


def _skip(keys: str, start: int) -> int:
    return start + 1 if keys[start : start + 1] == " " else start


def _running(words: Words, year: int | None) -> list[_Said]:
    keys = words.keys
    covered = [*citations(keys)]
    covered.extend(m.span() for m in _NAMES.finditer(keys) if _is_name(words, m))
    covered.extend(m.span() for m in _NOT_TIMES.finditer(keys))
    covered = merged(covered)
    said: list[_Said] = []
    for start, _, found in _by_clause(keys, atoms(keys, covered)):
        said.extend(_statements(keys, [a for a in found if _speaks_of_task(keys, start, a)], year))
    said = [replace(one, weak=one.when.kind == "ongoing") for one in said]
    if not any(not one.weak for one in said):
        said.extend(_weak(keys, covered))
        said.sort(key=lambda one: one.start)
    return said


def _is_name(words: Words, match: re.Match[str]) -> bool:
    """Whether the years belong to the name of a programme and not to the task.

    A capital shows a name; without one, "kế hoạch … giai đoạn 2026 - 2030" is taken for a name only while
    short.
    """
    name = match.group()
    if any(
        marker in name for marker in (" trước ", " chậm nhất ", " trong năm ", " trong quý ", " trong tháng ")
    ):
        return False
    capital = words.original(words.index(match.start()))[0].isupper()
    return capital or ("," not in name and name.count(" ") <= _LONGEST_PLAIN_NAME)


def _weak(keys: str, covered: Sequence[tuple[int, int]]) -> list[_Said]:
    for match in _WEAK.finditer(keys):
        if overlaps(covered, match.start(), match.end()):
            continue
        # A recurrence whose period is not said is no recurrence that anybody could follow.
        kind: WhenKind = "unclear" if match.group().startswith("định kỳ") else "ongoing"
        return [_Said(When(kind), match.start(), match.end(), weak=True)]
    return []


def _relation(keys: str, start: int) -> tuple[Relation | None, int]:
    """The relation that stands before ``start`` and where it begins."""
    before = _HOUR.sub("", keys[max(0, start - _PREFIX) : start].rstrip(" (:"))
    offset = max(0, start - _PREFIX)
    for relation, regex in _RELATIONS:
        match = regex.search(before)
        if match:
            inner = match.start() + (1 if match.group().startswith(" ") else 0)
            return relation, offset + inner
    return None, start


def _speaks_of_task(keys: str, clause_start: int, atom: Atom) -> bool:
    if atom.kind in {"recurring", "ongoing", "relative"}:
        return True
    relation, _ = _relation(keys, atom.start)
    if relation is not None:
        return True
    if atom.kind in {"day_of_year", "span", "day_of_span"} and _YEARLESS_FOLLOWED.match(
        keys[atom.end : atom.end + 20]
    ):
        return True
    if atom.kind == "span":
        written = keys[atom.start : atom.end]
        opens = not keys[clause_start : atom.start].strip(" -+")
        return written.startswith("giai đoạn") or (opens and not written[0].isdigit())
    # The second day of "từ ngày … đến ngày …" is joined by its own word, which counts as a relation.
    return False


def _statements(keys: str, found: Sequence[Atom], year: int | None) -> list[_Said]:
    said: list[_Said] = []
    index = 0
    while index < len(found):
        atom = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        previous = said[-1] if said else None
        if following is not None and _is_range(keys, atom, following):
            said.append(_range(keys, atom, following, year))
            index += 2
        elif _yearless(atom) and following is not None and _yearly(following):
            said.append(_repeated(keys, atom, following.end, following))
            index += 2
        elif _yearless(atom) and (yearly := _said_of_all(keys, found, index)):
            said.append(_repeated(keys, atom, atom.end, yearly))
            index += 1
        elif (
            _yearless(atom)
            and previous is not None
            and previous.when.kind == "recurring"
            and previous.when.on_day is None
        ):
            said[-1] = _repeated(keys, atom, atom.end, None, previous)
            index += 1
        else:
            said.append(_single(keys, atom, year))
            index += 1
    return said


def _said_of_all(keys: str, found: Sequence[Atom], index: int) -> Atom | None:
    """ "trước ngày 20 tháng 6 và 20 tháng 12 hằng năm": the recurrence behind the last of several days."""
    for following in range(index + 1, min(index + 5, len(found))):
        between = keys[found[following - 1].end : found[following].start]
        if _yearly(found[following]):
            return found[following] if not between.strip() else None
        if not _yearless(found[following]) or between.strip() not in {"và", ",", "; ", "và ngày"}:
            return None
    return None


def _yearless(atom: Atom) -> bool:
    return atom.kind == "day_of_year" or (atom.kind == "span" and atom.first is None)


def _yearly(atom: Atom) -> bool:
    return atom.kind == "recurring" and atom.every in {"year", "half_year", "quarter"}


def _is_range(keys: str, first: Atom, second: Atom) -> bool:
    dated = {"day", "span", "day_of_year"}
    if first.kind not in dated or second.kind not in dated:
        return False
    return bool(_RANGE.match(keys[first.end : second.start]))


def _range(keys: str, first: Atom, second: Atom, year: int | None) -> _Said:
    _, start = _relation(keys, first.start)
    end_year = second.last.year if second.last else year
    begin = first.first or _with_year(first, end_year, first_of_span=True)
    end = second.last or _with_year(second, end_year, first_of_span=False)
    if begin and end and begin > end:
        return _Said(When("unclear"), start, second.end)
    return _Said(When("period", start=begin, end=end, relation="in"), start, second.end)


def _with_year(atom: Atom, year: int | None, *, first_of_span: bool) -> date | None:
    if year is None or atom.month is None:
        return None
    if atom.day is not None:
        return calendar_day(year, atom.month, atom.day)
    span = month_span(year, atom.month, atom.last_month or atom.month)
    return span[0 if first_of_span else 1] if span else None


def _repeated(keys: str, atom: Atom, end: int, every: Atom | None, previous: _Said | None = None) -> _Said:
    relation, start = _relation(keys, atom.start)
    on_day = f"{atom.month:02d}-{atom.day:02d}" if atom.day is not None else None
    if relation is None:
        relation = "on" if atom.day is not None else "in"
    each = every.every if every else previous.when.every if previous else "year"
    start = previous.start if previous else start
    return _Said(When("recurring", relation=relation, every=each or "year", on_day=on_day), start, end)


def _single(keys: str, atom: Atom, year: int | None) -> _Said:
    relation, start = _relation(keys, atom.start)
    match atom.kind:
        case "day":
            return _day(atom, relation, start)
        case "day_of_year":
            return _day_without_year(keys, atom, relation, start, year)
        case "day_of_span":
            when = When("recurring", relation=relation or "on", every=atom.every)
            return _Said(when, start, atom.end)
        case "span":
            return _span(keys, atom, relation, start, year)
        case "recurring":
            return _Said(When("recurring", every=atom.every), atom.start, atom.end)
        case "ongoing":
            return _Said(When("ongoing"), atom.start, atom.end)
        case _:
            return _Said(When("unclear"), start, atom.end)


def _day(atom: Atom, relation: Relation | None, start: int) -> _Said:
    if relation == "from":
        return _Said(When("period", start=atom.first, relation="from"), start, atom.end)
    kept: Relation = "on" if relation in {None, "in"} else relation or "on"
    return _Said(When("date", due=atom.first, relation=kept), start, atom.end)


def _day_without_year(
    keys: str, atom: Atom, relation: Relation | None, start: int, year: int | None
) -> _Said:
    on_day = f"{atom.month:02d}-{atom.day:02d}"
    kept: Relation = "on" if relation in {None, "in"} else relation or "on"
    after = _YEAR_AFTER.match(keys[atom.end : atom.end + 40])
    if after:
        return _Said(
            When("recurring", relation=kept, every="year", on_day=on_day), start, atom.end + after.end()
        )
    if year is not None and atom.month is not None and atom.day is not None:
        due = calendar_day(year, atom.month, atom.day)
        return (
            _day(replace(atom, first=due), relation, start)
            if due
            else _Said(When("unclear"), start, atom.end)
        )
    return _Said(When("date", relation=kept, on_day=on_day), start, atom.end)


def _span(keys: str, atom: Atom, relation: Relation | None, start: int, year: int | None) -> _Said:
    first, last = atom.first, atom.last
    if first is None and year is not None and atom.month is not None:
        span = month_span(year, atom.month, atom.last_month or atom.month)
        first, last = span if span else (None, None)
    opened = _OPEN.match(keys[atom.end : atom.end + 40])
    end = atom.end + opened.end() if opened else atom.end
    if opened:
        return _Said(When("period", start=first, relation="from"), start, end)
    if relation == "from" and not _RANGE_INSIDE.search(keys, atom.start, atom.end):
        return _Said(When("period", start=first, relation="from"), start, end)
    if relation == "before":
        until = first - timedelta(days=1) if first else None
        return _Said(When("period", end=until, relation="before"), start, end)
    if relation == "by":
        return _Said(When("period", end=last, relation="by"), start, end)
    return _Said(When("period", start=first, end=last, relation="in"), start, end)
