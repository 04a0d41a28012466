"""`sauro calendar`: the contract of its JSON, its refusals, and that it starts no Django."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from sauro.config.cli import root

pytestmark = pytest.mark.pure


def run(*words: str) -> Result:
    return CliRunner().invoke(root(), ["calendar", *words])


def due(*words: str) -> dict:
    done = run("due", *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_document_has_every_day_from_the_receipt_to_the_last() -> None:
    found = due("--from", "2026-09-10T09:00", "--working-days", "15")
    assert list(found) == ["schema", "from", "counted_from", "due", "provisional", "calendar", "days"]
    assert found["schema"] == "sauro.due/1"
    assert (found["from"], found["counted_from"], found["due"]) == (
        "2026-09-10T09:00",
        "2026-09-10",
        "2026-10-01",
    )
    assert found["provisional"] is True
    assert len(found["days"]) == 22
    assert [day["n"] for day in found["days"] if day["counts"]] == list(range(1, 16))
    assert found["days"][0] == {
        "date": "2026-09-10",
        "counts": False,
        "n": 0,
        "code": "receipt",
        "reason": "Ngày nhận, không tính",
    }


def test_a_year_with_its_decision_is_not_provisional() -> None:
    found = due("--from", "2024-04-26T08:00", "--working-days", "3")
    assert (found["due"], found["provisional"]) == ("2024-05-04", False)
    assert found["calendar"] == "VN 2024:2450/VPCP-KGVX"
    assert "2450/VPCP-KGVX" in found["days"][-1]["reason"]


@pytest.mark.parametrize(
    ("received", "closing", "counted_from", "last"),
    [
        ("2026-09-10T17:30", "17:00", "2026-09-11", "2026-10-02"),
        ("2026-09-10T17:00", "17:00", "2026-09-10", "2026-10-01"),
        ("2026-09-10T23:59", None, "2026-09-10", "2026-10-01"),
        ("2026-09-10T10:00:00+00:00", "17:00", "2026-09-10", "2026-10-01"),
        ("2026-09-10T10:00:01Z", "17:00", "2026-09-11", "2026-10-02"),
        ("2026-09-10T17:00:01Z", None, "2026-09-11", "2026-10-02"),
        ("2026-09-10", None, "2026-09-10", "2026-10-01"),
    ],
)
def test_closing_hours_and_zones(received: str, closing: str | None, counted_from: str, last: str) -> None:
    words = ["--from", received, "--working-days", "15"] + (["--closing", closing] if closing else [])
    found = due(*words)
    assert (found["counted_from"], found["due"]) == (counted_from, last)


def test_the_text_says_the_day_and_that_it_is_provisional() -> None:
    done = run("due", "--from", "2026-09-10", "--working-days", "1")
    assert done.exit_code == 0
    assert "T6 11/9/2026" in done.stdout
    assert "tạm tính" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("due", "--from", "hôm qua", "--working-days", "1"), "when_not_read"),
        (("due", "--from", "9999-12-31T23:59-23:59", "--working-days", "1"), "when_not_read"),
        (("due", "--from", "2026-09-10", "--working-days", "1", "--closing", "17:00"), "hour_missing"),
        (
            ("due", "--from", "2026-09-10T08:00", "--working-days", "1", "--closing", "25:00"),
            "closing_not_read",
        ),
        (("due", "--from", "2026-09-10", "--working-days", "0"), "working_days_out_of_range"),
        (("due", "--from", "2099-12-31", "--working-days", "1"), "year_out_of_range"),
        (("due", "--from", "9999-12-31", "--working-days", "1"), "year_out_of_range"),
        (("year", "1999"), "year_out_of_range"),
    ],
)
def test_what_cannot_be_counted_is_refused(words: tuple[str, ...], code: str) -> None:
    done = run(*words, "--format", "json")
    assert done.exit_code == 1
    refusal = json.loads(done.stdout)
    assert (refusal["schema"], refusal["code"]) == ("sauro.refusal/1", code)
    assert refusal["remedy"]


def test_a_missing_number_is_wrong_usage() -> None:
    assert run("due", "--from", "2026-09-10").exit_code == 2
    assert run("due", "--from", "2026-09-10", "--working-days", "ba").exit_code == 2


def test_the_days_of_a_year() -> None:
    done = run("year", "2025", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["schema"], found["provisional"]) == ("sauro.calendar/1", False)
    by_day = {day["date"]: day for day in found["days"]}
    assert by_day["2025-04-26"]["working"] is True
    assert by_day["2025-05-02"]["code"] == "in_lieu"
    assert "chưa nhập" in run("year", "2026").stdout


@pytest.mark.parametrize("words", [["due", "--help"], ["year", "--help"], ["--help"]])
def test_help_has_an_example(words: list[str]) -> None:
    done = run(*words)
    assert done.exit_code == 0
    assert "sauro calendar" in done.stdout.split("Ví dụ:")[1]


def test_no_django_is_started() -> None:
    code = (
        "import sys; from sauro.config.commands import calendar; from click.testing import CliRunner; "
        "done = CliRunner().invoke(calendar.command, ['due', '--from', '2026-09-10', '--working-days', '1']); "
        "assert done.exit_code == 0, done.output; sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
