"""Uploads that end in the middle, over real connections: cut, killed, sent twice at once. Nothing is left, nothing doubled.

Each runs on the database that the run was given.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from integration.files.serving import BASE, SECONDS, Server, serving
from unit.files import make

KILLED_WHILE_STORING = """
import signal
from django.core.files.uploadedfile import SimpleUploadedFile
from sauro.files.actions import attach, attachments
from unit.files import make
attachments._keep_picture = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
attach(subject="thu:kill", uploads=[SimpleUploadedFile("a.pdf", make.paper("bi giet giua chung"))], by=BY)
"""
SWEEP = """
from datetime import timedelta
from pathlib import Path
from django.utils import timezone
from sauro.files.actions import sweep
orphan, said = Path(os.environ["ORPHAN"]), []
for days in (-1, -1, 1, 1):
    said.append([sweep(before=timezone.now() + timedelta(days=days)), orphan.exists()])
print(json.dumps(said))
"""


def until(what: object) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("uploads")) as made:
        yield made


def picture() -> bytes:
    """Larger than what the server holds in memory, each time another one."""
    return make.photograph("PNG", (1200, 900), compress_level=0)


def test_an_upload_that_ends_in_the_middle_leaves_nothing(server: Server) -> None:
    """First the line is cut, then the server is killed."""
    before, kept, whole = server.named(), server.kept(), server.request(picture())
    for killed in (False, True):
        connection = server.open(whole[: len(whole) * 3 // 4])
        until(lambda: server.waiting() == 1)
        assert server.named() == before, "what waits has no name"
        if killed:
            os.kill(server.worker, signal.SIGKILL)
        connection.close()
        until(lambda: not Path(f"/proc/{server.worker}/fd").exists() or server.waiting() == 0)
        assert server.named() == before
    assert server.kept() == kept, "another worker has taken over"


def test_the_same_file_sent_twice_at_once_is_stored_once(server: Server) -> None:
    whole = server.request(picture())

    def send(_number: int) -> bytes:
        with server.open(whole) as connection:
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))
    assert [answer.split(b" ", 2)[1] for answer in answers] == [b"200"] * 2, answers
    reasons = [json.loads(answer.rpartition(b"\r\n\r\n")[2])["files"][0]["reason"] for answer in answers]
    assert sorted(reasons) == ["", "Tệp này đã có ở đây, với tên a.png."]
    assert server.kept() == 1
    assert len(server.named()) == 2, "the content and its picture"


def test_what_a_killed_process_stored_without_a_row_is_swept(server: Server) -> None:
    """Put aside by one sweep and taken away by the next; what has a row, and what is young, stays."""
    before = set(server.named())
    process = server.scratch.start(BASE + KILLED_WHILE_STORING)
    process.communicate(timeout=SECONDS)
    assert process.returncode == -signal.SIGKILL
    (orphan,) = set(server.named()) - before
    swept = server.scratch.run(BASE + SWEEP, ORPHAN=str(orphan))
    assert swept == [[0, True], [0, True], [0, False], [1, False]]
    assert set(server.named()) == before
