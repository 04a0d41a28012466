"""The archive of a backup: written and read back, and everything that is refused."""

from __future__ import annotations

import contextlib
import hashlib
import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.config.backup import manifest as forms
from sauro.config.backup.archive import Reader, Writer
from sauro.config.backup.manifest import Content, Head, Manifest, Trail
from sauro.config.backup.refusals import BackupRefused

HEAD = Head("0.1.0", "2026-11-23T08:00:00+07:00", "sqlite", ("audit.0001_initial",), "0" * 16)
LINES = {"plans_task": [b'[1,"R\xc3\xa0 so\xc3\xa1t"]\n', b"[2,null]\n"], "people_unit": []}
CONTENTS = [b"m\xe1\xbb\x99t t\xe1\xbb\x87p", b"", b"\x00" * 3000]


def written(lines=LINES, contents=CONTENTS) -> tuple[bytes, str]:
    stream = io.BytesIO()
    writer = Writer(stream, HEAD)
    tables = tuple(writer.add_table(name, ("id", "text"), rows, io.BytesIO()) for name, rows in lines.items())
    files = tuple(Content(hashlib.sha256(data).hexdigest(), len(data)) for data in contents)
    for content, data in zip(files, contents, strict=True):
        writer.add_content(content, io.BytesIO(data))
    digest = writer.seal(Manifest(HEAD, tables, files, (), Trail(0, "", True)))
    return stream.getvalue(), digest


ARCHIVE, DIGEST = written()


def refusal(data: bytes) -> str:
    with pytest.raises(BackupRefused) as refused:
        Reader(io.BytesIO(data)).check()
    assert refused.value.message
    assert refused.value.remedy
    return refused.value.code


def held(data: bytes) -> tuple[Manifest, dict[str, list[bytes]], dict[str, bytes]]:
    reader = Reader(io.BytesIO(data))
    manifest = reader.check()
    return (
        manifest,
        {name: list(lines) for name, lines in reader.tables()},
        {name: source.read() for name, source in reader.contents()},
    )


def test_what_was_written_is_read_back_with_its_hash():
    manifest, tables, contents = held(ARCHIVE)
    assert hashlib.sha256(ARCHIVE).hexdigest() == DIGEST
    assert manifest.head == HEAD
    assert tables == LINES
    assert list(contents.values()) == CONTENTS
    assert (manifest.rows, manifest.bytes_of_files) == (2, len(CONTENTS[0]) + 3000)


def test_the_same_content_gives_the_same_archive():
    assert written()[0] == ARCHIVE


@given(st.integers(0, len(ARCHIVE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_nothing_that_is_read(place, other):
    damaged = ARCHIVE[:place] + bytes([ARCHIVE[place] ^ other]) + ARCHIVE[place + 1 :]
    with contextlib.suppress(
        BackupRefused
    ):  # else it was padding or a time in a header, of which nothing is taken
        assert held(damaged) == held(ARCHIVE)


@given(st.integers(0, len(ARCHIVE) - 10241))
def test_an_end_cut_off_is_refused(length):
    assert refusal(ARCHIVE[:length]) in ("truncated", "foreign", "damaged")


def test_a_cut_archive_is_called_so():
    assert refusal(ARCHIVE[: len(ARCHIVE) // 2]) == "truncated"


def test_the_manifest_cannot_be_exchanged():
    """Somebody who mends only one of the two finds the other in the way."""
    members = []
    with tarfile.open(fileobj=io.BytesIO(ARCHIVE)) as tar:
        members = [(entry.name, tar.extractfile(entry).read()) for entry in tar]
    changed = [
        (n, d.replace(b'"events": 0', b'"events": 1') if n == "manifest.json" else d) for n, d in members
    ]
    assert changed != members
    assert refusal(packed(changed)) == "damaged"
    assert refusal(packed(members[:-1])) == "truncated"
    assert refusal(packed([m for m in members if m[0] != "tables/plans_task.jsonl.gz"])) == "damaged"
    assert refusal(packed([*members[:1], ("files/../../etc/passwd", b"x"), *members[1:]])) == "damaged"
    assert refusal(packed([*members[:1], ("readme", b"x"), *members[1:]])) == "foreign"


def packed(members: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SQLite format 3\x00" * 100,
        packed([]),
        packed([("anything.txt", b"x")]),
        packed([("sauro-backup.json", b"not json")]),
        packed([("sauro-backup.json", b'{"schema": "sauro.plan/1"}')]),
        packed([("sauro-backup.json", b"[]")]),
    ],
)
def test_other_files_are_foreign(data):
    assert refusal(data) == "foreign"


def test_a_later_form_is_newer():
    head = forms.head_json(HEAD).replace(b"sauro.backup/1", b"sauro.backup/2")
    assert refusal(packed([("sauro-backup.json", head)])) == "newer"


def test_a_link_in_the_archive_is_foreign():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        link = tarfile.TarInfo("sauro-backup.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert refusal(stream.getvalue()) == "foreign"


@given(st.binary(max_size=2000))
def test_any_bytes_are_refused(data):
    refusal(data)


def test_a_content_that_changes_while_it_is_copied_is_not_taken():
    writer = Writer(io.BytesIO(), HEAD)
    for data in (b"other", b"sho"):
        with pytest.raises(BackupRefused) as refused:
            writer.add_content(Content(hashlib.sha256(b"first").hexdigest(), 5), io.BytesIO(data))
        assert refused.value.code == "files_moving"
