"""Links from a text to the indices and the parts of indices that it names.

Belongs here: matching of names that a definition file lists. Does not belong here: points and rules of
indices, links that a person sets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from sauro.engine.planning.model import Anchor, IndexLink
from sauro.engine.text.words import Words, cut

_OPENING, _CLOSING = frozenset({"“", '"', "‘", "'"}), frozenset({"”", '"', "’", "'"})
# How far an index may stand behind an unquoted name of its part: "quản trị môi trường trong Chỉ số PAPI".
_NEAR = 4
_AROUND = 8
_BETWEEN = frozenset({"của", "trong", "thuộc", "tại", "(", "chỉ", "số", "bộ", "-", ","})


@dataclass(frozen=True, slots=True)
class NamedNode:
    index: str
    node: str | None


@dataclass(slots=True)
class _Step:
    """One word of the written names: which words may follow, and whose name ends here."""

    next: dict[str, _Step] = field(default_factory=dict)
    nodes: tuple[NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexNames:
    """Every written name, word by word from ``root``, with the indices and nodes that bear it in the order
    of the file.
    """

    root: _Step
    starts: frozenset[str]
    longest: int

    @classmethod
    def from_yaml(cls, text: str) -> IndexNames:
        data = yaml.safe_load(text)
        if not isinstance(data, Mapping):
            raise ValueError("names of indices must be a mapping with the entry 'indices'")
        return cls.from_mapping(data)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> IndexNames:
        root = _Step()
        longest = 0
        for index in data["indices"]:
            for written in (index["name"], *index.get("aliases", ())):
                longest = max(longest, _add(root, written, NamedNode(str(index["code"]), None)))
            for node in index.get("nodes", ()):
                for written in (node["name"], *node.get("aliases", ())):
                    named = NamedNode(str(index["code"]), str(node["node"]))
                    longest = max(longest, _add(root, written, named))
        if not longest:
            raise ValueError("no index has a name")
        starts = {*root.next, *(short for short, full in _SHORT.items() if full[0] in root.next)}
        return cls(root, frozenset(starts) - _SIGNS, longest)


def _add(root: _Step, written: str, node: NamedNode) -> int:
    """Adds a name and gives how many words it has."""
    parts = [part for word in cut(written).words for part in _comparable(word)]
    if not parts:
        raise ValueError(f"index {node.index!r} has an empty name")
    step = root
    for part in parts:
        step = step.next.setdefault(part, _Step())
    if node not in step.nodes:
        step.nodes = (*step.nodes, node)
    return len(parts)


_SIGNS = frozenset({",", "-", "(", ")"})


def _comparable(word: str) -> tuple[str, ...]:
    """Short forms written out, commas and hyphens dropped: what two ways of writing share."""
    return () if word in _SIGNS else _SHORT.get(word, (word,))


_SHORT = {
    "cchc": ("cải", "cách", "hành", "chính"),
    "tthc": ("thủ", "tục", "hành", "chính"),
    "vbqppl": ("văn", "bản", "quy", "phạm", "pháp", "luật"),
    "hđnd": ("hội", "đồng", "nhân", "dân"),
    "parindex": ("par", "index"),
}


@dataclass(frozen=True, slots=True)
class _Hit:
    first: int
    last: int
    nodes: tuple[NamedNode, ...]


def read_links(text: str, indices: IndexNames) -> tuple[IndexLink, ...]:
    """The links of ``text``, in order. An index named only to say whose part is meant is no link of its
    own.
    """
    words = cut(text)
    hits = _hits(words, indices)
    wholes = [hit for hit in hits if hit.nodes[0].node is None]
    clause_of = _clause_numbers(words)
    links: list[tuple[int, IndexLink]] = []
    owners: set[int] = set()
    for hit in hits:
        if hit.nodes[0].node is None:
            continue
        chosen, owner = _part(words, hit, wholes, clause_of)
        if chosen is None:
            continue
        if owner is not None:
            owners.add(owner)
        links.append((hit.first, _link(words, hit, chosen)))
    for hit in wholes:
        if hit.first not in owners and not _bracketed_again(words, hit, wholes):
            links.append((hit.first, _link(words, hit, hit.nodes[0])))
    return tuple(_unique(link for _, link in sorted(links, key=lambda pair: pair[0])))


def _unique(links: Any) -> list[IndexLink]:
    seen: set[tuple[str, str | None]] = set()
    out: list[IndexLink] = []
    for link in links:
        if (link.index, link.node) not in seen:
            seen.add((link.index, link.node))
            out.append(link)
    return out


def _hits(words: Words, indices: IndexNames) -> list[_Hit]:
    hits: list[_Hit] = []
    starts = indices.starts
    read_to = 0
    for position, word in enumerate(words.words):
        if word in starts and position >= read_to:
            hit = _longest(words, position, indices)
            if hit is not None:
                hits.append(hit)
                read_to = hit.last + 1
    return hits


def _longest(words: Words, position: int, indices: IndexNames) -> _Hit | None:
    step: _Step | None = indices.root
    best: _Hit | None = None
    # Signs count for nothing, so a written name may be longer than its key.
    for last in range(position, min(position + 2 * indices.longest, len(words.words))):
        for part in _comparable(words.words[last]):
            step = step.next.get(part) if step else None
        if step is None:
            break
        if step.nodes and words.words[last][0].isalnum():
            best = _Hit(position, last, step.nodes)
    return best


def _clause_numbers(words: Words) -> list[int]:
    numbers: list[int] = []
    number = 0
    for word in words.words:
        numbers.append(number)
        number += word in {".", ";"}
    return numbers


def _part(
    words: Words, hit: _Hit, wholes: list[_Hit], clause_of: list[int]
) -> tuple[NamedNode | None, int | None]:
    """Which index's part is meant: of the index named nearest behind, else before, in the same clause."""
    quoted = _quoted(words, hit)
    behind, before = _around(hit, wholes, clause_of)
    if not quoted:
        behind, before = [w for w in behind[:1] if _adjoins(words, hit, w)], []
    for whole in (*behind, *before):
        for node in hit.nodes:
            if node.index == whole.nodes[0].index:
                return node, whole.first
    only_one = quoted and len({node.index for node in hit.nodes}) == 1
    return (hit.nodes[0] if only_one else None), None


def _around(hit: _Hit, wholes: list[_Hit], clause_of: list[int]) -> tuple[list[_Hit], list[_Hit]]:
    """The indices named behind and before in the same clause, nearest first; a sentence means few."""
    place = bisect_right(wholes, hit.last, key=lambda whole: whole.first)
    clause = clause_of[hit.first]
    behind = [w for w in wholes[place : place + _AROUND] if clause_of[w.first] == clause]
    before = [w for w in wholes[max(0, place - _AROUND) : place][::-1] if clause_of[w.first] == clause]
    return behind, before


def _adjoins(words: Words, hit: _Hit, whole: _Hit) -> bool:
    between = words.words[hit.last + 1 : whole.first]
    return len(between) < _NEAR and set(between) <= _BETWEEN


def _quoted(words: Words, hit: _Hit) -> bool:
    opens = hit.first > 0 and words.words[hit.first - 1] in _OPENING
    closes = hit.last + 1 < len(words.words) and words.words[hit.last + 1] in _CLOSING
    return opens and closes


def _bracketed_again(words: Words, hit: _Hit, wholes: list[_Hit]) -> bool:
    """ "Chỉ số Xanh (PGI)": the bracket says the same index again."""
    place = bisect_right(wholes, hit.first - 1, key=lambda whole: whole.first)
    return place > 0 and wholes[place - 1].nodes == hit.nodes and words.words[hit.first - 1] == "("


def _link(words: Words, hit: _Hit, node: NamedNode) -> IndexLink:
    last = hit.last
    opened = "(" in words.words[hit.first : last + 1] and ")" not in words.words[hit.first : last + 1]
    if opened and words.words[last + 1 : last + 2] == (")",):
        last += 1
    start, end = words.spans[hit.first][0], words.spans[last][1]
    return IndexLink(node.index, node.node, words.text[start:end], Anchor(start, end))
