"""Fills the database of the environment through the product's own actions and says on stdout, as JSON, what each took.

    python bench/filling.py TASKS

Confirming plans every task over its years and hands what has begun to its units, the group of all communes to each commune.
Belongs here: the order of actions and their times. Does not belong here: words of tasks (``plan_text``), serving (``product``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent))

import django

Result = TypeVar("Result")
GROUP = "NHOM-XPDK"
"""The group of all communes in the province pack of the demo world."""
LEADING = ("agency", "commune", "ward", "special_zone")


class Stopwatch:
    """Seconds of each named step, all its calls together."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], Result]) -> Result:
        began = time.perf_counter()
        result = work()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
        return result

    def inside(self, name: str, module: ModuleType, function: str) -> None:
        """From now on the calls of the module's function are a step of their own."""
        real = getattr(module, function)
        setattr(module, function, lambda *given, **named: self.time(name, lambda: real(*given, **named)))


def officer_of(world: Any) -> Any:
    """The province, and the demo account of the office that owns the plan."""
    from sauro.audit.actor import Actor
    from sauro.people.actions import create_account, give_role, install_province
    from sauro.people.models import Unit

    maker, player = Actor.system("demo"), world.officer()
    install_province(pack=world.province, by=maker)
    account = create_account(
        email=player.email,
        name=player.name,
        password=world.password,
        by=maker,
        code=player.code,
        is_sample=True,
    )
    give_role(account=account, unit=Unit.objects.get(code=player.unit), role=player.role, by=maker)
    return account


def rest() -> None:
    """What PostgreSQL does by itself within minutes of so many new rows, so that pages meet the database in its usual state."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def main(tasks: int) -> None:
    django.setup()
    from plan_text import plan_text

    from sauro.demo.world import demo_world
    from sauro.people import packs
    from sauro.plans.actions import confirm, confirm_import, fanout, read_import, receive_import
    from sauro.plans.models import Assignment, Occurrence, Plan, Task

    world, watch = demo_world(), Stopwatch()
    pack, officer = packs.load(world.province), officer_of(world)
    leads = [unit for unit in pack.units if unit.kind in LEADING]
    everyone = next(group.name for group in pack.groups if group.code == GROUP)
    names = [unit.name for unit in leads]
    text = plan_text(tasks, number="901/KH-UBND", province=pack.name, leads=names, everyone=everyone)
    received = receive_import(data=text.encode(), filename="ke-hoach.txt", by=officer)
    read = watch.time("read plan", lambda: read_import(plan_import=received))
    watch.inside("plan periods", confirm, "ensure_occurrences")
    watch.inside("give parts", fanout, "open_locked")
    watch.time("confirm plan", lambda: confirm_import(plan_import=read, by=officer))
    keys = list(Task.objects.values_list("pk", flat=True))
    if len(keys) != tasks:
        raise SystemExit(f"{len(keys)} tasks in the register instead of {tasks}")
    rest()
    answer: dict[str, Any] = {
        "tasks": tasks,
        "occurrences": Occurrence.objects.count(),
        "assignments": Assignment.objects.count(),
        "agencies": [unit.code for unit in leads],
        "task": Task.objects.filter(lead_group__code=GROUP).values_list("code", flat=True).first(),
        "plan": Plan.objects.values_list("key", flat=True).get(),
        "email": officer.email,
        "password": world.password,
        "seconds": watch.seconds,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
