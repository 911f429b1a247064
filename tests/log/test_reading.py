"""The log as the read model sees it: its end as it was looked at, and older facts written anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from ledger.domain.facts import FACTS
from ledger.errors import Damaged
from ledger.log.reading import LogTail
from ledger.readmodel import catch_up as catching_up
from ledger.readmodel.catch_up import catch_up, room, track
from ledger.readmodel.migrate import FactTable, apply, fact_tables
from tests.log.stored import write_raw
from tests.log.upcasting import OLD, StoryRetitledTwice

TABLE_OF_TWO = """
    create table story_retitled_twice (
        position bigint, stream varchar, version integer,
        recorded_at timestamp, recorder varchar, batch varchar,
        title varchar, reason varchar
    )
"""
COLUMNS = {
    **dict.fromkeys(("stream", "recorder", "batch", "title", "reason"), "varchar"),
    "position": "bigint", "version": "integer", "recorded_at": "timestamp",
}  # fmt: skip
NEW = OLD.replace(b'"class_version":1', b'"class_version":2,"reason":"dull"')


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A read model that nothing was read into."""
    path = tmp_path_factory.mktemp("empty") / "read-model.duckdb"
    with closing(duckdb.connect(path)) as connection:
        apply(connection)
        track(connection)
    return path


@pytest.fixture
def read_model(empty: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    shutil.copyfile(empty, tmp_path / "read-model.duckdb")
    with closing(duckdb.connect(tmp_path / "read-model.duckdb")) as connection:
        yield connection


@pytest.fixture
def second_version(
    monkeypatch: pytest.MonkeyPatch, read_model: duckdb.DuckDBPyConnection
) -> duckdb.DuckDBPyConnection:
    """A read model, and a program, in which ``story.retitled`` is at its second version."""
    read_model.execute(TABLE_OF_TWO)
    others = [table for table in fact_tables() if table.stored_name != "story.retitled"]
    tables = (*others, FactTable("story_retitled_twice", "story.retitled", 2, COLUMNS))
    monkeypatch.setattr(catching_up, "fact_tables", lambda: tables)
    monkeypatch.setitem(FACTS, "story.retitled", StoryRetitledTwice)
    return read_model


def caught_up(read_model: duckdb.DuckDBPyConnection, directory: Path) -> None:
    tail = LogTail(directory)
    catch_up(read_model, tail.lines(0, room()), tail.position, tail.mark)


def test_the_read_model_reads_both_versions_side_by_side(
    second_version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rows = [("story-weather", "story.retitled", state) for state in (OLD, NEW, OLD)]
    write_raw(tmp_path / "ledger", rows)
    caught_up(second_version, tmp_path / "ledger")
    found = second_version.execute("""
        select position, recorded_at::varchar, recorder, batch, title, reason
        from story_retitled_twice order by position
    """).fetchall()
    at = "2022-03-01 12:00:00"
    assert found == [
        (1, at, "r", "bcdf", "Rain", "(none)"),
        (2, at, "r", "bcdf", "Rain", "dull"),
        (3, at, "r", "bcdf", "Rain", "(none)"),
    ]


@pytest.mark.parametrize(
    ("name", "state", "called"),
    [
        ("story.sung", OLD, r"“story\.sung” \(version 1\)"),
        ("story.retitled", NEW, r"“story\.retitled” \(version 2\)"),
    ],
)
def test_a_name_or_version_there_is_no_room_for_is_refused_by_name(
    name: str,
    state: bytes,
    called: str,
    read_model: duckdb.DuckDBPyConnection,
    tmp_path: Path,
) -> None:
    write_raw(tmp_path / "ledger", [("s", "story.retitled", OLD), ("s", name, state)])
    with pytest.raises(Damaged, match=called) as refused:
        caught_up(read_model, tmp_path / "ledger")
    assert "update the program" in refused.value.remedy
    read_model.execute("rollback")
    assert read_model.execute("select count(*) from fact").fetchall() == [(0,)]


def test_what_is_written_after_the_look_is_not_seen_by_it(tmp_path: Path) -> None:
    write_raw(tmp_path / "ledger", [("story-a", "story.retitled", OLD)])
    tail = LogTail(tmp_path / "ledger")
    write_raw(tmp_path / "ledger", [("story-b", "story.retitled", OLD)])
    assert tail.position == 1
    assert [json.loads(some.text)["stream"] for some in tail.lines(0, room())] == ["story-a"]
    assert LogTail(tmp_path / "ledger").position == 2


def test_the_mark_tells_a_log_from_any_other_of_the_same_length(tmp_path: Path) -> None:
    for name, state in (("one", OLD), ("two", NEW)):
        write_raw(tmp_path / name, [("s", "story.retitled", OLD), ("s", "story.retitled", state)])
    one, two = LogTail(tmp_path / "one"), LogTail(tmp_path / "two")
    assert one.mark != two.mark
    assert one.mark_at(1) != two.mark_at(1)
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    assert LogTail(tmp_path / "copy").mark == one.mark
    assert one.mark == one.mark_at(2) == LogTail(tmp_path / "one").mark
