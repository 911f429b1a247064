"""One durable append, in process: ours beside the plainest commit of the same row.

Run it as ``python -m tests.bench.append``. Invariant: each side writes the same facts to a log that
has as many already, one transaction each, in WAL and with ``synchronous=FULL``.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

from tests.bench.pairing import Bench, Own, Pair, Work, run
from tests.bench.seal import BULK, CLAIM, MOMENT, Kind, facts

Append = Callable[[list[StoredEvent]], None]
APPENDS = 200
_TABLE = """
    create table if not exists stored_events (
        position integer primary key, originator_id text not null,
        originator_version integer not null, topic text not null, state blob,
        recorded_at text not null, salt blob, leaf_hash blob not null,
        unique (originator_id, originator_version)
    )
"""
_INSERT = "insert into stored_events values (?, ?, ?, ?, ?, ?, ?, ?)"
_NOTHING = b"\0" * 16, b"\0" * 32


def raw(place: Path, size: int) -> Work:
    """Return the work of SQLite alone: begin, insert, commit."""
    path = place / f"append-raw-{size}.sqlite"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute(_TABLE)
    held = [0]

    def append(stored: list[StoredEvent]) -> None:
        connection.execute("begin immediate")
        for one in stored:
            held[0] += 1
            row = (held[0], one.originator_id, one.originator_version, one.topic, one.state)
            connection.execute(_INSERT, (*row, MOMENT, *_NOTHING))
        connection.execute("commit")

    def count() -> int:
        with closing(connection):
            return int(connection.execute("select count(*) from stored_events").fetchone()[0])

    return _timed(append, count, size)


def library(place: Path, size: int) -> Work:
    """Return the work of the event library's own recorder, with settings as durable as ours."""
    return _recorded("unsealed", place, size)


def sealed(place: Path, size: int) -> Work:
    """Return the work of our recorder: the fact, its leaf and the tree."""
    return _recorded("sealed", place, size)


def _recorded(kind: str, place: Path, size: int) -> Work:
    path = place / f"append-{kind}-{size}.sqlite"
    for left in place.glob(f"{path.name}*"):
        left.unlink()
    recorder = Kind(kind).recorder(path)

    def append(stored: list[StoredEvent]) -> None:
        if kind == "sealed":
            recorder.insert_events(stored, recorded_at=MOMENT, names=[(CLAIM, 1)])
        else:
            recorder.insert_events(stored)

    return _timed(append, lambda: _held(recorder), size)


def _held(recorder: SQLiteApplicationRecorder) -> int:
    with recorder.datastore.transaction(commit=False) as cursor:
        cursor.execute("select count(*) from stored_events")
        found = int(cursor.fetchone()[0])
    recorder.datastore.close()
    return found


def _timed(
    append: Callable[[list[StoredEvent]], None], count: Callable[[], int], size: int
) -> Work:
    for start in range(0, size, BULK):
        append(facts(start, min(BULK, size - start)))
    singles = facts(size, APPENDS)

    def work() -> Own:
        began, used = time.perf_counter(), time.process_time()
        for one in singles:
            append([one])
        took = time.perf_counter() - began, time.process_time() - used
        return Own({"facts": count()}, *took)

    return work


BENCH = Bench(
    "append",
    {"SQLite commit": raw, "library": library, "sealed append": sealed},
    [
        Pair("a durable append, unsealed", "library", "SQLite commit", 2.0),
        Pair("a durable append, sealed", "sealed append", "SQLite commit", 4.4),
    ],
)


if __name__ == "__main__":
    run(BENCH)
