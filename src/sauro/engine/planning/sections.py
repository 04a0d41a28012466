"""From the tree to sections: which node is an agency, which a labelled theme, which holds no work.

Belongs here: the walk and its decisions. Does not belong here: items of an agency (``items``), blocks of
labels (``blocks``),
tables (``annex``), values (``assembly``).
"""

from __future__ import annotations

from sauro.engine.planning.agencies import LONGEST_AGENCY, Agencies, Agency
from sauro.engine.planning.annex import TableReader
from sauro.engine.planning.assembly import shifted_units
from sauro.engine.planning.blocks import is_labelled_item, is_theme, labelled_item, theme_items
from sauro.engine.planning.drafts import Draft, Reading, SectionDraft, Span
from sauro.engine.planning.items import agency_items, item_draft
from sauro.engine.planning.labelled import opens_with_label
from sauro.engine.planning.notes import ENACTMENT, is_aim, is_aim_of_targets, is_note, year_of_heading
from sauro.engine.planning.outline import (
    BULLET_RANK,
    HEADING_RANK,
    LONGEST_HEADING,
    Node,
)
from sauro.engine.planning.units import assigned_units, is_unit_heading, subject_unit
from sauro.engine.planning.zones import annex_of
from sauro.engine.text.names import Gazetteer

_LONGEST_SUBJECT = 700


class SectionReader:
    """One walk over the tree. ``normative`` documents (chapters of articles) make rules and give no work."""

    def __init__(self, text: str, gazetteer: Gazetteer | None, *, normative: bool) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.normative = normative
        self.reading = Reading()
        self._tables = TableReader(text, gazetteer)
        self._agencies = Agencies(text, gazetteer)

    def read(self, root: Node) -> Reading:
        self._children(root, code="")
        return self.reading

    def words(self, node: Node) -> str:
        return self.text[node.line.body : node.ends]

    def _children(self, node: Node, code: str) -> None:
        if not self.normative:
            self._agencies.name_unknown(node)
        self._visit_all(node, node.children, code)

    def _visit_all(self, parent: Node, nodes: list[Node], code: str) -> None:
        labelled = [c for c in nodes if self._may_hold(c) and is_labelled_item(self.text, c)]
        if labelled and not self.normative:
            self._labelled_children(parent, code, [labelled_item(self.text, child) for child in labelled])
        held = {id(child) for child in labelled}
        for child in nodes:
            if id(child) not in held:
                self.visit(child, code)

    def _labelled_children(self, node: Node, code: str, items: list[Draft]) -> None:
        """Items that carry their own labels: the heading above them, listed a moment ago, is their
        section.
        """
        listed = self.reading.latest(code)
        if listed is not None and listed.kind in {"general", "labelled"} and not listed.rows:
            listed.kind = "labelled"
            listed.items = sorted([*listed.items, *items], key=lambda item: item.anchor)
            return
        section = SectionDraft(code or "NV", "labelled", self._heading_of(node), items=items)
        self.reading.add(section)

    def _may_hold(self, node: Node) -> bool:
        return node.line.table is None and node.line.marker is not None and not is_theme(self.text, node)

    def _heading_of(self, node: Node) -> Span:
        if node.ends > node.line.body:
            return node.line.body, node.ends
        first = node.children[0]
        return first.line.body, first.ends

    def visit(self, node: Node, parent: str) -> None:
        if node.line.table is not None:
            self._tables.read(node, parent, self.reading, work=not self.normative)
            return
        if node.line.start == node.ends:
            return
        if self._is_document(node):
            self._attached(node)
            return
        words = self.words(node)
        if is_aim(words, self._is_heading(node)):
            self._aim(node)
            return
        if self.normative or is_note(words) or ENACTMENT.search(words):
            self._general(node)
            return
        agency = None if opens_with_label(words) else self._agencies.of(node)
        if agency is not None and not self._is_part_of_agencies(node, agency):
            self._agency(node, agency)
        elif is_theme(self.text, node) and not self._agencies.stand_under(node):
            self._theme(node)
        elif not self._subject(node):
            self._general(node)

    def _is_document(self, node: Node) -> bool:
        return (
            node.line.marker is None
            and not node.line.table
            and (
                (annex_of(self.text, node.line) is not None and node.code.startswith("PL")) or node.code == ""
            )
        )

    @staticmethod
    def _is_heading(node: Node) -> bool:
        marker = node.line.marker
        if marker is None:
            return bool(node.children) or node.line.level is not None
        return marker.rank <= HEADING_RANK or (
            bool(node.children) and node.ends - node.line.body <= LONGEST_HEADING
        )

    def _attached(self, node: Node) -> None:
        """An annex, or the plan attached to a decision: its title lines are its heading."""
        title = [
            c for c in node.children if c.line.marker is None and c.line.table is None and not c.children
        ]
        ends = node.ends
        start = node.line.start
        for child in node.children:
            if (
                child not in title[:4]
                or self.text[child.line.start] == "("
                or len(self.words(child)) > LONGEST_HEADING
            ):
                break
            ends = child.ends
        annex = node.code.startswith("PL")
        mark = annex_of(self.text, node.line) if annex else None
        if mark is not None and mark["tail"].strip(" \n\t.:-–"):
            start = mark.end() - len(mark["tail"].lstrip(" \n\t.:-–"))
        elif annex and ends > node.ends:
            start = node.children[0].line.start
        self.reading.add(SectionDraft(node.code or "KH", "annex" if annex else "general", (start, ends)))
        self._children(node, node.code)

    def _aim(self, node: Node) -> None:
        self._list(node)
        targets = is_aim_of_targets(self.words(node))
        year = ""
        for inner in node.walk():
            if inner.line.table is not None:
                self._tables.read(inner, node.code, self.reading, work=False)
            elif inner.children:
                year = year_of_heading(self.words(inner))
            elif targets and inner is not node:
                self.reading.target_spans.append(((inner.line.body, inner.ends), year))

    def _general(self, node: Node) -> None:
        self._list(node)
        self._children(node, node.code)

    def _list(self, node: Node) -> None:
        """Parts and headings are listed so that the outline of the document can be shown."""
        if (
            self._is_heading(node)
            and node.line.body < node.ends
            and node.ends - node.line.body <= LONGEST_HEADING
        ):
            self.reading.add(SectionDraft(node.code, "general", (node.line.body, node.ends)))

    def _is_part_of_agencies(self, node: Node, agency: Agency) -> bool:
        """ "II. TRÁCH NHIỆM CỦA CÁC CƠ QUAN" over numbered agencies is the heading of their part."""
        return all(unit.group for unit in agency.units) and self._agencies.stand_under(node)

    def _agency(self, node: Node, agency: Agency) -> None:
        items: list[Draft] = []
        inline = agency.inline
        if inline is not None and not (node.children and self.text[slice(*inline)].rstrip().endswith(":")):
            whole = item_draft(self.text, node, content=inline, nested=False)
            items.append(whole)
        found, apart = agency_items(self.text, node, self._stands_apart)
        items.extend(found)
        for item in items:
            self._own_lead(item)
        kind_is_agency = bool(items)
        section = SectionDraft(
            node.code, "agency" if kind_is_agency else "general", agency.heading, agency.units, items
        )
        if kind_is_agency or node.children:
            self.reading.add(section)
        for child in apart:
            self.visit(child, node.code)

    def _own_lead(self, item: Draft) -> None:
        """ "- Sở X: …" under a heading of several units is the work of that one."""
        start, end = item.spans[0]
        words = self.text[start : min(end, start + LONGEST_AGENCY)]
        colon = words.find(":")
        if colon > 0:
            named = is_unit_heading(words[:colon], self.gazetteer)
            if named is not None:
                item.lead = shifted_units(named.units, start)

    def _stands_apart(self, node: Node) -> bool:
        """A child of an agency that is an agency of its own with items of its own, or a table."""
        if node.line.table is not None:
            return True
        marker = node.line.marker
        if marker is not None and marker.rank == BULLET_RANK and not node.children:
            return False
        words = self.words(node)
        if opens_with_label(words):
            return False
        agency = self._agencies.of(node)
        return agency is not None and (bool(node.children) or agency.inline is not None)

    def _theme(self, node: Node) -> None:
        items, apart = theme_items(self.text, node)
        if items:
            self.reading.add(SectionDraft(node.code, "labelled", self._heading_of(node), items=items))
        else:
            self._list(node)
        self._visit_all(node, apart, node.code)

    def _subject(self, node: Node) -> bool:
        """An item that opens with the unit that must act, or gives it work in a later clause, is that unit's
        work, whatever stands above it.
        """
        start, end = node.line.body, node.ends
        marker = node.line.marker
        if marker is not None and marker.rank <= HEADING_RANK and marker.style[0] != "điều":
            return False
        words = self.text[start : min(end, start + _LONGEST_SUBJECT)]
        subject = subject_unit(words, self.gazetteer)
        named = subject.units if subject is not None else assigned_units(words, self.gazetteer)
        if not named:
            return False
        units = shifted_units(named, start)
        item = item_draft(self.text, node)
        last = units[-1 if subject is not None else 0]
        heading = (units[0].anchor.start, last.anchor.end)
        self.reading.add(SectionDraft(node.code, "agency", heading, units, [item]))
        return True


def is_normative(root: Node) -> bool:
    """Chapters of articles, or many articles: a text that makes rules, as a decree or a regulation does."""
    articles = chapters = 0
    for node in root.walk():
        style = node.line.marker.style[0] if node.line.marker else ""
        articles += style == "điều"
        chapters += style == "chương"
    return (chapters >= 1 and articles >= 3) or articles >= 8
