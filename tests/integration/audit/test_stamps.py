"""Who took a step and when, on the row itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.plans.models import ClarityAsk

BY = Actor("CT-1", "Nguyễn Thị Mẫu")


def test_the_three_columns_are_filled_and_named():
    row, before = ClarityAsk(), timezone.now()
    assert stamp(row, "decided", BY) == ["decided_at", "decided_by_code", "decided_by_name"]
    assert row.decided_at is not None
    assert before <= row.decided_at <= timezone.now()
    assert (row.decided_by_code, row.decided_by_name) == ("CT-1", "Nguyễn Thị Mẫu")
    assert row.answered_at is None


def test_a_step_that_the_row_does_not_know_is_a_mistake_of_the_program():
    with pytest.raises(FieldDoesNotExist):
        stamp(ClarityAsk(), "signed", BY)
