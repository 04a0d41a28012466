"""A file that somebody sent, taken from its sender piece by piece and looked through before anything is stored.

Belongs here: size, name, and the parent's end of the inspector. Does not belong here: looking into a content
(``inspection``), storing it (``actions``).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Protocol

import structlog
from django.conf import settings

from sauro.files.inspection.model import Picture
from sauro.files.inspection.types import FileType, Rules, rules
from sauro.files.names import clean_name, extension_of
from sauro.files.refusals import FileRefused
from sauro.files.scanner import ScannerSilent, parse_scanner
from sauro.files.shelf import unnamed
from sauro.jobs.child import ChildResult, run_limited

log = structlog.get_logger(__name__)

SECONDS = 40
MEMORY_MB = 1536
REMEMBERED = 4
"""Contents whose look-through is kept in this process: the same paper is often filed under several things in a row."""
ARGV = (sys.executable, "-m", "sauro.files.inspection.child")


class Upload(Protocol):
    """What a web form gives, or whatever else has a name and pieces."""

    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A content that may be stored: ``file`` holds it without a name, and is gone when the check is left."""

    file: IO[bytes]
    sha256: str
    name: str
    type: FileType
    words_read: bool
    picture: Picture | None


def most_bytes(known: Rules) -> int:
    """The size of one file: what the institution says, never more than the server takes in at once."""
    return min(known.limits.file_bytes, int(settings.UPLOAD_BYTES))


@contextmanager
def checked(upload: Upload) -> Iterator[Checked]:
    """Takes the upload in and looks through it; FileRefused where it is not taken in. Nothing is left afterwards
    but what was stored in between."""
    known = rules()
    name = clean_name(upload.name or "")
    extension = _check_name(name, known)
    with unnamed() as file:
        sha256 = _take_in(upload, file, known)
        found = _looked(file, sha256)
        kind = next(kind for kind in known.types if kind.code == found["type"])
        if extension not in kind.extensions:
            raise FileRefused("mismatch", extension=extension, found=kind.label)
        _scan(file)
        yield Checked(file, sha256, name, kind, bool(found["words_read"]), found["picture"])


def _check_name(name: str, known: Rules) -> str:
    if not name:
        raise FileRefused("no_name")
    extension = extension_of(name)
    if known.by_extension(extension) is None:
        raise FileRefused(known.family(frozenset({extension})) or "extension", labels=known.labels)
    return extension


def _take_in(upload: Upload, file: IO[bytes], known: Rules) -> str:
    """Counts while copying: what the sender says about the size is not believed."""
    digest, size, most = hashlib.sha256(), 0, most_bytes(known)
    for piece in upload.chunks():
        size += len(piece)
        if size > most:
            raise FileRefused("too_large", limit=most // (1024 * 1024))
        digest.update(piece)
        file.write(piece)
    if not size:
        raise FileRefused("empty")
    file.flush()
    return digest.hexdigest()


_passed: dict[str, dict[str, Any]] = {}


def _looked(file: IO[bytes], sha256: str) -> dict[str, Any]:
    """What the inspector says; the same bytes give the same answer. A refusal is asked anew, and the scanner always is."""
    known = _passed.get(sha256)
    if known is None:
        known = _passed[sha256] = _look(file)
        while len(_passed) > REMEMBERED:
            _passed.pop(next(iter(_passed)), None)
    return known


def _look(file: IO[bytes]) -> dict[str, Any]:
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    child = run_limited(list(ARGV), stdin=file, seconds=SECONDS, memory_mb=MEMORY_MB)
    file.seek(0)
    _judge(child)
    line, _newline, drawn = child.stdout.partition(b"\n")
    answer = json.loads(line)
    if "refused" in answer:
        raise FileRefused(answer["refused"]["code"], **answer["refused"]["values"])
    return {**answer, "picture": Picture(drawn, *answer["size"]) if answer["size"] else None}


def _scan(file: IO[bytes]) -> None:
    """Where a scanner is set nothing is taken in unless it was asked and found nothing."""
    scanner = parse_scanner(settings.CLAMAV)
    if scanner is None:
        return
    try:
        found = scanner.find(file)
    except ScannerSilent as silent:
        log.error("virus_scanner_silent", why=str(silent))
        raise FileRefused("virus_unchecked") from silent
    if found:
        log.warning("virus_found", name=found)
        raise FileRefused("virus", found=found)


def _judge(child: ChildResult) -> None:
    if child.ended in ("time", "memory"):
        raise FileRefused("too_heavy")
    if not child.well:
        log.error(
            "file_inspector_failed",
            ended=child.ended,
            code=child.code,
            stderr=child.stderr[-2000:].decode("utf-8", "replace"),
        )
        raise FileRefused("damaged")
