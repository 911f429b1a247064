"""The shipped SQL keeps its shape: headers that tell the truth, and one row per what they say."""

from __future__ import annotations

import re
import tempfile
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path

import duckdb
import pytest
from hypothesis import given

from ledger.domain.facts import FACTS
from ledger.readmodel.migrate import apply, fact_tables, held_tables, migrations
from ledger.readmodel.queries import BY, MORE_TABLES, TABLES
from ledger.readmodel.session import Asked
from tests.readmodel.histories import TODAY, Move, histories, play, tried
from tests.readmodel.model import built, session

CLAIM, ROW = ("claim_id",), ("stream", "version")
GRAINS: dict[str, tuple[str, ...]] = {
    "undone": ("step",),
    "picked": CLAIM,
    "topics": ("topic",),
    "certainties": ("words",),
    "name_said": ROW,
    "name_now": ("stream",),
    "name_leads": ("name_stream",),
    "commentators": ("commentator_id",),
    "source_said": ROW,
    "sources": ("source_id",),
    "stories": ("story_id",),
    "answer_said": ROW,
    "answer_now": ("stream",),
    "question_said": ROW,
    "question_now": ("question_id",),
    "settled": ("question_id",),
    "questions": ("question_id",),
    "resolutions": ("question_key",),
    "claim_said": ROW,
    "estimate_now": ("claim", "coder"),
    "reading_now": ("claim",),
    "adjudicated_now": ("claim",),
    "claim_called": ("stream",),
    "coding_work": ("coding_pass", "item_id", "coder"),
    "codings": ("claim_id", "coder"),
    "outcome_codings": ("question_id", "coder"),
    "adjudications": ("coding_pass", "item_id"),
    "occurrence_now": ("claim", "source"),
    "claim_now": CLAIM,
    "estimate_said": ROW,
    "attested": ("size",),
    "source_captured": ("source_id",),
    "claim_captured": CLAIM,
    "unproven": ("position",),
    "content_said": ("claim_id", "version"),
    "reading_said": ROW,
    "content_since": CLAIM,
    "reading_since": CLAIM,
    "on_record": CLAIM,
    "taken_back": ("claim_id", "position"),
    "brought_back": CLAIM,
    "class_changed": CLAIM,
    "several_said": CLAIM,
    "reading_now_live": ("claim",),
    "claim_captured_live": CLAIM,
    "claim_attested_live": ("claim_no",),
    "claim_attested": ("claim_no",),
    "claim_touched": ("stream",),
    "claim_latest": ("stream",),
    "spoke_of": ("claim_no",),
    "spoken_again": ("commentator_no", "question_hash"),
    "repeated": ("claim_no",),
    "repeated_live": ("claim_no",),
    "fact_apart": ("position",),
    "name_leads_live": ("name_stream",),
    "commentators_live": ("commentator_id",),
    "sources_live": ("source_id",),
    "stories_live": ("story_id",),
    "kept": (),
    "timing_gap": (),
    "claim_facts_now": CLAIM,
    "claim_facts": CLAIM,
    "question_now_live": ("question_id",),
    "settled_live": ("question_id",),
    "on_record_live": CLAIM,
    "brought_back_live": CLAIM,
    "class_changed_live": CLAIM,
    "claim_class": CLAIM,
    "claim_rated": CLAIM,
    "answered_twice": ("commentator_no", "question_no"),
    "claim_several": ("claim_no",),
    "claim_scored": CLAIM,
    "claim_peers": ("claim_no",),
    "pairs": ("one_id", "other_id", "prob_source", "question_id"),
    "cell_claims_by": ("group_id", "claim_no"),
    "cell_claims": CLAIM,
    "cells_by": ("group_id", "prob_source", "p_ppb", "y"),
    "bin_stories": ("group_id", "prob_source", "bin"),
    "cells": ("commentator_id", "prob_source", "p_ppb", "y"),
    "bin_sums": ("group_id", "prob_source", "bin"),
    "murphy": ("group_id", "prob_source"),
    "sensitivity": ("commentator_id", "prob_source", "variant"),
    "group_evidence": ("group_id", "prob_source"),
    "claim_figures": ("group_id", "claim_no"),
    "figure_groups": ("group_id",),
    "figure_questions": ("question_no",),
    "figure_people": ("commentator_no",),
    "cell_bin": ("group_id", "prob_source", "p_ppb"),
    "measured_bins": (),
    "measured": (),
    "claim_told": CLAIM,
    "claims": CLAIM,
    "plan_now": ("key",),
    "plans": ("plan",),
    "item_now": ("plan", "claim", "rejection"),
    "claim_collected": CLAIM,
    "coverage_item": ("plan", "item"),
    "coverage": ("part", "plan"),
    "replies": ("reply_id",),
    "preregistrations": ("position",),
    "claim_methods": ("claim_no",),
    "missing_bounds": ("commentator_id",),
    "estimates": ("claim_id", "coder"),
    "occurrences": ("claim_id", "source_key"),
    "rejected": ("rejection_id",),
    "scores": CLAIM,
    "claim_among": CLAIM,
    "claim_brief": ("claim_no",),
    "claim_counted": CLAIM,
    "claim_group": ("group_id", "claim_id"),
    "rejected_group": ("group_id", "rejection_id"),
    "scoreboard_by": ("group_id", "prob_source"),
    "scoreboard": ("commentator_id", "prob_source"),
    "calibration_by": ("group_id", "prob_source", "bin"),
    "calibration": ("commentator_id", "prob_source", "bin"),
    "claim_other": CLAIM,
    "claim_shares": ("claim_id", "option"),
    "choice_exact": CLAIM,
    "choice_scores": CLAIM,
    "scoreboard_choice": ("commentator_id",),
    "claim_quantiles": ("claim_id", "level"),
    "quantile_exact": CLAIM,
    "quantile_scores": CLAIM,
    "scoreboard_quantiles": ("commentator_id", "question_kind", "unit", "target"),
    "scoreboard_number": ("commentator_id", "unit", "target"),
    "scoreboard_date": ("commentator_id", "unit", "target"),
    "due": ("question_key",),
    "steps": ("step",),
    "fact": ("position",),
    "tracking": (),
}
"""What one row of each view or table is about; a table that facts fill has a row per fact."""

GROUPINGS: tuple[tuple[str, ...], ...] = (
    ("commentator",), (), ("topic",), ("story",), ("source",), ("commentator", "year"),
)  # fmt: skip
_MADE = re.compile(r"^create (?:view|table) (\w+)", re.MULTILINE)
_READ = re.compile(r"\b(?:from|join) (\w+)")
_ORDERED = re.compile(r"from (\w+) order by (.+)", re.DOTALL)


def texts() -> dict[str, str]:
    return {migration.name: migration.read_text(encoding="utf-8") for migration in migrations()}


def header(text: str) -> dict[str, str]:
    """The paragraphs of the comment that a migration opens with, by their first word."""
    lines = [
        line.removeprefix("--").strip()
        for line in re.findall(r"\A(?:--.*\n)+", text)[0].split("\n")
    ]
    said: dict[str, str] = {}
    name = ""
    for line in lines:
        begins = re.match(r"(\w+): +(.*)", line)
        name = begins[1] if begins else name if line else ""
        if name:
            said[name] = f"{said.get(name, '')} {begins[2] if begins else line}".strip()
    return said


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [int(name[:4]) for name in texts()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", texts())
def test_every_migration_says_what_it_holds_its_grain_and_what_it_reads(name: str) -> None:
    said = header(texts()[name])
    assert list(said)[:3] == ["holds", "grain", "reads"]
    assert all(said.values())
    assert "one row per" in said["grain"]


def test_what_a_migration_reads_is_what_its_header_says() -> None:
    made = {one: file for file, text in texts().items() for one in _MADE.findall(text)}
    for name, text in texts().items():
        told = re.findall(r"[\w*]+", header(text)["reads"])
        read = {one for one in _READ.findall(text) if made.get(one, name) != name}
        assert all(any(fnmatch(one, pattern) for pattern in told) for one in read), name
        assert {one for one in told if made.get(one, name) != name} <= read, name


def test_what_people_may_ask_has_its_grain_in_a_header() -> None:
    said = {
        name
        for text in texts().values()
        for name in _MADE.findall(text)
        if f"`{name}`" in header(text)["grain"]
    }
    assert said >= {*TABLES, *MORE_TABLES, *(f"{name}_by" for name in BY)}


def test_every_fact_has_a_table_with_all_its_fields() -> None:
    filled = {table.stored_name: table for table in fact_tables()}
    assert {name: table.version for name, table in filled.items()} == {
        name: fact.class_version for name, fact in FACTS.items()
    }
    own = {*ROW, "position", "recorded_at", "recorder", "batch"}
    with closing(duckdb.connect()) as connection:
        apply(connection)
        for name, table in filled.items():
            described = connection.execute(f"describe {table.table}").fetchall()
            assert {column for column, *_ in described} == own | set(FACTS[name].model_fields)


def test_every_view_and_table_has_its_grain_declared() -> None:
    with closing(duckdb.connect()) as connection:
        apply(connection)
        listed = "select view_name from duckdb_views() where not internal"
        listed += " union all select table_name from duckdb_tables()"
        made = {name for (name,) in connection.execute(listed).fetchall()}
    assert made == set(GRAINS) - {"tracking"} | {table.table for table in fact_tables()}


def test_what_is_held_is_what_the_view_says() -> None:
    assert [(held.table, held.view) for held in held_tables()] == [
        ("name_leads", "name_leads_live"),
        ("commentators", "commentators_live"),
        ("sources", "sources_live"),
        ("stories", "stories_live"),
        ("question_now", "question_now_live"),
        ("settled", "settled_live"),
        ("reading_now", "reading_now_live"),
        ("claim_captured", "claim_captured_live"),
        ("on_record", "on_record_live"),
        ("brought_back", "brought_back_live"),
        ("class_changed", "class_changed_live"),
        ("claim_attested", "claim_attested_live"),
        ("repeated", "repeated_live"),
        ("claim_facts", "claim_facts_now"),
    ]


def test_what_is_empty_without_some_facts_names_tables_that_there_are() -> None:
    tables = {table.table for table in fact_tables()} | {"fact_apart"}
    named = {name for held in held_tables() for name in held.of}
    assert named
    assert named <= tables


def test_what_is_empty_without_a_row_elsewhere_names_a_view_of_its_own_database() -> None:
    named = {held.table: held.where_any for held in held_tables() if held.where_any}
    assert named == {"repeated": "spoken_again"}
    assert set(named.values()) <= set(GRAINS)


@tried(2, 15)
@given(history=histories())
def test_every_row_is_the_only_one_of_its_grain(history: tuple[Move, ...]) -> None:
    grains = GRAINS | {table.table: ("position",) for table in fact_tables()}
    queries = {**TABLES, **MORE_TABLES}
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        model = built(ledger.directory, Path(folder) / "model.duckdb")
        with session(model, Asked(as_of_day=TODAY, claim_kind="all")) as opened:
            for name, key in grains.items():
                assert not doubled(opened.connection, name, ", ".join(key) or "1"), name
            for name, query in queries.items():
                assert not doubled(opened.connection, name, order_of(query)), f"order of {name}"
        for grouping in GROUPINGS:
            with session(model, Asked(as_of_day=TODAY, grouping=grouping)) as opened:
                for name, query in BY.items():
                    assert not doubled(opened.connection, f"{name}_by", order_of(query))


def order_of(query: str) -> str:
    """The columns that a table is put in order by, without the directions."""
    ordered = _ORDERED.search(query)
    assert ordered is not None
    return re.sub(r" desc\b| nulls last", "", ordered[2])


def doubled(connection: duckdb.DuckDBPyConnection, name: str, key: str) -> bool:
    """Say whether two rows share a key."""
    query = f"select count(*) - count(distinct row({key})) from {name}"
    return bool(connection.execute(query).fetchall()[0][0])
