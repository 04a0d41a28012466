"""The real product on a scratch database, as an installation runs it.

Belongs here: making it, filling it, serving it, signing in, ending it, what its processes cost. Does not belong here: the load (``loader``).
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
READY_SECONDS = 60
STOP_SECONDS = 30


@dataclass(frozen=True)
class Served:
    """A running server: where, which process leads its group."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def spent(self) -> Spent:
        return spent_by_group(self.process.pid)


@dataclass(frozen=True)
class Spent:
    """Processor time so far and memory now of all processes of a server."""

    seconds: float
    megabytes: float


def spent_by_group(group: int) -> Spent:
    """All processes of the process group."""
    return _spent(lambda _process, fields: int(fields[2]) == group)


def spent_by_children(parent: int) -> Spent:
    """The process, its children, and its children that have ended."""
    fields = _fields(Path(f"/proc/{parent}"))
    ended = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    now = _spent(lambda process, fields: parent in (process, int(fields[1])))
    return Spent(now.seconds + ended, now.megabytes)


def _fields(folder: Path) -> list[str]:
    """Of /proc/<pid>/stat after the name: [1] parent, [2] group, [11] user and [12] system ticks, [13] and [14] those of ended children."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def _spent(chosen: Callable[[int, list[str]], bool]) -> Spent:
    """Sums over /proc; memory is proportional, so that shared pages count once."""
    ticks, memory = 0, 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = _fields(folder)
            if not chosen(int(folder.name), fields):
                continue
            ticks += int(fields[11]) + int(fields[12])
            found = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        memory += int(found[1]) if found else 0
    return Spent(ticks / os.sysconf("SC_CLK_TCK"), memory / 1024)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, database: str) -> dict[str, str]:
    """What the product's processes see: their defaults, their own folder, nothing of the caller's installation."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SAURO_", "DATABASE_"))}
    kept.pop("PORT", None)
    return kept | {
        "DATABASE_URL": database,
        "SAURO_DATA": str(folder),
        "SAURO_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "sauro.config.settings",
        "PYTHONUTF8": "1",
    }


def command(env: Mapping[str, str], *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sauro.config.cli", *words],
        env=dict(env), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"sauro {' '.join(words)}: {done.stderr[-3000:]}")


def own_database(server: str, name: str) -> str:
    """A new database on the PostgreSQL server with that address."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def make(folder: Path, database: str, tasks: int) -> tuple[dict[str, str], dict[str, Any]]:
    """A set-up installation with that many tasks: its environment and what filling it took."""
    folder.mkdir(parents=True)
    env = environment(folder, database)
    command(env, "setup")
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "filling.py"), str(tasks)],
        env=env, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"filling {tasks} tasks: {done.stderr[-3000:]}")
    return env, json.loads(done.stdout.splitlines()[-1])


@contextmanager
def serving(name: str, argv: list[str], env: Mapping[str, str], port: int, folder: Path) -> Iterator[Served]:
    """The server in a process group of its own, until the block ends."""
    log = folder / f"{name}.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            argv, env=dict(env), stdout=stream, stderr=subprocess.STDOUT, start_new_session=True, cwd=folder
        )
        try:
            wait_for(port, process, log)
            yield Served(name, port, process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def serve_argv(port: int) -> list[str]:
    """`sauro serve` with its usual number of processes and threads."""
    return [sys.executable, "-m", "sauro.config.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped while starting:\n{log.read_text()[-3000:]}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(
        f"the server did not open its port within {READY_SECONDS} s:\n{log.read_text()[-3000:]}"
    )


def sign_in(port: int, email: str, password: str) -> str:
    """The cookies of a session, got through the sign-in page as a person gets them."""
    jar: dict[str, str] = {}

    def ask(method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in jar.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            key, _, value = line.split(";", 1)[0].partition("=")
            jar[key] = value
        return answer.status, answer.read().decode()

    _, page = ask("GET", "/dang-nhap")
    token = CSRF.search(page)
    if token is None:
        raise RuntimeError("the sign-in page holds no form")
    fields = {"email": email, "password": password, "csrfmiddlewaretoken": token[1]}
    status, page = ask("POST", "/dang-nhap", urlencode(fields))
    if status != 302:
        raise RuntimeError(f"signing in was answered with {status}")
    return "; ".join(f"{key}={value}" for key, value in jar.items())
