"""Worlds that the tests of this folder use."""

from worlds.fixtures import cast, files_root  # noqa: F401 - fixtures
