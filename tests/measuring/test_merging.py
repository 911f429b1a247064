"""Cells of several ledgers add up to the scoreboard of one ledger that holds all the claims."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import Ledger
from ledger.exporters import EXPORTERS
from ledger.exporters.header import cells_of
from ledger.measuring.merging import merged
from ledger.measuring.merging_columns import CALIBRATION, SCOREBOARD
from ledger.readmodel.cell_files import KEY
from ledger.readmodel.session import Asked, Rows
from tests.cli.running import Said, in_process
from tests.readmodel.histories import tried

DAY = date(2025, 6, 1)
HEADER = "external_id,commentator,question,probability,made_at,closes_on,outcome,resolved_at"
SCOPES = ("first", "all_rows", "question_weighted", "time_averaged", "at_horizon")
BY: dict[str, Callable[[Forecast], int]] = {
    "commentator": lambda one: one.commentator,
    "question": lambda one: one.question,
}


@dataclass(frozen=True)
class Forecast:
    """A row of a file of forecasts: numbers stand for names and days."""

    commentator: int
    question: int
    billionths: int
    month: int

    def row(self, at: int) -> str:
        """Return it as the importer reads it; the outcome follows from the question."""
        outcome = ("1", "0", "1", "0", "", "void")[self.question % 6]
        resolved = "2025-03-01" if outcome else ""
        return (
            f"f{at},Person {self.commentator},Question {self.question}?,"
            f"{self.billionths / 1e9:.9f},2024-{self.month:02}-15,2025-03-01,{outcome},{resolved}"
        )


billionths = st.sampled_from((0, 1_000, 50_000_000, 290_000_000, 300_000_000, 10**9)) | st.integers(
    0, 10**9
)
forecasts = st.lists(
    st.builds(Forecast, st.integers(0, 4), st.integers(0, 11), billionths, st.integers(1, 12)),
    min_size=1,
    max_size=60,
)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


def ran(*arguments: str) -> str:
    """Return what a command wrote to stdout."""
    return in_process(arguments).done().out


def recorded(rows: Sequence[tuple[int, Forecast]], place: Path, name: str) -> Path:
    """Return a ledger of some forecasts, each under its number in the whole file."""
    text = "\n".join([HEADER, *(one.row(at) for at, one in rows), ""])
    (place / f"{name}.csv").write_text(text, encoding="utf-8")
    ran("import", str(place / f"{name}.csv"), "--ledger", str(place / name))
    return place / name


def cells(directory: Path, asked: Asked, form: str = "parquet") -> Path:
    """Return the file of a ledger's cells."""
    path = directory.with_name(f"{directory.name}-cells.{form}")
    with closing(Ledger.open(directory)) as ledger, path.open("wb") as out:
        told = cells_of(ledger, asked)
        EXPORTERS[form](replace(ledger.table("cells", asked), told={KEY: told.text()}), out)
    path.with_name(f"{path.name}.meta.json").write_text(json.dumps({KEY: told.told()}))
    return path


def split(rows: Sequence[Forecast], by: str, among: int, place: Path) -> list[Path]:
    """Return ledgers among which the forecasts were dealt out."""
    dealt: dict[int, list[tuple[int, Forecast]]] = {}
    for at, one in enumerate(rows):
        dealt.setdefault(BY[by](one) % among, []).append((at, one))
    return [recorded(some, place, f"part{number}") for number, some in sorted(dealt.items())]


def whole(directory: Path, asked: Asked) -> dict[str, Rows]:
    """Return what a ledger's own tables say of those of whom claims count."""
    with closing(Ledger.open(directory)) as ledger:
        found = {name: ledger.table(name, asked).rows() for name in ("scoreboard", "calibration")}
    counted = {
        (row["commentator_id"], row["prob_source"])
        for row in found["scoreboard"]
        if row["n_resolved"]
    }
    return {
        name: [
            {column: row[column] for column in columns}
            for row in found[name]
            if (row["commentator_id"], row["prob_source"]) in counted
        ]
        for name, columns in (("scoreboard", SCOREBOARD), ("calibration", CALIBRATION))
    }


@tried(3, 40)
@given(
    rows=forecasts,
    by=st.sampled_from(sorted(BY)),
    among=st.integers(2, 3),
    scope=st.sampled_from(SCOPES),
    form=st.sampled_from(("parquet", "csv")),
)
def test_merged_cells_have_the_digits_of_one_ledger_of_all_the_claims(
    rows: list[Forecast], by: str, among: int, scope: str, form: str
) -> None:
    asked = Asked(as_of_day=DAY, scope=scope)
    with folder() as place:
        parts = [cells(one, asked, form) for one in split(rows, by, among, place)]
        with merged(parts) as held:
            found = {"scoreboard": held.scoreboard(), "calibration": held.calibration()}
        everything = recorded(list(enumerate(rows)), place, "everything")
        assert str(found) == str(whole(everything, asked))


MIXED = tuple(
    Forecast(at % 4, at % 7, (0, 50_000_000, 300_000_000, 1_234_567)[at % 3], at % 12 + 1)
    for at in range(40)
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The cells of three ledgers; to be read, or copied."""
    place = tmp_path_factory.mktemp("parts")
    asked = Asked(as_of_day=DAY)
    return [cells(one, asked) for one in split(MIXED, "question", 3, place)]


def test_in_whatever_order_and_steps_files_are_merged_the_cells_are_the_same_bytes(
    parts: list[Path], tmp_path: Path
) -> None:
    one, two, three = map(str, parts)
    first, left, right, back = (str(tmp_path / f"{name}.parquet") for name in "flrb")
    ran("merge-cells", one, two, "--out", first)
    ran("merge-cells", first, three, "--out", left)
    ran("merge-cells", two, three, "--out", first)
    ran("merge-cells", one, first, "--out", right)
    ran("merge-cells", three, one, two, "--out", back)
    assert len({Path(name).read_bytes() for name in (left, right, back)}) == 1


def test_what_is_printed_is_the_same_whether_cells_are_parquet_or_csv(
    parts: list[Path], tmp_path: Path
) -> None:
    as_csv = []
    for at, part in enumerate(parts):
        as_csv.append(str(tmp_path / f"{at}.csv"))
        ran("merge-cells", str(part), "--out", as_csv[-1])
    said = [ran("merge-cells", *map(str, files), "--bins") for files in (parts, as_csv)]
    assert said[0] == said[1]
    told = [json.loads(ran("merge-cells", *map(str, files), "--json")) for files in (parts, as_csv)]
    assert {**told[0], "files": []} == {**told[1], "files": []}


@pytest.mark.parametrize(
    ("alter", "problem"),
    [
        ("p_ppb = p_ppb + 1000000001", "row 1: p_ppb is a probability in billionths"),
        ("y = 2", "y is an outcome"),
        ("n = 0", "n is a number of claims"),
        ("weight_e12 = -1", "a claim weighs nothing at the least"),
        ("n = n + 1", "those of n claims"),
        ("brier_e30 = brier_e30 + 1", "brier_e30 is not what"),
        ("prob_source = 'pooled'", "prob_source is not one"),
        ("commentator_id = null", "a value is missing"),
        ("commentator_id = 'a', p_ppb = 0, y = 0, brier_e30 = 0", "stands in the file twice"),
    ],
)
def test_cells_that_are_none_are_refused_with_the_row(
    alter: str, problem: str, parts: list[Path], tmp_path: Path
) -> None:
    said = merging(altered(parts[0], tmp_path / "altered.parquet", alter), parts[1])
    assert said.code == 2
    assert problem in said.err


def test_files_of_another_shape_are_refused(parts: list[Path], tmp_path: Path) -> None:
    assert "no column n" in merging(altered(parts[0], tmp_path / "a.parquet", drop="n")).err
    doubles = altered(parts[0], tmp_path / "b.parquet", kind="p_ppb")
    assert "p_ppb is of the type DOUBLE" in merging(doubles).err
    untold = altered(parts[0], tmp_path / "c.parquet", told="")
    assert "does not say which claims" in merging(untold).err
    odd = altered(parts[0], tmp_path / "d.parquet", told='{"ledgers": ["a"], "kind": 7}')
    assert "cannot be read" in merging(odd).err
    cut = tmp_path / "e.parquet"
    cut.write_bytes(parts[0].read_bytes()[:-100])
    assert "is damaged" in merging(cut).err
    (tmp_path / "f.csv").write_text('a,b\n"1,2\n', encoding="utf-8")
    (tmp_path / "f.csv.meta.json").write_text(
        parts[0].with_name(f"{parts[0].name}.meta.json").read_text()
    )
    assert "error" in merging(tmp_path / "f.csv").err


def test_ledgers_that_were_asked_something_else_do_not_add_up(
    parts: list[Path], tmp_path: Path
) -> None:
    for name, value, wanted in (
        ("kind", "intent", "claims export cells"),
        ("scope", "all_rows", "claims export cells"),
        ("pooled", True, "claims export cells"),
        ("filter", "topic:oil", "claims export cells"),
        ("as_of_day", "2025-07-01", "--as-of 2025-06-01"),
    ):
        told = {**json.loads(origin(parts[1])), name: value}
        other = altered(parts[1], tmp_path / f"{name}.parquet", told=json.dumps(told))
        said = merging(parts[0], other)
        assert said.code == 2
        assert f"not of one question: {name}" in said.err
        assert wanted in said.err


def test_a_ledger_is_counted_once(parts: list[Path], tmp_path: Path) -> None:
    both = tmp_path / "both.parquet"
    ran("merge-cells", str(parts[0]), str(parts[1]), "--out", str(both))
    for files in ((parts[0], parts[0]), (both, parts[1]), (parts[1], both)):
        said = merging(*files)
        assert said.code == 2
        assert "both count the ledger" in said.err


def test_names_from_a_file_act_on_no_terminal(parts: list[Path], tmp_path: Path) -> None:
    hostile = altered(
        parts[0], tmp_path / "h.parquet", "commentator = chr(27) || '[2J=1+1' || chr(10)"
    )
    said = merging(hostile)
    assert said.code == 0
    assert "\x1b" not in said.out + said.err + merging(hostile, more="--json").out
    assert len(said.out.splitlines()) == len(
        json.loads(merging(parts[0], more="--json").out)["scoreboard"]
    )


def merging(*files: Path, more: str = "") -> Said:
    return in_process(["merge-cells", *map(str, files), *([more] if more else [])])


def origin(path: Path) -> str:
    """Return what a file says of its cells."""
    query = "select value from parquet_kv_metadata(?) where key = ?::blob"
    return bytes(duckdb.execute(query, [str(path), KEY]).fetchall()[0][0]).decode()


def altered(
    path: Path,
    target: Path,
    alter: str = "",
    *,
    drop: str = "",
    kind: str = "",
    told: str | None = None,
) -> Path:
    """Write a file of cells anew with something changed in it."""
    said = origin(path) if told is None else told
    with closing(duckdb.connect()) as connection:
        connection.execute(f"create table cells as from read_parquet('{path}')")
        if alter:
            connection.execute(f"update cells set {alter}")
        if drop:
            connection.execute(f"alter table cells drop {drop}")
        if kind:
            connection.execute(f"alter table cells alter {kind} type double")
        beside = f", kv_metadata {{{KEY}: '{said}'}}" if said else ""
        connection.execute(f"copy cells to '{target}' (format parquet{beside})")
    return target
