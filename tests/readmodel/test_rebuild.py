"""However a read model came about, it is the same: at once, caught up with, or looked back."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.log.reading import LogTail
from ledger.readmodel.cache import attach
from ledger.readmodel.catch_up import room
from ledger.readmodel.laid import keep, take_up
from ledger.readmodel.migrate import held_tables
from ledger.readmodel.overlay import lay_over
from ledger.readmodel.queries import BY, MORE_TABLES, TABLES
from ledger.readmodel.session import Asked, Rows, Session
from tests.readmodel.histories import TODAY, Move, histories, play, tried
from tests.readmodel.model import built, first_facts, session, tables

QUERIES = {**TABLES, **MORE_TABLES, **{f"{name}_by": query for name, query in BY.items()}}
NOW = Asked(as_of_day=TODAY, claim_kind="all")

cuts = st.lists(st.integers(0, 100), min_size=1, max_size=4)


def everything(model: Path, asked: Asked) -> dict[str, Rows]:
    """Every table that people may ask for."""
    with session(model, asked) as opened:
        return {name: opened.rows(query) for name, query in QUERIES.items()}


@tried(5, 50)
@given(history=histories(), at=cuts)
def test_catching_up_in_steps_makes_the_same_tables(
    history: tuple[Move, ...], at: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        positions = [ledger.position() * share // 100 for share in at]
        at_once = built(ledger.directory, Path(folder) / "at-once.duckdb")
        in_steps = built(ledger.directory, Path(folder) / "in-steps.duckdb", *positions)
        assert tables(in_steps) == tables(at_once)
        with session(at_once, Asked()) as opened:
            for held in held_tables():
                kept = opened.rows(f"from {held.table} order by all")
                assert kept == opened.rows(f"from {held.view} order by all")


@tried(3, 30)
@given(history=histories(), share=st.integers(1, 99))
def test_as_of_a_position_is_what_a_ledger_of_the_first_facts_says(
    history: tuple[Move, ...], share: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        at = max(1, ledger.position() * share // 100)
        earlier = first_facts(ledger.directory, at, Path(folder) / "earlier")
        whole = built(ledger.directory, Path(folder) / "whole.duckdb")
        part = built(earlier, Path(folder) / "part.duckdb")
        looked_back = Asked(as_of_position=at, as_of_day=TODAY, claim_kind="all")
        assert everything(whole, looked_back) == everything(part, NOW)


@tried(6, 60)
@given(history=histories(), shares=st.lists(st.integers(1, 99), min_size=1, max_size=4))
def test_what_is_laid_over_a_cache_is_what_a_new_one_says(
    history: tuple[Move, ...], shares: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        whole = everything(built(ledger.directory, Path(folder) / "whole.duckdb"), NOW)
        for number, share in enumerate(shares):
            at = max(1, ledger.position() * share // 100)
            earlier = first_facts(ledger.directory, at, Path(folder) / f"earlier-{number}")
            part = built(earlier, Path(folder) / f"part-{number}.duckdb")
            over = laid_over(ledger.directory, part, at, taken_up=number % 2 == 1)
            if over is not None:
                with Session(over, NOW) as opened:
                    found = {name: opened.rows(query) for name, query in QUERIES.items()}
                assert found == whole


@tried(3, 40)
@given(history=histories(), share=st.integers(1, 99))
def test_what_is_worked_out_some_questions_at_a_time_is_what_comes_at_once(
    history: tuple[Move, ...], share: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        ledger = play(history, Path(folder) / "ledger")
        looked_back = replace(NOW, as_of_position=max(1, ledger.position() * share // 100))
        whole = built(ledger.directory, Path(folder) / "whole.duckdb")
        said = [figures(whole, asked) for asked in (NOW, looked_back)]
        patch.setattr("ledger.readmodel.catch_up._BYTES_OF_CLAIM", 150_000_000)
        patch.setattr("ledger.readmodel.worked_out._BYTES_EACH", 150_000_000)
        parts = built(ledger.directory, Path(folder) / "parts.duckdb")
        assert tables(parts) == tables(whole)
        assert [figures(parts, asked) for asked in (NOW, looked_back)] == said


def figures(model: Path, asked: Asked) -> dict[str, Rows]:
    """What is made of the figures that a session works out, as reports do."""
    with session(model, asked) as opened:
        opened.work_out("claim_figures")
        opened.work_out("bin_stories")
        return {name: opened.rows(query) for name, query in TABLES.items()}


def laid_over(
    ledger: Path, cache: Path, at: int, *, taken_up: bool
) -> duckdb.DuckDBPyConnection | None:
    """Open a cache with what came after a position laid over it; None where that is not done.

    As the one has it who worked it out, or who has `taken_up` what that one kept.
    """
    connection, tail, folder = attach(cache), LogTail(ledger), cache.parent
    came = lay_over(connection, tail.lines(at, room()), tail.position, tail.mark)
    if came is not None and not taken_up:
        return connection
    if came is not None:
        keep(connection, folder, at, came.covers, folder / "draft")
    connection.close()
    if came is None:
        return None
    connection = attach(cache)
    assert take_up(connection, folder, at, tail)
    return connection


def test_the_articles_caught_up_with_in_steps(articles: Ledger, tmp_path: Path) -> None:
    at_once = built(articles.directory, tmp_path / "at-once.duckdb")
    in_steps = built(
        articles.directory, tmp_path / "in-steps.duckdb", *range(1, articles.position(), 40)
    )
    assert tables(in_steps) == tables(at_once)
    assert everything(in_steps, NOW) == everything(at_once, NOW)


def test_looking_back_to_the_end_is_looking_now(articles: Ledger, tmp_path: Path) -> None:
    model = built(articles.directory, tmp_path / "model.duckdb")
    at_the_end = Asked(as_of_position=articles.position(), as_of_day=TODAY, claim_kind="all")
    assert everything(model, at_the_end) == everything(model, NOW)


def test_before_the_first_claim_there_is_nothing(articles: Ledger, tmp_path: Path) -> None:
    model = built(articles.directory, tmp_path / "model.duckdb")
    found = everything(model, Asked(as_of_position=1, as_of_day=TODAY))
    assert {row["collected"] for row in found.pop("coverage")} == {0}
    assert {name for name, rows in found.items() if rows} == {"steps"}
