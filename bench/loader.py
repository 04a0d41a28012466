"""A closed loop of connections against one server, in a process of its own.

    python bench/loader.py < job.json > result.json

Each connection is kept alive and asks for the next address as soon as it has the answer to the last one: no think time, so that the pace
is the server's. Belongs here: asking, timing, percentiles. Does not belong here: which addresses (``addresses``), who serves them.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

CONNECTIONS = 8
TIMEOUT = 30


@dataclass(frozen=True)
class Job:
    """``paths`` are dealt out to the connections in turn; ``expect`` must stand in every page."""

    port: int
    paths: list[str]
    seconds: float
    connections: int = CONNECTIONS
    headers: dict[str, str] = field(default_factory=dict)
    expect: str = ""


@dataclass
class Answers:
    """What one connection saw."""

    seconds: list[float] = field(default_factory=list)
    by_path: dict[str, list[float]] = field(default_factory=dict)
    size: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    asked: int = 0

    def failed(self, why: str) -> None:
        self.errors[why] = self.errors.get(why, 0) + 1


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 to 1) of the values do not exceed (nearest rank, no interpolation).

    ValueError without values: no answer is not a fast answer.
    """
    if not values:
        raise ValueError("no values")
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    ordered = sorted(values)
    # in whole thousandths of a per cent: 0.95 * 20 is a little more than 19 as a binary fraction
    rank = -(-round(share * 100_000) * len(ordered) // 100_000)
    return ordered[max(rank, 1) - 1]


def one_connection(job: Job, place: int, until: float, seen: Answers) -> None:
    """Asks until the time is over; an answer after it does not count."""
    connection = http.client.HTTPConnection("127.0.0.1", job.port, timeout=TIMEOUT)
    expected = job.expect.encode()
    while (asked := time.perf_counter()) < until:
        path = job.paths[(place + seen.asked * job.connections) % len(job.paths)]
        seen.asked += 1
        try:
            connection.request("GET", path, headers=job.headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            seen.failed(type(error).__name__)
            continue
        done = time.perf_counter()
        if answer.status != http.client.OK or expected not in body:
            seen.failed(str(answer.status) if answer.status != http.client.OK else "unexpected page")
        elif done <= until:
            seen.seconds.append(done - asked)
            seen.by_path.setdefault(path, []).append(done - asked)
            seen.size += len(body)
    connection.close()


def load(job: Job) -> dict[str, Any]:
    """Raw times in seconds, all connections together, with their sum of bytes and errors by kind."""
    until = time.perf_counter() + job.seconds
    seen = [Answers() for _ in range(job.connections)]
    threads = [
        threading.Thread(target=one_connection, args=(job, place, until, mine))
        for place, mine in enumerate(seen)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Answers()
    for mine in seen:
        whole.seconds += mine.seconds
        whole.size += mine.size
        whole.asked += mine.asked
        for path, times in mine.by_path.items():
            whole.by_path.setdefault(path, []).extend(times)
        for why, count in mine.errors.items():
            whole.errors[why] = whole.errors.get(why, 0) + count
    return asdict(whole)


if __name__ == "__main__":
    print(json.dumps(load(Job(**json.load(sys.stdin)))))
