"""Worlds of the tests of reports: the invented province, its register, a quarter that is open."""

from __future__ import annotations

import pytest

from integration.plans.conftest import reader, ready, register  # noqa: F401
from integration.reporting import world
from sauro.reporting.models import Period
from worlds.fixtures import cast, files_root  # noqa: F401


@pytest.fixture
def today(monkeypatch):  # type: ignore[no-untyped-def]
    world.stop_the_clock(monkeypatch)
    return world.TODAY


@pytest.fixture
def quarter(today, cast) -> Period:  # type: ignore[no-untyped-def]  # noqa: F811
    """2026-Q3, open, without a register."""
    return world.opened()


@pytest.fixture
def busy_quarter(today, register) -> Period:  # type: ignore[no-untyped-def]  # noqa: F811
    """2026-Q3, open, with the sample plan in the register."""
    return world.opened()
