"""A table of ten columns written out in order: ours beside polars, which does not sort it.

Run it as ``python -m tests.bench.exporting``. Invariant: all write the same rows; ours are sorted,
and no text in our CSV is a formula.
"""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import Ledger
from ledger.exporters import write_file
from ledger.tables import Table
from tests.bench import prepared
from tests.bench.pairing import Answer, Bench, Own, Pair, Work, run

if TYPE_CHECKING:
    import polars

_FEW = 40
_ORDER = "said_on, commentator, claim_id"
_ROWS = """
    select 'claim-' || md5(i::varchar) as claim_id, 'Person ' || (i * 7919 % 9973) as commentator,
        date '2015-01-01' + (i * 104729 % 3652)::integer as said_on,
        'Will thing ' || (i // 20) || ' happen, in the end?' as question,
        (i * 31 % 999 + 1) / 1000 as p, case when i % 20 > 0 then i * 17 % 5 // 3 end as outcome,
        date '2026-01-01' + (i % 300)::integer as closes_on, 'topic ' || (i % 12) as topic,
        'He said it “plainly”, number ' || i || ', and that was that.' as quote, i as number
    from range({size}) as made(i)
"""


def prepare(place: Path, size: int) -> None:
    """Make the rows, and a small ledger to ask."""
    import duckdb

    prepared.ledger(place, _FEW)
    if not _rows(place, size).exists():
        with duckdb.connect() as connection:
            connection.execute("set enable_progress_bar = false")
            query = _ROWS.format(size=size)
            connection.execute(f"copy ({query}) to '{_rows(place, size)}' (format parquet)")


def _rows(place: Path, size: int) -> Path:
    return place / f"table-{size}.parquet"


def ours(form: str) -> Callable[[Path, int], Work]:
    """Return a side: a table through our exporter of a form."""

    def side(place: Path, size: int) -> Work:
        query = f"from read_parquet('{_rows(place, size)}') order by {_ORDER}"
        path = _target(place, form)

        def write() -> None:
            with closing(Ledger.open(prepared.ledger(place, _FEW))) as ledger:
                write_file(Table(ledger, query), form, path)

        return _timed(write, path, form)

    return side


def polars_side(form: str) -> Callable[[Path, int], Work]:
    """Return a side: a frame that is in memory, written by polars as it lies."""

    def side(place: Path, size: int) -> Work:
        import polars as pl

        frame, path = pl.read_parquet(_rows(place, size)), _target(place, form)
        return _timed(lambda: _written(frame, form, path), path, form)

    return side


def _written(frame: polars.DataFrame, form: str, path: Path) -> None:
    if form == "parquet":
        frame.write_parquet(path, compression="zstd")
    else:
        frame.write_csv(path)


def standard_csv(place: Path, size: int) -> Work:
    """Return the work of the standard library on rows in memory, in order."""
    import duckdb

    with duckdb.connect() as connection:
        found = connection.execute(f"from read_parquet('{_rows(place, size)}') order by {_ORDER}")
        names, rows = [column[0] for column in found.description or ()], found.fetchall()
    path = _target(place, "csv")

    def write() -> None:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            writer.writerows(rows)

    return _timed(write, path, "csv, sorted")


def _target(place: Path, form: str) -> Path:
    path = place / f"out.{form}"
    path.unlink(missing_ok=True)
    return path


def _timed(write: Callable[[], None], path: Path, form: str) -> Work:
    def work() -> Own:
        began, used = time.perf_counter(), time.process_time()
        write()
        took = time.perf_counter() - began, time.process_time() - used
        return Own(_told(path, form), *took)

    return work


def _told(path: Path, form: str) -> Answer:
    """Return what was written: in order or not, and to the letter where it is in order."""
    import duckdb

    reader = {".parquet": "read_parquet", ".jsonl": "read_json"}.get(path.suffix, "read_csv")
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        found = connection.execute(
            f"select count(*), sum(number), sum(length(quote)), sum(p), count(outcome) "
            f"from {reader}('{path}')"
        ).fetchall()
    told: dict[str, object] = {"rows": [float(one) for one in found[0]]}
    if form == "csv, sorted":
        told["csv"] = _digest(path)
    return told


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ours_csv(place: Path, size: int) -> Work:
    work = ours("csv")(place, size)

    def told() -> Own:
        done = work()
        assert isinstance(done, Own)
        return Own({**done.answer, "csv": _digest(place / "out.csv")}, done.seconds, done.cpu)

    return told


BENCH = Bench(
    "exporting",
    {
        "sorted Parquet": ours("parquet"),
        "sorted CSV": _ours_csv,
        "sorted JSON lines": ours("jsonl"),
        "polars Parquet, unsorted": polars_side("parquet"),
        "polars CSV, unsorted": polars_side("csv"),
        "csv.writer": standard_csv,
    },
    [
        Pair("sorted Parquet of ten columns", "sorted Parquet", "polars Parquet, unsorted", 5.0),
        Pair("sorted CSV of ten columns", "sorted CSV", "csv.writer"),
        Pair("sorted CSV of ten columns", "sorted CSV", "polars CSV, unsorted"),
        Pair("sorted JSON lines of ten columns", "sorted JSON lines", "csv.writer"),
    ],
    prepare,
)


if __name__ == "__main__":
    run(BENCH)
