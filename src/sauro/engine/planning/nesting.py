"""Which paragraph stands under which, by their markers, headings of the format, indents and weight of type.

Belongs here: the place of the next line below the lines before it. Does not belong here: what a marker is
(``outline``), which bare line is a heading (``tree``).

A level is not fixed by the kind of marker: a plan may put ``a)`` above ``1.`` or use ``+`` alone. What
appears first stands above; only the words and capitals of parts (Phần, Chương, I., A., Điều) always stand
above numbers, letters and bullets.
"""

from __future__ import annotations

from sauro.engine.planning.outline import (
    BULLET_RANK,
    HEADING_RANK,
    ITEM_RANK,
    NUMBER_RANK,
    Line,
    Marker,
    Node,
)

_SAME_INDENT = 1


class Stack:
    """Places each line under the last one that may own it."""

    def __init__(self, root: Node) -> None:
        self._entries: list[tuple[tuple[str, ...], int, Node]] = [(("root",), -9, root)]

    def place(self, line: Line, *, rank: int | None = None, style: tuple[str, ...] = ()) -> Node:
        node = Node(line, ends=line.end)
        marker = line.marker
        if rank is None:
            if marker is None:
                self._holder().children.append(node)
                return node
            rank, style = marker.rank, marker.style
        at = self._level(rank, style, line)
        del self._entries[at:]
        self._entries[-1][2].children.append(node)
        self._entries.append((style, rank, node))
        return node

    def _holder(self) -> Node:
        for _, rank, node in reversed(self._entries):
            if rank != BULLET_RANK:
                return node
        raise AssertionError("the root holds everything")

    def _level(self, rank: int, style: tuple[str, ...], line: Line) -> int:
        entries, marker = self._entries, line.marker
        if marker is not None and marker.style[0] == "dotted":
            for at in range(len(entries) - 1, 0, -1):
                above = entries[at][2].line.marker
                if above is None or not above.parts or len(above.parts) >= len(marker.parts):
                    continue
                if above.parts == marker.parts[: len(above.parts)]:
                    return at + 1
        for at in range(len(entries) - 1, 0, -1):
            if entries[at][0] == style:
                if self._is_deeper(entries[at][2].line, line) or self._is_below_bold(at, line):
                    continue
                if not (
                    self._restarts_inside(at, rank, marker) or self._is_list_of(entries[at][2].line, line)
                ):
                    return at
                break
        at = len(entries)
        while at > 1 and self._gives_way(entries[at - 1], rank, line.level):
            at -= 1
        return at

    def _restarts_inside(self, at: int, rank: int, marker: Marker | None) -> bool:
        """``1.`` again under ``a)`` under ``1.``: a list of its own, not the next sibling."""
        if marker is None or rank != NUMBER_RANK or marker.number != 1 or at == len(self._entries) - 1:
            return False
        return self._entries[-1][1] == ITEM_RANK

    @staticmethod
    def _is_deeper(held: Line, line: Line) -> bool:
        """Is ``held`` an item below the kind of line that ``line`` is, although their markers are of one kind?"""
        if line.level is not None:
            return held.level is None
        marker, other = line.marker, held.marker
        if marker is None or other is None or marker.rank != BULLET_RANK:
            return False
        return held.indent > line.indent + _SAME_INDENT

    @staticmethod
    def _is_list_of(held: Line, line: Line) -> bool:
        """A list that starts again under a heading of the format's own, or a bullet further in."""
        marker = line.marker
        if marker is None:
            return False
        if marker.rank == BULLET_RANK:
            return line.indent > held.indent + _SAME_INDENT
        own_heading = held.level is not None and line.level is None
        return marker.number == 1 and (own_heading or (held.bold and not line.bold and not held.level))

    def _is_below_bold(self, at: int, line: Line) -> bool:
        """A plain item under a bold heading, when ``line`` is the next bold heading after that one."""
        style, _, node = self._entries[at]
        marker = line.marker
        if marker is None or not line.bold or node.line.bold or marker.rank != NUMBER_RANK:
            return False
        for above_style, _, above in self._entries[at - 1 : 0 : -1]:
            if above_style == style and above.line.bold and above.line.marker is not None:
                return above.line.marker.number == marker.number - 1
        return False

    @staticmethod
    def _gives_way(entry: tuple[tuple[str, ...], int, Node], rank: int, level: int | None) -> bool:
        entry_rank, held = entry[1], entry[2].line.level
        if level is not None and held is not None:
            return held >= level
        if rank <= 3:
            return entry_rank > rank
        if rank == HEADING_RANK:
            return entry_rank > NUMBER_RANK
        return entry_rank == BULLET_RANK and rank != BULLET_RANK
