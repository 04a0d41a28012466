"""Uploads that end in the middle, over real connections: cut, killed, sent twice at once. Nothing is left, nothing doubled.

Each runs on the database that the run was given.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from scratch import Scratch, scratch_database
from unit.files import make

TESTS = Path(__file__).resolve().parents[2]
BOUNDARY = "ranh-gioi-8f2c"
SECONDS = 60
BASE = """
from sauro.files import registry
registry.subject("thu", lambda account, subject: True, lambda account, subject: True)
from sauro.audit.actor import Actor
BY = Actor.system("tests")
"""
SERVE = """
from django.db import connections
from django.test import Client
from gunicorn.app.base import BaseApplication
from sauro.config.wsgi import application
from sauro.people.actions import create_account

account = create_account(email="a@thachlam.test", name="Ai", password="mat-khau-rat-dai-1", by=BY)
client = Client()
client.force_login(account)
print(client.cookies["sauro_phien"].value, flush=True)
connections.close_all()

class Server(BaseApplication):
    def load_config(self):
        self.cfg.set("bind", "127.0.0.1:" + os.environ["PORT"])
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 4)
        self.cfg.set("loglevel", "critical")
        self.cfg.set("post_worker_init", lambda worker: print(os.getpid(), flush=True))
    def load(self):
        return application

Server().run()
"""
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


@dataclass
class Server:
    scratch: Scratch
    port: int
    session: str
    worker: int

    @property
    def files(self) -> Path:
        return self.scratch.folder / "data" / "files"

    def named(self) -> list[Path]:
        """All that has a name where contents lie, or where other programs would keep parts."""
        places = (self.files, self.scratch.folder / "tmp")
        return [path for place in places for path in place.rglob("*") if path.is_file()]

    def waiting(self) -> int:
        """Files without a name that the server holds open beside the contents."""
        found = 0
        for entry in Path(f"/proc/{self.worker}/fd").iterdir():
            try:
                target = str(entry.readlink())
            except FileNotFoundError:
                continue
            found += target.startswith(str(self.files)) and target.endswith("(deleted)")
        return found

    def page(self) -> tuple[str, str]:
        """The page of the place and the cookie of its form."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", "/tai-lieu?cua=thu:1", headers={"Cookie": f"sauro_phien={self.session}"})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        assert answer.status == 200, page[:300]
        cookie = re.search(r"sauro_csrf=([^;]+)", answer.headers["Set-Cookie"])
        assert cookie
        return page, cookie.group(1)

    def kept(self) -> int:
        return self.page()[0].count('<a href="/tai-lieu/')

    def request(self, data: bytes) -> bytes:
        """The whole request of the form with one file."""
        page, cookie = self.page()
        written = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert written
        token = written.group(1)
        body = b""
        for name, value in (("csrfmiddlewaretoken", token), ("subject", "thu:1")):
            body += (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            )
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n'.encode()
        body += b"Content-Type: image/png\r\n\r\n" + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        head = (
            f"POST /tai-lieu HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
            f"Accept: application/json\r\nCookie: sauro_phien={self.session}; sauro_csrf={cookie}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def open(self, piece: bytes) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        connection.sendall(piece)
        return connection


def until(what: object) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with (
        scratch_database(tmp_path_factory.mktemp("uploads"), migrate=("all",)) as scratch,
        socket.socket() as free,
    ):
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
        free.close()
        (scratch.folder / "tmp").mkdir()
        scratch.environment.update(PYTHONPATH=str(TESTS), TMPDIR=str(scratch.folder / "tmp"))
        process = scratch.start(BASE + SERVE, PORT=str(port))
        try:
            assert process.stdout is not None
            said = [process.stdout.readline().strip() for _ in range(2)]
            assert all(said), process.stderr.read() if process.stderr else ""
            yield Server(scratch, port, said[0], int(said[1]))
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)


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
