"""Any order of steps and savings: the report is always where its table says, and nothing that was sent is lost.

Belongs here: random walks through the flow. Does not belong here: single lines of the table (``test_flow``).
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from integration.reporting.test_flow import CALLS, run
from integration.reporting.world import change, filled, fresh, report_of, save
from sauro.audit.models import Event
from sauro.engine.reports.snapshot import read
from sauro.people.moves import may_move, target_of
from sauro.reporting.actions import issuing
from sauro.reporting.models import EntryChange, Issued, Report, Snapshot
from sauro.reporting.queries import engine_values
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import EDITABLE, REPORT_MOVES

NUMBERED = {"issue", "correct", "withdraw"}


class Walk(RuleBasedStateMachine):
    """One report; ``state``, ``round`` and ``steps`` are what a reader of the table expects."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.report: Report = report_of("90002")
        self.state, self.round, self.steps, self.numbers = str(self.report.state), 0, 0, 0
        self.sent: dict[int, Any] = {}
        self.changes = EntryChange.objects.filter(entry__report=self.report).count()

    @rule(action=st.sampled_from(sorted(CALLS)))
    def try_anything(self, action: str) -> None:
        if may_move(REPORT_MOVES, self.state, action):
            self._take(action)
            return
        with pytest.raises(ActionRefused, match="report_move"):
            run(action, fresh(self.report))

    @rule(pick=st.integers(0, 9))
    def go_on(self, pick: int) -> None:
        """One of the steps that the table has here, so that walks come far."""
        allowed = [move.action for move in REPORT_MOVES if move.source == self.state]
        self._take(allowed[pick % len(allowed)])

    def _take(self, action: str) -> None:
        more = {"number": f"{self.steps}/BC"} if action in NUMBERED else {}
        values = engine_values(fresh(self.report))
        run(action, fresh(self.report), **more)
        self.state = target_of(REPORT_MOVES, self.state, action)
        self.steps += 1
        self.numbers += action in NUMBERED
        if action == "send":
            self.round += 1
            self.sent[self.round] = values

    @rule(words=st.sampled_from(["Đã họp.", "Đã họp hai lần.", ""]))
    def write(self, words: str) -> None:
        if self.state not in EDITABLE:
            with pytest.raises(ActionRefused, match="report_locked"):
                save(self.report, change("text:I.4", words, "text"))
            return
        self.changes += len(save(self.report, change("text:I.4", words, "text")).saved)

    @invariant()
    def is_where_the_table_says(self) -> None:
        row = fresh(self.report)
        assert (row.state, row.round, row.revision) == (self.state, self.round, 1 + self.steps)

    @invariant()
    def keeps_what_was_sent_and_every_change(self) -> None:
        kept = {
            one.round: read(one.text).values
            for one in Snapshot.objects.filter(report=self.report, occasion="sent")
        }
        assert kept == self.sent
        for one in Snapshot.objects.filter(report=self.report).exclude(occasion="sent"):
            assert read(one.text).values == self.sent[one.round]
        assert EntryChange.objects.filter(entry__report=self.report).count() == self.changes
        assert Issued.objects.filter(report=self.report).count() == self.numbers
        steps = Event.objects.filter(room="reporting", subject=self.report.key, action__in=CALLS)
        assert steps.count() == self.steps

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def test_any_walk_through_the_flow(quarter, monkeypatch):
    monkeypatch.setattr(issuing, "filed", lambda *_args: "0" * 64)  # looking through a file takes a second
    filled(report_of("90002"))
    run_state_machine_as_test(Walk, settings=settings(max_examples=8, stateful_step_count=20, deadline=None))
