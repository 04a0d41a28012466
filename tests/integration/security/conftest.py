"""Worlds of the attacks: the invented province with one person for each role.

Belongs here: fixtures. Does not belong here: attacks.
"""

from worlds.fixtures import cast, files_root  # noqa: F401
