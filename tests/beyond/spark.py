"""Cells by Spark: `python -m tests.beyond.spark FILE…` of what `claims export cell_claims` wrote.

The SQL is that of the migrations, to the letter; DuckDB runs it too, and the sums of both are
compared to the last digit. Needs `pip install -e '.[spark]'` and Java 17; exits with 1 if they
differ. With `--json` first it prints Spark's cells alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from ledger.readmodel.migrate import portable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Cells = list[tuple[object, ...]]

CELLS = portable("cells_by")
"""The one text that both engines run."""

GROUPED = "select commentator_id as group_id, prob_source, p_ppb, y, weight_e12, share_e12 from {}"
"""What a group is, is said here: another column makes other groups of the same claims."""


def by_spark(files: Sequence[str]) -> Cells:
    """Return the cells of all the files together, by Spark on this machine, in order."""
    spark = _session()
    try:
        spark.read.parquet(*files).createOrReplaceTempView("cell_claims")
        spark.sql(GROUPED.format("cell_claims")).createOrReplaceTempView("cell_claims_by")
        return sorted(tuple(row) for row in spark.sql(CELLS).collect())
    finally:
        spark.stop()


def by_duckdb(files: Sequence[str]) -> Cells:
    """Return the same by DuckDB."""
    with closing(duckdb.connect()) as connection:
        connection.read_parquet(list(files)).create_view("cell_claims")
        connection.execute(f"create view cell_claims_by as {GROUPED.format('cell_claims')}")
        return sorted(connection.execute(CELLS).fetchall())


def _session() -> SparkSession:
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("claims")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def main(files: Sequence[str]) -> int:
    """Print what both made of the files, and say whether it is the same."""
    if files[:1] == ["--json"]:
        print(json.dumps(by_spark(files[1:])))
        return 0
    ours, theirs = by_duckdb(files), by_spark(files)
    for name, cells in (("DuckDB", ours), ("Spark", theirs)):
        n, weight, share = (sum(int(str(cell[at])) for cell in cells) for at in (4, 5, 6))
        print(f"{name:7} {len(cells)} cells, {n} claims, weight_e12 {weight}, share_e12 {share}")
    print("the same to the last digit" if ours == theirs else "they differ")
    return 0 if ours == theirs else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
