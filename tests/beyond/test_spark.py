"""The SQL of cells runs on Spark as it stands, and keeps to what engines share.

`pip install -e '.[spark]' && pytest tests/beyond` with Java 17 or later; without either the tests
that start Spark are left out.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.measuring.merging import merged
from tests.beyond.spark import CELLS
from tests.cli.running import in_process

HEADER = "external_id,commentator,question,probability,made_at,closes_on,outcome,resolved_at"
SCOPE = ("--scope", "question_weighted")

needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs pyspark (pip install -e '.[spark]') and Java 17",
)


def test_the_text_is_of_whole_numbers_and_of_what_every_engine_has() -> None:
    words = re.findall(r"[a-z_0-9.]+(?=\()|\b\d+\.\d+\b|::", CELLS)
    assert {word for word in words if word not in {"count", "sum"}} == set()


def test_no_alias_is_the_name_of_a_column_that_it_is_made_of() -> None:
    made = re.findall(r"(?:(\w+)\((?:\w+|\*)\)|\b(\w+)) as (\w+)", CELLS)
    outer, inner = CELLS.split("from (")
    aliases = {alias for _, _, alias in made}
    assert aliases == {"n", "weight_e12", "share_e12", "weight", "share"}
    for aggregate in re.findall(r"sum\((\w+)\) as (\w+)", outer):
        assert aggregate[1] not in re.findall(r"as (\w+)", inner)
        assert aggregate[0] != aggregate[1]


@needs_spark
def test_spark_makes_the_cells_of_several_ledgers_to_the_last_digit(tmp_path: Path) -> None:
    claims: list[Path] = []
    cells: list[Path] = []
    for part in range(2):
        ledger = recorded(tmp_path, part)
        for table, files in (("cell_claims", claims), ("cells", cells)):
            files.append(tmp_path / f"{table}-{part}.parquet")
            where = ("--ledger", str(ledger), "-o", str(files[-1]))
            in_process(["export", table, *SCOPE, *where]).done()
    by_spark = asked(claims)
    with merged(cells) as held:
        query = "select * from cells_by order by group_id, prob_source, p_ppb, y"
        by_us = [list(row.values()) for row in held.ask(query)]
    assert by_spark == by_us
    assert any(weight % 10**12 for *_, weight, _ in by_us if isinstance(weight, int))


def recorded(folder: Path, part: int) -> Path:
    """Return a ledger in which some spoke several times on one question."""
    rows = [
        f"f{part}-{at},Person {at % 3},Question {part}-{at % 10}?,0.{1 + at % 9},"
        f"2024-0{1 + at // 10}-15,2025-03-01,{at % 2},2025-03-01"
        for at in range(60 - 7 * part)
    ]
    file = folder / f"{part}.csv"
    file.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    in_process(["import", str(file), "--ledger", str(folder / str(part))]).done()
    return folder / str(part)


def asked(files: list[Path]) -> list[list[object]]:
    """Return the cells of some files by Spark, which is a process of its own, with its own talk."""
    command = [sys.executable, "-m", "tests.beyond.spark", "--json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: list[list[object]] = json.loads(done.stdout)
    return found
