"""Read models made by hand: of a log as it is, in one go or in several, under any name.

Invariant: made of the very parts that the program uses (migrations, catch-up, session), without its
cache, so that a test says when and from what a read model is built.
"""

from __future__ import annotations

import atexit
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

import duckdb

from ledger.log.lines import Lines, lines
from ledger.log.reading import LogTail
from ledger.log.tail import FILE, mark_at
from ledger.measuring.filling import measure_for
from ledger.readmodel.cache import attach
from ledger.readmodel.catch_up import catch_up, room, track
from ledger.readmodel.migrate import apply
from ledger.readmodel.session import Asked, Rows, Session


@cache
def _empty() -> Path:
    """Make an empty read model, once: a copy takes a hundredth of the time."""
    folder = tempfile.mkdtemp(prefix="claims-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "empty.duckdb"
    with closing(duckdb.connect(str(path))) as connection:
        apply(connection)
        track(connection)
    return path


def built(
    ledger: Path, target: Path, *cuts: int, threads: int | None = None, carried: int = 0
) -> Path:
    """Build a read model of a ledger, catching up to each of `cuts` on the way to the end.

    The first `carried` facts were sealed later than they say.
    """
    shutil.copyfile(_empty(), target)
    end, at = LogTail(ledger).position, 0
    for until in (*sorted({cut for cut in cuts if 0 < cut < end}), end):
        with closing(duckdb.connect(str(target))) as connection:
            connection.execute(f"set threads = {threads or 2}")
            mark = mark_at(ledger, until).mark
            found = (carried_over(some, carried) for some in lines(ledger, at, until, room()))
            catch_up(connection, found, until, mark)
        at = until
    return target


def carried_over(some: Lines, carried: int) -> Lines:
    """Return facts of which the first were carried over from a form without a seal."""
    told = [json.loads(line) for line in some.text.split(b"\n")]
    for one in told:
        if one["position"] <= carried:
            one["sealed_at"] = "2100-01-01T00:00:00Z"
    text = "\n".join(map(json.dumps, told)).encode()
    return Lines(some.name, some.n, text, apart=True) if carried else some


def first_facts(ledger: Path, until: int, target: Path) -> Path:
    """Return a copy of a ledger that ends at a position, for reading: its tree is not cut back."""
    target.mkdir(parents=True)
    shutil.copyfile(_settled_file(ledger), target / FILE)
    with closing(sqlite3.connect(target / FILE)) as connection:
        connection.execute("drop trigger facts_are_not_removed")
        connection.execute("delete from stored_events where position > ?", (until,))
        connection.commit()
    return target


def _settled_file(ledger: Path) -> Path:
    """Move what is in the write-ahead log into the file, so that the file alone is the ledger."""
    with closing(sqlite3.connect(ledger / FILE)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    return ledger / FILE


def session(model: Path, asked: Asked | None = None) -> Session:
    """Open a session on a read model."""
    return Session(attach(model), asked or Asked())


def rows(model: Path, query: str, asked: Asked | None = None, threads: int = 2) -> Rows:
    """Ask a read model once."""
    with session(model, asked) as opened:
        opened.connection.execute(f"set threads = {threads}")
        measure_for(opened, query, asked or Asked())
        return opened.rows(query)


def tables(model: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every stored table of a read model, each in a total order."""
    with closing(duckdb.connect(str(model), read_only=True)) as connection:
        named = connection.execute("select table_name from duckdb_tables() order by all").fetchall()
        return {
            name: connection.execute(f"from {name} order by all").fetchall() for (name,) in named
        }
