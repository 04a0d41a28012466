"""Worlds that the tests of this folder use."""

from integration.files.places import places, quick  # noqa: F401 - fixtures
from worlds.fixtures import cast, files_root  # noqa: F401 - fixtures
