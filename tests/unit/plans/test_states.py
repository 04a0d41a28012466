"""State tables: every state can be reached and left as its table says."""

from __future__ import annotations

from sauro.plans import states


def test_every_move_joins_known_states():
    for moves, kinds in (
        (states.IMPORT_MOVES, states.ImportState),
        (states.VERSION_MOVES, states.VersionState),
        (states.TASK_MOVES, states.TaskLife),
        (states.WORK_MOVES, states.WorkState),
        (states.EXTENSION_MOVES, states.ExtensionState),
        (states.CLARITY_MOVES, states.AskState),
        (states.DUPLICATE_MOVES, states.DuplicateState),
    ):
        codes = {str(kind) for kind in kinds}
        assert {move.source for move in moves} | {move.target for move in moves} == codes


def test_what_was_decided_stays_decided():
    for end in ("confirmed", "discarded"):
        assert not any(move.source == end for move in states.IMPORT_MOVES)


def test_only_a_read_upload_is_confirmed():
    assert states.may_move(states.IMPORT_MOVES, "ready", "confirm_import")
    for state in ("received", "reading", "refused", "discarded", "confirmed"):
        assert not states.may_move(states.IMPORT_MOVES, state, "confirm_import")
