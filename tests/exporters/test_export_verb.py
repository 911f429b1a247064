"""``claims export``: to a file with its header beside it, or to stdout with it on stderr."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest

from ledger.cli.options import BIN_SCHEMES
from ledger.exporters import EXPORTERS
from ledger.exporters.header import SCALES
from ledger.log.tail import FILE
from ledger.log.verify import verify
from ledger.readmodel.queries import BY
from ledger.seal.tree import Tree
from tests.cli.running import Said, in_process
from tests.exporters.conftest import HARD


class Export:
    """Runs exports of one ledger."""

    def __init__(self, directory: Path) -> None:
        self.where = ["--ledger", str(directory)]

    def __call__(self, *arguments: str) -> Said:
        """Export; return what was said."""
        return in_process(["export", *arguments, *self.where])

    def rows(self, *arguments: str) -> list[dict[str, object]]:
        """Export as JSON; return the rows."""
        found: list[dict[str, object]] = self(*arguments, "--json").done().json
        return found


@pytest.fixture
def export(held: Path) -> Export:
    return Export(held)


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_file_and_its_header_beside_it(form: str, export: Export, tmp_path: Path) -> None:
    file = tmp_path / f"claims.{form}"
    said = export("claims", "-o", str(file)).done()
    assert said.out == ""
    assert f"{file} (40 rows) and claims.{form}.meta.json" in said.err
    meta = json.loads((tmp_path / f"claims.{form}.meta.json").read_text(encoding="utf-8"))
    assert (meta["table"], meta["rows"], meta["kept"]) == ("claims", 40, "archive")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        f"claims.{form}",
        f"claims.{form}.meta.json",
    ]
    before = file.read_bytes()
    export("claims", "-o", str(file), "--format", form).done()
    assert file.read_bytes() == before
    if form != "parquet":
        assert export("claims", "--format", form).done().out.encode() == before


def test_the_header_names_the_tree_that_the_figures_are_of(export: Export, held: Path) -> None:
    whole, leaves = verify(held), leaf_hashes(held)
    heads = {}
    for position in (1, 7, whole.size - 1, whole.size):
        head = json.loads(export("claims", "--as-of", str(position)).err)
        heads[head["as_of_position"]] = head["tree_head"]
        assert head["tree_head"] == b64encode(Tree(leaves[:position]).root()).decode()
    assert heads[whole.size] == b64encode(whole.root).decode()
    assert len(set(heads.values())) == 4


def leaf_hashes(directory: Path) -> list[bytes]:
    with closing(sqlite3.connect(directory / FILE)) as connection:
        rows = connection.execute("select leaf_hash from stored_events order by position")
        return [row[0] for row in rows]


def test_the_header_says_how_text_is_written(export: Export) -> None:
    forms = {form: json.loads(export("claims", "--format", form).err)["text"]
             for form in EXPORTERS if form != "parquet"}  # fmt: skip
    assert forms == {
        "csv": "formula-safe", "tsv": "formula-safe", "json": "raw", "jsonl": "raw", "md": "escaped"
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_raw_text_is_to_the_letter_and_says_so(form: str, export: Export, tmp_path: Path) -> None:
    said = export("claims", "--format", form, "--raw").done()
    warning, _, head = said.err.partition("\n")
    assert "to the letter (--raw)" in warning
    assert json.loads(head)["text"] == "raw"
    separator = "," if form == "csv" else "\t"
    rows = csv.DictReader(io.StringIO(said.out, newline=""), delimiter=separator)
    assert HARD in [row["quote"] for row in rows]
    file = tmp_path / f"claims.{form}"
    said = export("claims", "--raw", "-o", str(file)).done()
    assert "to the letter (--raw)" in said.err
    assert json.loads((tmp_path / f"claims.{form}.meta.json").read_text())["text"] == "raw"


def test_a_link_in_the_way_is_replaced_and_not_followed(export: Export, tmp_path: Path) -> None:
    elsewhere, file = tmp_path / "elsewhere", tmp_path / "claims.csv"
    elsewhere.write_text("kept")
    file.symlink_to(elsewhere)
    export("claims", "-o", str(file)).done()
    assert (elsewhere.read_text(), file.is_symlink()) == ("kept", False)


def test_to_stdout_the_data_and_to_stderr_the_header(export: Export) -> None:
    said = export("scoreboard").done()
    rows = list(csv.DictReader(io.StringIO(said.out, newline="")))
    head = json.loads(said.err)
    assert head["rows"] == len(rows)
    assert head["scales"] == SCALES
    assert head["claims_by_class"]["resolved"] == sum(int(row["n_resolved"]) for row in rows)
    assert {"program", "ledger_id", "as_of_position", "as_of_day", "scope", "kind", "grouping",
            "pooled", "matured_only", "include_early"} <= set(head)  # fmt: skip


@pytest.mark.parametrize("table", BY)
@pytest.mark.parametrize("by", ["topic", "story", "source", "everybody", "year, words,horizon"])
def test_figures_by_another_grouping(table: str, by: str, export: Export) -> None:
    rows = export.rows(table, "--by", by)
    assert rows
    names = [] if by == "everybody" else [name.strip() for name in by.split(",")]
    assert list(rows[0])[: len(names) + 1] == [*names, "prob_source"]
    assert all(row[name] for row in rows for name in names)


@pytest.mark.parametrize("by", ["commentator", "everybody"])
def test_bins_of_each_scheme_hold_the_same_claims(by: str, export: Export) -> None:
    counts = set()
    for scheme in BIN_SCHEMES:
        rows = export.rows("calibration", "--bins", scheme, "--by", by)
        assert {row["bin_scheme"] for row in rows} == {scheme}
        counts.add(sum(int(str(row["n"])) for row in rows))
    assert len(counts) == 1


def test_everybody_is_the_sum_of_all(export: Export) -> None:
    everybody = export.rows("scoreboard", "--by", "everybody")
    each = export.rows("scoreboard")
    for name in ("n_claims", "n_resolved", "n_open", "n_void"):
        assert sum(int(str(row[name])) for row in everybody) == sum(
            int(str(row[name])) for row in each
        )


def test_figures_of_another_kind(export: Export) -> None:
    claims = [row for row in export.rows("claims") if row["question_kind"] == "binary"]
    for kind in ("forecast", "intent", "assertion"):
        counted = sum(
            int(str(row["n_claims"])) for row in export.rows("scoreboard", "--kind", kind)
        )
        assert counted == len([row for row in claims if row["kind"] == kind])
    whole = export.rows("scoreboard", "--kind", "all")
    assert sum(int(str(row["n_claims"])) for row in whole) == len(claims)


def test_filters_narrow_every_table(export: Export) -> None:
    assert [row["id"] for row in export.rows("claims", "by:Guterres")] == ["fnghdcbb"]
    assert [row["id"] for row in export.rows("scores", "by:Guterres")] == ["fnghdcbb"]
    assert [row["question_key"] for row in export.rows("questions", "by:Guterres")] == ["invasion"]
    assert [row["question_key"] for row in export.rows("resolutions", "id:fngh")] == ["invasion"]
    assert [row["best"] for row in export.rows("estimates", "by:Guterres")] == [0.03]
    assert [row["source_key"] for row in export.rows("sources", "by:Guterres")] == [
        "nyt-2022-01-21"
    ]
    for table in ("commentators", *BY):
        assert {row["commentator"] for row in export.rows(table, "by:Guterres")} == {
            "António Guterres"
        }
    intent = {row["kind"] for row in export.rows("claims", "is:intent", "story:ukraine-2022")}
    assert intent == {"intent"}


def test_as_of_an_earlier_position_the_bytes_are_those_of_then(export: Export) -> None:
    then = json.loads(export("claims").err)["as_of_position"]
    before = [export(table).done().out for table in ("claims", "scoreboard")]
    assert in_process(["reopen", "invasion", *export.where]).code == 0
    again = [export(table, "--as-of", str(then)).done() for table in ("claims", "scoreboard")]
    assert [said.out for said in again] == before
    assert [json.loads(said.err)["as_of_position"] for said in again] == [then, then]
    assert export("claims").out != before[0]
    assert in_process(["undo", *export.where]).code == 0


def test_before_anything_was_on_record_there_is_nothing(export: Export) -> None:
    for as_of in ("0", "1999-01-01"):
        said = export("claims", "--as-of", as_of, "--json").done()
        assert said.json == []
        assert json.loads(said.err)["as_of_position"] == 0


def test_what_cannot_be_written_leaves_what_was_there(export: Export, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "claims.csv"
    said = export("claims", "-o", str(missing))
    assert (said.code, said.out) == (1, "")
    assert f"error: {missing} cannot be written" in said.err
    folder = tmp_path / "folder"
    folder.mkdir()
    assert export("claims", "-o", str(folder)).code == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["folder"]
