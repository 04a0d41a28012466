"""Worlds that the tests of this folder use."""

from __future__ import annotations

import pytest

from integration.files.places import places, quick  # noqa: F401 - fixtures
from sauro.files import checking
from worlds.fixtures import cast, files_root  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def nothing_looked_at_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test asks the inspector itself."""
    monkeypatch.setattr(checking, "_passed", {})
