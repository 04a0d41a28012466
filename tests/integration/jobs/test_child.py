"""A child process cannot cost more than it was given: time, memory, output, files, grandchildren, secrets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sauro.jobs.child import ChildResult, run_limited


def python(code: str, *, stdin: bytes = b"", **limits: object) -> ChildResult:
    given = {"seconds": 20, "memory_mb": 512, **limits}
    return run_limited([sys.executable, "-I", "-c", code], stdin=stdin, **given)  # type: ignore[arg-type]


def test_a_program_reads_writes_and_ends_by_itself() -> None:
    ended = python("import sys; sys.stdout.write(sys.stdin.read().upper())", stdin="văn bản".encode())
    assert ended == ChildResult(0, "VĂN BẢN".encode(), b"", "done")
    assert ended.well


def test_a_program_that_ends_with_a_code_of_its_own_is_done_but_not_well() -> None:
    ended = python("import sys; sys.stderr.write('why'); sys.exit(3)")
    assert (ended.code, ended.stderr, ended.ended, ended.well) == (3, b"why", "done", False)


def test_large_input_and_output_do_not_block_each_other() -> None:
    content = os.urandom(8 * 1024 * 1024)
    ended = python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", stdin=content)
    assert ended.well
    assert ended.stdout == content


def test_input_that_is_not_read_is_no_error() -> None:
    assert python("pass", stdin=b"x" * 4 * 1024 * 1024).well


def test_time_on_the_clock_is_limited() -> None:
    began = time.monotonic()
    ended = python("import time; time.sleep(60)", seconds=0.5)
    assert ended.ended == "time"
    assert time.monotonic() - began < 10


def test_processor_time_is_limited() -> None:
    assert python("while True: pass", seconds=1).ended == "time"


def test_memory_is_limited() -> None:
    ended = python("x = bytearray(900 * 1024 * 1024)", memory_mb=256)
    assert ended.ended == "memory"
    assert ended.code != 0


def test_output_is_capped() -> None:
    ended = python("import sys\nwhile True: sys.stdout.write('x' * 65536)", output_mb=1)
    assert ended.ended == "killed"
    assert len(ended.stdout) == 1024 * 1024


def test_a_file_cannot_grow_past_its_limit(tmp_path: Path) -> None:
    target = tmp_path / "big"
    ended = python(f"open({str(target)!r}, 'wb').write(b'x' * 4 * 1024 * 1024)", file_mb=1)
    assert ended.code != 0
    assert target.stat().st_size <= 1024 * 1024


def test_a_program_killed_by_a_signal_says_so() -> None:
    ended = python("import os; os.kill(os.getpid(), 9)")
    assert (ended.code, ended.ended) == (-signal.SIGKILL, "killed")


def test_grandchildren_end_with_the_program(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(mark)!r}, 'w').write(str(child.pid))"
    )
    began = time.monotonic()
    assert python(code).code == 0
    assert time.monotonic() - began < 20
    assert not alive(int(mark.read_text()))


def test_the_child_does_not_see_the_keys_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAURO_SECRET_KEY", "very-secret-key-of-this-installation")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:password@db/x")
    ended = python("import os; print(sorted(os.environ))")
    assert b"SAURO" not in ended.stdout
    assert b"DATABASE_URL" not in ended.stdout


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-program"):
        run_limited(["no-such-program"], stdin=b"", seconds=1, memory_mb=64)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from sauro.jobs.child import run_limited\n"
            f"run_limited([sys.executable, '-c', {code!r}], stdin=b'', seconds=60, memory_mb=512)",
        ]
    )
    deadline = time.monotonic() + 20
    while not (mark.exists() and mark.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    assert not alive(int(mark.read_text()))


def alive(pid: int) -> bool:
    """Whether the process still runs after a moment to end; one that ended and waits to be collected does
    not.
    """
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True
