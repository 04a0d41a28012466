"""The database's own refusal to alter or remove events, for SQLite and PostgreSQL.

Belongs here: the SQL, used by the migration and by tests that play the intruder. Does not belong here: the
chain, which finds out even when somebody with the database's password has removed these.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from sauro.audit.chain import COLUMNS

TABLE = "audit_event"
CONTENT = (*COLUMNS, "canonical")


def _quoted(column: str) -> str:
    return f'"{column}"'


def _sqlite() -> tuple[list[str], list[str]]:
    changed = " OR ".join(f"NEW.{_quoted(column)} IS NOT OLD.{_quoted(column)}" for column in CONTENT)
    install = [
        f"CREATE TRIGGER IF NOT EXISTS audit_event_no_update BEFORE UPDATE ON {TABLE} "
        f"WHEN OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR {changed} "
        "BEGIN SELECT RAISE(ABORT, 'audit events are never altered'); END",
        f"CREATE TRIGGER IF NOT EXISTS audit_event_no_delete BEFORE DELETE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'audit events are never removed'); END",
    ]
    remove = [f"DROP TRIGGER IF EXISTS audit_event_no_{verb}" for verb in ("update", "delete")]
    return install, remove


def _postgresql() -> tuple[list[str], list[str]]:
    changed = " OR ".join(
        f"NEW.{_quoted(column)} IS DISTINCT FROM OLD.{_quoted(column)}" for column in CONTENT
    )
    install = [
        "CREATE OR REPLACE FUNCTION audit_event_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN "
        f"IF OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR {changed} THEN "
        "RAISE EXCEPTION 'audit events are never altered' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; "
        "RETURN NEW; END IF; "
        "RAISE EXCEPTION 'audit events are never removed' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        f"CREATE OR REPLACE TRIGGER audit_event_no_update BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audit_event_keep()",
        f"CREATE OR REPLACE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_keep()",
    ]
    remove = [
        f"DROP TRIGGER IF EXISTS audit_event_no_update ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_event_no_truncate ON {TABLE}",
        "DROP FUNCTION IF EXISTS audit_event_keep()",
    ]
    return install, remove


def _statements(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    if connection.vendor == "sqlite":
        return _sqlite()
    if connection.vendor == "postgresql":
        return _postgresql()
    raise NotImplementedError(f"no append-only triggers written for {connection.vendor}")


def install(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _statements(connection)[0])


def remove(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _statements(connection)[1])


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the refusals for a while: only for emptying a test database."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the refusals stand in this database."""
    question = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event' "
        "AND name IN ('audit_event_no_update', 'audit_event_no_delete')",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit_event'::regclass AND "
        "tgenabled <> 'D' "
        "AND tgname IN ('audit_event_no_update', 'audit_event_no_truncate')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0]) == 2
