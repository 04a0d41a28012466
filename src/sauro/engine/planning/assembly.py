"""From drafts to tasks: words, roles, time, product, targets, links and clarity of each item and block.

Belongs here: which source gives a value (a label, the running text). Does not belong here: rows of tables
(``rows``), how a value is read (``units``, ``when``, ``products``, ``targets``, ``links``, ``clarity``), how
drafts are found (``sections``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sauro.engine.planning.clarity import judge
from sauro.engine.planning.drafts import Draft, LabelValues, Span
from sauro.engine.planning.links import IndexNames, read_links
from sauro.engine.planning.model import (
    Anchor,
    Clarity,
    Facet,
    IndexLink,
    Product,
    Target,
    Task,
    UnitRef,
    When,
)
from sauro.engine.planning.outline import collapse
from sauro.engine.planning.products import read_product
from sauro.engine.planning.targets import read_targets
from sauro.engine.planning.units import read_roles, read_unit_list
from sauro.engine.planning.when import read_when
from sauro.engine.text.names import Gazetteer

Units = tuple[UnitRef, ...]
Years = tuple[int | None, int | None] | None


class Assembler:
    """Makes the tasks of one document; codes are given once, a second use of a place gets ``#2``."""

    def __init__(self, text: str, *, gazetteer: Gazetteer | None, indices: IndexNames, years: Years) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.indices = indices
        self.years = years
        self._codes: Counter[str] = Counter()

    def unique(self, code: str) -> str:
        self._codes[code] += 1
        while self._codes[code] > 1:
            candidate = f"{code}#{self._codes[code]}"
            if not self._codes[candidate]:
                self._codes[candidate] += 1
                return candidate
            self._codes[code] += 1
        return code

    def task(self, draft: Draft, code: str, heading: Units) -> Task:
        code = self.unique(code)
        start, end = draft.spans[0][0], draft.spans[-1][1]
        words = self.text[start:end]
        said = " ".join(collapse(self.text[a:b]) for a, b in draft.spans)
        labels: dict[str, list[LabelValues]] = {}
        for value in draft.labels:
            labels.setdefault(value.kind, []).append(value)
        lead, support, monitor = self._roles(words, start, labels, draft.lead or heading)
        when = self._labelled_when(labels) or shifted_when(
            read_when(words, cell=False, years=self.years), start
        )
        product, named = self._labelled_product(labels), True
        if product is None:
            product, named = shifted_product(read_product(words, cell=False), start), False
        targets = self.targets(words, start, code)
        facets = judge(
            said,
            lead=lead,
            support=support,
            when=when,
            product=product,
            targets=targets,
            cell_product=named,
            led="lead" in labels,
        )
        facets = stated(facets, person=_has(labels, "person"), authority=_has(labels, "authority"))
        children = tuple(
            self.task(child, f"{code}.{n}", lead or heading) for n, child in enumerate(draft.children, 1)
        )
        links = self.links(words, start)
        return Task(
            code,
            said,
            Anchor(*draft.anchor),
            lead,
            support,
            monitor,
            when,
            product,
            targets,
            links,
            facets,
            children,
        )

    def _roles(
        self, words: str, start: int, labels: dict[str, list[LabelValues]], heading: Units
    ) -> tuple[Units, Units, Units]:
        lead, support, monitor = (
            self._labelled_units(labels, kind) for kind in ("lead", "support", "monitor")
        )
        for value in labels.get("roles", []):
            for a, b in value.spans:
                found = self.both_roles(a, b)
                lead, support = lead + found[0], support + found[1]
        if lead:
            return lead, support, monitor
        roles = read_roles(words, self.gazetteer, heading)
        return (
            (*roles.inherited, *shifted_units(roles.lead, start)),
            support or shifted_units(roles.support, start),
            monitor or shifted_units(roles.monitor, start),
        )

    def both_roles(self, start: int, end: int) -> tuple[Units, Units]:
        """A value or cell that tells who leads and who helps in one sentence; a plain list names who
        leads.
        """
        roles = read_roles(self.text[start:end], self.gazetteer, ())
        if roles.lead:
            return shifted_units(roles.lead, start), shifted_units(roles.support, start)
        units = shifted_units(read_unit_list(self.text[start:end], self.gazetteer), start)
        return units, ()

    def _labelled_units(self, labels: dict[str, list[LabelValues]], kind: str) -> Units:
        return tuple(
            unit
            for value in labels.get(kind, [])
            for a, b in value.spans
            for unit in shifted_units(read_unit_list(self.text[a:b], self.gazetteer), a)
        )

    def _labelled_when(self, labels: dict[str, list[LabelValues]]) -> When | None:
        spans = [span for value in labels.get("when", []) for span in value.spans]
        return self.whens(spans)

    def whens(self, spans: list[Span]) -> When | None:
        """The first statement of time; what is said besides it follows in ``more``."""
        found: list[When] = []
        for a, b in spans:
            when = read_when(self.text[a:b], cell=True, years=self.years)
            if when.kind == "unclear":
                running = read_when(self.text[a:b], cell=False, years=self.years)
                when = when if running.kind == "missing" else running
            if when.kind != "missing":
                found.append(shifted_when(when, a))
        if not found:
            return None
        first = found[0]
        return replace(first, more=(*first.more, *found[1:])) if found[1:] else first

    def _labelled_product(self, labels: dict[str, list[LabelValues]]) -> Product | None:
        for value in labels.get("product", []):
            if value.spans:
                a, b = value.spans[0][0], value.spans[-1][1]
                return shifted_product(read_product(self.text[a:b], cell=True), a)
        return None

    def targets(self, words: str, start: int, code: str) -> tuple[Target, ...]:
        return tuple(
            replace(shifted_target(target, start), code=f"{code}.CT{n}")
            for n, target in enumerate(read_targets(words), 1)
        )

    def links(self, words: str, start: int) -> tuple[IndexLink, ...]:
        return tuple(
            replace(x, text=collapse(x.text), anchor=shifted(x.anchor, start))
            for x in read_links(words, self.indices)
        )


def _has(labels: dict[str, list[LabelValues]], kind: str) -> bool:
    return any(value.spans for value in labels.get(kind, []))


def stated(
    facets: tuple[tuple[Facet, Clarity], ...], *, person: bool, authority: bool
) -> tuple[tuple[Facet, Clarity], ...]:
    """A label or column of its own that says who answers for it, or who decides, makes that facet clear."""
    clear = {Facet.RESPONSIBILITY: person, Facet.AUTHORITY: authority}
    return tuple((facet, Clarity.CLEAR if clear.get(facet) else state) for facet, state in facets)


def shifted(anchor: Anchor, by: int) -> Anchor:
    return Anchor(anchor.start + by, anchor.end + by)


def shifted_units(units: Units, by: int) -> Units:
    return tuple(replace(u, text=collapse(u.text), anchor=shifted(u.anchor, by)) for u in units)


def shifted_when(when: When, by: int) -> When:
    anchor = shifted(when.anchor, by) if when.anchor else None
    more = tuple(shifted_when(m, by) for m in when.more)
    return replace(when, text=collapse(when.text), anchor=anchor, more=more)


def shifted_product(product: Product | None, by: int) -> Product | None:
    return (
        replace(product, text=collapse(product.text), anchor=shifted(product.anchor, by)) if product else None
    )


def shifted_target(target: Target, by: int) -> Target:
    return replace(target, text=collapse(target.text), anchor=shifted(target.anchor, by))
