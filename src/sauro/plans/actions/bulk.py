"""Many rows at once, straight into a table.

Belongs here: the one statement that does it. Does not belong here: which rows (``building``), when (``confirm``).
Model instances with ``bulk_create`` cost about ten times the insert itself, which a person waits for when a large
plan is confirmed (10 000 tasks have 60 000 clarities). Rows whose keys are asked for afterwards stay with ``bulk_create``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import connection, models

Value = str | int | bool | date | datetime | None
Row = Sequence[Value]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """``columns`` are attribute names (``task_id``); a row holds its values in their order. Fields of other types
    than text, whole number, truth, day and moment need ``bulk_create``. The database checks every constraint."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quoted = ", ".join(connection.ops.quote_name(str(fields[name].column)) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        # one statement of thousands of values would take psycopg as long to read as instances take
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", list(rows))  # noqa: S608 - names of the own model


def moment(value: datetime) -> Value:
    """A moment as the database takes it."""
    adapted: Value = connection.ops.adapt_datetimefield_value(value)
    return adapted


def day(value: date | None) -> Value:
    """A day as the database takes it."""
    adapted: Value = connection.ops.adapt_datefield_value(value)
    return adapted
