"""Places in a part about assignment that gave no task: nothing there may vanish without a word.

Belongs here: which headings open such a part, which of its items are looked for. Does not belong here: who
must act (``sections``), other findings (``findings``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sauro.engine.planning.model import Anchor, Finding, Section
from sauro.engine.planning.notes import ENACTMENT, is_aim, is_closing, is_note
from sauro.engine.planning.openings import is_subject
from sauro.engine.planning.outline import LONGEST_HEADING, Node, collapse
from sauro.engine.text import fold

_ASSIGNS = re.compile(
    r"(?:phan cong|to chuc (?:trien khai )?thuc hien|(?:giao |phan dinh )?trach nhiem|giao nhiem vu"
    r"|nhiem vu cua)(?![a-z])"
)
_LONGEST_QUOTE = 80


def unread_assignments(text: str, root: Node, sections: tuple[Section, ...]) -> Iterator[Finding]:
    """A heading or item under "Tổ chức thực hiện" and the like from which no task came."""
    return _Search(text, root, sections).found()


class _Search:
    def __init__(self, text: str, root: Node, sections: tuple[Section, ...]) -> None:
        self.text = text
        self.root = root
        self._with_tasks = {section.code for section in sections if section.tasks}
        self._tasks = sorted(task.anchor.start for s in sections for top in s.tasks for task in top.walk())
        self._ends = _ends(root)
        self._looked: set[int] = set()

    def found(self) -> Iterator[Finding]:
        for node in self.root.walk():
            if node.children and node.line.table is None and self._assigns(node):
                yield from self._under(node)

    def _assigns(self, node: Node) -> bool:
        words = self._words(node)
        if len(words) > LONGEST_HEADING:
            return False
        opening = re.sub(r"\s+", " ", fold(words[:120])).strip(" *_-+.:")
        return _ASSIGNS.match(opening) is not None

    def _words(self, node: Node) -> str:
        return self.text[node.line.body : node.ends]

    def _under(self, node: Node) -> Iterator[Finding]:
        stack = [node]
        while stack:
            above = stack.pop()
            if id(above) in self._looked:
                continue
            self._looked.add(id(above))
            for child in above.children:
                if self._gave_task(child):
                    if child.code not in self._with_tasks and not self._is_task(child):
                        stack.append(child)
                elif not (child.children and self._assigns(child)) and self._should_give(child):
                    words = collapse(self._words(child))[:_LONGEST_QUOTE]
                    anchor = Anchor(child.line.start, child.ends)
                    yield Finding("unread_assignment", "warning", anchor, (("words", words),))

    def _gave_task(self, node: Node) -> bool:
        at = bisect_left(self._tasks, node.line.start)
        return at < len(self._tasks) and self._tasks[at] < self._ends[id(node)]

    def _is_task(self, node: Node) -> bool:
        at = bisect_left(self._tasks, node.line.start)
        return at < len(self._tasks) and self._tasks[at] < node.ends

    def _should_give(self, node: Node) -> bool:
        if node.line.table is not None or (node.line.marker is None and not node.children):
            return False
        words = self._words(node)
        return bool(words.strip()) and not (
            is_note(words)
            or is_closing(words)
            or ENACTMENT.search(words)
            or is_aim(words, is_heading=True)
            or is_subject(words)
        )


def _ends(root: Node) -> dict[int, int]:
    """Where each node ends with all that stands under it."""
    ends: dict[int, int] = {}
    for node in reversed(list(root.walk())):
        ends[id(node)] = max((node.ends, *(ends[id(child)] for child in node.children)))
    return ends
