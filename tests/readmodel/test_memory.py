"""Figures keep to the memory that they may take, and say so where it is too little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

import duckdb
import pytest

from ledger.app import Ledger
from ledger.errors import Failed, Unreadable
from ledger.measuring import bins
from ledger.measuring.keeping import Keeping
from ledger.readmodel import worked_out
from ledger.readmodel.cache import attach, discard, published
from ledger.readmodel.parts import make_in_parts
from ledger.readmodel.session import Asked, Session
from ledger.tables import sparing
from tests.readmodel.cached import answers


def test_what_does_not_fit_into_memory_is_said_and_the_cache_is_kept(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(ledger.directory).read_bytes()
    monkeypatch.setenv("CLAIMS_MEMORY", "1MB")
    with pytest.raises(Failed, match="do not fit into the 1MB") as failed:
        ledger.table("scoreboard").rows()
    assert "CLAIMS_MEMORY=" in failed.value.remedy
    monkeypatch.setenv("CLAIMS_MEMORY", "1GB")
    assert ledger.table("scoreboard").rows() is not None
    assert published(ledger.directory).read_bytes() == made


def test_a_read_model_that_does_not_fit_into_memory_is_said(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = answers(ledger)
    discard(ledger.directory)
    monkeypatch.setenv("CLAIMS_MEMORY", "1MB")
    with pytest.raises(Failed, match="do not fit into the 1MB"):
        answers(ledger)
    monkeypatch.delenv("CLAIMS_MEMORY")
    assert answers(ledger) == right


def test_what_does_not_fit_at_once_is_taken_in_halves(ledger: Ledger) -> None:
    rooms = [False, True, False, True, False, True, True]
    with attach(published(ledger.directory)) as connection:
        whole = connection.execute("from claim_class order by claim_no").fetchall()
        tight = Tight(connection, rooms)
        parts = make_in_parts(cast("Any", tight), "temp table", "made", "from claim_class", 1)
        made = connection.execute("from made order by claim_no").fetchall()
    assert (parts, tight.rooms) == (4, [])
    assert made == whole
    assert len(made) == 11


def test_a_table_is_written_in_more_memory_only_where_it_has_to_be(ledger: Ledger) -> None:
    seen: list[tuple[str, int]] = []

    with ledger.session() as session:
        settings = "select current_setting('memory_limit'), current_setting('threads')"

        def work() -> int:
            seen.extend(session.connection.execute(settings).fetchall())
            if len(seen) < 4:
                raise duckdb.OutOfMemoryException("there is no room")
            return len(seen)

        session.connection.execute("set memory_limit = '100MB'")
        threads = session.connection.execute(settings).fetchall()[0][1]
        assert sparing(session, work) == 4
        after = session.connection.execute(settings).fetchall()[0]
    assert seen[:3] == [("95.3 MiB", threads), ("95.3 MiB", 1), ("381.4 MiB", 1)]
    assert seen[3][0] not in {limit for limit, _ in seen[:3]}
    assert after[0].startswith("95.")
    assert after[1] == threads


@pytest.mark.parametrize("fits", [True, False])
def test_bins_are_measured_in_less_memory_where_that_is_enough(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, *, fits: bool
) -> None:
    right = ledger.table("calibration").rows()
    limits, rooms = list[str](), [fits, True]
    keep_to, measured = worked_out._keep_to, bins.measured_bins

    def keeping_to(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
        limits.append(memory)
        keep_to(connection, memory)

    def measuring(session: Session, asked: Asked, keeping: Keeping) -> Iterator[list[object]]:
        if not rooms.pop(0):
            raise duckdb.OutOfMemoryException("there is no room")
        yield from measured(session, asked, keeping)

    monkeypatch.setattr(worked_out, "_MANY", -1)
    monkeypatch.setattr(worked_out, "_keep_to", keeping_to)
    monkeypatch.setattr(bins, "measured_bins", measuring)
    with closing(Ledger.open(ledger.directory)) as again:
        assert again.table("calibration").rows() == right
    assert limits == ["100MB", "100MB", "70MB", "100MB"]
    assert rooms == ([True] if fits else [])


def test_what_does_not_fit_in_the_smallest_part_is_said(ledger: Ledger) -> None:
    with attach(published(ledger.directory)) as connection:
        tight = Tight(connection, [False] * 20)
        with pytest.raises(duckdb.OutOfMemoryException):
            make_in_parts(cast("Any", tight), "temp table", "made", "from claim_class", 1)
        assert connection.execute("select getvariable('parts')").fetchall() == [(None,)]


class Tight:
    """A connection with room for some of what is made, in this order, and not for the rest."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, rooms: list[bool]) -> None:
        self.connection, self.rooms = connection, rooms

    def execute(self, query: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        making = "limit 0" not in query and query.startswith(("create", "insert"))
        if making and not self.rooms.pop(0):
            raise duckdb.OutOfMemoryException("there is no room")
        return self.connection.execute(query, parameters)


@pytest.mark.parametrize("size", ["lots", "0MB", "400", "-1GB", "1e3MB", "400MB; drop table fact"])
def test_a_memory_that_is_no_size_is_refused(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setenv("CLAIMS_MEMORY", size)
    with pytest.raises(Unreadable, match="which is no size"):
        ledger.table("scoreboard").rows()
