"""The process that answers the statements of ``claims sql``, apart from everybody else.

It opens the views, gives up files, network and settings, lets the system bound its memory, and
then answers one statement a line until nobody asks any more. Invariant: a statement is read only
once all of that is given up; whatever goes wrong is a reply, never a word on stdout or stderr.

    → {"ledger": DIR, "position": N, "day": DAY, "memory": "1GB"}     ← {"ready": true}
    → {"statement": SQL, "seconds": S}              ← {"columns": […], "rows": [[…]], "more": false}
                                      or ← {"refused": [CLASS, SENTENCE, REMEDY], "last": false}
"""

from __future__ import annotations

import atexit
import json
import math
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from ledger import errors
from ledger.cli.selecting import TooMuchMemory, answer
from ledger.errors import Failed, LedgerError

if TYPE_CHECKING:
    from ledger.readmodel.session import Session

OWN_MEMORY = 256_000_000
"""Bytes that the program itself may take beside the statement."""
_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}


def main() -> None:
    """Answer whoever started this process; leave at once when nobody asks any more."""
    asking, answers = sys.stdin.buffer, sys.stdout.buffer
    _load()
    try:
        with _opened(json.loads(asking.readline())) as session:
            _say(answers, json.dumps({"ready": True}))
            for line in asking:
                _say(answers, _answered(session, json.loads(line)))
    except LedgerError as error:
        _say(answers, _refused(error))
    except OSError as error:
        _say(answers, _refused(Failed(error.strerror or str(error), "claims doctor")))
    atexit._run_exitfuncs()  # a cache that was made for this process alone goes with it
    os._exit(0)


def _load() -> None:
    """Load what will be needed while whoever asks is still making up the question."""
    import ledger.app
    import ledger.log.reading
    import ledger.readmodel.cache
    import ledger.readmodel.session  # noqa: F401 each of them is only loaded


@contextmanager
def _opened(job: dict[str, Any]) -> Iterator[Session]:
    """Open the views as they were asked for, and shut every door behind them."""
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked

    asked = Asked(as_of_position=job["position"], as_of_day=date.fromisoformat(job["day"]))
    with Ledger.open(job["ledger"]).session(asked) as session:
        session.confine(job["memory"])
        bound(amount(job["memory"]) + OWN_MEMORY)
        yield session


def amount(memory: str) -> int:
    """Return an amount of memory, written as 500MB or 2GiB, in bytes."""
    number = memory.rstrip("KMGiBkmgb ")
    return int(float(number) * _UNITS[memory[len(number) :].strip().upper()])


def bound(more: int) -> None:
    """Let the system give this process so many bytes more, and no file to write; Linux only."""
    if sys.platform != "linux":
        return
    import resource
    from pathlib import Path

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + more
    most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answered(session: Session, asked: dict[str, Any]) -> str:
    """Answer one statement; whoever asks ends this process when the time is up."""
    _end_after(asked["seconds"])
    try:
        _measure(session, asked["statement"])
        return answer(session.connection, asked["statement"])
    except LedgerError as error:
        return _refused(error)
    except MemoryError:
        return _refused(TooMuchMemory())
    finally:
        _end_after(0)


def _measure(session: Session, statement: str) -> None:
    """Put what sums cannot tell where the statement will read it, if it reads any of that."""
    import duckdb

    from ledger.measuring.filling import measure_for
    from ledger.readmodel.session import Asked

    try:
        measure_for(session, statement, Asked())
    except duckdb.OutOfMemoryException as error:
        raise TooMuchMemory from error


def _end_after(seconds: float) -> None:
    """Let the system end this process, should nobody be left who could."""
    if sys.platform != "win32":
        signal.alarm(math.ceil(seconds) + 2 if seconds else 0)


def _refused(error: LedgerError) -> str:
    kind = next(one.__name__ for one in type(error).__mro__ if one.__module__ == errors.__name__)
    last = isinstance(error, TooMuchMemory)
    return json.dumps({"refused": [kind, error.sentence, error.remedy], "last": last})


def _say(answers: BinaryIO, reply: str) -> None:
    answers.write(reply.encode("utf-8", "replace") + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
