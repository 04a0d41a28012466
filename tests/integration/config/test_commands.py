"""The command line: languages, refusals, exit codes, and what each command does to an installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction

from sauro.audit import triggers
from sauro.audit.actions import record, seal_pending
from sauro.audit.actor import Actor
from sauro.config import catalogue, click_words, doctor
from sauro.config.cli import language_first, root
from sauro.jobs import actions as jobs


def sauro(*arguments: str) -> Result:
    """The command line in this process, with this test's database."""
    click_words.speak()
    return CliRunner().invoke(root(), language_first(arguments), prog_name="sauro")


@pytest.fixture(autouse=True)
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAURO_LANG", "vi")


def sealed_events(count: int) -> None:
    with transaction.atomic():
        for number in range(count):
            record(by=Actor.system("test"), room="plans", action="made", subject=f"NV-{number}")
    seal_pending()


def test_help_lists_every_command_and_each_shows_an_example() -> None:
    answer = sauro("--help")
    assert answer.exit_code == 0
    for name in root().list_commands(None):  # type: ignore[arg-type]
        assert f"\n  {name} " in answer.stdout
        assert "Ví dụ:\n" in sauro(name, "--help").stdout, name


@pytest.mark.parametrize(
    "arguments", [["frob"], ["serve", "--port", "x"], ["audit", "verify", "--head", "x"]]
)
def test_wrong_usage_is_exit_2_with_words_on_stderr_only(arguments: list[str]) -> None:
    answer = sauro(*arguments)
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "Chưa chạy được:" in answer.stderr


@pytest.mark.django_db
def test_a_refusal_is_exit_1_with_one_json_document_on_stdout() -> None:
    answer = sauro("province", "install", "khong_co", "--format", "json")
    assert answer.exit_code == 1
    refusal = json.loads(answer.stdout)
    assert refusal["schema"] == "sauro.refusal/1"
    assert (refusal["code"], refusal["place"]) == ("province_pack", "khong_co")
    assert refusal["message"] in answer.stderr
    assert sauro("province", "install", "khong_co").stdout == ""


@pytest.mark.django_db
def test_a_province_is_listed_and_installed_and_again_changes_nothing() -> None:
    name = sauro("province", "list").stdout.splitlines()[0]
    first = json.loads(sauro("province", "install", name, "--format", "json").stdout)
    again = json.loads(sauro("province", "install", name, "--format", "json").stdout)
    assert first["province"] == name
    assert first["units_created"]
    assert not any(value for key, value in again.items() if key not in ("schema", "province"))
    assert "Không có gì thay đổi" in sauro("province", "install", name).stdout


@pytest.mark.django_db
def test_a_whole_chain_is_exit_0_and_gives_the_head_to_note() -> None:
    sealed_events(3)
    answer = sauro("audit", "verify", "--format", "json")
    assert answer.exit_code == 0
    verdict = json.loads(answer.stdout)
    assert (verdict["whole"], verdict["events"], verdict["unsealed"], verdict["break"]) == (True, 3, 0, None)
    assert f"3:{verdict['head']}" in sauro("audit", "verify").stdout
    assert sauro("audit", "verify", "--head", f"3:{verdict['head']}").exit_code == 0
    assert sauro("audit", "verify", "--head", f"3:{'0' * 64}").exit_code == 1


@pytest.mark.django_db
def test_a_broken_chain_is_exit_1_and_says_where() -> None:
    sealed_events(3)
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET subject = 'NV-9' WHERE sequence = 2")
    answer = sauro("audit", "verify", "--format", "json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["break"]["sequence"] == 2
    assert "tại số 2" in sauro("audit", "verify").stdout


@pytest.mark.django_db
def test_the_doctor_of_a_fresh_installation_warns_but_finds_no_fault() -> None:
    levels = {found.code: found.level for found in doctor.examine()}
    assert "fail" not in levels.values()
    assert (levels["units"], levels["worker"]) == ("warn", "warn")
    assert levels["audit"] == levels["database"] == levels["migrations"] == "ok"
    answer = sauro("doctor", "--format", "json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["healthy"] is True


@pytest.mark.django_db
def test_the_doctor_sees_a_worker_a_broken_chain_and_a_missing_guard() -> None:
    jobs.worker_started(worker="w1")
    sealed_events(2)
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE sequence = 1")
    found = {entry.code: entry for entry in doctor.examine()}
    assert found["worker"].level == "ok"
    assert found["audit"].level == found["audit_guard"].level == "fail"
    answer = sauro("doctor")
    assert answer.exit_code == 1
    assert "LỖI" in answer.stdout


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "broken", "code"),
    [
        ("database_answers", lambda: False, "database"),
        ("pending_migrations", lambda: ["plans.0009"], "migrations"),
    ],
)
def test_the_doctor_stops_at_what_the_rest_stands_on(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: object, code: str
) -> None:
    monkeypatch.setattr(f"sauro.config.health.{name}", broken)
    found = list(doctor.examine())
    assert (found[-1].code, found[-1].level) == (code, "fail")


def test_the_doctor_names_a_misspelt_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAURO_DEBGU", "1")
    (finding,) = doctor._variables()
    assert "SAURO_DEBGU" in finding.message


@pytest.mark.parametrize(("free", "level"), [(10**12, "ok"), (10**9, "warn"), (10**8, "fail")])
def test_the_doctor_judges_free_disk(free: int, level: str) -> None:
    assert doctor._disk(free).level == level


def test_the_demo_is_refused_where_it_is_not_switched_on() -> None:
    answer = sauro("demo", "build")
    assert answer.exit_code == 1
    assert "SAURO_DEMO=1" in answer.stderr


def test_catalogues_are_compiled_when_stale_and_then_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    source.write_text(header + 'msgid "Đơn vị"\nmsgstr "Unit"\n', encoding="utf-8")
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    assert catalogue.stale() == [source]
    assert catalogue.compile_stale() == [source]
    assert catalogue.compile_stale() == []
    import gettext

    assert gettext.translation("django", str(tmp_path), ["en"]).gettext("Đơn vị") == "Unit"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_command_before_the_set_up_says_what_to_run(tmp_path) -> None:
    """No table is there yet: a sentence with the remedy, exit code 1, no traceback."""
    import os
    import subprocess
    import sys

    environment = {
        **os.environ,
        "SAURO_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
    }
    for words in (["province", "install", "an_giang"], ["audit", "verify"], ["worker"]):
        done = subprocess.run(
            [sys.executable, "-m", "sauro.config.cli", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 1
        assert "sauro setup" in done.stderr
        assert "Traceback" not in done.stderr
