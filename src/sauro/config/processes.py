"""Processes of an installation: the application server, and a keeper that runs it with a worker beside it.

Belongs here: starting, watching and ending our own processes. Does not belong here: what they serve.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any

import structlog

log = structlog.get_logger(__name__)

PARENT = "SAURO_KEEPER_PID"
PR_SET_PDEATHSIG = 1
LOOK_SECONDS = 0.2
STOP_SECONDS = 45
"""How long a job or a request in hand may take to end before its process is killed."""


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def follow_keeper() -> None:
    """A child of :class:`Keeper` ends when its keeper is gone, however it went (Linux; elsewhere a no-op)."""
    keeper = os.environ.get(PARENT)
    if keeper is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(keeper):  # it went before the line above
        os.kill(os.getpid(), signal.SIGTERM)


class Keeper:
    """Runs programs together: when one ends, or a signal comes, all are ended in order."""

    def __init__(self, programs: Mapping[str, Sequence[str]], *, stop_seconds: float = STOP_SECONDS) -> None:
        self.programs = dict(programs)
        self.stop_seconds = stop_seconds
        self._asked = False
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> int:
        """0 when asked to stop and all ended well; else 1, and the log says which program ended how."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)
        environment = {**os.environ, PARENT: str(os.getpid())}
        for name, argv in self.programs.items():
            # own process groups: Ctrl-C in a terminal reaches the keeper only, which then ends them in order
            self._running[name] = subprocess.Popen(argv, env=environment, process_group=0)
        ended = self._watch()
        codes = self._stop()
        if ended:
            log.error("program_ended", name=ended, code=codes[ended])
            return 1
        bad = {name: code for name, code in codes.items() if code != 0}
        if bad:
            log.error("program_ended_badly", codes=bad)
        return 1 if bad else 0

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _watch(self) -> str:
        while not self._asked:
            for name, process in self._running.items():
                if process.poll() is not None:
                    return name
            time.sleep(LOOK_SECONDS)
        return ""

    def _stop(self) -> dict[str, int]:
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + self.stop_seconds
        codes = {}
        for name, process in self._running.items():
            try:
                codes[name] = process.wait(timeout=max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                log.error("program_killed", name=name)
                process.kill()
                codes[name] = process.wait()
        return codes


def serve(*, host: str, port: int, processes: int, threads: int, logging: dict[str, Any]) -> None:
    """The application server in this process, until SIGTERM or SIGINT."""
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    shared_memory = "/dev/shm"  # noqa: S108 - a folder in memory for the server's own sign of life

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "worker_class": "gthread",
                "workers": processes,
                "threads": threads,
                "timeout": 60,
                "graceful_timeout": 20,
                "keepalive": 5,
                "worker_tmp_dir": shared_memory if os.path.isdir(shared_memory) else None,  # noqa: PTH112
                "accesslog": None,
                "logconfig_dict": {**logging, "loggers": {**logging["loggers"], **_SERVER_LOGGERS}},
                # Django alone decides which headers of a proxy count
                "forwarded_allow_ips": "",
                "secure_scheme_headers": {},
                "proc_name": "sauro",
                "control_socket_disable": True,
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from sauro.config.wsgi import application

            return application

    Server().run()


_SERVER_LOGGERS = {
    "gunicorn.error": {"level": "WARNING", "propagate": True, "handlers": []},
    "gunicorn.access": {"level": "WARNING", "propagate": False, "handlers": []},
}
