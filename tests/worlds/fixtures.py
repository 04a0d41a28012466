"""Fixtures over the worlds; import what a test module uses. Does not belong here: building (``cast``)."""

from __future__ import annotations

import pytest

from worlds.cast import MAKER, TINY, Cast, build_cast
from worlds.kept import kept


@pytest.fixture
def tiny_province(db: None) -> None:
    """The invented province, installed."""
    from sauro.people.actions import install_province

    kept("province", lambda: install_province(pack=str(TINY), by=MAKER) and None)


@pytest.fixture
def cast(db: None) -> Cast:
    """The invented province with one person for each role."""
    return kept("cast", build_cast)


@pytest.fixture
def files_root(tmp_path, settings):  # type: ignore[no-untyped-def]
    """An own place for stored contents."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT
