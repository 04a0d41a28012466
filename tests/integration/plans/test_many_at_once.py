"""A hundred members finish at once, periods open in two processes at once: nothing is lost, nothing stands twice.

Real processes on a database of their own, on the kind of server that the run was given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scratch import SECONDS, Scratch, scratch_database

MEMBERS = 102
AT_ONCE = 6

WORLD = """
    import sys
    sys.path.insert(0, {tests!r})
    from datetime import date
    from worlds.cast import build_cast, MAKER
    from integration.plans.work_world import more_communes
    from sauro.people.models import UnitGroup
    from sauro.plans.models import Assignment, Clause, Occurrence, Plan, PlanVersion, Task, TaskUnit
    from sauro.plans.actions import planning, progress
    from sauro.plans.actions.fanout import open_due_periods
"""
BUILD = """
    build_cast()
    more_communes({members} - 3)
    plan = Plan.objects.create(key="p", prefix="", number="1/KH", year=2026, sort_key="1")
    from django.utils import timezone
    PlanVersion.objects.create(plan=plan, number=1, state="in_force", year_from=2026, year_to=2026,
        confirmed_at=timezone.now(), confirmed_by_code="x", confirmed_by_name="x")
    task = Task.objects.create(plan=plan, code="NV-1", source_code="1", order=1, text="Quét đê", origin="person",
        glyph="cccccc", first_glyph="cccccc", search="", search_marked="", lead_order=1, lead_sort="",
        when_kind="recurring", when_every="quarter")
    TaskUnit.objects.create(task=task, role="lead", group=UnitGroup.objects.get(code="CACPHUONG"), text="các phường",
        is_group=True, order=1)
    planning.ensure_occurrences(tasks=[task.pk], by=MAKER)
    print(Assignment.objects.filter(occurrence__period="2026-Q1").count())
"""
FINISH = """
    share, shares = {share}, {shares}
    parts = list(Assignment.objects.filter(occurrence__period="2026-Q1").order_by("unit__code"))
    print("ready", flush=True)
    for part in parts[share::shares]:
        waiting = progress.report_done(assignment=part, by=MAKER, done_on=date(2026, 3, 1), outcome="Ảnh")
        progress.confirm(assignment=waiting, by=MAKER)
    print("done")
"""
OPEN = """
    print("ready", flush=True)
    print(open_due_periods(today=date(2026, 12, 31), by=MAKER))
"""
COUNT = """
    import json
    from sauro.plans.rolling import stale
    one = Occurrence.objects.get(period="2026-Q1")
    task = Task.objects.get()
    print(json.dumps({{
        "state": one.state, "parts": one.parts, "done": one.parts_done, "stale": stale(),
        "task": [task.state, task.parts, task.parts_done],
        "open": list(Occurrence.objects.filter(opened_at__isnull=False).order_by("period").values_list("period", flat=True)),
        "assignments": Assignment.objects.count(),
    }}))
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[Scratch]:
    with scratch_database(tmp_path_factory.mktemp("many")) as scratch:
        assert scratch.run(script(BUILD)) == MEMBERS
        yield scratch


def script(body: str, **values: object) -> str:
    tests = str(Path(__file__).resolve().parents[2])
    return (WORLD + body).format(tests=tests, members=MEMBERS, **values)


def together(world: Scratch, scripts: list[str]) -> list[str]:
    """Runs the scripts at the same time; the last line of each."""
    running = [world.start(one) for one in scripts]
    results = []
    for process in running:
        output, errors = process.communicate(timeout=4 * SECONDS)
        assert process.returncode == 0, errors
        results.append(output.strip().splitlines()[-1])
    return results


def test_a_hundred_members_finish_at_once_and_none_is_lost(world):
    together(world, [script(FINISH, share=n, shares=AT_ONCE) for n in range(AT_ONCE)])
    found = world.run(script(COUNT))
    assert (found["state"], found["parts"], found["done"]) == ("done", MEMBERS, MEMBERS)
    assert found["stale"] == []


def test_two_processes_open_the_same_periods_once(world):
    before = world.run(script(COUNT))
    opened = together(world, [script(OPEN), script(OPEN), script(OPEN)])
    after = world.run(script(COUNT))
    assert sum(json.loads(number) for number in opened) == len(after["open"]) - len(before["open"])
    assert after["open"] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert after["assignments"] == 4 * MEMBERS
    assert after["stale"] == []
