"""Rows of the register made from the reader's result, unsaved.

Belongs here: one JSON value → one unsaved row, as an instance or, where there are very many, as plain values.
Does not belong here: saving (``confirm``), codes (``plans.codes``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sauro.audit.actor import Actor
from sauro.engine.planning.model import FACETS
from sauro.engine.text import sort_key
from sauro.people.models import Unit, UnitGroup
from sauro.plans.actions.bulk import Row, Value
from sauro.plans.codes import CodedTask
from sauro.plans.models import Clause, IndexLink, Plan, PlanVersion, Task, TaskTarget
from sauro.plans.models.task import GLYPH_LETTERS
from sauro.plans.searching import folded_words, marked_words
from sauro.plans.states import ClaritySource, Role

UNKNOWN_ORDER = 1_000_000
NO_LEAD_ORDER = 2_000_000
"""Groups of the register: units in the province's order, then names the province does not know, then no
lead."""

ROLES = (Role.LEAD, Role.SUPPORT, Role.MONITOR)
LONGEST_KEY = 900


@dataclass(frozen=True, slots=True)
class Known:
    """Units and groups by code, as they stand in the database."""

    units: Mapping[str, Unit]
    groups: Mapping[str, UnitGroup]

    def unit(self, ref: Mapping[str, Any]) -> Unit | None:
        return self.units.get(ref["code"] or "")

    def group(self, ref: Mapping[str, Any]) -> UnitGroup | None:
        return self.groups.get(ref["code"] or "")


def header_value(header: Mapping[str, Any], name: str) -> str:
    found = header.get(name)
    return str(found["value"]) if found else ""


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def anchor(value: Mapping[str, Any] | None) -> tuple[int | None, int | None]:
    """Absent values have no anchor; an empty one (nothing between start and end) says nothing either."""
    if not value or value["end"] is None or value["end"] <= value["start"]:
        return None, None
    return int(value["start"]), int(value["end"])


def _key(sort: str, code: str) -> str:
    """Sorts by the name, and is not the same for two things of one name."""
    return f"{sort[: LONGEST_KEY - len(code) - 1]}.{code}"


def lead_key(unit: Unit) -> str:
    """Where the register's groups place the unit among those of the same order."""
    return _key(unit.sort_key, unit.code)


def lead_columns(leads: Sequence[Mapping[str, Any]], known: Known) -> dict[str, Any]:
    """Under whom the register lists the task: its first lead. Columns that are not given are empty."""
    if not leads:
        return {"lead_order": NO_LEAD_ORDER, "lead_sort": ""}
    ref = leads[0]
    unit, group = known.unit(ref), known.group(ref)
    if unit is not None:
        return {"lead_unit": unit, "lead_order": unit.order, "lead_sort": lead_key(unit)}
    if group is not None:
        order = UNKNOWN_ORDER - 10_000 + group.order
        return {"lead_group": group, "lead_order": order, "lead_sort": _key(sort_key(group.name), group.code)}
    text = " ".join(ref["text"].split())
    return {
        "lead_text": text[:500],
        "lead_order": UNKNOWN_ORDER,
        "lead_sort": _key(sort_key(text), ""),
    }


def _searchable(coded: CodedTask, plan: Plan) -> str:
    task = coded.task
    parts = [coded.code, plan.number, task["text"], task["when"]["text"] or ""]
    parts += [ref[name] or "" for role in ROLES for ref in task[str(role)] for name in ("text", "name")]
    parts += [task["product"]["text"]] if task["product"] else []
    parts += [link["text"] for link in task["links"]]
    return " ".join(parts)


def task_row(
    coded: CodedTask, *, order: int, plan: Plan, clause: Clause | None, parent: Task | None, known: Known
) -> Task:
    task, when = coded.task, coded.task["when"]
    words = _searchable(coded, plan)
    when_start, when_end = anchor(when.get("anchor"))
    product = task["product"]
    product_start, product_end = anchor(product["anchor"] if product else None)
    return Task(
        plan=plan,
        clause=clause,
        parent=parent,
        code=coded.code,
        source_code=task["code"],
        order=order,
        text=task["text"],
        glyph=(glyph := "".join(GLYPH_LETTERS[task["clarity"][facet]] for facet in FACETS)),
        first_glyph=glyph,
        search=folded_words(words),
        search_marked=marked_words(words),
        when_kind=when["kind"],
        when_text=when["text"] or "",
        when_start=when_start,
        when_end=when_end,
        when_from=day(when["from"]),
        when_to=day(when["to"]),
        when_due=day(when["due"]),
        when_relation=when["relation"] or "",
        when_every=when["every"] or "",
        when_on_day=when["on_day"] or "",
        when_more=when["more"],
        product_text=product["text"] if product else "",
        product_start=product_start,
        product_end=product_end,
        **lead_columns(task["lead"], known),
    )


UNIT_COLUMNS = ("task_id", "role", "unit_id", "group_id", "text", "is_group", "order", "start", "end")


def unit_rows(task: Task, source: Mapping[str, Any], known: Known) -> Iterator[Row]:
    """Each unit once per role, in the order of the text; a second naming of the same unit adds nothing."""
    for role in ROLES:
        seen: set[tuple[str, int]] = set()
        order = 0
        for ref in source[str(role)]:
            unit, group = known.unit(ref), known.group(ref)
            key = ("unit", unit.pk) if unit else ("group", group.pk) if group else None
            if key is not None and key in seen:
                continue
            if key is not None:
                seen.add(key)
            order += 1
            yield (
                task.pk,
                str(role),
                unit.pk if unit else None,
                group.pk if group else None,
                ref["text"],
                bool(ref["group"]),
                order,
                ref["anchor"]["start"],
                ref["anchor"]["end"],
            )


def _facet_value(facet: str, source: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    """What the document says for the facet, where the reader names it; else empty, never a guess."""
    if facet == "who":
        named = source["lead"] or source["support"]
        return "; ".join(ref["text"] for ref in named), named[0]["anchor"] if named else None
    if facet == "what":
        return source["text"], source["anchor"]
    if facet == "when":
        return source["when"]["text"] or "", source["when"].get("anchor")
    if facet == "product" and source["product"]:
        return source["product"]["text"], source["product"]["anchor"]
    return "", None


CLARITY_COLUMNS = (
    *("task_id", "facet", "state", "value", "data", "note", "source"),
    *("start", "end", "at", "by_code", "by_name"),
)
NO_DATA = "{}"


def clarity_rows(
    task: Task,
    source: Mapping[str, Any],
    *,
    at: Value,
    by: Actor,
    said: ClaritySource = ClaritySource.DOCUMENT,
) -> Iterator[Row]:
    """``at`` as the database takes it (``bulk.moment``). ``said``: who speaks, the document or an office."""
    said_by = str(said)
    for facet in FACETS:
        value, place = _facet_value(facet, source)
        judged = source["clarity"][facet]
        yield (
            *(task.pk, facet, judged, value, NO_DATA, "", said_by),
            *(*anchor(place), at, by.code, by.name),
        )


TEXT_COLUMNS = ("task_id", "version_id", "text", "start", "end")


def text_row(task: Task, source: Mapping[str, Any], version: PlanVersion) -> Row:
    place = source["anchor"]
    return (task.pk, version.pk, source["text"], place["start"], place["end"])


def target_values(targets: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for order, target in enumerate(targets, start=1):
        yield {
            "code": target["code"],
            "text": target["text"],
            "value": None if target["value"] is None else Decimal(str(target["value"])),
            "unit": target["unit"] or "",
            "by_year": target["by_year"],
            "order": order,
            "start": target["anchor"]["start"],
            "end": target["anchor"]["end"],
        }


def target_rows(task: Task, source: Mapping[str, Any]) -> Iterator[TaskTarget]:
    return (TaskTarget(task=task, **values) for values in target_values(source["targets"]))


def link_rows(task: Task, source: Mapping[str, Any]) -> Iterator[IndexLink]:
    """One row for an index part, at its first mention."""
    seen: set[tuple[str, str]] = set()
    for link in source["links"]:
        key = (link["index"], link["node"] or "")
        if key in seen:
            continue
        seen.add(key)
        start, end = anchor(link["anchor"])
        yield IndexLink(task=task, index=key[0], node=key[1], text=link["text"], start=start, end=end)
