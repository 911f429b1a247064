"""A program that imports a file, and ends as if the power had failed at a chosen append.

python -m tests.importers.importer DIRECTORY FILE CHUNK APPEND WHERE

WHERE: ``within`` the transaction of that append, ``after`` it, or ``never``.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import ledger.app
from ledger.app import Ledger
from ledger.log import recorder, through
from tests.importers.importing import import_cleanly


def main(directory: str, file: str, chunk: str, append: str, where: str) -> None:
    """Import one file in chunks of a chosen size, unless killed."""
    ledger.app._CHUNK = int(chunk)
    if where == "within":
        _die_in("put_sealed", int(append), recorder, through)
    if where == "after":
        _die_in("_commit", int(append), recorder)
    path = Path(file)
    with closing(Ledger(Path(directory))) as held:
        import_cleanly(held, {path.name: path.read_bytes()})


def _die_in(name: str, count: int, *modules: ModuleType) -> None:
    """Let the process be killed, with no chance to tidy up, when a function has done its work."""
    done: list[object] = []
    function = getattr(modules[0], name)

    def deadly(*given: Any, **named: Any) -> object:  # noqa: ANN401 whatever it is given
        result: object = function(*given, **named)
        done.append(result)
        if len(done) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    for module in modules:
        setattr(module, name, deadly)


if __name__ == "__main__":
    main(*sys.argv[1:])
