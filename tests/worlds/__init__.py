"""Worlds for tests, built through the same actions as real work.

Belongs here: fixtures with a fixed cast that any room's tests may import. Does not belong here: tests.

A folder of tests takes the fixtures in its conftest: ``from worlds.fixtures import cast, tiny_province``.
"""
