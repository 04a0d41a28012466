"""The canonical text of a gathered period, and the period behind such a text.

Belongs here: both directions. Does not belong here: when a snapshot is taken (``actions.province``), what is written from it.

The text is that of ``engine.reports.snapshot``: the consolidated values at their places, and beside them, as words, what a
paper names: units with the hash of what each sent, tasks, targets, plans, figures of the period before. Units' own values
are not copied: their snapshots never change and are found by their hash. So the same text gives the same paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sauro.engine.reports.rows import VALUE, Place
from sauro.engine.reports.snapshot import Snapshot as Pinned
from sauro.engine.reports.snapshot import canonical_text
from sauro.engine.reports.snapshot import read as read_snapshot
from sauro.engine.reports.values import Value, Values
from sauro.reporting.gathering.shapes import TARGET, TASK, Gathered, PlanLine, TargetLine, TaskLine, UnitLine
from sauro.reporting.models import Period, Snapshot
from sauro.reporting.period_forms import forms_of
from sauro.reporting.standing import Arrival, UnitClass

UNIT, ASKED, PLAN, BEFORE = "unit", "asked", "plan", "before"
_NAMED = (UNIT, ASKED, TASK, TARGET, PLAN, BEFORE)


class SnapshotGone(ValueError):  # noqa: N818 - a broken store, said to whoever runs the product
    """A paper's snapshot names a unit's snapshot that is not there."""


def text_of(gathered: Gathered, paper: str) -> str:
    """``paper`` is the code of what the figures are for (plan, cchc, on_demand)."""
    about = {
        "period": gathered.period,
        "paper": paper,
        "form": gathered.form_sha256,
        "before": gathered.before_period,
    }
    return canonical_text({**gathered.values, **dict(_words(gathered))}, about)


def _words(gathered: Gathered) -> Iterator[tuple[Place, Value]]:
    lists: dict[frozenset[str], str] = {}
    for number, unit in enumerate(gathered.units):
        if unit.asked and unit.asked not in lists:
            lists[unit.asked] = str(len(lists) + 1)
        yield from _line(
            f"{UNIT}:{unit.code}",
            order=f"{number:04d}",
            name=unit.name,
            short=unit.short_name,
            group=str(unit.group),
            standing=str(unit.standing),
            voluntary="1" if unit.voluntary else "",
            sha256=unit.sha256,
            asked=lists.get(unit.asked, ""),
        )
    for asked, name in lists.items():
        yield from _line(f"{ASKED}:{name}", rows=" ".join(sorted(asked)))
    for at, task in enumerate(gathered.tasks.values()):
        due = task.due_on.isoformat() if task.due_on else ""
        yield from _line(
            task.key, order=f"{at:05d}", name=task.text, due=due, expects=task.product, plan=task.plan
        )
    for at, target in enumerate(gathered.targets.values()):
        yield from _line(
            target.key, order=f"{at:05d}", name=target.text, unit=target.unit, wanted=target.wanted
        )
    for plan in gathered.plans.values():
        issued = plan.issued_on.isoformat() if plan.issued_on else ""
        yield from _line(f"{PLAN}:{plan.key}", name=plan.label, kind=plan.kind, issued=issued)
    for name, value in gathered.before.items():
        yield (f"{BEFORE}:{name}", VALUE), value


def _line(row: str, **words: str) -> Iterator[tuple[Place, Value]]:
    for field, text in words.items():
        if text:
            yield (row, field), Value.text_of(text)


def read_back(snapshot: Snapshot, period: Period) -> Gathered:
    """The gathered period behind a paper's snapshot."""
    pinned = read_snapshot(snapshot.text)
    named, values = _sorted_out(pinned)
    units = named.get(UNIT, {})
    hashes = {one["sha256"] for one in units.values() if "sha256" in one}
    said = _said(period, hashes)
    return Gathered(
        period=pinned.about["period"],
        form_sha256=pinned.about["form"],
        forms=forms_of(period),
        units=tuple(_unit(code, one, named.get(ASKED, {}), said) for code, one in _in_order(units)),
        tasks={f"{TASK}:{key}": _task(key, one) for key, one in _in_order(named.get(TASK, {}))},
        targets={f"{TARGET}:{key}": _target(key, one) for key, one in _in_order(named.get(TARGET, {}))},
        plans={
            key: PlanLine(key, one["name"], one.get("kind", ""), _day(one.get("issued", "")))
            for key, one in named.get(PLAN, {}).items()
        },
        values=values,
        before_period=pinned.about.get("before", ""),
        before={
            row.partition(":")[2]: value
            for (row, _field), value in pinned.values.items()
            if row.startswith(f"{BEFORE}:")
        },
    )


_Named = Mapping[str, Mapping[str, str]]


def _sorted_out(pinned: Pinned) -> tuple[dict[str, dict[str, dict[str, str]]], dict[Place, Value]]:
    """The named things by kind and code, and the consolidated values."""
    named: dict[str, dict[str, dict[str, str]]] = {}
    values: dict[Place, Value] = {}
    for (row, field), value in pinned.values.items():
        kind, _colon, code = row.partition(":")
        if kind in _NAMED:
            named.setdefault(kind, {}).setdefault(code, {})[field] = value.text
        else:
            values[row, field] = value
    return named, values


def _in_order(rows: _Named) -> list[tuple[str, Mapping[str, str]]]:
    return sorted(rows.items(), key=lambda one: (one[1].get("order", ""), one[0]))


def _unit(code: str, one: Mapping[str, str], asked: _Named, said: Mapping[str, Values]) -> UnitLine:
    sha256 = one.get("sha256", "")
    if sha256 and sha256 not in said:
        raise SnapshotGone(f"the snapshot {sha256} of {code} is not in the database")
    return UnitLine(
        code=code,
        name=one["name"],
        short_name=one["short"],
        group=UnitClass(one["group"]),
        standing=Arrival(one["standing"]),
        voluntary=one.get("voluntary") == "1",
        sent=bool(sha256),
        sha256=sha256,
        asked=frozenset(asked[one["asked"]]["rows"].split()) if one.get("asked") else frozenset(),
        values=said[sha256] if sha256 else {},
    )


def _task(key: str, one: Mapping[str, str]) -> TaskLine:
    return TaskLine(
        f"{TASK}:{key}", one["name"], _day(one.get("due", "")), one.get("expects", ""), one.get("plan", "")
    )


def _target(key: str, one: Mapping[str, str]) -> TargetLine:
    return TargetLine(f"{TARGET}:{key}", one["name"], one.get("unit", ""), one.get("wanted", ""))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(period: Period, hashes: set[str]) -> dict[str, Values]:
    rows = Snapshot.objects.filter(report__period=period, sha256__in=hashes)
    newest = dict(rows.order_by("pk").values_list("sha256", "pk"))
    found = Snapshot.objects.in_bulk(newest.values())
    return {sha256: read_snapshot(found[pk].text).values for sha256, pk in newest.items()}
