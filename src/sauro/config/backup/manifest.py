"""What an archive says of itself: the head it opens with and the manifest that closes it.

Belongs here: these values, checked when built, and their JSON. Does not belong here: the archive's bytes (``archive``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sauro.config.backup.refusals import BackupRefused

SCHEMA = "sauro.backup/1"
_ANY_SCHEMA = re.compile(r"sauro\.backup/[0-9]{1,6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Head:
    """``migrations`` are all that were applied, as "room.name". ``key`` is a mark of the installation's secret key,
    from which the key cannot be found: a restore can say that the key is another one."""

    version: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    key: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def __post_init__(self) -> None:
        if self.moment.tzinfo is None:
            raise ValueError("a backup was made at a moment with its zone")


@dataclass(frozen=True, slots=True)
class Table:
    """``sha256`` is that of the rows as ``rows`` writes them, whichever database they stand in."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    def __post_init__(self) -> None:
        if not _TABLE.fullmatch(self.name) or not _SHA256.fullmatch(self.sha256) or self.rows < 0:
            raise ValueError(f"table {self.name!r}")


@dataclass(frozen=True, slots=True)
class Content:
    """A stored file, named by the hash of what is in it."""

    sha256: str
    size: int

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.sha256) or self.size < 0:
            raise ValueError(f"content {self.sha256!r}")


@dataclass(frozen=True, slots=True)
class Trail:
    """The audit chain in the archive: how many sealed events, the last hash, whether the chain held."""

    events: int
    head: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """``lost`` are contents that the database names and that were already gone or altered on the disk."""

    head: Head
    tables: tuple[Table, ...]
    files: tuple[Content, ...]
    lost: tuple[str, ...]
    trail: Trail

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def bytes_of_files(self) -> int:
        return sum(content.size for content in self.files)

    def table(self, name: str) -> Table | None:
        return next((table for table in self.tables if table.name == name), None)


def head_json(head: Head) -> bytes:
    return _json({"schema": SCHEMA, **asdict(head)})


def manifest_json(manifest: Manifest) -> bytes:
    return _json({"schema": SCHEMA, **asdict(manifest)})


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read_head(data: bytes) -> Head:
    """BackupRefused for what is no head of ours, or of a later form."""
    document = _document(data)
    schema = document.get("schema")
    if not isinstance(schema, str) or not _ANY_SCHEMA.fullmatch(schema):
        raise BackupRefused("foreign")
    if schema != SCHEMA:
        raise BackupRefused("newer", version=str(document.get("version", "?"))[:40])
    return _head(document)


def read_manifest(data: bytes) -> Manifest:
    document = _document(data)
    try:
        return Manifest(
            _head(document["head"]),
            tuple(
                Table(str(t["name"]), tuple(map(str, t["columns"])), int(t["rows"]), str(t["sha256"]))
                for t in document["tables"]
            ),
            tuple(Content(str(f["sha256"]), int(f["size"])) for f in document["files"]),
            tuple(map(str, document["lost"])),
            Trail(
                int(document["trail"]["events"]),
                str(document["trail"]["head"]),
                bool(document["trail"]["whole"]),
            ),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise BackupRefused("damaged", "manifest.json") from wrong


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except ValueError as wrong:
        raise BackupRefused("foreign") from wrong
    if not isinstance(document, dict):
        raise BackupRefused("foreign")
    return document


def _head(document: Mapping[str, Any]) -> Head:
    try:
        return Head(
            str(document["version"]),
            str(document["made_at"]),
            str(document["database"]),
            tuple(map(str, document["migrations"])),
            str(document["key"]),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise BackupRefused("damaged", "sauro-backup.json") from wrong
