"""The log: facts are appended as the next of their streams, all of them or none."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.domain.claim import ClaimRestored, ClaimWithdrawn
from ledger.domain.fact import Fact, New
from ledger.errors import Damaged, Failed
from ledger.log import patience, store
from ledger.log.store import Log, Overtaken
from ledger.log.tail import FILE
from tests.log.stored import envelope, told, write_raw
from tests.log.upcasting import OLD

GONE, BACK = ClaimWithdrawn(reason="misread"), ClaimRestored()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    opened = Log(tmp_path / "ledger")
    with closing(opened):
        yield opened


def append(log: Log, *news: tuple[str, Fact, int], at: int | None = None) -> list[int]:
    several = [(New(stream, fact), version) for stream, fact, version in news]
    return list(log.append(several, envelope(), at))


def held(log: Log, stream: str) -> list[tuple[int, int, Fact]]:
    return [(one.position, one.version, one.fact) for one in log.streams([stream])[stream].facts]


def test_a_new_log_is_empty(log: Log) -> None:
    assert log.last_position() == 0
    assert list(log.after(0)) == []


def test_facts_of_many_streams_are_appended_in_one_go_and_numbered_without_a_gap(
    log: Log,
) -> None:
    assert append(log, ("a", GONE, 1), ("b", GONE, 1), ("a", BACK, 2)) == [1, 2, 3]
    assert held(log, "a") == [(1, 1, GONE), (3, 2, BACK)]
    assert held(log, "b") == [(2, 1, GONE)]
    assert log.last_position() == 3


def test_a_stream_that_nothing_was_written_to_is_empty(log: Log) -> None:
    streams = log.streams(["a", "b"])
    assert [(stream.version, stream.facts) for stream in streams.values()] == [(0, []), (0, [])]


@pytest.mark.parametrize("name", ["half \udcff", "nul \0", "“Köln”", "'; drop table x; --", ""])
def test_a_stream_of_any_name_may_be_asked_for(log: Log, name: str) -> None:
    assert log.streams([name])[name].facts == []


def test_appending_the_same_again_is_being_overtaken_and_adds_nothing(log: Log) -> None:
    append(log, ("a", GONE, 1))
    with pytest.raises(Overtaken):
        append(log, ("a", GONE, 1))
    assert held(log, "a") == [(1, 1, GONE)]


def test_one_version_that_is_taken_holds_back_all_of_the_append(log: Log) -> None:
    append(log, ("z", GONE, 1))
    with pytest.raises(Overtaken):
        append(log, *[(f"s{number}", GONE, 1) for number in range(500)], ("z", BACK, 1))
    assert log.last_position() == 1
    assert held(log, "s0") == []
    assert append(log, ("s0", GONE, 1)) == [2]


def test_facts_decided_at_an_earlier_end_are_overtaken(log: Log) -> None:
    append(log, ("a", GONE, 1), at=0)
    with pytest.raises(Overtaken):
        append(log, ("b", GONE, 1), at=0)
    assert append(log, ("b", GONE, 1), at=1) == [2]


def test_of_two_writers_who_know_the_same_exactly_one_appends(tmp_path: Path) -> None:
    with closing(Log(tmp_path / "l")) as one, closing(Log(tmp_path / "l")) as other:
        append(one, ("a", GONE, 1))
        with pytest.raises(Overtaken):
            append(other, ("a", BACK, 1))
        assert held(other, "a") == [(1, 1, GONE)]


def test_everything_after_a_position_is_read_in_order_page_by_page(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_READ_PAGE", 3)
    for number in range(10):
        append(log, (f"s{number}", GONE, 1))
    assert [one.position for one in log.after(0)] == list(range(1, 11))
    assert [one.stream for one in log.after(7)] == ["s7", "s8", "s9"]
    assert list(log.after(10)) == []


def test_what_is_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with closing(Log(tmp_path / "l")) as log:
        append(log, ("a", GONE, 1))
    with closing(Log(tmp_path / "l")) as log:
        assert held(log, "a") == [(1, 1, GONE)]


def test_nothing_in_the_environment_changes_how_facts_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERSISTENCE_MODULE", "eventsourcing.popo")
    monkeypatch.setenv("COMPRESSOR_TOPIC", "zlib")
    monkeypatch.setenv("CIPHER_KEY", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0")
    monkeypatch.setenv("SQLITE_DBNAME", ":memory:")
    with closing(Log(tmp_path / "l")) as log:
        append(log, ("a", GONE, 1))
    (fact,) = told(tmp_path / "l", 0, 1)
    assert (fact["stored_name"], fact["reason"]) == ("claim.withdrawn", "misread")


def test_an_unknown_fact_in_a_stream_is_refused_by_name(tmp_path: Path) -> None:
    write_raw(tmp_path / "l", [("s", "story.sung", OLD)])
    with closing(Log(tmp_path / "l")) as log, pytest.raises(Damaged, match=r"story\.sung"):
        log.streams(["s"])


# what is in the way


def test_a_writer_waits_for_another_and_then_appends(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LOCK_SECONDS", 20.0)
    locked, let_go = threading.Event(), threading.Event()

    def write_for_a_while() -> None:
        with closing(sqlite3.connect(tmp_path / "ledger" / FILE)) as other:
            other.execute("begin immediate")
            locked.set()
            let_go.wait(10)
            other.rollback()

    thread = threading.Thread(target=write_for_a_while)
    thread.start()
    locked.wait(10)
    threading.Timer(0.3, let_go.set).start()
    began = time.monotonic()
    assert append(log, ("a", GONE, 1)) == [1]
    assert time.monotonic() - began >= 0.2
    thread.join()


def test_a_writer_that_waited_in_vain_says_so_and_adds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LOCK_SECONDS", 0.0)
    monkeypatch.setattr("ledger.log.recorder.LOCK_SECONDS", 1.0)
    with (
        closing(Log(tmp_path / "l")) as log,
        closing(sqlite3.connect(tmp_path / "l" / FILE)) as other,
    ):
        other.execute("begin immediate")
        with pytest.raises(Failed, match="another program has been writing") as failed:
            append(log, ("a", GONE, 1))
        assert failed.value.remedy
        other.rollback()
        assert log.last_position() == 0


def test_a_place_where_nothing_can_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a directory is meant")
    with pytest.raises(Failed, match=r"no ledger can be kept in .*taken") as failed:
        Log(tmp_path / "taken" / "ledger")
    assert "--ledger" in failed.value.remedy


def test_a_file_that_is_no_database_is_never_written_to(tmp_path: Path) -> None:
    directory = tmp_path / "l"
    directory.mkdir()
    (directory / FILE).write_text("a letter to my aunt " * 100)
    with pytest.raises(Damaged) as refused:
        Log(directory)
    assert str(directory) in refused.value.sentence
    assert (directory / FILE).read_text() == "a letter to my aunt " * 100
