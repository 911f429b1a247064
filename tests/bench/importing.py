"""``claims import`` of a file of forecasts, the whole command, beside what only stores them.

Run it as ``python -m tests.bench.importing``. Invariant: the raw side stores the very facts that
ours ends with, under the same key; the other program takes in the same file.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.bench.pairing import Answer, Bench, Own, Pair, Work, claims, command, run
from tests.bench.prepared import counted, facts, forecasts, ledger

_TABLE = """
    create table stored_events (
        originator_id text, originator_version integer, topic text, state blob,
        primary key (originator_id, originator_version)
    )
"""
_INSERT = "insert into stored_events values (?, ?, ?, ?)"


def prepare(place: Path, size: int) -> None:
    """Make the file, and a ledger of it whose facts the raw side stores."""
    ledger(place, size)


def ours(place: Path, size: int) -> Work:
    """Return the work of the whole command into a new ledger, sealed."""
    file, into = forecasts(place, size), place / "imported"
    shutil.rmtree(into, ignore_errors=True)

    def work() -> Answer:
        claims("import", str(file), "--ledger", str(into), place=place)
        rows = counted(into, "topic = 'claim.recorded'")
        return {"facts": counted(into), "rows": rows}

    return work


def raw(place: Path, size: int) -> Work:
    """Return the work of ``executemany`` into a fresh file, ten thousand in a transaction."""
    path, source = place / "raw.sqlite", ledger(place, size)
    for left in place.glob(f"{path.name}*"):
        left.unlink()

    def work() -> Own:
        number = 0
        began, used = time.perf_counter(), time.process_time()
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.execute(_TABLE)
            seconds, cpu = time.perf_counter() - began, time.process_time() - used
            for page in facts(source):
                began, used = time.perf_counter(), time.process_time()
                connection.execute("begin")
                connection.executemany(_INSERT, page)
                connection.execute("commit")
                seconds += time.perf_counter() - began
                cpu += time.process_time() - used
                number += len(page)
            began, used = time.perf_counter(), time.process_time()
        seconds += time.perf_counter() - began
        return Own({"facts": number}, seconds, cpu + time.process_time() - used)

    return work


def neighbour(place: Path, size: int) -> Work:
    """Return the work of the other program, which stores the rows as they are."""
    file, base = forecasts(place, size), place / "neighbour.db"
    base.unlink(missing_ok=True)

    def work() -> Answer:
        words = ("-m", "sqlite_utils", "insert", str(base), "forecasts", str(file), "--csv")
        command(sys.executable, *words, place=place)
        with closing(sqlite3.connect(base)) as connection:
            found = connection.execute("select count(*) from forecasts").fetchone()
        return {"rows": int(found[0])}

    return work


BENCH = Bench(
    "importing",
    {"claims import": ours, "executemany": raw, "sqlite-utils insert": neighbour},
    [
        Pair("import, the whole command, sealed", "claims import", "executemany", 4.0),
        Pair("import of the same file", "claims import", "sqlite-utils insert", 1.0),
    ],
    prepare,
)


if __name__ == "__main__":
    run(BENCH)
