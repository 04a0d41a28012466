"""An empty database with every table, made once for a run and copied wherever a test wants a database of its own.

Belongs here: making it, copying it. Does not belong here: who wants a copy. Migrating takes ten seconds of processor
time, a copy a tenth of one. A run is one call of pytest, or of ``tests/parts.py`` for all its parts.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

RUN = "SAURO_TEST_RUN"
MIGRATE = """\
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
"""


def begin_run() -> Path | None:
    """The folder of a run that begins with this process; None where one is under way."""
    if RUN in os.environ:
        return None
    folder = Path(tempfile.mkdtemp(prefix="sauro-run-"))
    os.environ[RUN] = str(folder)
    return folder


def end_run(folder: Path, server: str) -> None:
    """``server`` is the PostgreSQL database that the run was given, or any other text."""
    if server.startswith("postgres") and (folder / "on-postgresql").exists():
        _on_server(server, f'DROP DATABASE IF EXISTS "{_name(folder)}" WITH (FORCE)')
    shutil.rmtree(folder, ignore_errors=True)


def sqlite_template() -> Path:
    """A file that nobody has open."""
    folder = Path(os.environ[RUN])
    template = folder / "template.sqlite3"
    with _alone(folder):
        if not template.exists():
            draft = folder / "draft.sqlite3"
            _migrate(f"sqlite:////{str(draft).lstrip('/')}", folder)
            draft.rename(template)
    return template


def copy_sqlite(to: Path) -> None:
    shutil.copyfile(sqlite_template(), to)


def copy_into_memory(uri: str) -> sqlite3.Connection:
    """A shared database in memory stays as long as somebody holds it: the caller keeps what is given."""
    memory = sqlite3.connect(uri, uri=True)
    template = sqlite3.connect(sqlite_template())
    template.backup(memory)
    template.close()
    return memory


def postgresql_template(server: str) -> str:
    """Its name, on the server that the run was given."""
    folder = Path(os.environ[RUN])
    with _alone(folder):
        if not (folder / "on-postgresql").exists():
            _on_server(server, f'CREATE DATABASE "{_name(folder)}"')
            _migrate(beside(server, _name(folder)), folder)
            (folder / "on-postgresql").touch()
    return _name(folder)


def copy_postgresql(server: str, name: str) -> str:
    """The address of a new database of that name."""
    template = postgresql_template(server)
    with _alone(Path(os.environ[RUN])):  # one copy at a time: a template must not be in use
        _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return beside(server, name)


def beside(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _name(folder: Path) -> str:
    return f"sauro_template_{folder.name.removeprefix('sauro-run-').lower()}"


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _migrate(address: str, folder: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "SAURO_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "sauro.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the template of the test databases was not made:\n{done.stderr[-3000:]}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
