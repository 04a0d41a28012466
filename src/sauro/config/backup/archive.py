"""The archive: an uncompressed tar with the head first, then tables, contents, and the manifest that seals them.

Belongs here: writing and reading its members with their hashes. Does not belong here: what rows mean (``rows``).

    sauro-backup.json   tables/<table>.jsonl.gz …   files/<sha256> …   manifest.json   manifest.sha256

The manifest comes last because only then everything is known; an archive that was cut off has none.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from sauro.config.backup.manifest import (
    Content,
    Head,
    Manifest,
    Table,
    head_json,
    manifest_json,
    read_head,
    read_manifest,
)
from sauro.config.backup.refusals import BackupRefused

HEAD, MANIFEST, SEAL = "sauro-backup.json", "manifest.json", "manifest.sha256"
TABLES, FILES, ROWS = "tables/", "files/", ".jsonl.gz"
PIECE = 256 * 1024
LONGEST_HEAD = 4 * 1024 * 1024
LONGEST_MANIFEST = 512 * 1024 * 1024
"""A million stored files make a manifest of about 110 MB."""
_FAULTS = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError)


class _Hashing:
    """Passes on what is written or read and hashes it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._digest, self.size = stream, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._note(data)
        return self._stream.write(data)

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._note(data)
        return data

    def tell(self) -> int:
        return self.size

    def _note(self, data: bytes) -> None:
        self._digest.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Writer:
    """Writes one archive into ``stream``, from its start to its end."""

    def __init__(self, stream: IO[bytes], head: Head) -> None:
        self._hashing = _Hashing(stream)
        out: Any = self._hashing
        self._tar = tarfile.open(fileobj=out, mode="w:", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - sealed, not closed, at the end
        self._at = int(head.moment.timestamp())
        self._add_bytes(HEAD, head_json(head))

    def add_table(
        self, name: str, columns: tuple[str, ...], lines: Iterable[bytes], spool: IO[bytes]
    ) -> Table:
        """``spool`` is an empty file of its own, in which the table waits until its size is known."""
        digest, rows = hashlib.sha256(), 0
        with gzip.GzipFile(filename="", fileobj=spool, mode="wb", compresslevel=6, mtime=0) as packed:
            for line in lines:
                digest.update(line)
                packed.write(line)
                rows += 1
        size = spool.tell()
        spool.seek(0)
        self._add(f"{TABLES}{name}{ROWS}", size, spool)
        return Table(name, columns, rows, digest.hexdigest())

    def add_content(self, content: Content, source: IO[bytes]) -> None:
        """BackupRefused where the bytes are not those of the name: somebody writes into the store meanwhile."""
        hashed = _Hashing(source)
        try:
            self._add(f"{FILES}{content.sha256}", content.size, hashed)
        except OSError as short:
            if hashed.size < content.size:  # the library's way to say that the source ended early
                raise BackupRefused("files_moving", content.sha256) from short
            raise
        if hashed.sha256 != content.sha256:
            raise BackupRefused("files_moving", content.sha256)

    def seal(self, manifest: Manifest) -> str:
        """Ends the archive; its hash as a whole, to be noted elsewhere."""
        data = manifest_json(manifest)
        self._add_bytes(MANIFEST, data)
        self._add_bytes(SEAL, hashlib.sha256(data).hexdigest().encode())
        self._tar.close()
        return self._hashing.sha256

    def _add_bytes(self, name: str, data: bytes) -> None:
        self._add(name, len(data), io.BytesIO(data))

    def _add(self, name: str, size: int, source: Any) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, self._at
        self._tar.addfile(entry, source)


@contextmanager
def _as_refusals(place: str) -> Iterator[None]:
    """What the libraries raise for damaged bytes, as our refusal."""
    try:
        yield
    except _FAULTS as fault:
        raise BackupRefused("damaged", place) from fault


class Reader:
    """An archive in a file that can be read twice: once to check all of it, once to take it over."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def head(self) -> Head:
        for name, source in self._members():
            if name == HEAD:
                return read_head(_all_of(source, LONGEST_HEAD, name))
            break
        raise BackupRefused("foreign")

    def check(self, look: Callable[[str], None] = lambda _name: None) -> Manifest:
        """Reads everything and compares it with the manifest at its end; BackupRefused for any difference."""
        head = self.head()
        self._stream.seek(-2 * tarfile.BLOCKSIZE, 2)
        if self._stream.read().strip(b"\0"):  # a tar that was written to its end ends with two empty blocks
            raise BackupRefused("truncated")
        tables: dict[str, tuple[int, str]] = {}
        contents: dict[str, int] = {}
        data, seal = b"", b""
        for name, source in self._members():
            look(name)
            if data and name != SEAL:
                raise BackupRefused("damaged", name)
            with _as_refusals(name):
                if name.startswith(TABLES):
                    tables[name.removeprefix(TABLES).removesuffix(ROWS)] = _judged_rows(source)
                elif name.startswith(FILES):
                    contents[name.removeprefix(FILES)] = _judged_content(name, source)
                elif name == MANIFEST:
                    data = _all_of(source, LONGEST_MANIFEST, name)
                elif name == SEAL:
                    seal = _all_of(source, 64, name)
                elif name != HEAD:
                    raise BackupRefused("foreign", name)
        if not data or not seal:
            raise BackupRefused("truncated")
        if hashlib.sha256(data).hexdigest().encode() != seal:
            raise BackupRefused("damaged", MANIFEST)
        manifest = read_manifest(data)
        if manifest.head != head:
            raise BackupRefused("damaged", HEAD)
        if tables != {table.name: (table.rows, table.sha256) for table in manifest.tables}:
            raise BackupRefused("damaged", TABLES)
        if contents != {content.sha256: content.size for content in manifest.files}:
            raise BackupRefused("damaged", FILES)
        return manifest

    def tables(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each table's name and its lines; the lines must be read before the next table is asked for."""
        for name, source in self._members():
            if name.startswith(TABLES):
                with _as_refusals(name), gzip.GzipFile(fileobj=source) as unpacked:
                    yield name.removeprefix(TABLES).removesuffix(ROWS), iter(unpacked)

    def contents(self) -> Iterator[tuple[str, IO[bytes]]]:
        for name, source in self._members():
            if name.startswith(FILES):
                with _as_refusals(name):
                    yield name.removeprefix(FILES), source

    def _members(self) -> Iterator[tuple[str, IO[bytes]]]:
        self._stream.seek(0)
        try:
            tar = tarfile.open(fileobj=self._stream, mode="r:")  # noqa: SIM115 - closed below
        except tarfile.TarError as fault:
            raise BackupRefused("foreign") from fault
        with tar:
            while True:
                with _as_refusals(""):
                    entry = tar.next()
                if entry is None:
                    return
                source = tar.extractfile(entry) if entry.isreg() else None
                if source is None:
                    raise BackupRefused("foreign", entry.name)
                yield entry.name, source
                tar.members = []  # type: ignore[attr-defined]  # else the library keeps every entry that it has seen


def _judged_rows(source: IO[bytes]) -> tuple[int, str]:
    digest, rows = hashlib.sha256(), 0
    with gzip.GzipFile(fileobj=source) as unpacked:
        for line in unpacked:
            digest.update(line)
            rows += 1
    return rows, digest.hexdigest()


def _judged_content(name: str, source: IO[bytes]) -> int:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(PIECE):
        digest.update(piece)
        size += len(piece)
    if digest.hexdigest() != name.removeprefix(FILES):
        raise BackupRefused("damaged", name)
    return size


def _all_of(source: IO[bytes], most: int, name: str) -> bytes:
    with _as_refusals(name):
        data = source.read(most + 1)
    if len(data) > most:
        raise BackupRefused("damaged", name)
    return data
