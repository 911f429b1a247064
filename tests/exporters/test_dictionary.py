"""What every column means: defined for each that there is, told in the help and beside a file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.cli.options import BIN_SCHEMES, GROUPINGS
from ledger.measuring import RANKED_BY, SEED
from ledger.readmodel.definition import Definition
from ledger.readmodel.dictionary import DIMENSIONS, OWN, SHARED, described
from ledger.readmodel.dictionary_figures import CALIBRATION, PARTITION, SCOREBOARD
from ledger.readmodel.queries import BY, TABLES, grouped
from ledger.readmodel.session import Asked
from tests.cli.running import in_process


def columns(ledger: Ledger, table: str) -> list[str]:
    """Return the columns of a table, asked from the view itself."""
    return ledger.table(table).columns()


def test_every_exported_table_has_its_definitions() -> None:
    assert set(OWN) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_defined_and_no_definition_lacks_a_column(
    table: str, ledger: Ledger
) -> None:
    found = columns(ledger, table)
    assert list(described(table, found)) == found
    assert set(OWN[table]) <= set(found)


def test_what_is_shared_is_in_two_tables_or_more(ledger: Ledger) -> None:
    having: dict[str, set[str]] = {name: set() for name in SHARED}
    for table in TABLES:
        for column in set(columns(ledger, table)) - set(OWN[table]):
            having[column].add(table)
    assert [name for name, tables in having.items() if len(tables) < 2] == []


@pytest.mark.parametrize("table", BY)
@pytest.mark.parametrize(
    "grouping", [(), *((name,) for name in GROUPINGS), ("commentator", "kind"), GROUPINGS], ids=str
)
def test_columns_by_a_grouping_are_defined_as_what_they_are_by(
    table: str, grouping: tuple[str, ...], ledger: Ledger
) -> None:
    asked = Asked(grouping=grouping)
    query = TABLES[table] if grouping == ("commentator",) else grouped(table, asked)
    with ledger.session(asked) as session:
        found = session.columns(query)
    told = described(table, found, grouping)
    assert list(told) == found
    if grouping != ("commentator",):
        assert {name: told[name] for name in grouping} == {
            name: str(DIMENSIONS[name]) for name in grouping
        }


def test_every_grouping_has_a_definition() -> None:
    assert set(DIMENSIONS) == set(GROUPINGS)


def every_definition() -> list[Definition]:
    """Return every definition of every table."""
    return [one for some in (SHARED, DIMENSIONS, *OWN.values()) for one in some.values()]


def test_definitions_are_sentences() -> None:
    for one in every_definition():
        parts = [one.means, one.unit, one.null, one.source]
        assert one.means
        assert not [part for part in parts if part.endswith((".", " ")) or "  " in part], one
        assert str(one).endswith(".")


def test_the_partition_is_told_in_the_order_of_the_scoreboard_and_adds_up(
    ledger: Ledger,
) -> None:
    assert [name for name in columns(ledger, "scoreboard") if name in PARTITION] == list(PARTITION)
    for row in ledger.table("scoreboard").rows():
        assert sum(row[name] for name in PARTITION) == row["n_claims"]  # type: ignore[misc]


def test_the_help_tells_every_figure_once(ledger: Ledger) -> None:
    told = in_process(["help", "scoring"]).done().lines
    for table in BY:
        for column in columns(ledger, table):
            count = [line.startswith(f"  {column} ") for line in told].count(True)
            expected = 2 if column in CALIBRATION and column in OWN["scoreboard"] else 1
            assert count == expected, column
    headings = [
        "Counts", "Scores", "Uncertainty", "Compared with others", "Wording", "Calibration",
        "Ranks",
    ]  # fmt: skip
    assert list(SCOREBOARD) == headings
    assert [line for line in told if line in {*headings, "Calibration table", "Both tables"}] == [
        *headings, "Calibration table", "Both tables"
    ]  # fmt: skip


def test_the_help_tells_one_column_in_each_table_that_has_it() -> None:
    told = in_process(["help", "scoring", "n_eff"]).done().out
    assert [line for line in told.splitlines() if not line.startswith(" ")] == [
        "n_eff (scoreboard)", "n_eff (calibration)"
    ]  # fmt: skip
    found = in_process(["help", "scoring", "story", "--json"]).done().json
    assert found == {
        "story": {
            "every table that has it": str(SHARED["story"]), "--by": str(DIMENSIONS["story"])
        }
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        *((table,) for table in TABLES),
        *((table, "--by", by) for table in BY for by in ("everybody", "topic", "kind,commentator")),
    ],
    ids=" ".join,
)
def test_the_header_tells_the_columns_of_the_file(
    arguments: tuple[str, ...], held: Path, tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    in_process(["export", *arguments, "-o", str(file), "--ledger", str(held)]).done()
    with file.open(encoding="utf-8", newline="") as lines:
        first = next(csv.reader(lines))
    meta = json.loads(file.with_name("table.csv.meta.json").read_text(encoding="utf-8"))
    assert list(meta["columns"]) == first
    assert all(meta["columns"].values())


def test_the_header_tells_how_figures_were_made(held: Path) -> None:
    where = ("--ledger", str(held))
    head = json.loads(in_process(["export", "scoreboard", *where]).done().err)
    assert (head["seed"], head["ranked_by"]) == (SEED, RANKED_BY)
    assert set(head["scales"]) == {"brier", "log"}
    for scheme in BIN_SCHEMES:
        said = in_process(["export", "calibration", "--bins", scheme, *where]).done()
        head = json.loads(said.err)
        assert (head["seed"], head["bin_scheme"]) == (SEED, scheme)
        assert "columns" not in head
