"""``claims add``, the whole command, beside ``sqlite-utils insert``.

Run it as ``python -m tests.bench.adding``; `tests.bench.startup` has many more commands. Invariant:
both write one row that was not there before.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.bench.pairing import Answer, Bench, Pair, Work, claims, command, run
from tests.bench.prepared import counted

_ROW = '{"text": "It rains", "by": "Ann Bell", "p": 0.7}'


def prepare(place: Path, size: int) -> None:
    """Let both begin."""
    del size
    (place / "one.json").write_text(_ROW, encoding="utf-8")
    with suppress(FileNotFoundError):
        (place / "rows.db").unlink()
    for side in (ours, neighbour):
        side(place, 0)()


def ours(place: Path, size: int) -> Work:
    """Return the work of recording one claim."""
    del size
    ledger, text = place / "added", f"It rains in {time.time_ns()}"
    words = ("--by", "Ann Bell", "--said", "2026-01-01", "--due", "none", "--source", "none")

    def work() -> Answer:
        claims("add", text, *words, "-p", "70%", "--ledger", str(ledger), place=place)
        counted(ledger, "topic = 'claim.recorded'")
        return {"commands": 1}

    return work


def neighbour(place: Path, size: int) -> Work:
    """Return the work of inserting one row."""
    del size
    words = ("-m", "sqlite_utils", "insert", str(place / "rows.db"), "added")

    def work() -> Answer:
        command(sys.executable, *words, str(place / "one.json"), place=place)
        return {"commands": 1}

    return work


BENCH = Bench(
    "adding",
    {"claims add": ours, "sqlite-utils insert": neighbour},
    [Pair("claims add, the whole command", "claims add", "sqlite-utils insert", 1.0)],
    prepare,
    share=0.0,
)


if __name__ == "__main__":
    run(BENCH)
