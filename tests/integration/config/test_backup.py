"""Backup and restore in one process: the drill on both kinds of database, refusals, what is never half done."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from integration.config.backup_world import at, contents, everything, forget, quick_tables, quiet, same
from integration.plans import sample
from sauro.audit import triggers
from sauro.audit.actions import seal_pending
from sauro.audit.queries import verify
from sauro.config import click_words, doctor
from sauro.config.backup.actions import check, make_backup, making, restore, restoring
from sauro.config.backup.refusals import BackupRefused
from sauro.config.cli import language_first, root
from sauro.files.actions import erase, store
from sauro.files.models import Blob
from sauro.people.actions import create_account
from sauro.people.models import Account
from sauro.plans import actions as plans
from worlds.cast import MAKER, PASSWORD
from worlds.fixtures import cast, files_root  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(cast, files_root, monkeypatch, settings, tmp_path):  # type: ignore[no-untyped-def]  # noqa: F811
    """People, a confirmed plan with its tasks, two stored contents, a chain of which a part is sealed.

    The data folder is the test's own: one restore at a time locks it, and tests run beside each other.
    """
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    text, result = sample.written()
    monkeypatch.setattr("sauro.plans.actions.reading.run_limited", sample.answering(text, result))
    received = plans.receive_import(data=text.encode(), filename="mau.txt", by=MAKER)
    plans.confirm_import(plan_import=plans.read_import(plan_import=received), by=MAKER)
    seal_pending()
    store(data="Minh chứng".encode() * 1000, media_type="text/plain", by=MAKER)
    return cast


@pytest.fixture
def archive(world, tmp_path) -> Path:  # type: ignore[no-untyped-def]
    return make_backup(target=tmp_path / "b.tar", by=MAKER, say=quiet).path


def refused(code: str, **call: object) -> BackupRefused:
    with pytest.raises(BackupRefused) as stopped:
        restore(**{"replace": False, "by": MAKER, "say": quiet, **call})  # type: ignore[arg-type]
    assert stopped.value.code == code
    assert stopped.value.message
    assert stopped.value.remedy
    return stopped.value


@pytest.fixture
def quickly(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(restoring, "_built", quick_tables)


def test_the_drill_into_an_empty_place_gives_the_same_tables_and_files(world, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    """From the database of this run into a new SQLite file; on PostgreSQL back again, over changed data."""
    before, files, head = everything(), contents(), verify().head
    assert sum(map(len, before.values())) > 500
    assert head
    made = make_backup(target=tmp_path / "there.tar", by=MAKER, say=quiet)
    home, settings.FILES_ROOT = settings.FILES_ROOT, tmp_path / "other-files"
    back_home = connection.vendor == "postgresql"
    with at(tmp_path / "other.sqlite3"), quick_when(back_home):
        restored = restore(archive=made.path, replace=False, by=MAKER, say=quiet)
        assert (restored.upgraded, restored.other_key) == (False, False)
        same(everything(), before, 1)
        assert contents() == files
        whole_and_alive(head)
        there = everything()
        back = make_backup(target=tmp_path / "back.tar", by=MAKER, say=quiet)
        assert back.manifest.head.database == "sqlite"
    settings.FILES_ROOT = home
    if back_home:
        Account.objects.update(position="đổi sau khi sao lưu")
        restore(archive=back.path, replace=True, by=MAKER, say=quiet)
        forget()
        same(everything(), there, 1)
        assert contents() == files
        whole_and_alive(head)


def quick_when(quick: bool) -> Any:
    """In each run one restore goes through the migrations: the one into the kind of database of the run."""
    return patch.object(restoring, "_built", quick_tables) if quick else nullcontext()


def test_changed_data_are_replaced_by_the_archive(archive, tmp_path, quickly) -> None:  # type: ignore[no-untyped-def]
    with at(tmp_path / "other.sqlite3"):
        restore(archive=archive, replace=False, by=MAKER, say=quiet)
        wanted = everything()
        mine = make_backup(target=tmp_path / "mine.tar", by=MAKER, say=quiet)
        Account.objects.update(position="đổi sau khi sao lưu")
        refused("not_empty", archive=mine.path)
        assert everything() != wanted
        restore(archive=mine.path, replace=True, by=MAKER, say=quiet)
        same(everything(), wanted, 1)
    assert sorted(path.name for path in tmp_path.glob("other*")) == ["other.sqlite3"]


def test_a_trail_that_was_already_broken_is_kept_as_it_is_and_said(archive, tmp_path, quickly) -> None:  # type: ignore[no-untyped-def]
    with at(tmp_path / "other.sqlite3"):
        restore(archive=archive, replace=False, by=MAKER, say=quiet)
        with triggers.lifted(connection), connection.cursor() as cursor:
            cursor.execute("UPDATE audit_event SET subject = 'khác' WHERE sequence = 2")
        made = make_backup(target=tmp_path / "mine.tar", by=MAKER, say=quiet)
        assert not made.manifest.trail.whole
        restore(archive=made.path, replace=True, by=MAKER, say=quiet)
        broken = verify().broken
        assert broken is not None
        assert broken.sequence == 2
        assert triggers.installed(connection)


def test_a_database_that_is_broken_is_replaced_only_when_told(archive, tmp_path, quickly) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "other.sqlite3"
    broken.write_bytes(b"khong phai co so du lieu" * 500)
    with at(broken):
        refused("not_empty", archive=archive)
        restore(archive=archive, replace=True, by=MAKER, say=quiet)
        assert verify().whole


def test_a_database_in_use_is_not_replaced(archive, tmp_path, quickly) -> None:  # type: ignore[no-untyped-def]
    other = tmp_path / "other.sqlite3"
    with at(other):
        restore(archive=archive, replace=False, by=MAKER, say=quiet)
        before = everything()
        reader = sqlite3.connect(other, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people_unit").fetchone()
        refused("in_use", archive=archive, replace=True)
        assert everything() == before
        reader.close()


def test_others_go_on_writing_and_the_archive_holds_one_moment(
    archive, tmp_path, quickly, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    """A second connection commits a row before each table is read: nobody waits, and none of the rows is taken."""
    real, written = making._table, []
    with nullcontext() if connection.vendor == "postgresql" else at(tmp_path / "other.sqlite3"):
        if connection.vendor == "sqlite":
            restore(archive=archive, replace=False, by=MAKER, say=quiet)
        other = second_connection()

        def table_later(writer, model):  # type: ignore[no-untyped-def]
            written.append(f"bang_{len(written)}")
            mark = "%s" if connection.vendor == "postgresql" else "?"
            statement = f"INSERT INTO django_content_type (app_label, model) VALUES ('thu', {mark})"  # noqa: S608 - two marks
            other.execute(statement, (written[-1],))
            return real(writer, model)

        monkeypatch.setattr(making, "_table", table_later)
        made = make_backup(target=tmp_path / "busy.tar", by=MAKER, say=quiet)
        other.close()
        assert ContentType.objects.filter(app_label="thu").count() == len(written) > 40
        table = made.manifest.table("django_content_type")
        assert table is not None
        assert table.rows == ContentType.objects.count() - len(written)
        assert check(archive=made.path, say=quiet) == made.manifest


def second_connection() -> Any:
    if connection.vendor == "sqlite":
        return sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None, timeout=1)
    import psycopg

    given = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{key: given[key] for key in keys if given.get(key)}, autocommit=True)


def whole_and_alive(head: str) -> None:
    """The chain holds and goes on, it is guarded, new rows get new keys, foreign keys are watched."""
    assert triggers.installed(connection)
    forget()
    number = len(Account.objects.all())
    made = create_account(
        name="Người mới", email=f"moi{number}@x.test", position="", password=PASSWORD, by=MAKER
    )
    assert Account.objects.count() == number + 1
    made.delete()
    seal_pending()
    verdict = verify()
    assert verdict.whole
    assert verdict.unsealed == 0
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_archive_is_for_its_owner_only_and_is_never_written_over(archive, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before = archive.read_bytes()
    with pytest.raises(BackupRefused) as stopped:
        make_backup(target=archive, by=MAKER, say=quiet)
    assert stopped.value.code == "exists"
    assert archive.read_bytes() == before
    with pytest.raises(BackupRefused) as stopped:
        make_backup(target=tmp_path / "no" / "folder.tar", by=MAKER, say=quiet)
    assert stopped.value.code == "not_writable"


def test_sessions_stay_out_and_the_key_too(archive, client, settings) -> None:  # type: ignore[no-untyped-def]
    names = {table.name for table in check(archive=archive, say=quiet).tables}
    assert not names & {"django_session", "usersessions_usersession", "jobs_worker"}
    assert {"audit_event", "people_account", "files_blob", "plans_task"} <= names
    assert settings.SECRET_KEY.encode() not in archive.read_bytes()


def test_a_content_erased_meanwhile_gives_a_new_moment(world, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    gone = store(data=b"sap xoa", media_type="text/plain", by=MAKER)
    real, first = making._contents, []

    def contents_later(writer, blobs, say):  # type: ignore[no-untyped-def]
        if not first:
            first.append(True)
            erase(blob=gone, reason="thử", by=MAKER)
        return real(writer, blobs, say)

    monkeypatch.setattr(making, "_contents", contents_later)
    made = make_backup(target=tmp_path / "b.tar", by=MAKER, say=quiet)
    assert made.manifest.lost == ()
    assert gone.sha256 not in {content.sha256 for content in made.manifest.files}
    assert check(archive=made.path, say=quiet) == made.manifest


def test_a_content_that_is_damaged_on_the_disk_is_named_and_the_rest_is_kept(world, tmp_path) -> None:  # type: ignore[no-untyped-def]
    hurt = store(data=b"se hong", media_type="text/plain", by=MAKER)
    hurt.path.chmod(0o600)
    hurt.path.write_bytes(b"da hong")
    made = make_backup(target=tmp_path / "b.tar", by=MAKER, say=quiet)
    assert made.manifest.lost == (hurt.sha256,)
    assert len(made.manifest.files) == Blob.objects.count() - 1


def test_what_cannot_be_used_changes_nothing(archive, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    before = everything()
    refused("not_empty", archive=archive)
    refused("unreadable", archive=tmp_path / "none.tar", replace=True)
    cut = tmp_path / "cut.tar"
    cut.write_bytes(archive.read_bytes()[:20000])
    refused("truncated", archive=cut, replace=True)
    monkeypatch.setattr(restoring, "_known", lambda: frozenset({"audit.0001_initial"}))
    refused("newer", archive=archive, replace=True)
    assert everything() == before


def test_a_restore_that_fails_at_the_last_step_leaves_the_old_data(  # type: ignore[no-untyped-def]
    archive, tmp_path, quickly, monkeypatch
) -> None:
    """Everything is loaded, and the trail turns out not to be what the manifest promises."""
    before = everything()
    monkeypatch.setattr(restoring, "verify", lambda **_given: type("Verdict", (), {"whole": False}))
    if connection.vendor == "postgresql":
        refused("audit_broken", archive=archive, replace=True)
        assert everything() == before
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'sauro_restoring'")
            assert cursor.fetchone() == (0,)
    else:
        with at(tmp_path / "other.sqlite3"):
            refused("audit_broken", archive=archive)
            assert connection.introspection.table_names() == []
        assert [path.name for path in tmp_path.glob("other*")] == ["other.sqlite3"]


def test_the_command_line_gives_one_json_document_and_progress_beside_it(world, tmp_path) -> None:  # type: ignore[no-untyped-def]
    def sauro(*arguments: str) -> tuple[int, dict[str, Any], str]:
        click_words.speak()
        answer = CliRunner().invoke(
            root(), language_first([*arguments, "--format", "json"]), prog_name="sauro"
        )
        return answer.exit_code, json.loads(answer.stdout), answer.stderr

    path = tmp_path / "b.tar"
    code, made, progress = sauro("backup", str(path))
    assert (code, made["schema"], made["lost"]) == (0, "sauro.backup_made/1", [])
    assert made["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "tệp…" in progress
    code, checked, _progress = sauro("restore", str(path), "--check")
    assert (code, checked["schema"], checked["rows"]) == (0, "sauro.backup_checked/1", made["rows"])
    assert checked["audit"] == made["audit"]
    for arguments, wanted in (
        (["backup", str(path)], "backup_exists"),
        (["restore", str(path)], "backup_not_empty"),
    ):
        code, refusal, sentence = sauro(*arguments)
        assert (code, refusal["schema"], refusal["code"]) == (1, "sauro.refusal/1", wanted)
        assert refusal["message"] in sentence
        assert refusal["remedy"]


def test_an_earlier_archive_is_built_with_the_steps_that_it_names() -> None:
    """The last step of each room that the archive has; rooms that came later are not built."""
    known = sorted(name for name in restoring._known() if name.startswith(("audit.", "jobs.0001")))
    assert restoring._targets(tuple(known)) == [
        ("audit", known[-2].removeprefix("audit.")),
        ("jobs", "0001_initial"),
    ]
    assert restoring._targets(("audit.0001_initial",)) == [("audit", "0001_initial")]
    assert set(MigrationLoader(None).graph.leaf_nodes()) == set(restoring._targets(tuple(restoring._known())))


def test_the_doctor_says_when_the_last_backup_was_made(world, tmp_path) -> None:  # type: ignore[no-untyped-def]
    def finding() -> doctor.Finding:
        return next(found for found in doctor.examine() if found.code == "backup")

    assert finding().level == "warn"
    make_backup(target=tmp_path / "b.tar", by=MAKER, say=quiet)
    assert finding().level == "ok"
