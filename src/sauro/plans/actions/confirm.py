"""A read document enters the register.

Belongs here: the decision whether it may, and saving all of it or nothing. Does not belong here: how a JSON
value becomes a row (``building``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature, stamp
from sauro.engine.text import fold, sort_key
from sauro.people.by import By
from sauro.people.models import Unit, UnitGroup
from sauro.plans.actions import building
from sauro.plans.actions.bulk import insert_rows, moment
from sauro.plans.actions.common import note, require, require_move
from sauro.plans.actions.duplicates import ask_for_duplicates
from sauro.plans.actions.planning import ensure_occurrences, follow_from_the_first_day
from sauro.plans.codes import CodedTask, coded_tasks, first_free, plan_key_candidates, prefix_candidates
from sauro.plans.comparing import taken_plan
from sauro.plans.models import (
    Clarity,
    Clause,
    Finding,
    IndexLink,
    Plan,
    PlanImport,
    PlanTarget,
    PlanVersion,
    Task,
    TaskTarget,
    TaskText,
    TaskUnit,
)
from sauro.plans.queries import confirmed_import_of
from sauro.plans.refusals import ActionRefused
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.sources import source_kind
from sauro.plans.states import ImportState, VersionState

BATCH = 500
TRIES = 3


def confirm_import(*, plan_import: PlanImport, by: By) -> PlanVersion:
    """Creates plan, version, clauses and tasks, all or nothing.

    A confirmed import answers with its version and changes nothing. A number that the register holds with
    another file is refused: the comparison with the version in force (``amending``) confirms it.
    """
    actor = require(by, "plans.confirm")
    for _again in range(TRIES):
        try:
            return _confirm(plan_import, actor)
        except IntegrityError:  # somebody else took the number or the key meanwhile: look and decide anew
            continue
    return _confirm(plan_import, actor)


def _confirm(plan_import: PlanImport, actor: Actor) -> PlanVersion:
    with transaction.atomic():
        current = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
        if current.state == ImportState.CONFIRMED and current.version is not None:
            return current.version
        require_move(current, "confirm_import")
        if current.amends_id is not None:
            raise EditRefused("not_compared")
        result: dict[str, Any] = current.result or {}
        if not result["clarity"]["tasks"]:
            raise ActionRefused("no_tasks")
        same_file = confirmed_import_of(current.sha256)
        if same_file is not None and same_file.version is not None:
            version = same_file.version
        else:
            version = _enter(current, result, actor)
        close_import(current, version, actor)
    return version


def _enter(current: PlanImport, result: dict[str, Any], actor: Actor) -> PlanVersion:
    plan = _new_plan(result, current)
    version = new_version(plan, current, result, actor)
    tasks = _new_tasks(plan, version, result, actor)
    save_findings(version, result, current)
    PlanTarget.objects.bulk_create(
        (PlanTarget(version=version, **values) for values in building.target_values(result["targets"])),
        batch_size=BATCH,
    )
    version.state = VersionState.IN_FORCE
    version.save(update_fields=["state"])
    follow_from_the_first_day([plan.pk])
    ensure_occurrences(tasks=Task.objects.filter(plan=plan).values_list("pk", flat=True), by=actor)
    ask_for_duplicates(by=actor)
    note(
        by=actor,
        action="confirm_import",
        subject=plan.key,
        after={
            "import": current.code,
            "number": plan.number,
            "version": version.number,
            "sha256": version.sha256,
            "tasks": tasks,
            "state": str(version.state),
        },
    )
    return version


def close_import(current: PlanImport, version: PlanVersion, actor: Actor) -> None:
    before = current.state
    current.state = ImportState.CONFIRMED
    current.version = version
    stamped = stamp(current, "decided", actor)
    current.save(update_fields=["state", "version", *stamped])
    note(
        by=actor,
        action="close_import",
        subject=current.code,
        before={"state": before},
        after={"state": str(current.state), "plan": version.plan.key, "version": version.number},
    )


def _new_plan(result: Mapping[str, Any], current: PlanImport) -> Plan:
    header = result["header"]
    number = building.header_value(header, "number")
    issuer = building.header_value(header, "issuer")
    issued = building.day(building.header_value(header, "issued_on") or None)
    year = issued.year if issued else None
    if taken_plan(result) is not None:
        raise ActionRefused("number_taken", number=number)
    key = first_free(
        plan_key_candidates(number, year, current.sha256), lambda c: Plan.objects.filter(key=c).exists()
    )
    prefix = first_free(
        prefix_candidates(number, year, first=not Plan.objects.exists()),
        lambda c: Plan.objects.filter(prefix=c).exists(),
    )
    return Plan.objects.create(
        key=key,
        prefix=prefix,
        number=number,
        number_folded=fold(number),
        kind=(kind := building.header_value(header, "kind")),
        source=source_kind(kind, number),
        issuer=issuer,
        issuer_folded=fold(issuer),
        year=year,
        sort_key=sort_key(number or current.filename)[: building.LONGEST_KEY],
    )


def new_version(
    plan: Plan,
    current: PlanImport,
    result: Mapping[str, Any],
    actor: Actor,
    *,
    replaces: PlanVersion | None = None,
) -> PlanVersion:
    assert current.blob is not None, "only a refused import has no stored file"
    header = result["header"]
    years = header["years"] or [None, None]
    issued = building.day(building.header_value(header, "issued_on") or None)
    return PlanVersion.objects.create(
        plan=plan,
        number=(plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        replaces=replaces,
        state=VersionState.DRAFT,
        blob=current.blob,
        sha256=current.sha256,
        filename=current.filename,
        media_type=result["source"]["media_type"],
        is_sample=current.is_sample,
        title=building.header_value(header, "title"),
        place=building.header_value(header, "place"),
        issued_on=issued,
        in_force_from=issued,
        year_from=years[0],
        year_to=years[1],
        signatory=header["signatory"],
        header=header,
        text=current.text,
        **signature("confirmed", actor),
    )


def save_clauses(version: PlanVersion, result: Mapping[str, Any]) -> list[Clause]:
    return Clause.objects.bulk_create(
        (
            Clause(
                version=version,
                code=section["code"],
                kind=section["kind"],
                heading=section["heading"],
                order=order,
                start=section["anchor"]["start"],
                end=section["anchor"]["end"],
            )
            for order, section in enumerate(result["sections"], start=1)
        ),
        batch_size=BATCH,
    )


def known_units() -> building.Known:
    return building.Known(
        units={unit.code: unit for unit in Unit.objects.all()},
        groups={group.code: group for group in UnitGroup.objects.all()},
    )


def _new_tasks(plan: Plan, version: PlanVersion, result: Mapping[str, Any], actor: Actor) -> int:
    """Tasks level by level, since a child needs the saved row of its parent, then everything about them in
    batches."""
    clauses, known = save_clauses(version, result), known_units()
    coded = list(coded_tasks(result["sections"], plan.prefix))
    order = {one.code: n for n, one in enumerate(coded, start=1)}
    saved: dict[str, Task] = {}
    level: list[CodedTask] = [one for one in coded if one.parent is None]
    while level:
        rows = [
            building.task_row(
                one,
                order=order[one.code],
                plan=plan,
                clause=clauses[one.section],
                parent=saved.get(one.parent or ""),
                known=known,
            )
            for one in level
        ]
        saved |= {row.code: row for row in Task.objects.bulk_create(rows, batch_size=BATCH)}
        parents = {one.code for one in level}
        level = [one for one in coded if one.parent in parents]
    save_parts(coded, saved, version, known, actor)
    return len(coded)


def save_parts(
    coded: list[CodedTask],
    saved: Mapping[str, Task],
    version: PlanVersion,
    known: building.Known,
    actor: Actor,
) -> None:
    now = moment(timezone.now())
    pairs = [(saved[one.code], one.task) for one in coded]
    insert_rows(
        TaskText,
        building.TEXT_COLUMNS,
        (building.text_row(task, source, version) for task, source in pairs),
    )
    insert_rows(
        TaskUnit,
        building.UNIT_COLUMNS,
        (row for task, source in pairs for row in building.unit_rows(task, source, known)),
    )
    insert_rows(
        Clarity,
        building.CLARITY_COLUMNS,
        (row for task, source in pairs for row in building.clarity_rows(task, source, at=now, by=actor)),
    )
    TaskTarget.objects.bulk_create(
        (row for task, source in pairs for row in building.target_rows(task, source)), batch_size=BATCH
    )
    IndexLink.objects.bulk_create(
        (row for task, source in pairs for row in building.link_rows(task, source)), batch_size=BATCH
    )


def save_findings(version: PlanVersion, result: Mapping[str, Any], current: PlanImport) -> None:
    values = current.finding_values
    rows = []
    for order, finding in enumerate(result["findings"], start=1):
        start, end = building.anchor(finding["anchor"])
        rows.append(
            Finding(
                version=version,
                code=finding["code"],
                severity=finding["severity"],
                message=finding["message"],
                values=values[order - 1] if order <= len(values) else {},
                start=start,
                end=end,
                order=order,
            )
        )
    Finding.objects.bulk_create(rows, batch_size=BATCH)
