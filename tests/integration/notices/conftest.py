"""Worlds that the tests of this folder use."""

from worlds.fixtures import cast, tiny_province  # noqa: F401 - fixtures
