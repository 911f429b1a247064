"""The cache can be lost, damaged or foreign, and nobody notices; it stands in nobody's way."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

import duckdb
import pytest

from ledger.app import Ledger
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import ResolveQuestion
from ledger.log.reading import LogTail
from ledger.log.tail import FILE
from ledger.readmodel import migrate
from ledger.readmodel.cache import fresh, published
from tests.readmodel.cached import DAY, answers, filled, opened

CHECKOUT = Path(__file__).parents[2]
HEADERS, BLOCK = 12_288, 262_144
"""Of a DuckDB file: three headers of 4 KiB, then blocks of 256 KiB, each with its checksum."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = filled(tmp_path_factory.mktemp("whole") / "ledger")
    ledger.close()
    return ledger.directory


@pytest.fixture
def ledger(whole: Path, tmp_path: Path) -> Ledger:
    """A copy of the filled ledger, for its cache to be spoilt."""
    shutil.copytree(whole, tmp_path / "copy")
    return opened(tmp_path / "copy")


@contextmanager
def silence(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing may be said on either stream, by nobody's library."""
    capfd.readouterr()
    yield
    assert capfd.readouterr() == ("", "")


# what can happen to it


def missing(cache: Path) -> None:
    cache.unlink()


def empty(cache: Path) -> None:
    cache.write_bytes(b"")


def random_bytes(cache: Path) -> None:
    cache.write_bytes(random.Random(1).randbytes(100_000))  # noqa: S311 the same every time


def another_database(cache: Path) -> None:
    cache.unlink()
    with closing(sqlite3.connect(cache)) as connection:
        connection.execute("create table tracking (digest, position, mark)")


def cut_to(share: float) -> Callable[[Path], None]:
    def cut(cache: Path) -> None:
        os.truncate(cache, int(cache.stat().st_size * share))

    return cut


SPOILT: dict[str, Callable[[Path], None]] = {
    "missing": missing,
    "empty": empty,
    "random bytes": random_bytes,
    "another database": another_database,
    "cut to a tenth": cut_to(0.1),
    "cut to half": cut_to(0.5),
}


@pytest.mark.parametrize("happens", SPOILT.values(), ids=SPOILT)
def test_a_cache_of_no_use_is_made_anew(
    happens: Callable[[Path], None], ledger: Ledger, capfd: pytest.CaptureFixture[str]
) -> None:
    right = answers(ledger)
    happens(published(ledger.directory))
    with silence(capfd):
        assert answers(ledger) == right


@pytest.mark.parametrize("block", range(4))
def test_no_damaged_block_makes_a_wrong_answer(
    block: int, ledger: Ledger, capfd: pytest.CaptureFixture[str]
) -> None:
    """The first blocks hold the definitions and small tables; some are only read by a query."""
    right = {name: ledger.table(name).rows() for name in ("claims", "estimates", "sources")}
    flip(published(ledger.directory), HEADERS + block * BLOCK + 1_000, bit=3)
    with silence(capfd):
        assert {name: ledger.table(name).rows() for name in right} == right


@pytest.mark.nightly
def test_no_flipped_bit_makes_a_wrong_answer(
    ledger: Ledger, capfd: pytest.CaptureFixture[str]
) -> None:
    right, cache = answers(ledger), published(ledger.directory)
    good, by = cache.read_bytes(), random.Random(7)  # noqa: S311 the same places every time
    for number in range(100):
        cache.write_bytes(good)
        # the headers, where most hangs on each bit, and anywhere
        at = by.randrange(HEADERS if number % 3 == 0 else len(good))
        flip(cache, at, by.randrange(8))
        with silence(capfd):
            assert answers(ledger) == right, f"byte {at}"


def test_a_cache_damaged_before_it_is_extended(ledger: Ledger) -> None:
    cache = published(ledger.directory)
    ledger.execute(RegisterCommentator("Ben"))
    for at in range(HEADERS + 2 * BLOCK, cache.stat().st_size, BLOCK):
        flip(cache, at + 1_000, bit=0)
    assert len(ledger.table("commentators").rows()) == 2
    assert len(ledger.table("claims").rows()) == 11


def flip(cache: Path, at: int, bit: int) -> None:
    """Flip one bit of a file."""
    content = bytearray(cache.read_bytes())
    content[at] ^= 1 << bit
    cache.write_bytes(content)


# whose it is, and how far it has come


def test_another_ledgers_cache_is_not_taken(ledger: Ledger, tmp_path: Path) -> None:
    other = filled(tmp_path / "other", "Ben")
    assert other.position() == ledger.position()
    shutil.copy(published(other.directory), published(ledger.directory))
    assert [row["commentator"] for row in ledger.table("commentators").rows()] == ["Ana"]


def test_a_cache_ahead_of_its_log_is_not_taken(ledger: Ledger) -> None:
    before = answers(ledger)
    ledger.close()
    shutil.copytree(ledger.directory, ledger.directory.parent / "earlier")
    earlier = opened(ledger.directory.parent / "earlier")
    ledger.execute(ResolveQuestion("rain", "no", DAY, DAY, correct=True))
    assert answers(ledger) != before
    shutil.copy(published(ledger.directory), published(earlier.directory))
    assert answers(earlier) == before


def test_a_cache_of_another_history_of_the_same_length_is_not_taken(ledger: Ledger) -> None:
    ledger.close()
    shutil.copytree(ledger.directory, ledger.directory.parent / "fork")
    fork = opened(ledger.directory.parent / "fork")
    ledger.execute(RegisterCommentator("Ben"))
    fork.execute(RegisterCommentator("Cleo"))
    answers(ledger)
    shutil.copy(published(ledger.directory), published(fork.directory))
    assert [row["commentator"] for row in fork.table("commentators").rows()] == ["Ana", "Cleo"]


def test_a_cache_of_other_definitions_is_not_taken(ledger: Ledger) -> None:
    right = answers(ledger)
    with closing(duckdb.connect(str(published(ledger.directory)))) as connection:
        connection.execute("update tracking set digest = 'of an older program'")
        connection.execute("delete from claim_facts")
    assert answers(ledger) == right


def test_the_digest_hangs_on_every_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = {migrate.schema_digest()}
    for left_out in migrate.migrations():
        kept = [one for one in migrate.migrations() if one != left_out]
        with monkeypatch.context() as changed:
            changed.setattr(migrate, "migrations", lambda kept=kept: kept)
            digests.add(migrate.schema_digest.__wrapped__())
    assert len(digests) == 1 + len(migrate.migrations())


def test_a_reader_who_looked_earlier_takes_what_is_newer(ledger: Ledger) -> None:
    earlier = LogTail(ledger.directory)
    ledger.execute(RegisterCommentator("Ben"))
    answers(ledger)
    made = published(ledger.directory).stat()
    with closing(fresh(ledger.directory, earlier)) as connection:
        assert connection.execute("select count(*) from commentators").fetchall() == [(2,)]
    assert published(ledger.directory).stat() == made


def test_what_another_reader_swaps_in_too_late_is_caught_up_with(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap, older = os.replace, published(ledger.directory).read_bytes()
    ledger.execute(RegisterCommentator("Ben"))
    late = [True]

    def swapped(draft: Path, target: Path) -> None:
        swap(draft, target)
        if late:
            late.clear()
            draft.write_bytes(older)
            swap(draft, target)

    monkeypatch.setattr("ledger.readmodel.cache.os.replace", swapped)
    assert len(ledger.table("commentators").rows()) == 2
    assert not late


def test_a_cache_that_is_up_to_date_is_left_alone(ledger: Ledger) -> None:
    answers(ledger)
    made = published(ledger.directory).stat()
    answers(ledger)
    assert published(ledger.directory).stat() == made


def test_where_no_cache_can_be_kept_the_answers_are_the_same(
    ledger: Ledger,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    right = answers(ledger)
    shutil.rmtree(published(ledger.directory).parent)
    published(ledger.directory).parent.write_text("no folder")
    with silence(capfd):
        assert ledger.table("scoreboard").rows() == right[0]
    ledger.execute(RegisterCommentator("Ben"))
    assert len(ledger.table("commentators").rows()) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_written_is_no_hindrance(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    right, folder = answers(ledger), published(ledger.directory).parent
    published(ledger.directory).unlink()
    folder.chmod(0o500)
    try:
        assert answers(ledger) == right
    finally:
        folder.chmod(0o700)


# in nobody's way

ASK = """
import sys
from pathlib import Path
from ledger.app import Ledger
with Ledger(Path(sys.argv[1])).session() as session:
    print(session.rows("select count(*) as n from commentators")[0]["n"], flush=True)
    sys.stdin.readline()
    print(session.rows("select count(*) as n from commentators")[0]["n"], flush=True)
"""
WRITE = """
import sys
from pathlib import Path
from ledger.app import Ledger
from ledger.domain.commentator import RegisterCommentator
ledger = Ledger(Path(sys.argv[1]))
for step in range(int(sys.argv[2])):
    ledger.execute([RegisterCommentator(f"{sys.argv[3]} {step} {part}") for part in range(40)])
"""


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    )


def test_an_open_session_keeps_nobody_waiting_and_sees_what_it_saw(ledger: Ledger) -> None:
    reader = started(ASK, str(ledger.directory))
    assert reader.stdout is not None
    assert reader.stdout.readline() == "1\n"
    begun = monotonic()
    ledger.execute(RegisterCommentator("Ben"))
    assert len(ledger.table("commentators").rows()) == 2
    assert monotonic() - begun < 10
    refreshed = started(ASK, str(ledger.directory))
    assert refreshed.communicate("\n", timeout=60) == ("2\n2\n", "")
    assert reader.communicate("\n", timeout=60) == ("1\n", "")


def test_readers_see_whole_steps_while_others_write(ledger: Ledger) -> None:
    writers = [started(WRITE, str(ledger.directory), "12", name) for name in ("one", "two")]
    reading = "select count(*) as n from commentator_registered group by batch"
    seen: list[int] = []
    while any(writer.poll() is None for writer in writers):
        sizes = [row["n"] for row in ledger.ask(reading)]
        assert set(sizes) <= {1, 40}
        seen.append(len(sizes))
    assert [writer.communicate() for writer in writers] == [("", "")] * 2
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen == sorted(seen)
    assert len(ledger.ask(reading)) == 25


def test_many_readers_at_once_all_get_the_answer(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ben"))
    readers = [started(ASK, str(ledger.directory)) for _ in range(4)]
    assert [reader.communicate("\n", timeout=120) for reader in readers] == [("2\n2\n", "")] * 4
    left = [path.name for path in published(ledger.directory).parent.iterdir()]
    assert published(ledger.directory).name in left
    assert not [name for name in left if name.startswith("draft")]


def test_the_log_alone_is_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    right = answers(ledger)
    ledger.close()
    (tmp_path / "alone").mkdir()
    for file in ledger.directory.glob(f"{FILE}*"):
        shutil.copy(file, tmp_path / "alone" / file.name)
    assert answers(opened(tmp_path / "alone")) == right
