"""What all tests with a database share. Does not belong here: worlds (tests/worlds), fixtures of one room."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from scratch.emptying import flush_may_empty_audit  # noqa: F401
from scratch.template import copy_into_memory, postgresql_template


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The test database of this process begins as a copy of the run's template; migrating it finds nothing to do."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template(os.environ["DATABASE_URL"])
        yield
        return
    memory = copy_into_memory(connection.creation._get_test_db_name())
    yield
    memory.close()
