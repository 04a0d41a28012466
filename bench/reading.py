"""How long a plan takes to read, and how time and memory grow with its length.

There is no other reader of such plans to stand beside. The peer of the same run is therefore the floor under any reader: bringing the text to
NFC, splitting it into lines and searching each line once for a date and a number. The ratio says how many such passes the reading costs.

Belongs here: reading times. Does not belong here: pages and databases.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES_KB = (33, 330, 1_000, 3_300, 10_000)
ONE_PASS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d+)[.,]?(\d*)\s*%")


def sample_text() -> str:
    """A real plan where the reference folder is there, else the shorter one of the demo world, repeated to the same length."""
    real = (
        Path(os.environ.get("SAURO_SHARED", ROOT.parent / "shared")) / "inputs" / "201-KH-UBND-An-Giang.txt"
    )
    if real.is_file():
        return real.read_text(encoding="utf-8")
    from sauro.demo.sample_plan import build
    from sauro.demo.world import demo_world
    from sauro.engine.documents import read_document
    from sauro.people.packs import load

    return read_document(build(load(demo_world().province))).text


def text_of(kilobytes: int) -> bytes:
    """The plan with its part II repeated until the length is reached, then its end: every copy holds tasks."""
    text = sample_text()
    begin, end = text.index("\nII."), text.index("\nIII.")
    middle = text[begin:end]
    copies = max(1, round((kilobytes * 1000 - len(text.encode())) / len(middle.encode())) + 1)
    return (text[:begin] + middle * copies + text[end:]).encode()


def floor(data: bytes) -> float:
    began = time.perf_counter()
    for line in unicodedata.normalize("NFC", data.decode("utf-8")).splitlines():
        ONE_PASS.search(line)
    return time.perf_counter() - began


def read_once(data: bytes) -> tuple[float, int]:
    from sauro.definitions import text
    from sauro.engine.documents import read_document
    from sauro.engine.planning import read_plan
    from sauro.engine.planning.links import IndexNames

    indices = IndexNames.from_yaml(text("indices/names.yaml"))
    began = time.perf_counter()
    plan = read_plan(read_document(data), gazetteer=None, indices=indices)
    return time.perf_counter() - began, sum(1 for _ in plan.tasks())


def one_size(kilobytes: int) -> dict[str, object]:
    """Measured in a process of its own, so that the peak of memory belongs to this size alone."""
    done = subprocess.run(
        [sys.executable, __file__, str(kilobytes)], capture_output=True, text=True, check=True, timeout=900
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def measure() -> list[dict[str, object]]:
    return [one_size(size) for size in SIZES_KB]


def main() -> None:
    import resource

    kilobytes = int(sys.argv[1])
    data = text_of(kilobytes)
    read_once(text_of(33))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = sorted(read_once(data) for _ in range(5 if kilobytes < 500 else 1))
    seconds, tasks = times[len(times) // 2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    base = sorted(floor(data) for _ in range(5))[2]
    print(
        json.dumps(
            {
                "kB": len(data) // 1000,
                "tasks": tasks,
                "seconds": seconds,
                "ms per 100 kB": 1000 * seconds / (len(data) / 100_000),
                "peak MB": round(peak / 1024),
                "MB above start": round((peak - before) / 1024),
                "floor seconds": base,
                "ratio to floor": seconds / base,
            }
        )
    )


if __name__ == "__main__":
    main()
