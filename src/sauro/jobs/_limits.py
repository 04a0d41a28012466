"""Started by child.py as a program: sets limits on itself, then becomes the program asked for.

Belongs here: what must happen between fork and exec. It is a program of its own because running Python code
between the two in a process that has threads can hang. Standard library only; imports nothing of ours, so
that it starts fast.

    python -I -S _limits.py MEMORY_BYTES CPU_SECONDS FILE_BYTES PARENT -- PROGRAM ARGUMENT…
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
CANNOT_START = 127


def main() -> None:
    memory, cpu, file_size, parent = (int(value) for value in sys.argv[1:5])
    program = sys.argv[6:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the line above could tell us
            os._exit(CANNOT_START)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        os.execv(program[0], program)  # noqa: S606 - no shell is meant
    except OSError as error:
        sys.stderr.write(f"{program[0]}: {error.strerror}\n")
        os._exit(CANNOT_START)


if __name__ == "__main__":
    main()
