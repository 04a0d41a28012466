"""A database of its own for tests that need real processes: commits seen by others, kills, two writers at
once.

Belongs here: making the database on the kind of server that the run was given, running Python against it,
throwing it away. Does not belong here: anything that a test asserts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scratch import template

PRELUDE = """\
import json, os, sys, time
import django
django.setup()
"""
SECONDS = 180


@dataclass(frozen=True)
class Scratch:
    """``environment`` is all that a child process sees."""

    environment: dict[str, str]
    folder: Path

    def start(self, script: str, **more: str) -> subprocess.Popen[str]:
        """A Python process with Django set up; talk to it through its pipes."""
        return subprocess.Popen(
            [sys.executable, "-c", PRELUDE + textwrap.dedent(script)],
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str, **more: str) -> Any:
        """Runs the script to its end; its last line of output, which is JSON."""
        process = self.start(script, **more)
        output, errors = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, errors
        return json.loads(output.strip().splitlines()[-1]) if output.strip() else None


def wait_for_line(process: subprocess.Popen[str], wanted: str) -> None:
    """Blocks until the process says ``wanted``; fails with its errors when it ends before."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == wanted:
            return
    assert process.stderr is not None
    raise AssertionError(f"the process ended without saying {wanted!r}: {process.stderr.read()}")


@contextmanager
def scratch_database(folder: Path, *, tables: bool = True) -> Iterator[Scratch]:
    """With every table, or (``tables`` False) without any."""
    with _address(folder, tables=tables) as address:
        yield Scratch(_environment(folder, address), folder)


def _environment(folder: Path, address: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DATABASE_URL": address,
        "SAURO_DATA": str(folder / "data"),
        "SAURO_SECRET_KEY": "only-for-tests-" + "0" * 40,
        "SAURO_STATIC": "plain",
        "SAURO_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "sauro.config.settings",
        "PYTHONUTF8": "1",
    }


@contextmanager
def _address(folder: Path, *, tables: bool) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        file = folder / "scratch.sqlite3"
        if tables:
            template.copy_sqlite(file)
        yield f"sqlite:////{str(file).lstrip('/')}"
        return
    import psycopg

    name = f"sauro_scratch_{uuid.uuid4().hex[:12]}"
    if tables:
        template.copy_postgresql(given, name)
    else:
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield template.beside(given, name)
    finally:
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_for_workers(scratch: Scratch, count: int, *, seconds: float = 60) -> None:
    """Until so many workers have said that they run: from then on they stop in order when asked. Killed ones count."""
    script = "from sauro.jobs.models import Worker\nprint(json.dumps(Worker.objects.count()))\n"
    deadline = time.monotonic() + seconds
    while scratch.run(script) < count:
        assert time.monotonic() < deadline, "the workers did not begin"
