"""The file behind the log: private, durable, its own kind, and never half written."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent

from ledger.errors import Damaged
from ledger.log.patience import is_locked
from ledger.log.recorder import Recorder
from ledger.log.schema import APPLICATION_ID, FORMAT
from ledger.log.tail import FILE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "ledger" / FILE


@pytest.fixture
def recorder(path: Path) -> Iterator[Recorder]:
    made = Recorder(path)
    with closing(made.datastore):
        yield made


def event(stream: str, version: int = 1) -> StoredEvent:
    return StoredEvent(stream, version, "a.name", b"{}")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def asked(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_new_ledger_is_for_its_owners_eyes_only(recorder: Recorder, path: Path) -> None:
    recorder.insert_events([event("a")])
    assert mode(path.parent) == 0o700
    files = list(path.parent.iterdir())
    assert {file.name for file in files} >= {FILE, f"{FILE}-wal"}
    assert {mode(file) for file in files} == {0o600}


def test_a_new_file_says_whose_it_is_and_of_which_format(recorder: Recorder, path: Path) -> None:
    assert recorder.max_notification_id() is None
    assert asked(path, "pragma application_id") == APPLICATION_ID
    assert asked(path, "pragma user_version") == FORMAT


def test_nothing_acknowledged_can_be_lost_to_a_loss_of_power(recorder: Recorder) -> None:
    with recorder.datastore.transaction(commit=False) as cursor:
        answers = []
        for pragma in ("journal_mode", "synchronous"):
            cursor.execute(f"pragma {pragma}")
            answers.append(cursor.fetchone()[0])
    assert answers == ["wal", 2]


def test_opening_what_is_there_changes_nothing(recorder: Recorder, path: Path) -> None:
    recorder.insert_events([event("a")])
    with closing(Recorder(path).datastore):
        assert recorder.max_notification_id() == 1


def test_a_file_of_another_program_is_refused_and_left_as_it_was(path: Path) -> None:
    path.parent.mkdir(parents=True)
    spoil(path, "create table bookmarks (url text)")
    before = path.read_bytes()
    with pytest.raises(Damaged, match="is not a claims ledger") as refused:
        Recorder(path)
    assert "--ledger" in refused.value.remedy
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [FILE]


def test_a_newer_format_is_refused_by_its_number(path: Path) -> None:
    Recorder(path).datastore.close()
    spoil(path, f"pragma user_version={FORMAT + 1}")
    with pytest.raises(Damaged, match=f"of format {FORMAT + 1}, newer") as refused:
        Recorder(path)
    assert "update the program" in refused.value.remedy


def test_an_insert_is_all_or_nothing(recorder: Recorder) -> None:
    recorder.insert_events([event("a")])
    with pytest.raises(IntegrityError):
        recorder.insert_events([event("b"), event("c"), event("a")])
    assert [name for _, name in found(recorder, "a", "b", "c")] == ["a"]
    assert recorder.insert_events([event("d")]) == [2]


def test_facts_decided_at_an_end_that_is_no_longer_the_end_are_refused(
    recorder: Recorder,
) -> None:
    recorder.insert_events([event("a")], at=0)
    with pytest.raises(IntegrityError):
        recorder.insert_events([event("b")], at=0)
    recorder.insert_events([event("b"), event("c")], at=1)
    assert found(recorder, "a", "b", "c") == [(1, "a"), (2, "b"), (3, "c")]


def test_thousands_of_streams_are_found_at_once_each_in_its_order(recorder: Recorder) -> None:
    names = [f"stream-{number:04}" for number in range(1_201)]
    for version in (1, 2):
        recorder.insert_events([event(name, version) for name in names])
    rows = list(recorder.select_streams([*names, "nowhere"]))
    assert [stored.originator_id for _, stored in rows] == [n for name in names for n in [name] * 2]
    assert [stored.originator_version for _, stored in rows] == [1, 2] * 1_201
    assert sorted(position for position, _ in rows) == list(range(1, 2_403))


def test_asking_for_no_stream_finds_none(recorder: Recorder) -> None:
    assert list(recorder.select_streams([])) == []


def test_only_a_lock_counts_as_another_writer() -> None:
    locked = sqlite3.OperationalError("database is locked")
    wrapped = OperationalError("opaque")
    wrapped.__cause__ = locked
    assert is_locked(locked)
    assert is_locked(wrapped)
    assert not is_locked(sqlite3.OperationalError("disk I/O error"))
    assert not is_locked(OperationalError("no such table"))


def found(recorder: Recorder, *streams: str) -> list[tuple[int, str]]:
    return [
        (position, str(one.originator_id)) for position, one in recorder.select_streams(streams)
    ]
