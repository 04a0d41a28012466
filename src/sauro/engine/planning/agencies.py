"""Which node of the tree is an agency: its heading names units, alone or before a colon.

Belongs here: agencies by their headings, also such as only their neighbours make known. Does not belong
here: names of units (``units``), what stands under an agency (``items``), the walk (``sections``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sauro.engine.planning.assembly import shifted_units
from sauro.engine.planning.drafts import Span
from sauro.engine.planning.labelled import opens_with_label
from sauro.engine.planning.model import Anchor, UnitRef
from sauro.engine.planning.openings import may_be_name, opens_with_action
from sauro.engine.planning.outline import BULLET_RANK, Node, collapse, ends_sentence
from sauro.engine.planning.units import is_unit_heading, subject_unit
from sauro.engine.text.names import Gazetteer

LONGEST_AGENCY = 300
_FEWEST_AGENCIES = 3
_DASH = re.compile(r"\s+[-–—]\s+(?=[A-ZĐÀ-Ỹ][^\W\d_]*\s+[^\W\d_]*[a-zà-ỹđ])")
_SHORTEST_WORK = 4
# "Phòng Kinh tế - Xây dựng chủ trì …": the verb is the second half of the name.
_NAME_GOES_ON = re.compile(r"\w+\s+\w+\s+(?:chủ\s+trì|có\s+trách|chịu\s+trách|tham\s+mưu)")
_LEADS_IN = re.compile(r"\bsau(?:\s+đây)?\s*$")


@dataclass(frozen=True, slots=True)
class Agency:
    """Units that a heading names; ``inline`` is the work that follows its colon on the same line."""

    heading: Span
    units: tuple[UnitRef, ...]
    inline: Span | None = None


class Agencies:
    """The agencies of one document; each node is read once, however often it is asked for."""

    def __init__(self, text: str, gazetteer: Gazetteer | None) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self._unknown: set[int] = set()
        self._found: dict[int, Agency | None] = {}

    def words(self, node: Node) -> str:
        return self.text[node.line.body : node.ends]

    def of(self, node: Node) -> Agency | None:
        """The agency that a node's heading names; asked for several times of one node, read once."""
        if id(node) not in self._found:
            self._found[id(node)] = self._read(node)
        return self._found[id(node)]

    def _read(self, node: Node) -> Agency | None:
        start, end = node.line.body, node.ends
        if id(node) in self._unknown:
            end = _without_colon(self.text, start, end)
            return Agency((start, end), (UnitRef(collapse(self.text[start:end]), Anchor(start, end)),))
        words = self.text[start : min(end, start + LONGEST_AGENCY + 1)]
        if end - start <= LONGEST_AGENCY:
            whole = is_unit_heading(words, self.gazetteer)
            if whole is not None and not self._is_sentence(node, words):
                return Agency(
                    (start, _without_colon(self.text, start, end)), shifted_units(whole.units, start)
                )
        colon = words.find(":")
        if colon > 0 and (start + colon + 1 < end):
            before = is_unit_heading(words[:colon], self.gazetteer)
            if before is not None:
                inline = start + colon + 1
                while inline < end and (self.text[inline].isspace() or self.text[inline] in "*_"):
                    inline += 1
                return Agency(
                    (start, start + colon),
                    shifted_units(before.units, start),
                    (inline, end) if inline < end else None,
                )
        run_in = self._after_dash(words, node)
        if run_in is not None:
            return run_in
        if (
            (words.rstrip().endswith(":") or _LEADS_IN.search(words))
            and node.children
            and end - start <= LONGEST_AGENCY
        ):
            subject = subject_unit(words, self.gazetteer)
            if subject is not None:
                return Agency(
                    (start, _without_colon(self.text, start, end)), shifted_units(subject.units, start)
                )
        return None

    def _after_dash(self, words: str, node: Node) -> Agency | None:
        """ "Sở Y tế - Cử cán bộ trực tại bến": the work runs in behind a dash, where a colon might stand."""
        start = node.line.body
        for dash in _DASH.finditer(words):
            work = words[dash.end() :]
            if not opens_with_action(work) or work.count(" ") < _SHORTEST_WORK or _NAME_GOES_ON.match(work):
                continue
            before = is_unit_heading(words[: dash.start()], self.gazetteer)
            if before is not None:
                heading = (start, start + dash.start())
                return Agency(heading, shifted_units(before.units, start), (start + dash.end(), node.ends))
        return None

    def stand_under(self, node: Node) -> bool:
        numbered = _numbered(node)
        if len(numbered) < 2:
            return False
        known = sum(
            self.of(child) is not None and not opens_with_label(self.words(child)) for child in numbered
        )
        return 2 * known >= len(numbered)

    def name_unknown(self, node: Node) -> None:
        """In a list of agencies, a heading of the same kind that could be a name is an agency that no rule
        knows.
        """
        numbered = _numbered(node)
        if len(numbered) < _FEWEST_AGENCIES:
            return
        known = [self.of(child) is not None for child in numbered]
        if 2 * sum(known) <= len(numbered):
            return
        for child, is_known in zip(numbered, known, strict=True):
            heading = self.words(child).rstrip(" :\n*_")
            if (
                not is_known
                and child.children
                and may_be_name(heading)
                and not opens_with_label(self.words(child))
            ):
                self._unknown.add(id(child))
                del self._found[id(child)]

    def _is_sentence(self, node: Node, words: str) -> bool:
        """Without items below it, words that go on behind the unit are the work itself."""
        if node.children or not ends_sentence(self.text, node.ends):
            return False
        subject = subject_unit(words, self.gazetteer)
        return bool(subject and subject.units and words[subject.units[-1].anchor.end :].strip(" .;:\n*_"))


def _numbered(node: Node) -> list[Node]:
    return [c for c in node.children if c.line.marker is not None and c.line.marker.rank < BULLET_RANK]


def _without_colon(text: str, start: int, end: int) -> int:
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in ":*_"):
        end -= 1
    return end
