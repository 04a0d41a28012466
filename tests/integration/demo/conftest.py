"""Worlds that the tests of this folder use."""

from worlds.fixtures import files_root  # noqa: F401 - a fixture
