"""``claims sql``: one SELECT on the views, in three forms, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.cli.confined import Confined, Job
from ledger.readmodel.queries import VIEWS
from tests.cli.running import Claims, as_process

pytestmark = pytest.mark.usefixtures("seeded")


def test_every_view_that_the_help_names_can_be_asked(claims: Claims, seeded: Path) -> None:
    told = " ".join(claims("sql", "--help").done().out.split())
    with Confined() as views:
        views.open(Job(str(seeded), None, "2026-11-25", "1GB"))
        for view in VIEWS:
            assert view in told
            assert views.ask(f"from {view} limit 2", 30).columns


def test_piped_it_is_tab_separated_with_a_header(claims: Claims) -> None:
    query = "select id, said_on, p, topics, null as nothing from claims where id = 'fnghdcbb'"
    said = claims("sql", query).done()
    assert said.lines == [
        "id\tsaid_on\tp\ttopics\tnothing",
        "fnghdcbb\t2022-01-21\t0.03\tukraine, troops\t",
    ]
    assert claims("sql", query, "--format", "tsv").out == said.out


def test_as_a_table(claims: Claims) -> None:
    said = claims("sql", "select 1 as one, 'two' as two", "--format", "table").done()
    assert said.lines[0].split() == ["one", "two"]
    assert "1 row" in said.out


def test_every_type_has_a_form_in_json_and_in_lines(claims: Claims) -> None:
    query = """select 'nan'::double as a, 'inf'::double as b, interval 1 day as c, [1, 2] as d,
        {'x': 1} as e, timestamp '2020-01-01 12:00:00' as f, 1.5::decimal(4, 2) as g, null as h,
        map {date '2020-01-01': 1} as i, 170141183460469231731687303715884105727::hugeint as j,
        uuid() as k, time '12:00' as l, '\\xAA'::blob as m, true as n, date '2020-01-01' as o,
        [1.5, 'nan'::double] as p, timestamptz '2020-01-01 12:00:00+00' as q"""
    [row] = claims("sql", query, "--json").done().json
    assert (row["a"], row["b"], row["h"], row["p"]) == (None, None, None, [1.5, None])
    assert (row["d"], row["e"], row["g"], row["n"]) == ([1, 2], {"x": 1}, 1.5, True)
    assert (row["i"], row["o"]) == ({"2020-01-01": 1}, "2020-01-01")
    assert row["j"] == 170141183460469231731687303715884105727
    assert len(claims("sql", query).done().lines) == 2
    assert (
        "170141183460469231731687303715884105727" in claims("sql", query, "--format", "table").out
    )


def test_columns_of_one_name_are_told_apart(claims: Claims) -> None:
    assert claims("sql", "select 1 as a, 2 as a", "--json").done().json == [{"a": 1, "a_2": 2}]


def test_a_statement_may_come_from_a_pipe() -> None:
    said = as_process(["sql", "--json"], stdin="select count(*) as n\nfrom claims;\n")
    assert json.loads(said.done().out) == [{"n": 32}]


def test_too_many_rows_are_cut_and_that_is_said(claims: Claims) -> None:
    said = claims("sql", "from range(100001)").done()
    assert len(said.lines) == 100_001
    assert "only the first 100,000 rows" in said.err


def test_as_of_an_earlier_position(claims: Claims) -> None:
    count = ("sql", "select count(*) as n from claims", "--json", "--as-of")
    assert claims(*count, "1").done().json == [{"n": 0}]
    assert claims(*count, "100000").done().json == [{"n": 32}]


def test_nothing_is_written_anywhere(claims: Claims, own: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in own.rglob("*"))
    for statement in ("copy claims to 'x.csv'", "attach 'x.db'", "create table x (a integer)"):
        assert claims("sql", statement).code == 2
    assert sorted(path.name for path in own.rglob("*")) == before
    assert not list(tmp_path.glob("x.*"))
