"""``sauro plan`` at its edges: JSON alone on stdout, exit codes, standard input, languages, no Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

SAMPLE = "KẾ HOẠCH\n\nSơn cầu năm 2027\n\nI. VIỆC\n\n1. Sở Xây dựng\n\n- Sơn cầu trước ngày 01/5/2027.\n"


def _sauro(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sauro.config.cli", *arguments],
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.bin"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def test_read_prints_one_json_document(file: Path):
    done = _sauro("plan", "read", str(file), "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    plan = json.loads(done.stdout)
    assert plan["schema"] == "sauro.plan/1"
    assert plan["source"]["name"] == "ke-hoach.bin"
    assert plan["source"]["characters"] == len(SAMPLE)
    task = plan["sections"][-1]["tasks"][0]
    assert (task["code"], task["when"]["due"], task["lead"][0]["code"]) == ("I.1.1", "2027-05-01", None)
    assert set(task["clarity"]) == {"who", "what", "when", "responsibility", "product", "authority"}
    assert plan["clarity"]["tasks"] == 1


def test_anchors_point_into_the_text_that_is_printed(file: Path):
    printed = _sauro("plan", "text", str(file)).stdout.decode("utf-8")
    plan = json.loads(_sauro("plan", "read", "-", "--format", "json", given=file.read_bytes()).stdout)
    anchor = plan["sections"][-1]["tasks"][0]["anchor"]
    assert printed[anchor["start"] : anchor["end"]] == anchor["quote"] == "- Sơn cầu trước ngày 01/5/2027."


def test_a_province_gives_codes(file: Path):
    plan = json.loads(_sauro("plan", "read", str(file), "--province", "an_giang", "--format", "json").stdout)
    assert plan["sections"][-1]["units"][0]["code"]


def test_what_is_no_plan_is_no_error():
    done = _sauro("plan", "read", "-", "--format", "json", given="Ao thu lạnh lẽo nước trong veo".encode())
    assert done.returncode == 0
    assert [f["code"] for f in json.loads(done.stdout)["findings"]] == ["not_a_plan"]


def test_refusals_are_json_on_stdout_with_code_1(tmp_path: Path):
    for arguments in (
        ["plan", "read", str(tmp_path / "none.txt")],
        ["plan", "read", str(tmp_path)],
        ["plan", "read", "-"],
        ["plan", "read", "-", "--province", "nowhere"],
    ):
        done = _sauro(*arguments, "--format", "json")
        assert done.returncode == 1, arguments
        refusal = json.loads(done.stdout)
        assert refusal["schema"] == "sauro.refusal/1"
        assert refusal["code"]
        assert refusal["message"]


def test_refusals_speak_english_when_asked():
    spoken = [
        json.loads(_sauro("--lang", x, "plan", "read", "-", "--format", "json").stdout) for x in ("vi", "en")
    ]
    assert spoken[0]["code"] == spoken[1]["code"]
    assert spoken[0]["message"] != spoken[1]["message"]


def test_wrong_usage_is_code_2():
    assert _sauro("plan", "read").returncode == 2
    assert _sauro("plan", "read", "x", "--format", "xml").returncode == 2
    assert _sauro("plan", "unread").returncode == 2


def test_the_summary_names_sections_and_findings(file: Path):
    said = _sauro("plan", "read", str(file)).stdout.decode("utf-8")
    assert "Sở Xây dựng" in said
    assert "Sơn cầu năm 2027" in said


def test_reading_starts_no_django():
    code = (
        "import sys, sauro.config.commands.plan as plan; plan._gazetteer('an_giang');"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
