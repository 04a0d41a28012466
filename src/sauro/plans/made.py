"""A task that a person words, in the form of the reader's result.

Belongs here: typed values → the mapping from which ``actions.building`` makes rows, judged by the reader's own
rules. Does not belong here: rows, saving. What a person words has no anchors: it stands in no document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation

from sauro.engine.planning.clarity import judge
from sauro.engine.planning.model import Anchor, Product, UnitRef, When
from sauro.engine.planning.products import read_product
from sauro.engine.planning.when import read_when
from sauro.engine.text import nfc
from sauro.plans.named_units import Named
from sauro.plans.states import Rhythm

_NOWHERE = Anchor(0, 1)
"""Judging looks at words only; a place is needed to build the values and is not kept."""

Years = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody typed about a task. Without ``due`` and ``rhythm`` the time is read from the text."""

    text: str
    lead: Sequence[Named] = ()
    support: Sequence[Named] = ()
    monitor: Sequence[Named] = ()
    rhythm: str = ""
    due: date | None = None
    product: str = ""
    years: Years | None = None
    place: str = field(default="")


def when_of(wording: Wording) -> When:
    if wording.due is not None:
        return When("date", due=wording.due, start=wording.due, end=wording.due, relation="by")
    if wording.rhythm and wording.rhythm != Rhythm.ONCE:
        with translation.override("vi"):
            said = str(Rhythm(wording.rhythm).label)
        return When("recurring", said, every=wording.rhythm)  # type: ignore[arg-type]
    return read_when(wording.text, cell=False, years=wording.years)


def source_of(wording: Wording) -> dict[str, Any]:
    """TASK of ``sauro.plan/1``, without anchors; links are set by hand and are not in it."""
    text = nfc(" ".join(wording.text.split()))
    when = when_of(wording)
    product = wording.product.strip() or _read_product(text)
    return {
        "code": wording.place,
        "text": text,
        "anchor": None,
        "lead": [named.as_ref() for named in wording.lead],
        "support": [named.as_ref() for named in wording.support],
        "monitor": [named.as_ref() for named in wording.monitor],
        "when": when_json(when),
        "product": {"text": product, "anchor": None} if product else None,
        "targets": [],
        "links": [],
        "clarity": judged(text, wording.lead, wording.support, when, product),
        "children": [],
    }


def _read_product(text: str) -> str:
    found = read_product(text, cell=False)
    return found.text if found else ""


def judged(
    text: str, lead: Sequence[Named], support: Sequence[Named], when: When, product: str
) -> dict[str, str]:
    """Facet → clear, partial or missing, by the rules that judge a document."""
    states = judge(
        text,
        lead=[_ref(named) for named in lead],
        support=[_ref(named) for named in support],
        when=when,
        product=Product(product, _NOWHERE) if product else None,
        targets=(),
        led=bool(lead),
    )
    return {str(facet): str(state) for facet, state in states}


def _ref(named: Named) -> UnitRef:
    return UnitRef(named.text, _NOWHERE, group=named.group is not None)


def when_json(when: When) -> dict[str, Any]:
    return {
        "kind": when.kind,
        "text": when.text,
        "anchor": None,
        "from": _iso(when.start),
        "to": _iso(when.end),
        "due": _iso(when.due),
        "relation": when.relation,
        "every": when.every,
        "on_day": when.on_day,
        "more": [when_json(more) for more in when.more],
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def when_answer(wording: Wording) -> Mapping[str, str]:
    """What the person said about the time in the parts of a clarity, empty where it was read from the text."""
    if wording.due is None and not wording.rhythm:
        return {}
    return {
        "rhythm": wording.rhythm or str(Rhythm.ONCE),
        "due": _iso(wording.due) or "",
        "from": "",
        "to": "",
    }
