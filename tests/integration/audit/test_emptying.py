"""A test that commits leaves audit events behind; the test database is emptied of them, and only there."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from sauro.audit import triggers
from sauro.audit.actions import record
from sauro.audit.actor import Actor
from sauro.audit.models import Event


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_each_committing_test_starts_without_events_and_with_the_refusals_standing(time: int) -> None:
    assert not Event.objects.exists()
    assert triggers.installed(connection)
    with transaction.atomic():
        record(by=Actor.system("test"), room="audit", action="x", subject=str(time))
