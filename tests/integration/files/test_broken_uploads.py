"""Uploads that end in the middle, over real connections: cut, killed, sent twice at once. Nothing is left, nothing doubled.

Each runs on the database that the run was given.
"""

from __future__ import annotations

import http.client
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
MAKE = """
from django.test import Client
from sauro.people.actions import create_account
account = create_account(email="a@thachlam.test", name="Ai", password="mat-khau-rat-dai-1", by=BY)
client = Client()
client.force_login(account)
print(json.dumps(client.cookies["sauro_phien"].value))
"""
SERVE = """
from gunicorn.app.base import BaseApplication
from sauro.config.wsgi import application

class Server(BaseApplication):
    def load_config(self):
        self.cfg.set("bind", "127.0.0.1:" + os.environ["PORT"])
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 4)
        self.cfg.set("loglevel", "critical")
        self.cfg.set("post_worker_init", lambda worker: print(os.getpid(), "\\nready", flush=True))
    def load(self):
        return application

Server().run()
"""
COUNT = """
from sauro.files.models import Attachment, Blob
print(json.dumps([Attachment.objects.count(), Blob.objects.count()]))
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
from django.utils import timezone
from sauro.files.actions import sweep
print(json.dumps([sweep(before=timezone.now() + timedelta(days=days)) for days in DAYS]))
"""


@dataclass
class Server:
    scratch: Scratch
    port: int
    worker: int
    session: str

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

    def token(self) -> tuple[str, str]:
        """The form's token and the cookie that goes with it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", "/tai-lieu?cua=thu:1", headers={"Cookie": f"sauro_phien={self.session}"})
        answer = connection.getresponse()
        page = answer.read().decode()
        assert answer.status == 200, page[:300]
        cookie = re.search(r"sauro_csrf=([^;]+)", answer.headers["Set-Cookie"])
        written = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        connection.close()
        assert cookie
        assert written
        return written.group(1), cookie.group(1)

    def request(self, data: bytes) -> bytes:
        """The whole request of the form with one file."""
        token, cookie = self.token()
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
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scratch, str]]:
    with scratch_database(tmp_path_factory.mktemp("uploads"), migrate=("all",)) as scratch:
        (scratch.folder / "tmp").mkdir()
        scratch.environment.update(PYTHONPATH=str(TESTS), TMPDIR=str(scratch.folder / "tmp"))
        yield scratch, scratch.run(BASE + MAKE)


@pytest.fixture
def server(installed: tuple[Scratch, str]) -> Iterator[Server]:
    scratch, session = installed
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = scratch.start(BASE + SERVE, PORT=str(port))
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, process.stderr.read() if process.stderr else ""
        yield Server(scratch, port, int(first), session)
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def picture() -> bytes:
    """Larger than what the server holds in memory, each time another one."""
    return make.photograph("PNG", (1200, 900), compress_level=0)


@pytest.mark.parametrize("how", ["cut", "killed"])
def test_an_upload_that_ends_in_the_middle_leaves_nothing(server: Server, how: str) -> None:
    before, counts = server.named(), server.scratch.run(BASE + COUNT)
    whole = server.request(picture())
    connection = server.open(whole[: len(whole) * 3 // 4])
    until(lambda: server.waiting() == 1)
    assert server.named() == before, "what waits has no name"
    if how == "killed":
        os.kill(server.worker, signal.SIGKILL)
    connection.close()
    until(lambda: not Path(f"/proc/{server.worker}/fd").exists() or server.waiting() == 0)
    assert server.named() == before
    assert server.scratch.run(BASE + COUNT) == counts


def test_the_same_file_sent_twice_at_once_is_stored_once(server: Server) -> None:
    requests = [server.request(picture()) for _ in range(3)]

    def send(whole: bytes) -> str:
        with server.open(whole) as connection:
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer.decode()

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(send, requests))
    assert [answer.split(" ", 2)[1] for answer in answers] == ["200"] * 3, answers
    assert sum("đã có ở đây" in answer for answer in map(read_json_letters, answers)) == 2
    assert server.scratch.run(BASE + COUNT) == [1, 2]
    assert len(server.named()) == 2, "the content and its picture"


def read_json_letters(answer: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found.group(1), 16)), answer)


def test_what_a_killed_process_stored_without_a_row_is_swept(installed: tuple[Scratch, str]) -> None:
    """Put aside by one sweep and taken away by the next; what has a row, and what is young, stays."""
    scratch, _session = installed
    files = scratch.folder / "data" / "files"
    before = {path for path in files.rglob("*") if path.is_file()}
    process = scratch.start(BASE + KILLED_WHILE_STORING)
    process.communicate(timeout=SECONDS)
    assert process.returncode == -signal.SIGKILL
    (orphan,) = {path for path in files.rglob("*") if path.is_file()} - before
    assert scratch.run(BASE + SWEEP.replace("DAYS", "(-1, -1)")) == [0, 0]
    assert orphan.exists()
    assert scratch.run(BASE + SWEEP.replace("DAYS", "(1,)")) == [0]
    assert not orphan.exists()
    assert scratch.run(BASE + SWEEP.replace("DAYS", "(1,)")) == [1]
    assert {path for path in files.rglob("*") if path.is_file()} == before
