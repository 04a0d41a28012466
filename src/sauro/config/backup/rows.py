"""Rows as lines of text that mean the same in every kind of database, and back.

Belongs here: which tables an archive holds, a row as a line of JSON, a line as values for an INSERT. Does not belong
here: the archive, writing into a database (``actions``).

A line is a JSON list in the order of the columns: days and moments in ISO form (moments in UTC), decimals and codes as
text, bytes in base64. Lines are in the order of the key, so a table has one text and one hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, JSONField, Model, TextField
from django.db.models.functions import Collate
from django.utils.dateparse import parse_datetime
from django.utils.duration import duration_iso_string

LEFT_OUT = frozenset({"django_session", "usersessions_usersession", "jobs_worker"})
"""Sessions open doors to accounts and would lie about in every archive; which processes run is no data."""
READ_AT_ONCE = 2000


def tables_of(apps: Any) -> list[type[Model]]:
    """The models whose tables an archive holds, in the order of their names; ``apps`` is a registry of models."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(models, key=lambda model: str(model._meta.db_table))


def columns_of(model: type[Model]) -> tuple[str, ...]:
    return tuple(str(field.column) for field in _fields(model))


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """Every row, in the order of the key, in bounded memory."""
    names = [field.attname for field in _fields(model)]
    rows = model._base_manager.order_by(_key_of(model)).values_list(*names)
    for row in rows.iterator(chunk_size=READ_AT_ONCE):
        yield _line(row)


def digest_of(model: type[Model]) -> tuple[int, str]:
    """(rows, sha256) of the table as it stands."""
    digest, rows = hashlib.sha256(), 0
    for line in lines_of(model):
        digest.update(line)
        rows += 1
    return rows, digest.hexdigest()


def values_of(model: type[Model], line: bytes) -> list[Any]:
    """A line as the values of an INSERT of this connection's database; ValueError where it is no row of the table."""
    row = json.loads(line)
    fields = _fields(model)
    if not isinstance(row, list) or len(row) != len(fields):
        raise ValueError(f"{model._meta.db_table}: not a row")
    return [_stored(field, value) for field, value in zip(fields, row, strict=True)]


def _key_of(model: type[Model]) -> Any:
    """Keys that are text are ordered by their code points: a server's own order would give a table another hash."""
    key = model._meta.pk
    if connection.vendor == "postgresql" and isinstance(_target(key), CharField | TextField):
        return Collate(key.attname, "C")
    return key.attname


def _target(field: Any) -> Any:
    """What a key to another table holds is what it points at."""
    while field.is_relation:
        field = field.target_field
    return field


def _fields(model: type[Model]) -> list[Any]:
    """In the order of the columns' names: models that migrations build have them in another order than the code's."""
    return sorted(model._meta.local_concrete_fields, key=lambda field: str(field.column))


def _line(row: tuple[Any, ...]) -> bytes:
    text = json.dumps(
        row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False, default=_plain
    )
    return text.encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"a backup has no text for {type(value).__name__}")


def _stored(field: Any, value: Any) -> Any:
    target = _target(field)
    if value is not None and not isinstance(target, JSONField):
        # to_python warns of moments without a zone; ours always have one
        value = (
            parse_datetime(value)
            if target.get_internal_type() == "DateTimeField"
            else target.to_python(value)
        )
    return target.get_db_prep_save(value, connection)
