"""A quarter of reports: opening it, adding it up, its papers, its board under load, all units sending in one minute.

No product beside which it could stand is known: none opens a quarter for 124 units, fills it from a register and writes the
paper. What it must hold is a bar of its own, which stands beside each figure. Only the board, a list of rows with states, has
a neighbour: Roundup's list of issues with as many rows, asked in the same rounds.

Belongs here: which figures, the bars, the order. Does not belong here: filling (``filling_reports``), asking pages (``loader``).
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import addresses
import product
from filling_reports import OWN_ROW, UNITS, own_words
from loader import CONNECTIONS, percentile
from serving import Contender, Ground, Row, ground, say

QUARTERS = 20
ROUNDS, SECONDS, WARM_UP = 3, 4.0, 2.0
AT_ONCE = 16
"""Connections over which all units send; each asks for its unit's pages one after the other."""
BOARD, FIGURES = "board of a period", "figures of a period"
PART, PLACE = "chi-dao", f"{OWN_ROW}|text"
"""The part of the report and the place in it into which each unit writes."""
SEEN = re.compile(rf'name="rev:{re.escape(PLACE)}" value="(\d+)"')
BARS = {
    "open": 2.0,
    "paper": 10.0,
    "board": 100.0,
    "sending": 60.0,
}
"""Seconds for opening a quarter, for a paper with its annexes and for all units' sending; milliseconds (p95) for the board."""


def measure() -> dict[str, list[Row]]:
    """The tables of this benchmark, by title."""
    with ground() as here:
        say(f"filling {QUARTERS} quarters of {UNITS} units on PostgreSQL")
        env, filled, server = _product(here)
        papers = _script(env, "papers", *filled["small"].values(), filled["last closed"])
        say(f"{ROUNDS} rounds of board, figures and the neighbour's list, {CONNECTIONS} connections each")
        pages = _pages(here, filled, server)
        say(f"{UNITS} units send")
        sent = Sending(server.port, filled["open"], filled["cookies"])
        sent.run()
        checked = _script(env, "check", filled["open"])
        served = [_page_row(one) for one in pages]
    return {
        f"a quarter of {UNITS} units, PostgreSQL, {filled['reports']:,} reports and {filled['values']:,} places in all": [
            *_once(filled, papers),
            *sent.rows(checked),
        ],
        f"pages, {CONNECTIONS} connections, {QUARTERS} quarters": served,
        "cost against units": _curve(filled, papers),
    }


def _product(here: Ground) -> tuple[dict[str, str], dict[str, Any], product.Served]:
    folder = here.folder / "reports"
    folder.mkdir()
    env = product.environment(folder, here.database("bench_reports"))
    product.command(env, "setup")
    filled = _script(env, "fill", str(QUARTERS))
    port = product.free_port()
    argv = product.serve_argv(port)
    server = here.stack.enter_context(product.serving("reports", argv, env, port, folder))
    return env, filled, server


def _script(env: Mapping[str, str], *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(product.ROOT / "bench" / "filling_reports.py"), *words],
        env=dict(env), capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"filling_reports {words[0]}: {done.stderr[-3000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _pages(here: Ground, filled: Mapping[str, Any], server: product.Served) -> list[Contender]:
    """Board and figures of every quarter in turn; the peer's list with as many rows as there are reports."""
    headers = {"Cookie": filled["officer"]}
    boards = [f"/bao-cao/{code}" for code in filled["periods"]]
    kinds = {
        BOARD: (boards, "Báo cáo của các đơn vị"),
        FIGURES: ([f"{one}/so-lieu" for one in boards], "Chỉ tiêu thống kê"),
    }
    contenders = [
        Contender(
            name, filled["reports"], name, server, {addresses.FURTHER: paths}, headers, words, paths, SECONDS,
            database=here.database_spent,
        )
        for name, (paths, words) in kinds.items()
    ]  # fmt: skip
    contenders.append(here.peers(filled["reports"], SECONDS))
    for one in contenders:
        one.ask(WARM_UP, count=False)
    for _ in range(ROUNDS):
        for one in contenders:
            one.ask(one.seconds, count=True)
    return contenders


def _page_row(one: Contender) -> Row:
    row = one.row()
    bar = BARS["board"] if one.name == BOARD else ""
    return {"server": one.name, **{k: v for k, v in row.items() if k != "server"}, "bar p95 ms": bar}


@dataclass
class Sending:
    """Every unit writes one sentence and sends its report, over real connections."""

    port: int
    period: str
    cookies: Mapping[str, str]
    times: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    took: float = 0.0

    def run(self) -> None:
        waiting = list(self.cookies.items())
        lock = threading.Lock()

        def work() -> None:
            while True:
                with lock:
                    if not waiting:
                        return
                    unit, cookie = waiting.pop()
                began = time.perf_counter()
                said = self._send(unit, cookie)
                with lock:
                    self.answers.update(said)
                    self.times.append(time.perf_counter() - began)

        began = time.perf_counter()
        threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.took = time.perf_counter() - began

    def _send(self, unit: str, cookie: str) -> list[str]:
        """The statuses of the three steps: a part is opened, a text of it is saved, the report is sent."""
        page, said = f"/bao-cao/{self.period}/{unit}", []
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", f"{page}?phan={PART}", headers={"Cookie": cookie})
            answer = connection.getresponse()
            body = answer.read().decode()
            said.append(f"page {answer.status}")
            form = product.CSRF.search(body)
            fresh = (answer.headers.get("Set-Cookie") or "").split(";", 1)[0]
            if form is None:
                return [*said, "no form"]
            headers = {"Cookie": f"{cookie}; {fresh}", "Content-Type": "application/x-www-form-urlencoded"}
            seen = SEEN.search(body)
            token = {"csrfmiddlewaretoken": form[1]}
            typed = token | {f"v:{PLACE}": own_words(unit), f"rev:{PLACE}": seen[1] if seen else ""}
            for name, path, fields in (("save", "luu", typed), ("send", "gui", token)):
                connection.request("POST", f"{page}/{path}", urlencode(fields), headers)
                answer = connection.getresponse()
                answer.read()
                said.append(f"{name} {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            said.append(type(error).__name__)
        finally:
            connection.close()
        return said

    def rows(self, checked: Mapping[str, int]) -> list[Row]:
        failed = sum(count for said, count in self.answers.items() if said.split()[-1] not in ("200", "302"))
        return [
            {
                "what": f"{UNITS} units save and send over {AT_ONCE} connections",
                "seconds": round(self.took, 2),
                "bar": BARS["sending"],
                "more": f"p95 of a unit {percentile(self.times, 0.95):.2f} s; {dict(sorted(self.answers.items()))}",
            },
            {"what": "of it answers that were none", "seconds": failed, "bar": 0, "more": ""},
            {
                "what": "reports lost or changed on the way",
                "seconds": checked["reports"] - min(checked.values()),
                "bar": 0,
                "more": str(dict(checked)),
            },
        ]


def _once(filled: Mapping[str, Any], papers: Mapping[str, Any]) -> list[Row]:
    opening = filled["opening"][str(UNITS)]
    paper = papers[filled["last closed"]]
    seconds = paper["seconds"]
    return [
        {
            "what": f"open a quarter for {UNITS} units",
            "seconds": round(percentile(opening, 0.5), 2),
            "bar": BARS["open"],
            "more": f"slowest of {len(opening)}: {max(opening):.2f} s",
        },
        *(
            {
                "what": f"the province's {kind} paper with annexes, from the units' figures to the file",
                "seconds": round(sum(took for name, took in seconds.items() if name.startswith(kind)), 2),
                "bar": BARS["paper"],
                "more": f"DOCX {paper['bytes'][kind] // 1000} kB; "
                + ", ".join(
                    f"{name} {took:.2f} s" for name, took in seconds.items() if name.startswith(kind)
                ),
            }
            for kind in ("plan", "cchc")
        ),
        *(
            {
                "what": f"{name}, one after the other",
                "seconds": round(took / UNITS, 3),
                "bar": "",
                "more": f"{UNITS} reports",
            }
            for name, took in _each(filled["seconds"]).items()
        ),
    ]


def _each(seconds: Mapping[str, float]) -> dict[str, float]:
    """Saving was done for two quarters."""
    return {name: took / (2 if name == "save a report" else 1) for name, took in seconds.items()}


def _curve(filled: Mapping[str, Any], papers: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = []
    small: Sequence[tuple[str, str]] = list(filled["small"].items())
    for units, code in (*small, (str(UNITS), filled["last closed"])):
        opened = percentile(filled["opening"][units], 0.5)
        made = sum(papers[code]["seconds"].values())
        rows.append(
            {
                "units": int(units),
                "open s": round(opened, 3),
                "open ms per unit": round(1000 * opened / int(units), 2),
                "both papers s": round(made, 3),
                "papers ms per unit": round(1000 * made / int(units), 2),
            }
        )
    return rows
