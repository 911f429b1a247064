"""The sums of a scoreboard over scored rows: ours from rows, ours from cells, polars in memory.

Run it as ``python -m tests.bench.sums``. Invariant: all find, for each commentator, the number of
claims, the share that came true, the mean Brier and log score and the standard error of the former;
ours by sums of integers, which are the same in any order.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.pairing import Answer, Bench, Pair, Work, run

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Sums = dict[str, NDArray[np.float64]]

_BLOCK = 1_000_000
_CLIP = 0.001
NAMES = ("n", "came", "brier", "log_score", "se")


def from_rows(connection: duckdb.DuckDBPyConnection, table: str) -> Sums:
    """Return the sums over a table of (commentator, p_ppb, y): a row for each scored claim."""
    return _figures(
        connection,
        f"""
        select commentator, count(*) as n, sum(y) as k, sum(d * d) as b,
            sum((d * d // 1000000000) * (d * d // 1000000000)) as bb, sum(loss) as l
        from (
            select commentator, y, p_ppb - y * 1000000000 as d,
                {_loss("case when y = 1 then p_ppb else 1000000000 - p_ppb end")} as loss
            from {table}
        )
        group by commentator
        """,
    )


def from_cells(connection: duckdb.DuckDBPyConnection, table: str) -> Sums:
    """Return the same over (commentator, p_ppb, n, k): a row for each probability that was said.

    What a probability costs, if yes comes and if no does, is worked out once for all who said it; a
    product that 64 bits do not hold is summed as its billions and its rest.
    """
    return _figures(
        connection,
        f"""
        with stated as (
            select p_ppb, (1000000000 - p_ppb) * (1000000000 - p_ppb) as b1, p_ppb * p_ppb as b0,
                b1 // 1000000000 as b1_billions, b1 % 1000000000 as b1_rest,
                b0 // 1000000000 as b0_billions, b0 % 1000000000 as b0_rest,
                b1_billions * b1_billions // 1000000000 as bb1_billions,
                b1_billions * b1_billions % 1000000000 as bb1_rest,
                b0_billions * b0_billions // 1000000000 as bb0_billions,
                b0_billions * b0_billions % 1000000000 as bb0_rest,
                {_loss("p_ppb")} as l1, {_loss("1000000000 - p_ppb")} as l0
            from (select distinct p_ppb from {table})
        )

        select commentator, sum(n) as n, sum(k) as k, {_split_sum("b")} as b,
            {_split_sum("bb")} as bb, sum(k * l1 + (n - k) * l0) as l
        from {table} inner join stated using (p_ppb)
        group by commentator
        """,
    )


def _split_sum(cost: str) -> str:
    """Return the SQL of the sum of what k answers yes cost, and n - k answers no."""
    parts = (f"sum(k * {cost}1_{part} + (n - k) * {cost}0_{part})" for part in ("billions", "rest"))
    return " * 1000000000 + ".join(parts)


def _loss(stated: str) -> str:
    """Return the SQL of minus the logarithm of what was stated of what came, in 1e-12."""
    return f"round(-ln(greatest(({stated}) / 1e9, {_CLIP})) * 1e12)::bigint"


def _figures(connection: duckdb.DuckDBPyConnection, summed: str) -> Sums:
    query = f"""
        select n::double as n, k / n as came, b / 1e18 / n as brier, l / 1e12 / n as log_score,
            sqrt(greatest(bb / 1e18 / n - brier * brier, 0) / n) as se
        from ({summed}) order by commentator
    """
    return connection.execute(query).fetchnumpy()


def prepare(place: Path, size: int) -> None:
    """Make the rows, in a database and in a Parquet file, and the cells."""
    import duckdb

    base = database(place, size)
    if base.exists():
        return
    _write_rows(rows(place, size), size)
    draft = place / "draft.duckdb"
    draft.unlink(missing_ok=True)
    with duckdb.connect(str(draft)) as connection:
        connection.execute(f"create table scored as from read_parquet('{rows(place, size)}')")
        connection.execute(
            "create table cells as select commentator, p_ppb, count(*) as n, sum(y)::bigint as k "
            "from scored group by commentator, p_ppb order by commentator, p_ppb"
        )
    draft.rename(base)


def rows(place: Path, size: int) -> Path:
    """Return where the rows lie."""
    return place / f"scored-{size}.parquet"


def database(place: Path, size: int) -> Path:
    """Return where the tables `scored` and `cells` lie."""
    return place / f"scored-{size}.duckdb"


def _write_rows(path: Path, size: int) -> None:
    """Write what forecasters of all kinds said, and what came: integers alone."""
    import numpy as np
    import pyarrow
    from pyarrow import parquet

    people = max(20, min(10_000, size // 50))
    heard = np.cumsum(1 / np.arange(1, people + 1))
    with parquet.ParquetWriter(path, _schema()) as writer:
        for start in range(0, size, _BLOCK):
            dice, n = np.random.default_rng([7, start]), min(_BLOCK, size - start)
            who = np.searchsorted(heard / heard[-1], dice.random(n)).astype(np.int32)
            seen = dice.normal(-0.6, 1.6, n)
            came = dice.random(n) < 1 / (1 + np.exp(-seen))
            p = 1 / (1 + np.exp(-seen * (0.5 + who % 7 / 6) + dice.normal(0, 0.5, n)))
            rough, fine = np.clip(np.rint(p * 20), 1, 19) * 50, np.clip(np.rint(p * 1000), 1, 999)
            said = np.where(dice.random(n) < 0.7, rough, fine).astype(np.int64) * 1_000_000
            columns = [pyarrow.array(one) for one in (who, said, came.astype(np.int64))]
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=_schema()))


def _schema() -> object:
    import pyarrow

    return pyarrow.schema(
        [("commentator", pyarrow.int32()), ("p_ppb", pyarrow.int64()), ("y", pyarrow.int64())]
    )


def rows_side(place: Path, size: int) -> Work:
    """Return the work on rows."""
    connection = _opened(place, size)
    return lambda: _told(from_rows(connection, "scored"))


def cells_side(place: Path, size: int) -> Work:
    """Return the work on cells."""
    connection = _opened(place, size)
    return lambda: _told(from_cells(connection, "cells"))


def polars_side(place: Path, size: int) -> Work:
    """Return the work of polars on rows in memory."""
    import polars as pl

    held = pl.read_parquet(rows(place, size)).with_columns(p=pl.col("p_ppb") / 1e9).drop("p_ppb")

    def work() -> Answer:
        stated = pl.when(pl.col("y") == 1).then(pl.col("p")).otherwise(1 - pl.col("p"))
        found = (
            held.lazy()
            .with_columns(b=(pl.col("p") - pl.col("y")) ** 2, l=-stated.clip(_CLIP).log())
            .group_by("commentator")
            .agg(
                n=pl.len().cast(pl.Float64),
                came=pl.col("y").mean(),
                brier=pl.col("b").mean(),
                log_score=pl.col("l").mean(),
                se=pl.col("b").std(ddof=0) / pl.len().cast(pl.Float64).sqrt(),
            )
            .sort("commentator")
            .collect()
        )
        return _told({name: found[name].to_numpy() for name in NAMES})

    return work


def _opened(place: Path, size: int) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(str(database(place, size)), read_only=True)
    connection.execute("set enable_progress_bar = false")
    return connection


def _told(sums: Sums) -> Answer:
    """Return of each figure the sum, and the sum weighted by its place."""
    import numpy as np

    places = np.arange(1, len(sums["n"]) + 1)
    return {
        name: (float(np.sum(sums[name])), float(np.dot(sums[name], places) / len(places)))
        for name in NAMES
    }


BENCH = Bench(
    "sums",
    {"from rows": rows_side, "from cells": cells_side, "polars": polars_side},
    [
        Pair("sums of a scoreboard, from rows", "from rows", "polars", 2.0),
        Pair("sums of a scoreboard, from cells", "from cells", "polars", 0.5),
    ],
    prepare,
    share=10,
)


if __name__ == "__main__":
    run(BENCH)
