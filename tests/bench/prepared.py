"""What several benchmarks begin with: a file of forecasts, and a ledger that has taken it in.

Invariant: what was prepared is never changed; a benchmark that writes works on a copy.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench.pairing import claims

LOG = "ledger.sqlite"


def forecasts(place: Path, size: int) -> Path:
    """Return a CSV of so many forecasts, made if need be."""
    path = place / f"forecasts-{size}.csv"
    if not path.exists():
        from tests.bench.generate import generate

        draft = place / "draft.csv"
        generate(size, draft, people=people(size))
        draft.rename(path)
    return path


def people(size: int) -> int:
    """Return among how many commentators so many forecasts are divided."""
    return max(20, min(10_000, size // 20))


def ledger(place: Path, size: int) -> Path:
    """Return a ledger of so many forecasts, whose read model is there; both made if need be."""
    directory = place / f"ledger-{size}"
    if not directory.exists():
        draft = place / "draft-ledger"
        shutil.rmtree(draft, ignore_errors=True)
        claims("import", str(forecasts(place, size)), "--ledger", str(draft), place=place)
        draft.rename(directory)
    claims("sql", "select 1", "--ledger", str(directory), place=place)
    return directory


def copied(place: Path, size: int, name: str) -> Path:
    """Return a fresh copy of that ledger, under a name."""
    copy = place / f"{name}-{size}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(ledger(place, size), copy)
    return copy


def facts(directory: Path, page: int = 10_000) -> Iterator[list[tuple[object, ...]]]:
    """Yield stream, version, stored name and content of every fact, a page at a time."""
    columns = "originator_id, originator_version, topic, state"
    query = f"select {columns} from stored_events order by position"
    with closing(sqlite3.connect(f"file:{directory / LOG}?mode=ro", uri=True)) as connection:
        found = connection.execute(query)
        while rows := found.fetchmany(page):
            yield rows


def counted(directory: Path, where: str = "true") -> int:
    """Return how many facts a ledger has."""
    query = f"select count(*) from stored_events where {where}"
    with closing(sqlite3.connect(f"file:{directory / LOG}?mode=ro", uri=True)) as connection:
        return int(connection.execute(query).fetchone()[0])
