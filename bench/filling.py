"""Fills the database of the environment through the product's own actions and says on stdout, as JSON, what each took.

    python bench/filling.py TASKS [parts]

With ``parts`` every task is planned over its years and handed to its units, the group of all communes to each commune.
Belongs here: the order of actions and their times. Does not belong here: words of tasks (``plan_text``), serving (``product``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent))

import django

Result = TypeVar("Result")
GROUP = "NHOM-XPDK"
"""The group of all communes in the province pack of the demo world."""
LEADING = ("agency", "commune", "ward", "special_zone")


class Stopwatch:
    """Seconds of each named step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], Result]) -> Result:
        began = time.perf_counter()
        result = work()
        self.seconds[name] = time.perf_counter() - began
        return result


def people(world: Any) -> Any:
    """Province and cast; the account of the owner office."""
    from sauro.audit.actor import Actor
    from sauro.people.actions import create_account, give_role, install_province
    from sauro.people.models import Account, Unit

    maker = Actor.system("demo")
    install_province(pack=world.province, by=maker)
    for player in world.cast:
        account = create_account(
            email=player.email,
            name=player.name,
            password=world.password,
            by=maker,
            code=player.code,
            is_sample=True,
        )
        give_role(account=account, unit=Unit.objects.get(code=player.unit), role=player.role, by=maker)
    return Account.objects.get(code=world.officer().code)


def main(tasks: int, *, parts: bool) -> None:
    django.setup()
    from plan_text import plan_text

    from sauro.demo.world import demo_world
    from sauro.people import packs
    from sauro.plans.actions import confirm_import, read_import, receive_import
    from sauro.plans.actions.planning import ensure_occurrences
    from sauro.plans.models import Assignment, Plan, Task

    world, watch = demo_world(), Stopwatch()
    pack, officer = packs.load(world.province), people(world)
    leads = [unit for unit in pack.units if unit.kind in LEADING]
    everyone = next(group.name for group in pack.groups if group.code == GROUP)
    names = [unit.name for unit in leads]
    text = plan_text(tasks, number="901/KH-UBND", province=pack.name, leads=names, everyone=everyone)
    received = receive_import(data=text.encode(), filename="ke-hoach.txt", by=officer)
    read = watch.time("read plan", lambda: read_import(plan_import=received))
    watch.time("confirm plan", lambda: confirm_import(plan_import=read, by=officer))
    keys = list(Task.objects.values_list("pk", flat=True))
    if len(keys) != tasks:
        raise SystemExit(f"{len(keys)} tasks in the register instead of {tasks}")
    if parts:
        watch.time("fan out", lambda: ensure_occurrences(tasks=keys, by=officer.actor))
    answer: dict[str, Any] = {
        "tasks": tasks,
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
    main(int(sys.argv[1]), parts="parts" in sys.argv[2:])
