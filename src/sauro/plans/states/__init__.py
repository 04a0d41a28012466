"""States of this room, one table per workflow, and the closed lists of the register.

Belongs here: codes, their words, who may move what from where to where. Does not belong here: the moves
themselves.
"""

from sauro.people.moves import Move, Workflow, may_move, target_of
from sauro.plans.states.clarity import CLARITY_MOVES, OPEN_ASKS, AskState, DecidingLevel, request_state
from sauro.plans.states.documents import (
    BEING_READ,
    IMPORT_MOVES,
    READ_IMPORT,
    VERSION_MOVES,
    ImportState,
    SourceKind,
    VersionState,
    job_key,
)
from sauro.plans.states.sheets import SHEET_MOVES, SheetState
from sauro.plans.states.tasks import (
    DUPLICATE_MOVES,
    FIND_DUPLICATES,
    TASK_MOVES,
    ClaritySource,
    ClauseKind,
    DuplicateState,
    MappingKind,
    Rhythm,
    Role,
    TaskLife,
    TaskOrigin,
    WhenKind,
)
from sauro.plans.states.work import (
    CLOSED,
    DOERS,
    EXTENSION_MOVES,
    HALTED,
    WORK_MOVES,
    ExtensionState,
    PartRole,
    SetBy,
    WorkState,
)

WORKFLOWS: tuple[Workflow, ...] = (
    Workflow("Import of a plan", IMPORT_MOVES),
    Workflow("Version of a plan", VERSION_MOVES),
    Workflow("Task in the register", TASK_MOVES),
    Workflow("Assignment of a unit", WORK_MOVES),
    Workflow("Extension of a deadline", EXTENSION_MOVES),
    Workflow("Asked clarity", CLARITY_MOVES),
    Workflow("Likely duplicate", DUPLICATE_MOVES),
    Workflow("Spreadsheet coming back", SHEET_MOVES),
)

__all__ = [
    "BEING_READ",
    "CLARITY_MOVES",
    "CLOSED",
    "DOERS",
    "DUPLICATE_MOVES",
    "EXTENSION_MOVES",
    "FIND_DUPLICATES",
    "HALTED",
    "IMPORT_MOVES",
    "OPEN_ASKS",
    "READ_IMPORT",
    "SHEET_MOVES",
    "TASK_MOVES",
    "VERSION_MOVES",
    "WORKFLOWS",
    "WORK_MOVES",
    "AskState",
    "ClaritySource",
    "ClauseKind",
    "DecidingLevel",
    "DuplicateState",
    "ExtensionState",
    "ImportState",
    "MappingKind",
    "Move",
    "PartRole",
    "Rhythm",
    "Role",
    "SetBy",
    "SheetState",
    "SourceKind",
    "TaskLife",
    "TaskOrigin",
    "VersionState",
    "WhenKind",
    "WorkState",
    "Workflow",
    "job_key",
    "may_move",
    "request_state",
    "target_of",
]
