"""Tables of the register. Belongs here: tables, constraints, querysets with ``visible_to``. No writes."""

from sauro.plans.models.imports import PlanImport
from sauro.plans.models.plan import Clause, Finding, Plan, PlanTarget, PlanVersion
from sauro.plans.models.task import Clarity, IndexLink, Task, TaskTarget, TaskText, TaskUnit

__all__ = [
    "Clarity",
    "Clause",
    "Finding",
    "IndexLink",
    "Plan",
    "PlanImport",
    "PlanTarget",
    "PlanVersion",
    "Task",
    "TaskTarget",
    "TaskText",
    "TaskUnit",
]
