"""Backup and restore killed in their middle, by SIGKILL, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from integration.config.backup_world import at, everything, forget, quick_tables, quiet, same
from sauro.config.backup.actions import make_backup, restore, restoring
from sauro.files.actions import store
from sauro.people.models import Account
from scratch import wait_for_line
from worlds.cast import MAKER
from worlds.fixtures import cast, files_root  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
TESTS = Path(__file__).resolve().parents[2]
PRELUDE = """
import sys, time
import django
django.setup()
from pathlib import Path
from integration.config.backup_world import quick_tables, quiet
from sauro.audit.actor import Actor
from sauro.config.backup.actions import make_backup, making, places, restore, restoring
restoring._built = quick_tables
BY = Actor.system("tests")
def hang(*_given, **_named):
    print("here", flush=True)
    time.sleep(600)
"""
BACKING_UP = "making._contents = hang\nmake_backup(target=Path(sys.argv[1]), by=BY, say=quiet)"
RESTORING = "restore(archive=Path(sys.argv[1]), replace=True, by=BY, say=quiet)"
LOADED = f"restoring._finish = hang\n{RESTORING}"
SWITCHING = f"""
real = places.PostgresPlace._functions
places.PostgresPlace._functions = lambda self, schema: hang() if schema == places.NEW_SCHEMA else real(self, schema)
places.Path.replace = hang
{RESTORING}
"""


def address() -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    given = connection.settings_dict
    who = f"{given['USER']}:{given['PASSWORD']}@" if given["USER"] else ""
    host, port = str(given["HOST"] or ""), f":{given['PORT']}" if given["PORT"] else ""
    if host.startswith("/"):
        return f"postgresql://{who}{port}/{given['NAME']}?host={quote(host, safe='')}"
    return f"postgresql://{who}{host}{port}/{given['NAME']}"


def killed(script: str, argument: Path) -> None:
    """Runs the script to the place where it hangs, and kills it there."""
    process = subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script, str(argument)],
        env={
            **os.environ,
            "DATABASE_URL": address(),
            "SAURO_DATA": str(Path(settings.FILES_ROOT).parent),
            "DJANGO_SETTINGS_MODULE": "sauro.config.settings",
            "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_line(process, "here")
    process.kill()
    process.communicate(timeout=60)


@pytest.fixture
def place(cast, files_root, tmp_path, monkeypatch) -> Iterator[Callable[[], None]]:  # type: ignore[no-untyped-def]  # noqa: F811
    """People and a content in a database that other processes can open: on SQLite a file of its own."""
    store(data="Minh chứng".encode() * 1000, media_type="text/plain", by=MAKER)
    monkeypatch.setattr(restoring, "_built", quick_tables)
    if connection.vendor == "postgresql":
        yield
        return
    first = make_backup(target=tmp_path / "first.tar", by=MAKER, say=quiet)
    with at(tmp_path / "db" / "sauro.sqlite3"):
        restore(archive=first.path, replace=False, by=MAKER, say=quiet)
        yield


def test_a_killed_backup_leaves_nothing(place, tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "backups"
    folder.mkdir()
    killed(BACKING_UP, folder / "b.tar")
    assert list(folder.iterdir()) == []
    make_backup(target=folder / "b.tar", by=MAKER, say=quiet)


@pytest.mark.parametrize("script", [LOADED, SWITCHING], ids=["loaded", "switching"])
def test_a_killed_restore_leaves_the_old_data_and_the_next_one_works(place, tmp_path, script) -> None:  # type: ignore[no-untyped-def]
    archive = make_backup(target=tmp_path / "b.tar", by=MAKER, say=quiet).path
    wanted = everything()
    Account.objects.update(position="đổi sau khi sao lưu")
    present = everything()
    connection.close()
    killed(script, archive)
    assert everything() == present
    restore(archive=archive, replace=True, by=MAKER, say=quiet)
    forget()
    wanted["audit_event"] = [line for line in wanted["audit_event"] if b"backup.made" not in line]
    same(everything(), wanted, 1)
