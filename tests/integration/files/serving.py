"""The product served with one place for evidence, on a database of its own, for tests that need real connections.

Belongs here: starting it, its form as bytes, what lies on its disk. Does not belong here: tests.
"""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scratch import Scratch, scratch_database

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


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    with scratch_database(folder) as scratch:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        (folder / "tmp").mkdir()
        scratch.environment.update(PYTHONPATH=str(TESTS), TMPDIR=str(folder / "tmp"))
        process = scratch.start(BASE + SERVE, PORT=str(port))
        try:
            assert process.stdout is not None
            said = [process.stdout.readline().strip() for _ in range(2)]
            assert all(said), process.stderr.read() if process.stderr else ""
            yield Server(scratch, port, said[0], int(said[1]))
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)
