"""Roundup, an issue tracker in Python, beside which the register stands: a classic tracker under the same application server.

Belongs here: making a tracker, its server's command line, signing in. Does not belong here: its rows (``peer_filling``).
Its own small server handles requests without keeping connections; gunicorn with our number of processes and threads is the fairer ground.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from peer_filling import OFFICER, PASSWORD

BENCH = Path(__file__).resolve().parent
CSRF = re.compile(r'name="@csrf"[^>]*value="([^"]+)"')


def make(home: Path, issues: int, port: int) -> dict[str, Any]:
    """A tracker of the classic template on SQLite, the backend it takes without further packages."""
    settings = f"tracker_web=http://127.0.0.1:{port}/,mail_domain=demo.test,mail_host=localhost,web_login_attempts_min=0"
    admin = Path(sys.executable).with_name("roundup-admin")
    for words in (["install", "classic", "sqlite", settings], ["initialise", PASSWORD]):
        _run([str(admin), "-i", str(home), *words])
    answer: dict[str, Any] = json.loads(
        _run([sys.executable, str(BENCH / "peer_filling.py"), str(home), str(issues)]).splitlines()[-1]
    )
    return answer


def _run(argv: list[str]) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        raise RuntimeError(f"{argv}: {done.stdout[-1000:]}{done.stderr[-2000:]}")
    return done.stdout


def serve_argv(home: Path, port: int, *, processes: int, threads: int) -> list[str]:
    application = f"roundup.cgi.wsgi_handler:RequestDispatcher({str(home)!r})"
    return [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--workers", str(processes), "--threads", str(threads), "--timeout", "60", "--keep-alive", "5",
        "--log-level", "warning", application,
    ]  # fmt: skip


def sign_in(port: int) -> str:
    """The session cookie of the officer, got through the sign-in form of the tracker's front page."""
    address = f"http://127.0.0.1:{port}/"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/")
    token = CSRF.search(connection.getresponse().read().decode())
    if token is None:
        raise RuntimeError("the front page of the tracker holds no form")
    fields = {
        "@action": "Login",
        "__login_name": OFFICER,
        "__login_password": PASSWORD,
        "@csrf": token[1],
        "__came_from": address,
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": address,
        "Origin": address[:-1],
    }
    connection.request("POST", "/", urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    cookies = [line.split(";", 1)[0] for line in answer.headers.get_all("Set-Cookie") or []]
    if answer.status not in (200, 302, 303) or not cookies:
        raise RuntimeError(f"signing in to the tracker was answered with {answer.status}")
    return "; ".join(cookies)
