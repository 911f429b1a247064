"""CSV, JSON lines and Parquet say the same: the same facts, the same refusals and remedies."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ledger.app import Ledger
from ledger.domain.decide import decide
from ledger.errors import Failed
from ledger.importers import read_file
from ledger.importers.forecasts import Forecasts
from ledger.importers.found import Found, Options
from ledger.importers.json_lines import JsonLines
from ledger.importers.tables import CsvTable
from ledger.importers.together import Together
from ledger.intake import Taking
from ledger.log import passing
from ledger.steps import Imported
from tests.cli.running import environment
from tests.given_when_then import Given
from tests.importers.importing import SPECIMENS, recorded, rows, specimen

ROWS = [path.name for path in sorted((SPECIMENS / "forecasts").glob("tidy*.csv"))]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger")) as made:
        yield made


def cells(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def as_lines(content: bytes) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in cells(content)).encode()


def as_parquet(content: bytes, folder: Path, types: str = "") -> bytes:
    held, target = cells(content), folder / "target.parquet"
    columns = ", ".join(f"{name} varchar" for name in held[0])
    with closing(duckdb.connect()) as made:
        made.execute(f"create table held ({columns})")
        marks = ", ".join("?" * len(held[0]))
        made.executemany(f"insert into held values ({marks})", [[*row.values()] for row in held])
        made.execute(f"copy (select * {types} from held) to '{target}' (format parquet)")
    return target.read_bytes()


def said(found: Found) -> tuple[list[object], list[object]]:
    """What is told of a file but for the lines, which forms have of their own."""
    refusals = [(one.field, one.remedy, one.kind) for one in found.refusals]
    return [row.commands for row in found.rows], [*refusals]


@pytest.mark.parametrize("name", ROWS)
def test_the_three_forms_of_a_file_are_the_same_commands(name: str, tmp_path: Path) -> None:
    content = specimen(name)
    expected = said(read_file(name, content, Options()))
    assert expected[0]
    assert said(read_file("a.jsonl", as_lines(content), Options())) == expected
    assert said(read_file("a.parquet", as_parquet(content, tmp_path), Options())) == expected


def test_the_forms_refuse_the_same_rows_each_by_its_line(tmp_path: Path) -> None:
    content = specimen("bad-probabilities.csv")
    expected = read_file("a.csv", content, Options()).refusals
    lines = read_file("a.jsonl", as_lines(content), Options()).refusals
    parquet = read_file("a.parquet", as_parquet(content, tmp_path), Options()).refusals
    assert len(expected) > 9
    for told, file in ((lines, "a.jsonl"), (parquet, "a.parquet")):
        assert [replace(one, file=file, line=one.line - 1) for one in expected] == told


def test_typed_values_are_read_as_the_text_a_csv_would_hold(tmp_path: Path) -> None:
    content = rows("1,Ana,Will it rain?,0.7,2022-01-02,1,2022-02-01T10:00:00Z,weather")
    types = (
        "replace (probability::double as probability, made_at::date as made_at,"
        " (outcome = '1') as outcome, resolved_at::timestamp as resolved_at)"
    )
    expected = said(read_file("a.csv", content, Options()))
    assert said(read_file("a.parquet", as_parquet(content, tmp_path, types), Options())) == expected
    line = cells(content)[0] | {"outcome": True}
    typed = json.dumps(line).replace('"0.7"', "0.7").encode()
    assert said(read_file("a.jsonl", typed, Options())) == expected


def test_a_line_that_is_no_object_is_refused_and_the_next_is_read() -> None:
    good = as_lines(rows("1,Ana,Will it rain?,0.7,2022-01-02,,,"))
    content = b"{oops\n" + good + b'{"a": 1, "a": 2}\n[1]\n'
    found = read_file("a.jsonl", content, Options())
    assert [one.line for one in found.refusals] == [1, 3, 4]
    assert all(one.problem and one.remedy for one in found.refusals)
    assert [row.line for row in found.rows] == [2]


def test_what_is_no_parquet_is_refused_in_a_sentence() -> None:
    [refusal] = read_file("a.parquet", b"PAR1 not at all", Options()).refusals
    assert "not Parquet" in refusal.problem
    assert refusal.remedy


def panel(count: int) -> bytes:
    return rows(*(
        f"row-{n},panelist {n % 37},Will event {n // 10} happen?,0.{n % 9 + 1},2022-01-02,"
        f"{n // 10 % 2},2022-02-01,t{n % 3 if n < 20 else n // 10}"
        for n in range(count)
    ))  # fmt: skip


def passed_through(ledger: Ledger, content: bytes, *, dry_run: bool = False) -> Imported:
    file = Forecasts("a.csv", CsvTable(io.BytesIO(content)), Options())
    taking = Taking("step", "archive", dry_run=dry_run)
    return ledger.take_through(Together([file]), taking)


def test_a_file_that_passes_through_is_the_facts_of_its_commands_in_their_order(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = panel(3_000).replace(b",t0\n", b",t1\n").replace(b",t2\n", b",t1\n")
    monkeypatch.setattr(passing, "HELD", 64)
    monkeypatch.setattr("ledger.intake._AT_ONCE", 100)
    monkeypatch.setattr("ledger.importers.together._AT_ONCE", 100)
    passed_through(ledger, content)
    with closing(Ledger(tmp_path / "other")) as other:
        found = read_file("a.csv", content, Options())
        other.take_in(found.rows, "step", kept="archive", skip_bad=False)
        expected = [(one.stream, one.version, one.fact) for one in recorded(other)][1:]
    assert [(one.stream, one.version, one.fact) for one in recorded(ledger)][1:] == expected
    before = ledger.position()
    passed_through(ledger, content)
    assert ledger.position() == before


def test_what_is_repeated_or_at_odds_far_apart_is_found_and_a_dry_run_says_the_same(
    ledger: Ledger,
) -> None:
    lines = panel(6_000).replace(b",t0\n", b",t1\n").replace(b",t2\n", b",t1\n").splitlines()
    same, other = lines[1], lines[2].replace(b"2022-01-02", b"2022-01-03")
    content = b"\n".join([*lines, same, other, b""])
    dry = passed_through(ledger, content, dry_run=True)
    real = passed_through(ledger, content)
    assert dry == real
    [refusal] = real.refusals
    assert (refusal.line, refusal.kind) == (6003, "conflict")
    assert real.already_here == 1
    assert not ledger.begun


def test_rows_of_one_claim_far_apart_are_one_claim() -> None:
    header = "external_id,commentator,question,option,probability,made_at\n"
    cup = "Who wins?"
    first, last = f"c,Ana,{cup},Reds,0.4,2022-01-02\n", f"c,Ana,{cup},Blues,0.6,2022-01-02\n"
    between = "".join(f"{n},Ana,Will it rain?,,0.5,2022-01-02\n" for n in range(7_000))
    found = read_file("a.csv", (header + first + between + last).encode(), Options())
    assert (found.rows[0].line, found.rows[0].also) == (2, (7_003,))
    assert len(found.rows) == 7_001
    assert not found.refusals


def test_a_quick_claim_is_what_the_whole_decision_records(ledger: Ledger) -> None:
    header = "external_id,commentator,question,probability,made_at,source,quote,kind,speaker_role"
    line = "{},Ana,Will it rain?,0.30,2022-01-02T09:00:00+02:00,https://a.example/x,{},{},{}"
    given = [line.format(n, *more) for n, more in enumerate(
        [("", "", ""), ("so “it” is", "intent", "reporter"), ("", "", "self"), ("x", "", "")]
    )]  # fmt: skip
    content = "\n".join([header, *given, ""]).encode()
    passed_through(ledger, content)
    world = Given()
    for row in read_file("a.csv", content, Options()).rows:
        for command in row.commands:
            world.add(decide(command, world))
    facts = [(one.stream, one.fact) for one in recorded(ledger) if one.stream != "ledger"]
    assert sorted(facts, key=repr) == sorted(world.all(), key=repr)


@pytest.mark.parametrize(
    ("name", "bad"),
    [("quote", "q" * 20_001), ("kind", "guess"), ("voice", "loud"), ("note", "no\0thing")],
)
def test_a_bad_part_of_a_quick_claim_is_refused_as_in_the_whole_decision(
    ledger: Ledger, name: str, bad: str
) -> None:
    one = dict(zip(("external_id", "commentator", "question", "probability", "made_at"),
                   ("", "Ana", "Will it rain?", "0.3", "2022-01-02"), strict=True))  # fmt: skip
    given = [one | {"external_id": f"{n}", name: bad if n == 3 else ""} for n in range(5)]
    content = "".join(json.dumps(row) + "\n" for row in given).encode()
    file = Forecasts("a.jsonl", JsonLines(io.BytesIO(content)), Options())
    [refusal] = ledger.take_through(Together([file]), Taking("step", "archive")).refusals
    found = read_file("a.jsonl", content, Options())
    told = ledger.take_in(found.rows, "step", kept="archive", skip_bad=False).refusals
    assert [refusal] == [*told]
    assert (refusal.line, found.refusals) == (4, [])


def test_a_file_that_changes_while_it_is_read_is_not_taken(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(rows("1,Ana,Will it rain?,0.7,2022-01-02,,,"))
    with path.open("rb") as content:
        file = Forecasts("a.csv", CsvTable(content), Options())
        path.write_bytes(rows("1,Ana,Will it rain?,0.75,2022-01-02,,,"))
        with pytest.raises(Failed, match="changed while it was read"):
            ledger.take_through(Together([file]), Taking("step", "archive"))
    assert not ledger.begun


GROWS = """
import resource, sys
from ledger.cli.main import run
sys.stderr.write = lambda text: None
run(["import", sys.argv[1], "--ledger", sys.argv[2]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_ten_times_the_rows_take_less_than_half_as_much_memory_again(tmp_path: Path) -> None:
    took = []
    for count in (2_000, 20_000):
        file = tmp_path / f"{count}.csv"
        lines = [
            f"row-{n},p {n % 37},Will {n % 200} happen?,0.5,2022-01-02,,," for n in range(count)
        ]
        file.write_bytes(rows(*lines))
        words = ["-c", GROWS, str(file), str(tmp_path / str(count))]
        done = subprocess.run(
            [sys.executable, *words], env=environment(), capture_output=True, check=True
        )
        took.append(int(done.stdout))
    assert took[1] < 1.5 * took[0]
