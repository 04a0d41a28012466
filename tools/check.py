"""Run every check, then count the failures; the exit code says whether there were any.

Belongs here: which checks there are. Does not belong here: what they check (each has its own configuration).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lint", (str(BIN / "ruff"), "check", "src", "tests", "tools", "bench")),
    ("format", (str(BIN / "ruff"), "format", "--check", "--quiet", "src", "tests", "tools", "bench")),
    ("types", (str(BIN / "mypy"),)),
    ("import contracts", (str(BIN / "lint-imports"), "--no-logo", "--config", "pyproject.toml")),
    ("house rules", (sys.executable, "-m", "pytest", "-q", "-x", "tests/unit/house")),
    ("migrations", (str(BIN / "django-admin"), "makemigrations", "--check", "--dry-run")),
    ("system", (str(BIN / "django-admin"), "check", "--fail-level", "WARNING")),
    ("translations", (sys.executable, "tools/messages.py", "check")),
    ("generated pages", (sys.executable, "tools/reference.py", "--check")),
)


def run_checks() -> int:
    failures: list[str] = []
    for name, command in CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        state = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:18} {state:7} {time.monotonic() - began:6.1f} s", flush=True)
        if done.returncode != 0:
            failures.append(name)
            print(done.stdout + done.stderr, flush=True)
    passed = len(CHECKS) - len(failures)
    print(
        f"checks: {passed} passed, {len(failures)} failed" + (f" ({', '.join(failures)})" if failures else "")
    )
    return 1 if failures else 0


def environment() -> dict[str, str]:
    import os

    return {**os.environ, "DJANGO_SETTINGS_MODULE": "sauro.config.settings", "SAURO_DEMO": "1"}


if __name__ == "__main__":
    sys.exit(run_checks())
