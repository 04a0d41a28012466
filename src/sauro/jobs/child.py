"""A program run in a child process that cannot cost more than it was given.

Belongs here: limits, time, and ending a whole process group. Does not belong here: what the program does
with its input.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

Ended = Literal["done", "time", "memory", "killed"]

LAUNCHER = str(Path(__file__).with_name("_limits.py"))
MEMORY_WORDS = (b"MemoryError", b"std::bad_alloc", b"Cannot allocate memory", b"out of memory")
READ_BYTES = 64 * 1024
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR")
"""All that a child sees of our environment: the keys of the installation stay with the parent."""


@dataclass(frozen=True, slots=True)
class ChildResult:
    """How it ended. ``done``: by itself, ``code`` says how; ``time``/``memory``: it needed more than it was
    given; ``killed``: by a signal, or because it wrote more than ``output_mb``. ``code`` is negative for a
    signal.
    """

    code: int
    stdout: bytes
    stderr: bytes
    ended: Ended

    @property
    def well(self) -> bool:
        return self.ended == "done" and self.code == 0


def run_limited(
    argv: Sequence[str],
    *,
    stdin: bytes | IO[bytes],
    seconds: float,
    memory_mb: int,
    output_mb: int = 64,
    file_mb: int = 64,
    environment: Mapping[str, str] | None = None,
) -> ChildResult:
    """Runs ``argv`` (a list, never a shell) on ``stdin``; returns when it and all its children are gone.

    An open file as ``stdin`` is handed over as it is, from where it stands: a large one is never held in memory here.

    ``memory_mb`` bounds the address space, ``seconds`` both the clock and the processor time, ``file_mb``
    each file that it writes. FileNotFoundError where the program is not there. The child dies with the
    thread that called this.
    """
    program = shutil.which(argv[0])
    if program is None:
        raise FileNotFoundError(f"no program named {argv[0]!r}")
    limits = (memory_mb * 1024 * 1024, max(int(seconds + 0.999), 1), file_mb * 1024 * 1024, os.getpid())
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", LAUNCHER, *map(str, limits), "--", program, *argv[1:]],
        stdin=subprocess.PIPE if isinstance(stdin, bytes) else stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=_environment(environment),
        close_fds=True,
    )
    assert process.stdout
    assert process.stderr
    room = output_mb * 1024 * 1024
    outputs = [
        _Reader(process.stdout, room, process),
        _Reader(process.stderr, min(room, 1024 * 1024), process),
    ]
    threads: list[threading.Thread] = [*outputs]
    if isinstance(stdin, bytes):
        threads.append(threading.Thread(target=_feed, args=(process.stdin, stdin), daemon=True))
    for thread in threads:
        thread.start()
    late = False
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        late = True
    finally:
        _end_group(process)
    for thread in threads:
        thread.join()
    stdout, stderr = outputs
    ended = _how(process.returncode, bytes(stderr.taken), late=late, flooded=stdout.flooded or stderr.flooded)
    return ChildResult(process.returncode, bytes(stdout.taken), bytes(stderr.taken), ended)


def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **(extra or {})}


class _Reader(threading.Thread):
    """Takes what comes out of a pipe up to ``room`` bytes; ends the group when there is more."""

    def __init__(self, stream: IO[bytes], room: int, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.stream, self.room, self.process = stream, room, process
        self.taken = bytearray()
        self.flooded = False

    def run(self) -> None:
        with self.stream:
            while piece := os.read(self.stream.fileno(), READ_BYTES):
                if len(self.taken) + len(piece) > self.room:
                    self.taken += piece[: self.room - len(self.taken)]
                    self.flooded = True
                    _kill_group(self.process)
                    return
                self.taken += piece


def _feed(stream: IO[bytes], content: bytes) -> None:
    try:
        with stream:
            stream.write(content)
    except BrokenPipeError:
        return  # the program ended, or does not want the rest: how it ended says why


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends what the program left behind too: a grandchild would hold the pipes open for ever."""
    _kill_group(process)
    process.wait()
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.01)


def _how(code: int, stderr: bytes, *, late: bool, flooded: bool) -> Ended:
    if flooded:
        return "killed"
    if late or code == -signal.SIGXCPU:
        return "time"
    if code != 0 and any(words in stderr[-4096:] for words in MEMORY_WORDS):
        return "memory"
    return "killed" if code < 0 else "done"
