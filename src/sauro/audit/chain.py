"""The text of an event and its place in the chain: pure functions, no database.

Belongs here: canonical text and hashes. Does not belong here: when to seal (actions), checking stored rows
(queries).

    hash(n) = sha256( hash(n-1) ⏎ n ⏎ canonical(n) ),   hash(0) = 64 zeros

The number is hashed too, so that a row cannot be moved along the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

GENESIS = "0" * 64
SCHEMA = "sauro.event/1"
COLUMNS = (
    "id",
    "at",
    "by_code",
    "by_name",
    "on_behalf_of",
    "room",
    "action",
    "subject",
    "before",
    "after",
    "request_id",
)
"""What an event says; the text that is sealed is made of these."""


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, letters as they are. TypeError for what has no plain
    form.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("a time in the audit trail needs its zone")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form for the audit trail")


def canonical_event(fields: Mapping[str, Any]) -> str:
    """The text that is sealed. ``fields`` holds every one of ``COLUMNS``."""
    return canonical_json(
        {
            "schema": SCHEMA,
            "id": str(fields["id"]),
            "at": fields["at"],
            "by": {
                "code": fields["by_code"],
                "name": fields["by_name"],
                "on_behalf_of": fields["on_behalf_of"],
            },
            "room": fields["room"],
            "action": fields["action"],
            "subject": fields["subject"],
            "before": fields["before"],
            "after": fields["after"],
            "request_id": fields["request_id"],
        }
    )


def link(previous_hash: str, sequence: int, canonical: str) -> str:
    """The hash of the event that stands at ``sequence``."""
    return hashlib.sha256(f"{previous_hash}\n{sequence}\n{canonical}".encode()).hexdigest()
