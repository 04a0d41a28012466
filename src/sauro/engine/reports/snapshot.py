"""The values of a report as one text that is always the same for the same values, and its hash.

Belongs here: the canonical text, reading it back. Does not belong here: when a snapshot is taken, where it is kept.

One line of JSON about the report, then one per value, sorted by row and field; names sorted, no idle blanks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sauro.engine.reports.rows import Place
from sauro.engine.reports.values import Value, Values

SCHEMA = "sauro.report_values/1"


class SnapshotWrong(ValueError):  # noqa: N818 - a stored text that is none
    """A text that is no snapshot, or not in its one true form."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    about: Mapping[str, str]
    values: Mapping[Place, Value]


def canonical_text(values: Values, about: Mapping[str, str]) -> str:
    """``about`` names what the values are of: period, unit, form versions."""
    lines = [_line({"schema": SCHEMA, "about": dict(about)})]
    for (row, field), value in sorted(values.items()):
        lines.append(_line({"row": row, "field": field, **value.to_parts()}))
    return "\n".join(lines) + "\n"


def digest(text: str) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read(text: str) -> Snapshot:
    """The values behind a canonical text; SnapshotWrong where it is not exactly one."""
    try:
        # Not splitlines(): the words of people may hold other line separators.
        head, *lines = (json.loads(line) for line in text.removesuffix("\n").split("\n"))
        if head.get("schema") != SCHEMA:
            raise SnapshotWrong(f"the text is not of the schema {SCHEMA}")
        values = {(one["row"], one["field"]): Value.from_parts(one) for one in lines}
        about = {str(name): str(value) for name, value in head["about"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise SnapshotWrong(f"the text is no snapshot: {wrong}") from wrong
    if canonical_text(values, about) != text:
        raise SnapshotWrong("the text is not in canonical form")
    return Snapshot(about, values)


def _line(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
