"""May this account do this to this task, or to this unit's part in it?

Belongs here: the rule that joins a unit's reach with a field's, the refusal and the actor to write down.
Does not belong here: what a role allows (``definitions/roles.yaml``), how far it reaches (``people.granted``).

The rule: the permission reaches everything; or it reaches the unit; or the task moves an index node that the
permission's field holds. Without task and unit the question is whether the permission is held anywhere.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.people import permissions as people
from sauro.people import registry
from sauro.people.by import By
from sauro.people.granted import Granted
from sauro.people.models import Unit
from sauro.people.permissions import Refused
from sauro.plans.models import IndexLink, Task


def covers(granted: Granted, *, task: Task | None = None, unit: Unit | None = None) -> bool:
    """The rule itself; one query, and only where a field has to be compared with the task's links."""
    if task is None and unit is None:
        return granted.covers(None)
    if granted.everything or (unit is not None and unit.pk in granted.units):
        return True
    if task is None or not granted.nodes:
        return False
    return IndexLink.objects.within(granted.nodes).filter(task=task).exists()


def may(account: object, permission: str, *, task: Task | None = None, unit: Unit | None = None) -> bool:
    return covers(people.reach(account, permission), task=task, unit=unit)


def check_may(
    account: object, permission: str, *, task: Task | None = None, unit: Unit | None = None
) -> None:
    """Passes, or raises Refused with the reason and the people to ask."""
    if not may(account, permission, task=task, unit=unit):
        raise refusal(account, permission, task=task, unit=unit)


def refusal(
    account: object, permission: str, *, task: Task | None = None, unit: Unit | None = None
) -> Refused:
    """What ``check_may`` raises, for a button that stays closed and says why."""
    refused = people.refusal(account, permission, unit)
    granted = people.reach(account, permission)
    if task is None or (unit is not None and granted.units) or not (granted.units or granted.nodes):
        return refused
    if granted.units:
        why = _("Nhiệm vụ %(code)s không giao cho đơn vị nào trong phạm vi được giao.") % {"code": task.code}
        return Refused(permission, why, refused.whom, held=refused.held, needed=refused.needed)
    why = _(
        "Vai trò đang có chỉ được %(action)s trong lĩnh vực được giao; nhiệm vụ %(code)s không gắn với lĩnh vực đó."
    ) % {"action": registry.get(permission).name, "code": task.code}
    return Refused(permission, why, refused.whom, held=refused.held, needed=refused.needed)


def acting(by: By, permission: str, *, task: Task | None = None, unit: Unit | None = None) -> Actor:
    """Checks the right and gives the actor to write down, with the lender of a delegated right.

    A part of the system (set-up, worker, demo) acts with the rights of the machine.
    """
    if isinstance(by, Actor):
        return by
    granted = people.reach(by, permission)
    if not covers(granted, task=task, unit=unit):
        raise refusal(by, permission, task=task, unit=unit)
    lender = granted.lender(unit.pk if unit is not None else None)
    return by.actor if lender is None else by.actor.for_another(lender)
