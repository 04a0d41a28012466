"""Actions and single pages of a full register, one at a time.

Belongs here: what is timed, and by how many tries. Does not belong here: pages under load (``serving``).
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from loader import percentile

if TYPE_CHECKING:
    from serving import Contender

TRIES = 40


def rows(ours: Contender, filled: Mapping[str, Any]) -> list[dict[str, object]]:
    """The steps of filling, each done once, then pages asked one after the other."""
    seconds, tasks = filled["seconds"], filled["tasks"]
    occurrences, assignments = filled["occurrences"], filled["assignments"]
    steps = [
        (f"read a plan of {tasks:,} tasks in the limited child process", seconds["read plan"], tasks),
        (
            f"confirm it: {tasks:,} tasks, {occurrences:,} periods, {assignments:,} parts",
            seconds["confirm plan"],
            tasks,
        ),
        (
            f"of it planning {occurrences:,} periods",
            seconds["plan periods"] - seconds["give parts"],
            occurrences,
        ),
        (f"of it giving {assignments:,} parts to units", seconds["give parts"], assignments),
    ]
    done: list[dict[str, object]] = [
        {
            "what": what,
            "times": 1,
            "p50 ms": round(1000 * took),
            "p95 ms": "",
            "µs per row": round(1e6 * took / count),
        }
        for what, took, count in steps
    ]
    pages = {
        "open a task given to all communes": f"/nhiem-vu/{filled['task']}",
        "my work of the owner office": "/viec-cua-toi",
        "the plan's page": f"/ke-hoach/{filled['plan']}",
        "the register's first page": "/nhiem-vu",
    }
    return done + [_page(ours, what, path) for what, path in pages.items()]


def _page(ours: Contender, what: str, path: str) -> dict[str, object]:
    """One connection, one page after the other; a page that is not answered with 200 is an error of the benchmark."""
    connection = http.client.HTTPConnection("127.0.0.1", ours.server.port, timeout=60)
    times = []
    for _ in range(TRIES + 2):
        began = time.perf_counter()
        connection.request("GET", path, headers=dict(ours.headers))
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} was answered with {answer.status}")
    connection.close()
    kept = times[2:]
    p50, p95 = (round(1000 * percentile(kept, share), 1) for share in (0.5, 0.95))
    return {"what": what, "times": TRIES, "p50 ms": p50, "p95 ms": p95, "µs per row": ""}
