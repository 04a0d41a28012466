"""Tables of the register. Belongs here: tables, constraints, querysets with ``visible_to``. No writes."""

from sauro.plans.models.clarity import ClarityAsk, ClarityRequest
from sauro.plans.models.imports import PlanImport
from sauro.plans.models.plan import Clause, Finding, Plan, PlanTarget, PlanVersion
from sauro.plans.models.register import Duplicate, SavedView, TaskMapping
from sauro.plans.models.sheet import SheetImport
from sauro.plans.models.task import Clarity, IndexLink, Task, TaskTarget, TaskText, TaskUnit
from sauro.plans.models.work import Assignment, Extension, Milestone, Occurrence

__all__ = [
    "Assignment",
    "Clarity",
    "ClarityAsk",
    "ClarityRequest",
    "Clause",
    "Duplicate",
    "Extension",
    "Finding",
    "IndexLink",
    "Milestone",
    "Occurrence",
    "Plan",
    "PlanImport",
    "PlanTarget",
    "PlanVersion",
    "SavedView",
    "SheetImport",
    "Task",
    "TaskMapping",
    "TaskTarget",
    "TaskText",
    "TaskUnit",
]
