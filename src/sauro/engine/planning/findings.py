"""What a person should look at after a reading: gaps, doubts, things that could not be understood.

Belongs here: when a finding is made, its severity, its place. Does not belong here: sentences
(``definitions/messages``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sauro.engine.documents.model import Document, Table
from sauro.engine.planning.assignments import unread_assignments
from sauro.engine.planning.drafts import Draft, Reading
from sauro.engine.planning.model import Anchor, Finding, Section, Task, When
from sauro.engine.planning.outline import Node, collapse, ends_sentence
from sauro.engine.planning.parts import count_works
from sauro.engine.planning.zones import annex_of
from sauro.engine.text.names import Gazetteer

_ANNEX_NAMES = re.compile(
    r"(?<!\w)(?:các\s+)?[Pp]hụ\s+lục(?:\s+số)?\s*(?P<list>(?:[IVX]{1,5}|\d{1,2})(?![\w/])(?:\s*(?:,|và"
    r"|;|-|đến)\s*(?:[IVX]{1,5}|\d{1,2})(?![\w/]))*)?"
)
_HERE = re.compile(r"kèm\s+theo|đính\s+kèm|(?:của|tại|trong)\s+[Kk]ế\s+hoạch\s+này")
_ELSEWHERE = re.compile(
    r"(?:Nghị\s+định|Thông\s+tư|Quyết\s+định|Nghị\s+quyết|Luật|Công\s+văn|Chương\s+trình"
    r"|Hướng\s+dẫn)\b[^.;)]{0,40}\d"
)
_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_MANY_SENTENCES = 2


def collect(
    document: Document,
    root: Node,
    reading: Reading,
    sections: tuple[Section, ...],
    gazetteer: Gazetteer | None,
    *,
    normative: bool = False,
) -> tuple[Finding, ...]:
    text = document.text
    tasks = [task for section in sections for top in section.tasks for task in top.walk()]
    found: list[Finding] = []
    if not tasks:
        found.append(Finding("not_a_plan", "warning"))
    elif not any(has_due(task.when) for task in tasks):
        found.append(Finding("no_due_dates", "warning", values=(("tasks", str(len(tasks))),)))
    found.extend(_missing_annexes(text, root))
    found.extend(_numbering(text, root))
    if not normative:
        found.extend(unread_assignments(text, root, sections))
    found.extend(_units(tasks, gazetteer))
    found.extend(_times(tasks))
    found.extend(_items(text, reading))
    if tasks:
        found.extend(Finding("table_not_understood", "note", _first_words(t)) for t in reading.unread_tables)
    found.extend(Finding(note.code, "note", values=note.values) for note in document.notes)
    return tuple(found)


def has_due(when: When) -> bool:
    return when.due is not None or any(has_due(more) for more in when.more)


def _first_words(table: Table) -> Anchor | None:
    for row in table.rows:
        for cell in row:
            if cell.start < cell.end:
                return Anchor(cell.start, cell.end)
    return Anchor(table.start, table.end) if table.start < table.end else None


def _missing_annexes(text: str, root: Node) -> Iterator[Finding]:
    """Annexes that the text says come with it and that the file does not hold."""
    present = {child.code.split("#")[0] for child in root.children if annex_of(text, child.line)}
    missing: dict[str, Anchor] = {}
    for node in root.walk():
        line = node.line
        if line.table is not None or line.start == line.end or annex_of(text, line):
            continue
        for found in _ANNEX_NAMES.finditer(text, line.start, node.ends):
            around = text[found.end() : min(node.ends, found.end() + 80)]
            here = _HERE.search(around)
            if here is None or _ELSEWHERE.search(around[: here.end() + 60]):
                continue
            for name in _annex_numbers(found["list"]):
                code = f"PL{name}" if name else "PL"
                if code not in present and not (not name and present):
                    missing.setdefault(name, Anchor(found.start(), found.end()))
    if missing:
        names = ", ".join(_ROMAN[int(n)] if n and int(n) < len(_ROMAN) else n for n in missing)
        yield Finding("annex_missing", "warning", next(iter(missing.values())), (("annexes", names),))


def _annex_numbers(written: str | None) -> list[str]:
    if not written:
        return [""]
    numbers: list[str] = []
    for part in re.split(r"\s*(?:,|và|;)\s*", written):
        ends = [_value(p) for p in re.split(r"\s*(?:-|đến)\s*", part) if p]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < 20:
            numbers.extend(str(n) for n in range(ends[0], ends[1] + 1))
        elif ends:
            numbers.append(str(ends[0]))
    return numbers


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _ROMAN.index(written) if written in _ROMAN else 0


def _numbering(text: str, root: Node) -> Iterator[Finding]:
    """A number used twice, and a number left out, among the parts and numbered headings of one place."""
    for node in root.walk():
        last: dict[tuple[str, ...], int] = {}
        for child in node.children:
            marker = child.line.marker
            if marker is None or marker.number == 0:
                continue
            before = last.get(marker.style)
            place = Anchor(child.line.start, child.ends)
            values = (("label", marker.label), ("heading", collapse(text[child.line.body : child.ends])[:80]))
            if before is not None and marker.number == before and marker.rank <= 2:
                yield Finding("repeated_chapter_number", "warning", place, values)
            elif (
                before is not None
                and marker.number > before + 1
                and not _skips_letter(marker.style, before, marker.number)
            ):
                yield Finding("numbering_gap", "note", place, values)
            last[marker.style] = marker.number


def _skips_letter(style: tuple[str, ...], before: int, now: int) -> bool:
    """Lists by letters leave out what a writer does not use (f, j, w, z, and often đ)."""
    return style[0] in {"letter", "(a)"} and now - before == 2


def _units(tasks: list[Task], gazetteer: Gazetteer | None) -> Iterator[Finding]:
    """Each name that a province does not know, once; without a province every name is unknown and none is
    reported.
    """
    if gazetteer is None:
        return
    seen: set[str] = set()
    for task in tasks:
        for unit in (*task.lead, *task.support, *task.monitor):
            name = collapse(unit.text)
            if unit.code is None and not unit.group and name.casefold() not in seen:
                seen.add(name.casefold())
                yield Finding("unknown_unit", "note", unit.anchor, (("name", name),))


def _times(tasks: list[Task]) -> Iterator[Finding]:
    for task in tasks:
        for when in (task.when, *task.when.more):
            if when.kind == "unclear":
                values = (("code", task.code), ("words", collapse(when.text)[:120]))
                yield Finding("unclear_time", "warning", when.anchor or task.anchor, values)


def _items(text: str, reading: Reading) -> Iterator[Finding]:
    for draft in _drafts(d for section in reading.sections for d in section.items):
        start, end = draft.spans[0][0], draft.spans[-1][1]
        anchor = Anchor(*draft.anchor)
        if not draft.is_heading and not draft.children and not draft.labels and not ends_sentence(text, end):
            yield Finding(
                "text_cut", "note", anchor, (("words", collapse(text[max(start, end - 60) : end])),)
            )
        count = count_works(text[start:end])
        if count >= _MANY_SENTENCES and not draft.children:
            yield Finding("several_tasks_in_one_item", "note", anchor, (("count", str(count)),))


def _drafts(drafts: Iterable[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        yield draft
        yield from _drafts(draft.children)
