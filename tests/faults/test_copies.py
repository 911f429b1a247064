"""Backup and restore, disturbed: a copy is whole or is not there, and what stood before is kept."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ledger.log import tail
from ledger.log.tail import FILE
from ledger.log.verify import verify_file
from tests.faults.commands import SAID
from tests.faults.conftest import Tally
from tests.faults.invariants import UNKNOWN, Row, clear, lost, rows_in, whole
from tests.faults.running import KILLED, Outcome, Warm
from tests.faults.shim import CHANGES
from tests.faults.sizes import SIZE, dice
from tests.faults.test_each_call import calls

EVERYTHING = {
    "KILL": CHANGES + "X",
    "EIO": CHANGES + "XOrlm",
    "ENOSPC": CHANGES.replace("U", "") + "m",
    "torn": "W",
}
FAULTS = EVERYTHING if SIZE.everything else {"KILL": "CSURMK", "ENOSPC": "S"}
"""Which calls each fault is tried at."""


@dataclass
class Copying:
    """A ledger, a later backup of it, and what is done with them in a folder of its own."""

    folder: Path
    seeded: Path
    later: Path
    older: list[Row]
    newer: list[Row]

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"

    @property
    def copy(self) -> Path:
        return self.folder / "copy.sqlite"

    def fresh(self) -> None:
        """Put the ledger and the later backup in place; of the ledger, half waits in its journal.

        That is how a program that was killed leaves it.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.seeded, self.ledger, ignore=shutil.ignore_patterns("cache"))
        shutil.copy(self.later, self.folder / "later.sqlite")


BACKUP = ["backup", "{folder}/copy.sqlite", "--ledger", "{folder}/ledger"]
RESTORE = ["restore", "{folder}/later.sqlite", "--ledger", "{folder}/ledger"]
ELSEWHERE = ["restore", "{folder}/later.sqlite", "--ledger", "{folder}/new"]


def run(program: Warm, copying: Copying, line: list[str], **asked: Any) -> Outcome:  # noqa: ANN401 of a request
    words = [word.format(folder=copying.folder) for word in line]
    return program.run(words, watch=copying.folder, **asked)


@pytest.fixture(scope="module")
def copying(warm: Warm, seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Copying:
    """A ledger left by somebody who was killed, and a backup of what became of it later."""
    top = tmp_path_factory.mktemp("copies")
    left, later, grown = top / "left", top / "later.sqlite", top / "grown"
    shutil.copytree(seeded, left)
    with closing(sqlite3.connect(left / FILE)) as open_while_written:
        open_while_written.execute("select count(*) from stored_events").fetchone()
        own = ("--ledger", left)
        warm.run(["add", "It snows", "--by", "Ana", *SAID, *own]).done()
        killed = top / "killed"
        shutil.copytree(left, killed)
    assert (killed / f"{FILE}-wal").stat().st_size
    shutil.copytree(killed, grown)
    own = ("--ledger", grown)
    warm.run(["add", "It thaws", "--by", "Ana", *SAID, *own], ["backup", later, *own]).done()
    return Copying(top / "disturbed", killed, later, whole(killed), whole(grown))


# what must hold afterwards


def after_backup(copying: Copying, outcome: Outcome) -> None:
    assert not lost(copying.older, whole(copying.ledger))
    if copying.copy.exists():
        report = verify_file(copying.copy)
        assert report.good, report.findings
        assert report.size == len(copying.older)
    told(outcome, copying.copy.exists())


def after_restore(copying: Copying, outcome: Outcome) -> None:
    """The new is in place, or the old is: in place, or whole beside it."""
    rows = whole(copying.ledger)
    if len(rows) == len(copying.newer):
        assert not lost(copying.newer, rows)
    else:
        old = rows or beside(copying.ledger)
        assert len(old) == len(copying.older), "neither the old nor the new"
        assert not lost(copying.older, old)
    told(outcome, len(rows) == len(copying.newer))


def beside(directory: Path) -> list[Row]:
    """Return what was set aside, its journal with it."""
    aside = [
        path for path in directory.glob(f"{FILE}.replaced-*") if not path.name.endswith(ENDINGS)
    ]
    assert len(aside) == 1, "what stood there is gone"
    looked = directory / "looked"
    looked.mkdir()
    for ending in ("", "-wal"):
        there = aside[0].with_name(aside[0].name + ending)
        if there.exists():
            shutil.copy(there, looked / (FILE + ending))
        elif ending:
            in_place = directory / (FILE + ending)
            if in_place.exists():
                shutil.copy(in_place, looked / (FILE + ending))
    try:
        return rows_in(looked)
    finally:
        shutil.rmtree(looked)


ENDINGS = ("-wal", "-shm")


def after_elsewhere(copying: Copying, outcome: Outcome) -> None:
    rows = whole(copying.folder / "new")
    assert not rows or not lost(copying.newer, rows)
    told(outcome, bool(rows))


def told(outcome: Outcome, done: bool) -> None:
    if outcome.code == 0:
        assert done, "acknowledged, and not there"
    elif outcome.code != KILLED:
        clear(outcome)
        assert not done or UNKNOWN in outcome.said, "reported failed, and there"


After = Callable[[Copying, Outcome], None]
WORK: dict[str, tuple[list[str], After, Callable[[Copying], list[Row]]]] = {
    "backup": (BACKUP, after_backup, lambda copying: copying.older),
    "restore": (RESTORE, after_restore, lambda copying: copying.newer),
    "restore elsewhere": (ELSEWHERE, after_elsewhere, lambda copying: copying.newer),
}


def again(warm: Warm, copying: Copying, name: str, hold: After, line: list[str]) -> None:
    """Hold a second try to working; a backup that is there is not made twice."""
    there = copying.copy.exists()
    outcome = run(warm, copying, line)
    assert outcome.code == (2 if there else 0), outcome.said
    if not there:
        hold(copying, outcome)
    if name == "backup":
        assert verify_file(copying.copy).size == len(copying.older)


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize("name", WORK)
def test_a_fault_at_any_call(
    name: str, how: str, faulty: Warm, copying: Copying, tally: Tally
) -> None:
    line, hold, _ = WORK[name]
    copying.fresh()
    quiet = run(faulty, copying, line).done()
    for at in calls(quiet.kinds, FAULTS[how]):
        copying.fresh()
        try:
            outcome = run(faulty, copying, line, at=at, how=how)
            hold(copying, outcome)
            again(faulty, copying, name, hold, line)
        except AssertionError as error:
            tally.case(f"{name} {how} at call {at} ({quiet.kinds[at - 1]})", error)
        else:
            tally.case("")


@pytest.mark.parametrize("name", WORK)
def test_killed_at_a_random_moment(name: str, warm: Warm, copying: Copying, tally: Tally) -> None:
    line, hold, _ = WORK[name]
    chance = dice(f"copies {name}")
    for _kill in range(SIZE.kills):
        copying.fresh()
        after = chance.uniform(0.0, 0.15)
        try:
            hold(copying, run(warm, copying, line, kill_after=after))
            again(warm, copying, name, hold, line)
        except AssertionError as error:
            tally.case(f"{name} after {after:.3f} s", error)
        else:
            tally.case("")


def test_backups_while_others_write(warm: Warm, home: Path, tally: Tally, tmp_path: Path) -> None:
    """Each holds what was there when it was begun; restored, it is whole and verifies."""
    directory, copier = tmp_path / "ledger", Warm(None, home)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(warm.run, ["@append", directory, 10**9], workers=2)
        while not tail.exists(directory):
            time.sleep(0.01)
        kept = [backed_up(copier, directory, n, tally) for n in range(SIZE.backups)]
        (tmp_path / "stop").touch()
        writing.result().done()
    copier.close()
    final = whole(directory)
    for rows in kept:
        assert not lost(rows, final)
    tally.note = f"of {len(kept[0])} to {len(kept[-1])} facts"


def backed_up(copier: Warm, directory: Path, number: int, tally: Tally) -> list[Row]:
    """Back up, restore elsewhere, and return what is there then."""
    file, new = directory.with_name(f"{number}.sqlite"), directory.with_name(f"new {number}")
    before = tail.mark_at(directory).position
    copier.run(["backup", file, "--ledger", directory], ["restore", file, "--ledger", new]).done()
    rows = whole(new)
    shutil.rmtree(new)
    file.unlink()
    short = AssertionError(f"{len(rows)} facts where {before} were there")
    tally.case(f"backup {number}", None if len(rows) >= before else short)
    return rows
