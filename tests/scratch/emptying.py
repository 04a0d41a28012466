"""Emptying the test database after a test that commits: the one place where audit events may go.

Belongs here: the fixture. Does not belong here: worlds. Import it in a conftest; it works for the whole session.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def flush_may_empty_audit() -> Iterator[None]:
    """Django's flush, which only tests call, lifts the refusals of the database while it works."""
    from django.core.management.commands.flush import Command
    from django.db import connection

    from sauro.audit import triggers
    from sauro.audit.remembered import forget_everything

    real = Command.handle

    def handle(self: Command, **options: Any) -> Any:
        with triggers.lifted(connection):
            emptied = real(self, **options)
        forget_everything()
        return emptied

    Command.handle = handle  # type: ignore[method-assign]
    yield
    Command.handle = real  # type: ignore[method-assign]
