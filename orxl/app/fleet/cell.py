"""The process in which workbooks are read, so that it can be ended: ``python -m`` this module.

It gets an order on each line of its input and answers with a line of JSON. It ends with the one
that started it (its input is then at its end), and when nobody has asked for a while.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Final, TextIO

_IDLE: Final = 300.0
"""Seconds without an order after which the process ends: nobody may be left who ends it."""


def main(memory: int | None) -> None:
    """Answer orders until there are no more; *memory* is how many MB the process may take."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started it
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # what a library prints is no answer
    if memory is not None:
        limit_memory(memory)
    from orxl.app.fleet.orders import Order
    from orxl.app.fleet.work import answered

    lines = Queue[bytes]()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    _say(answers, {"klar": True})
    with suppress(Empty):
        while True:
            order = Order.of_json(lines.get(timeout=_IDLE))
            _say(answers, {**answered(order), "minne_mb": peak()})


def _listen(lines: Queue[bytes]) -> None:
    """Take orders; when nobody is left to give any, end at once, whatever is being read."""
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)


def _say(answers: TextIO, answer: object) -> None:
    answers.write(json.dumps(answer, ensure_ascii=True) + "\n")
    answers.flush()


if sys.platform == "win32":

    def limit_memory(_megabytes: int) -> None:
        """Windows has no such limit for a process itself; the command line has refused it."""

    def peak() -> int | None:
        """The most memory that the process has taken, in MB; None where it cannot be told."""
        return None

else:
    import resource

    def limit_memory(megabytes: int) -> None:
        """Let the process take so much address space; asking for more is then a MemoryError."""
        limit = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    def peak() -> int | None:
        """The most memory that the process has taken, in MB; None where it cannot be told."""
        with suppress(OSError, ValueError, IndexError):
            # Linux: what getrusage says there counts what the one that started it had taken.
            status = Path("/proc/self/status").read_text(encoding="utf-8")
            return int(status.partition("VmHWM:")[2].split()[0]) // 2**10
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 2**20 if sys.platform == "darwin" else most // 2**10


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
