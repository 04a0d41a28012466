"""Where contents lie: on the disk of the server, under their hash, or in a storage that the settings name.

Belongs here: putting, opening, taking away, and the unnamed files in which a content waits until it is complete.
Does not belong here: rows (``models``), what a content is (``checking``).

A content that is coming in has no name: when the process is killed, the system takes it away. It gets its name in one
step, complete and flushed, so a reader sees all of it or nothing. What has a name is never overwritten.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.core.files.storage import storages

PIECE = 256 * 1024
STORAGE = "evidence"
"""The name, in Django's settings, of a storage that takes the place of the disk."""
INCOMING = ".incoming-"
ASIDE = ".aside-"


class Shelf(Protocol):
    """A place for contents by their hash."""

    def put(self, sha256: str, source: IO[bytes]) -> None:
        """Keeps all of ``source``, replacing a content under that name that is no longer whole."""

    def open(self, sha256: str) -> IO[bytes]:
        """The content from its beginning; FileNotFoundError where there is none."""

    def remove(self, sha256: str) -> None:
        """Takes the content away, if it is there."""

    def touch(self, sha256: str) -> None:
        """Notes that the content is wanted again, so that nobody tidies it away as forgotten."""

    def tidy(self, *, before: datetime, wanted: frozenset[str]) -> int:
        """Takes away what nobody wants and nobody touched since ``before``; how much."""


def shelf() -> Shelf:
    """The place that the settings name."""
    if STORAGE in settings.STORAGES:
        from sauro.files.stored import StorageShelf

        return StorageShelf(storages[STORAGE])
    return LocalShelf(Path(settings.FILES_ROOT))


def digest_of(source: IO[bytes]) -> tuple[str, int]:
    """(sha256, size) of a content, read piece by piece; the file stands at its beginning afterwards."""
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while piece := source.read(PIECE):
        digest.update(piece)
        size += len(piece)
    source.seek(0)
    return digest.hexdigest(), size


def unnamed() -> IO[bytes]:
    """A file without a name beside the contents, which goes with the process unless the shelf gives it one."""
    folder = Path(settings.FILES_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    anonymous = getattr(os, "O_TMPFILE", 0)  # the file of the tempfile module can never be given a name
    if anonymous:
        try:
            return os.fdopen(os.open(folder, anonymous | os.O_RDWR | os.O_CLOEXEC, 0o600), "w+b")
        except OSError:  # a file system without such files: the content is copied when it gets its name
            pass
    return tempfile.TemporaryFile(dir=folder)


class LocalShelf:
    """Files in two levels of folders, so that none grows large."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def open(self, sha256: str) -> IO[bytes]:
        return self.path(sha256).open("rb")

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def touch(self, sha256: str) -> None:
        os.utime(self.path(sha256))

    def put(self, sha256: str, source: IO[bytes]) -> None:
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.seek(0)
        if not _name(source, target):
            _copy(source, target)
        _flush_folder(target.parent)

    def tidy(self, *, before: datetime, wanted: frozenset[str]) -> int:
        """In two steps, a sweep apart: what is unwanted is put aside, what was aside and is still unwanted goes.

        Somebody may take up a content at the very moment when it is put aside; the next sweep puts it back.
        """
        gone = 0
        for path in list(self._old(before)):
            name = path.name.removeprefix(ASIDE)
            if path.name.startswith(ASIDE) and name in wanted:
                path.replace(path.with_name(name))
            elif path.name.startswith((ASIDE, INCOMING)):
                path.unlink(missing_ok=True)
                gone += 1
            elif name not in wanted:
                aside = path.replace(path.with_name(ASIDE + name))
                os.utime(aside)
        return gone

    def _old(self, before: datetime) -> Iterator[Path]:
        for path in self.root.glob("??/??/*"):
            if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                yield path


def _name(source: IO[bytes], target: Path) -> bool:
    """Gives an unnamed file of this disk its name; False where it is no such file."""
    try:
        number = source.fileno()
    except (OSError, AttributeError):  # held in memory
        return False
    source.flush()
    incoming = target.with_name(f"{INCOMING}{secrets.token_hex(8)}")
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        # with a folder given, the system follows the link in /proc to the file itself
        os.link(f"/proc/self/fd/{number}", incoming, src_dir_fd=folder, follow_symlinks=True)
    except OSError:
        return False
    finally:
        os.close(folder)
    _settle(number, incoming, target)
    return True


def _copy(source: IO[bytes], target: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=INCOMING, dir=target.parent)
    incoming = Path(name)
    with os.fdopen(handle, "wb") as file:
        try:
            shutil.copyfileobj(source, file, PIECE)
            file.flush()
        except BaseException:
            incoming.unlink(missing_ok=True)
            raise
        _settle(file.fileno(), incoming, target)


def _settle(number: int, incoming: Path, target: Path) -> None:
    """On the disk for good, then under its name in one step."""
    try:
        os.fsync(number)
        os.fchmod(number, 0o440)
        incoming.replace(target)
    except BaseException:
        incoming.unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """The new name survives a power cut only when the folder is flushed too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
