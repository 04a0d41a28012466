"""The world of these tests, and who is told that a deadline moved."""

from __future__ import annotations

from datetime import date

import pytest

from sauro.deadlines import registry
from worlds.fixtures import cast, tiny_province  # noqa: F401 - fixtures


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date, date]]:
    """(subject, old day, new day) of each deadline that a room above is told about."""
    heard: list[tuple[str, date, date]] = []
    monkeypatch.setattr(registry, "_moved", {})
    monkeypatch.setattr(registry, "_names", {})
    registry.on_moved("report", lambda row, old, _by: heard.append((row.subject, old, row.due_on)))
    return heard
