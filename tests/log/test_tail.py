"""Reading without the event store: where the log ends and what is in it, never writing a byte."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import Damaged, Failed
from ledger.log import lines as log_lines
from ledger.log import tail
from ledger.log.recorder import Recorder
from ledger.log.schema import FORMAT
from ledger.readmodel.catch_up import room
from tests.log.stored import told, write_raw
from tests.log.upcasting import OLD


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    write_raw(tmp_path / "ledger", [(f"s{number}", "story.retitled", OLD) for number in range(5)])
    return tmp_path / "ledger"


def pragma(directory: Path, statement: str) -> None:
    with closing(sqlite3.connect(directory / tail.FILE)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_ledger_exists_once_something_was_written(tmp_path: Path, directory: Path) -> None:
    assert tail.exists(directory)
    assert not tail.exists(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / tail.FILE).touch()
    assert not tail.exists(tmp_path / "empty")


def test_a_ledger_that_another_process_is_just_making_does_not_exist_yet(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / tail.FILE)) as connection:
        connection.execute("pragma journal_mode=wal")
        assert (tmp_path / tail.FILE).stat().st_size > 0
        assert not tail.exists(tmp_path)
    Recorder(tmp_path / tail.FILE).datastore.close()
    assert tail.exists(tmp_path)


def test_what_is_no_ledger_is_left_for_the_reader_to_refuse(tmp_path: Path) -> None:
    (tmp_path / tail.FILE).write_text("a letter to my aunt " * 100)
    assert tail.exists(tmp_path)


def test_facts_come_some_at_a_time_in_their_order(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_lines, "_CHUNK", 2)
    some = list(log_lines.lines(directory, 0, 5, room()))
    assert sum(map(len, some)) == 5
    facts = told(directory, 0, 5)
    assert [fact["position"] for fact in facts] == [1, 2, 3, 4, 5]
    assert [fact["stream"] for fact in facts] == [f"s{number}" for number in range(5)]
    stands = {"position": 1, "stream": "s0", "version": 1, "stored_name": "story.retitled"}
    assert facts[0] == {**json.loads(OLD), **stands, "sealed_at": facts[0]["sealed_at"]}


def test_only_what_lies_between_two_positions_is_read(directory: Path) -> None:
    assert [fact["position"] for fact in told(directory, 1, 3)] == [2, 3]
    assert told(directory, 5, 5) == []
    assert [fact["position"] for fact in told(directory, 3, 99)] == [4, 5]


def test_the_mark_changes_with_every_fact_and_can_be_asked_of_the_past(directory: Path) -> None:
    marks = [tail.mark_at(directory, position).mark for position in range(6)]
    assert tail.mark_at(directory) == tail.LogEnd(5, marks[5])
    assert len(set(marks[1:])) == 5


def test_an_empty_log_has_an_end_too(tmp_path: Path) -> None:
    Recorder(tmp_path / "l" / tail.FILE).datastore.close()
    assert tail.mark_at(tmp_path / "l").position == 0


def test_reading_leaves_the_ledger_to_the_byte_as_it_was(directory: Path) -> None:
    before = {path.name: path.read_bytes() for path in directory.iterdir()}
    told(directory, 0, 5)
    tail.mark_at(directory)
    after = {path.name: path.read_bytes() for path in directory.iterdir()}
    assert after[tail.FILE] == before[tail.FILE]


def test_a_reader_sees_what_a_writer_has_not_yet_let_go_of(directory: Path) -> None:
    recorder = Recorder(directory / tail.FILE)
    with closing(recorder.datastore):
        write_raw(directory, [("s9", "story.retitled", OLD)])
        assert tail.mark_at(directory).position == 6


def test_the_stored_text_is_handed_on_as_it_is(directory: Path) -> None:
    assert told(directory, 0, 1)[0]["title"] == "Rain"


def test_a_file_of_another_program_is_refused(directory: Path) -> None:
    pragma(directory, "pragma application_id=1")
    with pytest.raises(Damaged, match="is not a claims ledger"):
        tail.mark_at(directory)
    with pytest.raises(Damaged, match="is not a claims ledger"):
        told(directory, 0, 5)


def test_a_newer_format_is_refused_by_its_number(directory: Path) -> None:
    pragma(directory, f"pragma user_version={FORMAT + 6}")
    with pytest.raises(Damaged, match=f"of format {FORMAT + 6}, newer") as refused:
        tail.mark_at(directory)
    assert "update the program" in refused.value.remedy


def test_a_file_that_is_no_database_is_damage(tmp_path: Path) -> None:
    (tmp_path / tail.FILE).write_text("a letter to my aunt " * 100)
    with pytest.raises(Damaged, match="is damaged") as refused:
        tail.mark_at(tmp_path)
    assert refused.value.exit_code == 4


def test_a_file_that_was_cut_short_is_damage_or_cannot_be_read(directory: Path) -> None:
    whole = directory / tail.FILE
    whole.write_bytes(whole.read_bytes()[:5000])
    with pytest.raises((Damaged, Failed)):
        told(directory, 0, tail.mark_at(directory).position)


def test_a_ledger_that_is_not_there_cannot_be_read_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="cannot be"):
        tail.mark_at(tmp_path)
    assert not (tmp_path / tail.FILE).exists()


def test_no_second_sqlite_library_ever_touches_a_ledger() -> None:
    """Two in one process lose what was acknowledged: closing one removes the other's journal."""
    foreign = re.compile(
        r"adbc|sqlite_scan|sqlite_attach|type\s+sqlite|apsw|pysqlite", re.IGNORECASE
    )
    checkout = Path(__file__).parents[2]
    shipped = [*(checkout / "ledger").rglob("*.py"), *(checkout / "migrations").glob("*.sql")]
    assert shipped
    found = [path.name for path in shipped if foreign.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_a_copy_of_the_directory_is_the_same_ledger(directory: Path, tmp_path: Path) -> None:
    shutil.copytree(directory, tmp_path / "copy")
    assert tail.mark_at(tmp_path / "copy") == tail.mark_at(directory)
