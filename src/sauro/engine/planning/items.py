"""The items under an agency: one draft each, with nested items as children and labels as their facets.

Belongs here: what is one item, what continues it, what is only a lead-in or a note. Does not belong here:
who the agency is.
"""

from __future__ import annotations

from collections.abc import Callable

from sauro.engine.planning.drafts import Draft, LabelValues, Span
from sauro.engine.planning.labelled import FACETS, Label, find_labels, kind_of_name
from sauro.engine.planning.notes import is_closing, is_note
from sauro.engine.planning.outline import ITEM_RANK, Node, trimmed
from sauro.engine.planning.when import read_when

_LONGEST_BRACKET = 300
_HEADS = FACETS - {"roles"} | {"content", "fund"}


def own_labels(text: str, node: Node) -> list[Label]:
    """The labels of a paragraph that opens with one; [] for any other paragraph."""
    if node.line.table is not None:
        return []
    labels = find_labels(text, node.line.body, node.ends)
    if not labels and is_label_head(text, node):
        return [
            Label(
                kind_of_name(text[node.line.body : node.ends]) or "other",
                node.line.body,
                node.ends,
                node.ends,
            )
        ]
    if not labels or text[node.line.body : labels[0].start].strip(' *_\n"“(') or labels[0].kind == "other":
        return []
    if not node.children and all(_is_blank(text, label) for label in labels):
        return []
    return labels


def is_label_head(text: str, node: Node) -> bool:
    """A label on a line of its own without a colon ("b) Đơn vị thực hiện"); its value stands below it."""
    marker = node.line.marker
    if marker is None or not node.children or any(child.children for child in node.children):
        return False
    if marker.rank < ITEM_RANK and len(marker.parts) < 2:
        return False
    return kind_of_name(text[node.line.body : node.ends]) in _HEADS


def _is_blank(text: str, label: Label) -> bool:
    """A form to be filled in: "Thời gian: ……" says nothing."""
    value = text[label.value_start : label.value_end]
    return bool(value) and not any(c.isalnum() for c in value)


def label_values(text: str, node: Node, labels: list[Label]) -> list[LabelValues]:
    """Each label with its value; paragraphs nested under the node belong to its last label."""
    values = [
        LabelValues(x.kind, [(x.value_start, x.value_end)] if x.value_start < x.value_end else [])
        for x in labels
    ]
    for inner in node.walk():
        if inner is not node and inner.line.table is None:
            values[-1].spans.append(trimmed(text, inner.line.body, inner.ends))
    return values


def tail_labels(text: str, start: int, end: int) -> tuple[int, list[Label]]:
    """Labels at the end of an item's own sentence ("… (Chủ trì: …; thời gian: …)") and where the work
    before them ends.
    """
    labels = [x for x in find_labels(text, start, end) if x.kind in FACETS]
    while labels and not _may_open(text, start, labels[0].start):
        labels.pop(0)
    if not labels:
        return end, []
    stop = labels[0].start
    said = _said_before(text, start, stop)
    if said is not None:
        labels.insert(0, said)
        stop = said.start
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in "(–-*_;["):
        stop -= 1
    return (stop, labels) if stop > start else (end, [])


def _said_before(text: str, start: int, stop: int) -> Label | None:
    """ "(Quý III/2027; phối hợp: …)": the time that a bracket says before its first label."""
    opening = text.rfind("(", max(start, stop - _LONGEST_BRACKET), stop)
    if opening < 0 or ")" in text[opening:stop]:
        return None
    first, last = trimmed(text, opening + 1, stop)
    while last > first and text[last - 1] in ";,. ":
        last -= 1
    if last <= first or read_when(text[first:last], cell=True).kind in {"missing", "unclear"}:
        return None
    return Label("when", first, first, last)


def _may_open(text: str, floor: int, at: int) -> bool:
    while at > floor and text[at - 1] in " \u00a0*_\t":
        at -= 1
    if at > floor and text[at - 1] == ",":
        # Inside a bracket commas part what it says: "(ngày 05/6/2027, sản phẩm: …)".
        lowest = max(floor, at - _LONGEST_BRACKET)
        return text.rfind("(", lowest, at) > text.rfind(")", lowest, at)
    return at > floor and text[at - 1] in ".;(\n–[-"


def item_draft(text: str, node: Node, *, content: Span | None = None, nested: bool = True) -> Draft:
    start, end = content or (node.line.body, node.ends)
    labels = own_labels(text, node) if content is None else []
    values: list[LabelValues] = []
    if labels and labels[0].kind == "content":
        start = labels[0].value_start
        end = labels[1].start if len(labels) > 1 else end
        values.extend(LabelValues(x.kind, [(x.value_start, x.value_end)]) for x in labels[1:])
    else:
        stop, tail = tail_labels(text, start, end)
        end = stop
        values.extend(
            LabelValues(x.kind, [(x.value_start, x.value_end)]) for x in tail if x.value_start < x.value_end
        )
    start, end = trimmed(text, start, end)
    draft = Draft(
        (node.line.start, node.ends), [(start, end)] if start < end else [(node.line.body, node.ends)], values
    )
    if nested:
        _nest(text, node, draft)
    return draft


def _nest(text: str, node: Node, draft: Draft) -> None:
    leads_in = (
        text[: draft.spans[-1][1]].endswith(":")
        if draft.spans[-1][1] < 1
        else text[draft.spans[-1][1] - 1] == ":"
    )
    for child in node.children:
        if child.line.table is not None:
            continue
        labels = own_labels(text, child)
        if labels and labels[0].kind in FACETS | {"fund"}:
            target = draft.children[-1] if draft.children and child.line.marker is None else draft
            target.labels.extend(label_values(text, child, labels))
        elif child.line.marker is not None or leads_in:
            if not is_note(text[child.line.body : child.ends]):
                draft.children.append(item_draft(text, child))
        elif _ends_document(text, child):
            continue
        elif not draft.children:
            draft.spans.append((child.line.body, child.ends))
            draft.anchor = (draft.anchor[0], child.ends)
        else:
            draft.children.append(item_draft(text, child))


def _ends_document(text: str, node: Node) -> bool:
    words = text[node.line.body : node.ends]
    return is_note(words) or (node.line.marker is None and not node.children and is_closing(words))


def agency_items(
    text: str, node: Node, stands_apart: Callable[[Node], bool]
) -> tuple[list[Draft], list[Node]]:
    """Items of an agency in order, and the children that must be read as sections of their own."""
    items: list[Draft] = []
    apart: list[Node] = []
    for n, child in enumerate(node.children):
        if stands_apart(child):
            apart.append(child)
            continue
        words = text[child.line.body : child.ends]
        labels = own_labels(text, child)
        if labels and labels[0].kind in FACETS | {"fund"}:
            if items:
                items[-1].labels.extend(label_values(text, child, labels))
            continue
        if child.line.marker is None and (is_note(words) or (items and _ends_document(text, child))):
            continue
        if (
            child.line.marker is None
            and not child.children
            and words.rstrip().endswith(":")
            and _has_items(node.children[n + 1 :])
        ):
            continue
        if child.ends > child.line.body:
            items.append(item_draft(text, child))
    return items, apart


def _has_items(following: list[Node]) -> bool:
    return any(child.line.marker is not None for child in following[:2])
