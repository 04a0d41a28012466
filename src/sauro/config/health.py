"""What can be asked of a running installation, as plain answers.

Belongs here: one function per question, used by the health pages and by `sauro doctor`. Does not belong
here: wording.
"""

from __future__ import annotations

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

log = structlog.get_logger(__name__)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except (DatabaseError, OSError) as error:
        log.error("database_unreachable", kind=type(error).__name__)
        return False
    except Exception as error:  # psycopg_pool raises its own family, unknown where only SQLite is used
        if not type(error).__module__.startswith("psycopg"):
            raise
        log.error("database_unreachable", kind=type(error).__name__)
        return False


def pending_migrations() -> list[str]:
    """Names of migrations that the code has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrations_applied() -> bool:
    return not pending_migrations()
