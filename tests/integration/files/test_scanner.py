"""The virus scanner: its conversation over real sockets, with a server of our own and, where it is here, with clamd."""

from __future__ import annotations

import io
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration.files.places import SUBJECT, sent
from sauro.config.doctor_evidence import evidence
from sauro.files.actions import attach
from sauro.files.models import Attachment
from sauro.files.scanner import Scanner, ScannerAddressError, ScannerSilent, parse_scanner
from unit.files import make
from worlds.cast import Cast

HARM = b"day-la-mau-thu-vo-hai-cua-chung-toi"


def exactly(connection: socket.socket, count: int) -> bytes:
    taken = b""
    while len(taken) < count:
        piece = connection.recv(count - len(taken))
        assert piece, "the client ended too early"
        taken += piece
    return taken


def converse(connection: socket.socket, answer: bytes | None) -> bytes:
    """What clamd does with INSTREAM; ``answer`` replaces its judgement."""
    assert exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!I", exactly(connection, 4))[0]:
        content += exactly(connection, length)
    found = b"stream: Mau-thu FOUND\0" if HARM in content else b"stream: OK\0"
    connection.sendall(found if answer is None else answer)
    return content


@contextmanager
def scanning(place: Path | None, answer: bytes | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner at a socket file, or at a port of this machine; what it was given."""
    given_: list[bytes] = []
    server = socket.socket(socket.AF_UNIX if place else socket.AF_INET, socket.SOCK_STREAM)
    server.bind(str(place) if place else ("127.0.0.1", 0))
    server.listen()

    def serve() -> None:
        connection, _address = server.accept()
        with connection:
            given_.append(converse(connection, answer))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"unix:{place}" if place else f"tcp://127.0.0.1:{server.getsockname()[1]}", given_
    finally:
        server.close()
        thread.join(10)


def scanner(address: str) -> Scanner:
    found = parse_scanner(address)
    assert found is not None
    return found


@pytest.mark.parametrize("by_file", [True, False])
@pytest.mark.parametrize(
    ("content", "found"), [(b"x" * 200_000, ""), (b"", ""), (b"a" * 70_000 + HARM, "Mau-thu")]
)
def test_all_of_the_content_is_judged(tmp_path: Path, by_file: bool, content: bytes, found: str) -> None:
    file = io.BytesIO(content)
    file.read(7)
    with scanning(tmp_path / "clamd" if by_file else None) as (address, given_):
        assert scanner(address).find(file) == found
    assert given_ == [content]
    assert file.tell() == 0


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: x ERROR\0", b"\xff\0"]
)
def test_no_judgement_is_no_pass(tmp_path: Path, answer: bytes) -> None:
    with scanning(tmp_path / "clamd", answer) as (address, _given), pytest.raises(ScannerSilent):
        scanner(address).find(io.BytesIO(b"x"))


def test_nobody_there_is_no_pass(tmp_path: Path) -> None:
    with pytest.raises(ScannerSilent):
        scanner(f"unix:{tmp_path / 'nobody'}").find(io.BytesIO(b"x"))


@pytest.mark.parametrize(
    "address",
    [
        "clamd",
        "unix:relative",
        "tcp://",
        "tcp://host",
        "tcp://h:0",
        "tcp://h:99999",
        "http://h:1",
        "tcp://h:1/x",
    ],
)
def test_an_address_of_nothing_is_refused(address: str) -> None:
    with pytest.raises(ScannerAddressError):
        parse_scanner(address)


def test_no_address_is_no_scanner() -> None:
    assert parse_scanner("") is None
    assert parse_scanner("tcp://127.0.0.1:3310") == Scanner(host="127.0.0.1", port=3310)


@given(st.text(max_size=40))
def test_any_address_is_read_or_refused(address: str) -> None:
    with suppress(ScannerAddressError):
        parse_scanner(address)


@pytest.mark.django_db
@pytest.mark.usefixtures("files_root", "places", "quick")
@pytest.mark.parametrize("case", ["clean", "harm", "silent"])
def test_a_file_is_kept_only_when_nothing_was_found(
    cast: Cast, files_root: Path, settings: object, tmp_path: Path, case: str
) -> None:
    data = make.paper("chu " + HARM.decode()) if case == "harm" else make.paper()
    with scanning(tmp_path / "clamd", b"" if case == "silent" else None) as (address, given_):
        settings.CLAMAV = address  # type: ignore[attr-defined]
        (outcome,) = attach(subject=SUBJECT, uploads=[sent("a.pdf", data)], by=cast["focal_point"])
    assert given_ == [data]
    code = outcome.refused.code if outcome.refused else ""
    assert code == {"clean": "", "harm": "virus", "silent": "virus_unchecked"}[case]
    assert Attachment.objects.exists() == (case == "clean")
    assert any(path.is_file() for path in files_root.rglob("*")) == (case == "clean")


@pytest.mark.parametrize(("answer", "level"), [(None, "ok"), (b"", "fail")])
def test_the_doctor_says_whether_the_scanner_answers(
    settings: object, tmp_path: Path, answer: bytes | None, level: str
) -> None:
    assert list(evidence()) == []
    with scanning(tmp_path / "clamd", answer) as (address, _given):
        settings.CLAMAV = address  # type: ignore[attr-defined]
        (found,) = evidence()
    assert (found.code, found.level) == ("scanner", level)


@pytest.mark.skipif(shutil.which("clamd") is None, reason="clamd is not here")
def test_with_the_real_scanner(tmp_path: Path) -> None:
    """Its own signatures are large; one line of ours is enough."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "own.ndb").write_text(f"Mau.Thu:0:*:{HARM.hex()}\n")
    place = tmp_path / "clamd.sock"
    (tmp_path / "clamd.conf").write_text(
        f"LocalSocket {place}\nDatabaseDirectory {tmp_path / 'db'}\nForeground yes\nLogFile {tmp_path / 'log'}\n"
    )
    process = subprocess.Popen(["clamd", "-c", str(tmp_path / "clamd.conf")])
    try:
        deadline = time.monotonic() + 30
        while not place.exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert scanner(f"unix:{place}").find(io.BytesIO(b"x")) == ""
        assert "Mau.Thu" in scanner(f"unix:{place}").find(io.BytesIO(b"a" + HARM))
    finally:
        process.terminate()
        process.wait(20)
