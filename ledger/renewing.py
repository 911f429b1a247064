"""A large read model made anew beside its readers, in a process of its own: none of them waits.

Invariant: no more than one process is at it, told by a mark beside the cache; what it swaps in is
what a reader would have made. The mark of one that was killed is forgotten within an hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from ledger.processes import command, environment
from ledger.readmodel.cache import folder_of, renew

_MARK = "renewing"
_FORGOTTEN = 60 * 60
_NICE = 10
_started: list[subprocess.Popen[bytes]] = []
"""They outlast this process, or are done before it is: nobody waits for them."""


def renew_beside(directory: Path) -> None:
    """Start the process and return, unless one is at it; where it cannot start, readers go on."""
    with suppress(OSError):
        mark = _mark(directory)
        _forget_old(mark)
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _started.append(_start(directory))
        except BaseException:
            mark.unlink()
            raise


def _start(directory: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 this program
        command(__name__, str(directory.absolute())),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment(), start_new_session=True,
    )  # fmt: skip


def _mark(directory: Path) -> Path:
    return folder_of(directory) / _MARK


def _forget_old(mark: Path) -> None:
    with suppress(FileNotFoundError):
        if time.time() - mark.stat().st_mtime > _FORGOTTEN:
            mark.unlink()


def main(directory: Path) -> None:
    """Make it anew, out of the way of other work, and take the mark away."""
    from ledger.log.reading import LogTail

    try:
        with suppress(AttributeError, OSError):
            os.nice(_NICE)
        renew(directory, LogTail(directory))
    finally:
        _mark(directory).unlink(missing_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
