"""Whatever became of the cache, the answers are the same: it is never believed, only used."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ledger.readmodel.cache import published
from tests.faults.conftest import Ledgers, Tally
from tests.faults.invariants import whole
from tests.faults.running import Warm
from tests.faults.sizes import SIZE, dice

Happening = Callable[[Path, random.Random], object]
HEADERS = 12_288
"""What a DuckDB file begins with; most hangs on each of its bits."""


def deleted(cache: Path, _: random.Random) -> None:
    cache.unlink()


def emptied(cache: Path, _: random.Random) -> None:
    cache.write_bytes(b"")


def cut(cache: Path, chance: random.Random) -> None:
    os.truncate(cache, chance.randrange(cache.stat().st_size))


def overwritten(cache: Path, chance: random.Random) -> None:
    cache.write_bytes(chance.randbytes(100_000))


def of_another_kind(cache: Path, _: random.Random) -> None:
    cache.unlink()
    with closing(sqlite3.connect(cache)) as connection:
        connection.execute("create table tracking (digest, position, mark)")


def a_folder(cache: Path, _: random.Random) -> None:
    cache.unlink()
    cache.mkdir()


def flipped(cache: Path, chance: random.Random) -> None:
    content = bytearray(cache.read_bytes())
    at = chance.randrange(HEADERS if chance.random() < 0.3 else len(content))
    content[at] ^= 1 << chance.randrange(8)
    cache.write_bytes(content)


SPOILT: list[Happening] = [deleted, emptied, cut, overwritten, of_another_kind, a_folder]


def asked(directory: Path) -> tuple[list[object], list[object]]:
    return (
        ["list", "--json", "--ledger", directory],
        ["sql", "from scoreboard order by all", "--json", "--ledger", directory],
    )


@pytest.fixture
def kept(seeded: Path, tmp_path: Path) -> Path:
    """A ledger with its cache, for the cache to be spoilt."""
    shutil.copytree(seeded, tmp_path / "kept")
    return tmp_path / "kept"


def test_a_spoilt_cache(warm: Warm, kept: Path, tally: Tally) -> None:
    chance, cache, before = dice("caches"), published(kept), whole(kept)
    right, good = warm.run(*asked(kept)).done().out, cache.read_bytes()
    for happens in [*SPOILT, *[flipped] * SIZE.flips]:
        happens(cache, chance)
        try:
            outcome = warm.run(*asked(kept))
            if outcome.code == 0:
                assert outcome.out == right
            else:
                assert outcome.said.startswith("error: "), outcome.said
                assert "fault of the program" not in outcome.said, outcome.said
            assert whole(kept) == before
        except AssertionError as error:
            tally.case(str(getattr(happens, "__name__", happens)), error)
        else:
            tally.case("")
        if cache.is_dir():
            cache.rmdir()
        cache.write_bytes(good)


def test_a_cache_of_another_ledger(warm: Warm, kept: Path, ledgers: Ledgers, tally: Tally) -> None:
    ledgers.undisturbed("begin by import")
    other = ledgers.folder / "ledger"
    right = warm.run(*asked(other)).done().out
    shutil.copy(published(kept), published(other))
    assert warm.run(*asked(other)).done().out == right
    tally.case("another's")


HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("create table if not exists mine (n integer)")
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_cache_that_another_program_holds(warm: Warm, kept: Path, tally: Tally) -> None:
    """DuckDB's own lock keeps every reader out; ours builds another and swaps it in."""
    right = warm.run(*asked(kept)).done().out
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(published(kept))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert warm.run(*asked(kept)).done().out == right
    holder.communicate("\n")
    assert warm.run(*asked(kept)).done().out == right
    tally.case("held")
