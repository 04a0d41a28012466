"""Limits of a command that reads files from outside: memory and time, in a process of its own.

Belongs here: the limits of the command line. Does not belong here: limits of the worker's child (jobs.child).
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable

MEMORY_MB = 2048
CPU_SECONDS = 300


def run_bounded(work: Callable[[], None]) -> int | None:
    """Runs ``work`` in a child with limits; the exit code, or None where the system ended it.

    A library that meets its limit ends the process at once; only a parent can still say a sentence.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _limit()
        work()
        os._exit(0)  # a command always ends by SystemExit; this is for one that does not
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the child by itself
    signal.signal(signal.SIGTERM, lambda number, _frame: os.kill(child, number))
    _child, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _limit() -> None:
    megabytes = MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes, megabytes))
