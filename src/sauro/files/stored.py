"""Contents in a storage that Django knows, such as a bucket of an S3-compatible service.

Belongs here: the shelf over such a storage. Does not belong here: the disk (``shelf``), which storage (settings).

A storage keeps an object all at once or not at all, so nothing half lies there. The same name again must replace what
lay there, as S3 does: then nobody meets a moment without the content. What comes in waits on the server's disk without
a name, as it does for the disk.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage

from sauro.files.shelf import PIECE, unnamed

ASIDE = "aside"


class NotKept(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The storage put the content under another name than was asked."""


class StorageShelf:
    """Objects named by their hash; put aside under ``aside/``."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def reach(self) -> None:
        """Passes where the storage answers; whatever its client raises otherwise."""
        self._names(ASIDE)

    def open(self, sha256: str) -> IO[bytes]:
        """On the server's disk without a name, so that it can be read from its beginning again."""
        taken = unnamed()
        try:
            with self.storage.open(sha256, "rb") as stored:
                for piece in stored.chunks(PIECE):
                    taken.write(piece)
            taken.seek(0)
        except BaseException:
            taken.close()
            raise
        return taken

    def remove(self, sha256: str) -> None:
        self.storage.delete(sha256)

    def touch(self, sha256: str) -> None:
        """A storage knows no other way to say that an object is young than keeping it anew."""
        with self.open(sha256) as content:
            self._keep(sha256, content)

    def put(self, sha256: str, source: IO[bytes]) -> None:
        self._keep(sha256, source)
        source.seek(0)

    def _keep(self, name: str, source: IO[bytes]) -> None:
        source.seek(0)
        with unnamed() as copied:  # the client of the storage closes what it is given
            while piece := source.read(PIECE):
                copied.write(piece)
            copied.seek(0)
            if self.storage.save(name, File(copied, name)) != name:
                raise NotKept(name)

    def tidy(self, *, before: datetime, wanted: frozenset[str]) -> int:
        """In two steps, as on the disk: aside first, away at the next sweep if still unwanted."""
        gone = 0
        for name in self._names(ASIDE):
            place = f"{ASIDE}/{name}"
            if self.storage.get_modified_time(place) >= before:
                continue
            if name in wanted:
                self._move(place, name)
            else:
                self.storage.delete(place)
                gone += 1
        for name in self._names(""):
            if name not in wanted and self.storage.get_modified_time(name) < before:
                self._move(name, f"{ASIDE}/{name}")
        return gone

    def _names(self, folder: str) -> list[str]:
        try:
            return self.storage.listdir(folder)[1]
        except FileNotFoundError:
            return []

    def _move(self, old: str, new: str) -> None:
        with self.open(old) as content:
            self._keep(new, content)
        self.storage.delete(old)
