"""Blocks of labels that close a task: "Cơ quan chủ trì / phối hợp / Thời gian / Sản phẩm" after the
paragraphs they are about.

Belongs here: which paragraphs one block closes. Does not belong here: names of labels (``labelled``).
"""

from __future__ import annotations

import re

from sauro.engine.planning.drafts import Draft, LabelValues
from sauro.engine.planning.items import is_label_head, label_values, own_labels, tail_labels
from sauro.engine.planning.labelled import FACETS
from sauro.engine.planning.notes import is_note
from sauro.engine.planning.outline import BULLET_RANK, Node, trimmed
from sauro.engine.planning.units import read_roles
from sauro.engine.planning.when import read_when

_BRACKET = re.compile(r"\((?P<said>[^()]{4,300})\)[\s.;,]*")
_LEADS = re.compile(r"chủ\s+trì|đầu\s+mối|phụ\s+trách|chịu\s+trách\s+nhiệm|phối\s+hợp|\b[Gg]iao\s")
_NAMES_SOMEBODY = frozenset({"lead", "support", "roles"})


def _block_kinds(text: str, node: Node) -> set[str]:
    return {label.kind for label in own_labels(text, node)} & FACETS


def _direct(text: str, node: Node) -> set[str]:
    """Kinds of the labels that stand directly under the node, or under its bullets."""
    kinds: set[str] = set()
    for child in node.children:
        if is_label_head(text, child) and any(own_labels(text, inner) for inner in child.children):
            kinds |= _direct(text, child)
            continue
        found = _block_kinds(text, child)
        kinds |= found
        if not found and child.line.marker is not None and child.line.marker.rank == BULLET_RANK:
            kinds |= _direct(text, child)
    return kinds


def is_theme(text: str, node: Node) -> bool:
    """Somebody is named by a label under it, or at least two other facets are labelled."""
    if not node.children:
        return False
    kinds = _direct(text, node)
    return bool(kinds & _NAMES_SOMEBODY) or len(kinds) >= 2


def is_labelled_item(text: str, node: Node) -> bool:
    """One paragraph that carries its own labels at its end, or says in a closing bracket who does it."""
    _, labels = tail_labels(text, node.line.body, node.ends)
    kinds = {label.kind for label in labels}
    if kinds & _NAMES_SOMEBODY or len(kinds & FACETS) >= 2:
        return True
    return not node.children and _bracket(text, node) is not None


def _bracket(text: str, node: Node) -> re.Match[str] | None:
    """The bracket that closes a paragraph, where it names who leads."""
    opening = text.rfind("(", node.line.body + 1, node.ends)
    found = _BRACKET.fullmatch(text, opening, node.ends) if opening > 0 else None
    if found is None or not _LEADS.search(found["said"]):
        return None
    return found if read_roles(found["said"].split(";")[0], None, ()).lead else None


def labelled_item(text: str, node: Node) -> Draft:
    stop, labels = tail_labels(text, node.line.body, node.ends)
    values = [
        LabelValues(x.kind, [(x.value_start, x.value_end)]) for x in labels if x.value_start < x.value_end
    ]
    bracket = None if values else _bracket(text, node)
    if bracket is not None:
        stop, values = bracket.start(), _said(text, bracket.start("said"), bracket.end("said"))
    code = node.code if node.line.marker is not None and node.line.marker.label else ""
    return Draft((node.line.start, node.ends), [trimmed(text, node.line.body, stop)], values, code=code)


def _said(text: str, start: int, end: int) -> list[LabelValues]:
    """What a bracket says, by its semicolons: who first, then until when."""
    values: list[LabelValues] = []
    at = start
    for part in text[start:end].split(";"):
        span = trimmed(text, at, at + len(part))
        at += len(part) + 1
        if not values:
            values.append(LabelValues("roles", [span]))
        elif span[0] < span[1] and read_when(text[slice(*span)], cell=False).kind != "missing":
            values.append(LabelValues("when", [span]))
    return values


class _Blocks:
    """Goes through the paragraphs of a theme: work gathers, a block closes it."""

    def __init__(self, text: str, theme: Node) -> None:
        self.text = text
        self.theme = theme
        self.items: list[Draft] = []
        self.apart: list[Node] = []
        self.leftover: list[Node] = []
        self._work: list[tuple[Node, int]] = []
        self._open: Draft | None = None
        self._awaits_value = False

    def take(self, node: Node) -> None:
        if node.line.table is not None:
            self.apart.append(node)
            return
        labels = own_labels(self.text, node)
        if labels and is_label_head(self.text, node) and self._take_below(node, labels[0].kind):
            return
        if (labels and labels[0].kind in FACETS) or (
            labels and self._open is not None and labels[0].kind != "content"
        ):
            self._label(node)
            return
        if self._awaits_value and self._open is not None and self._is_value(node):
            self._open.labels[-1].spans.append(trimmed(self.text, node.line.body, node.ends))
            return
        marker = node.line.marker
        if (
            marker is not None
            and marker.rank < BULLET_RANK
            and (is_theme(self.text, node) or is_labelled_item(self.text, node))
        ):
            self.close()
            self.apart.append(node)
            return
        self.close()
        start = node.line.body
        if labels and labels[0].kind == "content":
            start = labels[0].value_start
            if len(labels) > 1 and labels[1].kind in FACETS:
                self._content_with_labels(node, start, labels[1].start)
                return
        if start < node.ends and not is_note(self.text[start : node.ends]):
            self._work.append((node, start))
        for child in node.children:
            self.take(child)

    def _take_below(self, node: Node, kind: str) -> bool:
        """Under a label on a line of its own stand the work itself, or labels that say more."""
        if kind != "content" and not any(own_labels(self.text, child) for child in node.children):
            return False
        if kind == "content":
            self.close()
        for child in node.children:
            self.take(child)
        return True

    def _is_value(self, node: Node) -> bool:
        return node.line.marker is not None and node.line.marker.rank == BULLET_RANK

    def _label(self, node: Node) -> None:
        labels = own_labels(self.text, node)
        if self._open is None:
            self._open = self._begin()
        values = label_values(self.text, node, labels)
        self._open.labels.extend(values)
        self._awaits_value = not values[-1].spans

    def _content_with_labels(self, node: Node, start: int, stop: int) -> None:
        start, stop = trimmed(self.text, start, stop)
        self._work.append((node, start))
        self._open = self._begin()
        self._open.spans[-1] = (start, stop)
        labels = own_labels(self.text, node)[1:]
        self._open.labels.extend(label_values(self.text, node, labels))

    def _begin(self) -> Draft:
        work, self._work = self._work, []
        if not work:
            line = self.theme.line
            # "Chương I" has no words behind its number.
            heading = (line.body if line.body < self.theme.ends else line.start, self.theme.ends)
            return Draft((self.theme.line.start, self.theme.ends), [heading], is_heading=True)
        spans = [trimmed(self.text, start, node.ends) for node, start in work]
        return Draft(
            (work[0][0].line.start, work[-1][0].ends),
            spans,
            is_heading=len(work) == 1 and bool(work[0][0].children),
        )

    def close(self) -> None:
        if self._open is not None:
            self.items.append(self._open)
        self._open = None
        self._awaits_value = False

    def finish(self) -> None:
        self.close()
        self.leftover = [node for node, _ in self._work]


def theme_items(text: str, theme: Node) -> tuple[list[Draft], list[Node]]:
    """Tasks of a theme, and the nodes under it that are themes of their own or were closed by no block."""
    blocks = _Blocks(text, theme)
    for child in theme.children:
        blocks.take(child)
    blocks.finish()
    return blocks.items, blocks.apart + [node for node in blocks.leftover if not node.children]
