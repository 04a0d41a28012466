"""Records what each page asks of the database (tests/sql_counts.yaml), and says what changed.

Belongs here: running the measuring test in its recording mode. Does not belong here: measuring.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = "tests/integration/test_sql_counts.py::test_no_page_asks_more_than_is_recorded"


def main() -> int:
    environment = {**os.environ, "SAURO_RECORD_SQL": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if done.returncode:
        return done.returncode
    return subprocess.run(
        ["git", "diff", "--stat", "--", "tests/sql_counts.yaml"], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
