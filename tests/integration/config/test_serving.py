"""`sauro serve --with-worker` as real processes: ready, stopped together, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scratch import Scratch, scratch_database

SECONDS = 80


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with scratch_database(tmp_path_factory.mktemp("serving"), tables=False) as scratch:
        scratch.environment["SAURO_STATIC"] = "manifest"
        refused = sauro(scratch, "serve", "--with-worker")
        assert refused.returncode == 1, "an installation that is not set up must not be served"
        assert "sauro setup" in refused.stderr
        done = sauro(scratch, "setup")
        assert done.returncode == 0, done.stderr
        assert sauro(scratch, "setup").returncode == 0
        yield scratch


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sauro(scratch: Scratch, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sauro.config.cli", *arguments],
        env=scratch.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def serve(scratch: Scratch, port: int, *options: str) -> subprocess.Popen[bytes]:
    log = (scratch.folder / "serve.log").open("wb")
    with log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sauro.config.cli", "serve", *options, "--port", str(port)],
            env=scratch.environment,
            stdout=log,
            stderr=log,
        )
    wait_until(lambda: status(port, "/readyz") == 200, "the server did not become ready", process)
    return process


def status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def children(process: subprocess.Popen[bytes]) -> dict[str, int]:
    """The programs that the keeper runs, by their command."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == process.pid and b"sauro.config.cli" in words:
            found[words[words.index(b"sauro.config.cli") + 1].decode()] = int(entry.name)
    return found


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(what: object, complaint: str, process: subprocess.Popen[bytes] | None = None) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():  # type: ignore[operator]
        assert process is None or process.poll() is None, complaint
        assert time.monotonic() < deadline, complaint
        time.sleep(0.1)


def test_it_serves_works_and_stops_together_when_asked(installed: Scratch, port: int) -> None:
    process = serve(installed, port, "--with-worker")
    parts = children(process)
    assert set(parts) == {"serve", "worker"}
    assert status(port, "/healthz") == 200
    refused = sauro(installed, "serve", "--port", str(port))
    assert refused.returncode == 1
    assert str(port) in refused.stderr
    wait_until(lambda: "worker" not in warnings(installed), "the worker did not sign")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=SECONDS) == 0, (installed.folder / "serve.log").read_text()
    assert not any(running(pid) for pid in parts.values())
    assert "worker" in warnings(installed)


def test_alone_it_serves_pages_that_ask_the_database(installed: Scratch, port: int) -> None:
    process = serve(installed, port)
    assert status(port, "/dang-nhap") == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=SECONDS) == 0, (installed.folder / "serve.log").read_text()


def warnings(scratch: Scratch) -> set[str]:
    answer = sauro(scratch, "doctor", "--format", "json")
    return {check["code"] for check in json.loads(answer.stdout)["checks"] if check["level"] != "ok"}


@pytest.mark.parametrize("part", ["serve", "worker"])
def test_when_one_part_is_killed_the_other_stops_and_the_exit_code_says_so(
    installed: Scratch, port: int, part: str
) -> None:
    process = serve(installed, port, "--with-worker")
    parts = children(process)
    os.kill(parts[part], signal.SIGKILL)
    assert process.wait(timeout=SECONDS) == 1
    assert not any(running(pid) for pid in parts.values())
    assert '"program_ended"' in (installed.folder / "serve.log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_when_the_keeper_is_killed_nothing_is_left_behind(installed: Scratch, port: int) -> None:
    process = serve(installed, port, "--with-worker")
    parts = children(process)
    process.kill()
    process.wait()
    wait_until(lambda: not any(running(pid) for pid in parts.values()), "a part went on without its keeper")
    wait_until(lambda: status(port, "/healthz") == 0, "something still answers")
