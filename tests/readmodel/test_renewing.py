"""A large cache that lags is made anew beside its readers: nobody waits, nobody makes it twice."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from ledger import renewing
from ledger.app import Ledger
from ledger.domain.commentator import RegisterCommentator
from ledger.log.reading import LogTail
from ledger.readmodel import cache
from ledger.readmodel.cache import fresh, published
from tests.readmodel.cached import answers

PATIENCE = 120
DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take any cache for a large one, and two facts for far behind."""
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)
    monkeypatch.setattr("ledger.readmodel.cache._LAG", 1)


def fall_behind(ledger: Ledger, *names: str) -> None:
    ledger.execute([RegisterCommentator(name) for name in names])


def position(directory: Path) -> int:
    with closing(duckdb.connect(str(published(directory)), read_only=True)) as held:
        [(found,)] = held.execute("select position from tracking").fetchall()
    return int(found)


def waited_for(directory: Path) -> int:
    """Return where the cache is once no process is at it any more."""
    until = time.monotonic() + PATIENCE
    while (cache.folder_of(directory) / "renewing").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    return position(directory)


def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return where is put down whose cache somebody would have begun to make anew."""
    asked: list[Path] = []
    monkeypatch.setattr(renewing, "_start", asked.append)
    return asked


def test_a_process_brings_the_cache_to_the_end_and_says_what_was_laid_over(ledger: Ledger) -> None:
    fall_behind(ledger, "Ben", "Cleo")
    told = answers(ledger)
    assert waited_for(ledger.directory) == ledger.position()
    assert answers(ledger) == told


def test_one_that_is_hardly_behind_stays_as_it_is(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = started(monkeypatch)
    fall_behind(ledger, "Ben")
    answers(ledger)
    assert asked == []


def test_while_one_process_is_at_it_no_other_begins(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = started(monkeypatch)
    fall_behind(ledger, "Ben", "Cleo")
    for _ in range(3):
        answers(ledger)
    assert asked == [ledger.directory]


def test_a_process_that_was_killed_is_forgotten(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = started(monkeypatch)
    fall_behind(ledger, "Ben", "Cleo")
    answers(ledger)
    long_ago = time.time() - DAY
    os.utime(cache.folder_of(ledger.directory) / "renewing", (long_ago, long_ago))
    answers(ledger)
    assert asked == [ledger.directory, ledger.directory]


def test_where_no_process_can_start_readers_go_on(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(ledger.directory / "nothing"))
    fall_behind(ledger, "Ben", "Cleo")
    assert len(ledger.table("commentators").rows()) == 3
    assert not (cache.folder_of(ledger.directory) / "renewing").exists()


def test_a_cache_that_somebody_swapped_in_meanwhile_holds_no_fact_twice(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One reader has looked at log and cache, and builds on what another has made since."""
    started(monkeypatch)
    early = LogTail(ledger.directory)
    fall_behind(ledger, "Ben", "Cleo")
    late = LogTail(ledger.directory)
    cache.renew(ledger.directory, late)
    draft = ledger.directory / "cache" / "another.duckdb"
    for tail in (early, late):
        cache._build(draft, published(ledger.directory), tail)
        with closing(duckdb.connect(str(draft))) as held:
            facts = held.execute("select count(*), count(distinct position) from fact").fetchall()
        assert facts == [(late.position, late.position)]


def test_what_killed_processes_left_is_thrown_away_in_time(ledger: Ledger) -> None:
    folder = cache.folder_of(ledger.directory)
    old, new = folder / "draft-1-aa.duckdb", folder / "draft-2-bb.duckdb"
    for left in (old, new):
        left.touch()
    long_ago = time.time() - 2 * DAY
    os.utime(old, (long_ago, long_ago))
    fall_behind(ledger, "Ben", "Cleo")
    cache.renew(ledger.directory, LogTail(ledger.directory))
    assert not old.exists()
    assert new.exists()


def test_what_is_of_no_use_is_left_to_the_next_reader(ledger: Ledger) -> None:
    published(ledger.directory).write_bytes(b"no database")
    cache.renew(ledger.directory, LogTail(ledger.directory))
    assert published(ledger.directory).read_bytes() == b"no database"
    with closing(fresh(ledger.directory, LogTail(ledger.directory))) as held:
        assert held.execute("select count(*) from fact").fetchall() == [(ledger.position(),)]
