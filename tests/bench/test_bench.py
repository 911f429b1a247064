"""Every benchmark at a tiny size: ours and the anchor find the same. Nothing is timed here."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.bench import generate, growth
from tests.bench.__main__ import BENCHES, RESULTS, table
from tests.bench.pairing import HEAD, Answer, Own, Pair, Turn, _result, disagree, of, same
from tests.bench.startup import CHECKOUT

README = CHECKOUT / "README.md"
SIZE = 40
SLOW = ("import", "as-of scoreboard")
"""Whole commands that other tests and benchmarks run; left out for time."""
NEEDS = {
    "adding": ("sqlite_utils",),
    "importing": ("sqlite_utils",),
    "sums": ("polars", "pyarrow"),
    "corp": ("sklearn", "pyarrow"),
    "exporting": ("polars",),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.mark.parametrize("name", BENCHES)
def test_ours_and_the_anchor_find_the_same(name: str, place: Path) -> None:
    for module in NEEDS.get(name, ()):
        pytest.importorskip(module)
    bench, size = of(name), SIZE
    assert {pair.ours for pair in bench.pairs} <= set(bench.sides)
    assert {pair.anchor for pair in bench.pairs} <= set(bench.sides)
    own = max(1, round(size * bench.share))
    bench.prepare(place, own)
    sides = [side for side in bench.sides if side not in SLOW]
    found = {side: answer(bench.sides[side](place, own)()) for side in sides}
    assert all(found.values())
    disagree(name, found)


def answer(found: Answer | Own) -> Answer:
    return found.answer if isinstance(found, Own) else found


def test_the_table_says_what_is_over_its_limit() -> None:
    taken = {
        "we": [Turn(2, 2, 50, {}), Turn(6, 6, 60, {}), Turn(3, 3, 50, {})],
        "they": [Turn(1, 1, 70, {}), Turn(1, 1, 70, {}), Turn(1, 1, 70, {})],
    }
    kept = _result(Pair("a task", "we", "they", 3.0), taken, 1000)
    over = _result(Pair("a task", "we", "they", 2.0), taken, 1000)
    assert (kept.figure, kept.lowest, kept.highest, kept.kept, over.kept) == (3, 2, 6, True, False)
    rows = table([kept, over]).removeprefix(HEAD).splitlines()
    assert rows[0] == "| a task | they | 3.00x | 3.00x | 2.00 to 6.00 | 60 MiB (70) | 1,000 | 3 |"
    assert "**3.00x**" in rows[1]
    assert _result(Pair("t", "we", "they", 20.0, "ms"), taken, 9).figure == 2000
    assert _result(Pair("t", "we", "they", 20.0, "MiB"), taken, 9).figure == 50


@pytest.mark.parametrize(("mark", "results"), [("benchmarks", RESULTS), ("growth", growth.RESULTS)])
def test_the_readme_has_the_tables_that_were_measured(mark: str, results: Path) -> None:
    """``UPDATE_README=1 pytest tests/bench`` puts the results between the README's marks."""
    text = README.read_text(encoding="utf-8")
    region = re.search(rf"(<!-- {mark} -->\n)(.*?)(<!-- end -->)", text, re.DOTALL)
    assert region is not None
    measured = results.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_README"):
        new = f"{text[: region.start(2)]}{measured}{text[region.end(2) :]}"
        README.write_text(new, encoding="utf-8")
    assert region[2] == measured


def test_findings_are_the_same_up_to_rounding() -> None:
    assert same((1.0, "a"), [1.0 + 1e-9, "a"])
    assert not same(1.0, 1.001)
    with pytest.raises(SystemExit, match="rows is 2 by they, 1 by we"):
        disagree("a task", {"we": {"rows": 1}, "they": {"rows": 2, "more": 1}})


def test_growth_is_the_slope_of_logarithms() -> None:
    assert growth.exponent([(10, 1.0), (100, 10.0), (1000, 100.0)]) == pytest.approx(1)


def test_what_grows_faster_than_it_should_stands_in_bold() -> None:
    points = {
        size: [Turn(9, cpu, 50, {}), Turn(9, 3 * cpu, 60, {}), Turn(9, cpu, 50, {})]
        for size, cpu in ((1_000, 1.5), (100, 1.0), (10_000, 15.0))
    }
    said = growth.table({"a task": points}, 3).splitlines()
    assert said[0] == "| task | 100 | 1,000 | 10,000 | exponent | of the last two |"
    assert said[2] == "| a task | 1 s, 60 MiB | 1.5 s, 60 MiB | 15 s, 60 MiB | 0.59 | 1.00 |"
    assert "**2.00**" in growth.row("a task", {10: [Turn(9, 1, 5, {})], 100: [Turn(9, 100, 5, {})]})


def test_forecasts_are_the_same_bytes_for_a_seed_and_as_people_make_them(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.jsonl", "d.csv")]
    for file, seed in zip(files, (7, 7, 7, 8), strict=True):
        generate.generate(4_000, file, seed=seed, people=200)
    assert files[0].read_bytes() == files[1].read_bytes() != files[3].read_bytes()
    with files[0].open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert rows == [json.loads(line) for line in files[2].read_text("utf-8").splitlines()]
    assert len({row["external_id"] for row in rows}) == len(rows) == 4_000
    assert all(60 <= len(row["quote"]) <= 400 for row in rows)
    assert all(row["made_at"] < row["closes_on"] for row in rows)
    on_grid = sum(float(row["probability"]) * 20 % 1 < 1e-9 for row in rows)
    assert 0.6 < on_grid / len(rows) < 0.85
    asked = Counter((row["commentator"], row["question"]) for row in rows)
    assert sum(number > 1 for number in asked.values()) > 100
    of_question = {(row["question"], row["outcome"], row["closes_on"]) for row in rows}
    assert len(of_question) == len({row["question"] for row in rows})


def test_a_ledger_of_them_is_corrected_undone_and_asked_conditionally(place: Path) -> None:
    from ledger import Ledger
    from tests.bench.prepared import copied

    directory = copied(place, SIZE, "corrected")
    assert generate.correct(directory, share=0.2) == {"corrected": 8, "undone": 1, "conditional": 1}
    ledger = Ledger.open(directory)
    noted = ledger.ask("select count(*) as n from claims where note like 'heard again%'")
    assert noted == [{"n": 8}]
    ledger.close()
