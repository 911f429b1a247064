"""No room: on the disk, under the limit on a file's size, or for what is said. Every command that
writes says so in one sentence and fails; the ledger stays readable, and nothing in it is lost.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import environment
from tests.faults.commands import IN_SHORT, WRITING
from tests.faults.conftest import Ledgers, Tally
from tests.faults.invariants import clear, completed, held, whole
from tests.faults.running import Outcome, Warm
from tests.faults.sizes import SIZE

KIB = 1024
DISK = 2 * KIB * KIB
FREE = (0, 4, 8, 32, 64, 128) if SIZE.everything else (0, 32)
"""How many KiB are left on the disk when the command begins."""
LIMITS = (4, 32, 100) if SIZE.everything else (4,)
"""How many KiB a file may have: too few to write ahead, to begin, to write back."""
OUT_OF_ROOM = 1
"""The exit code for trouble with the machine."""


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path_factory.mktemp("small")
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only somebody who may mount can have a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, free: int) -> Path:
    """Take up all but `free` bytes of a disk."""
    filler = folder / "filler"
    room = os.statvfs(folder)
    assert room.f_blocks * room.f_frsize <= DISK, "this is not the small disk"
    filler.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - free)))
    return filler


@pytest.mark.parametrize("name", WRITING if SIZE.everything else IN_SHORT)
def test_a_full_disk(
    name: str, small_disk: Path, warm: Warm, ledgers: Ledgers, tally: Tally
) -> None:
    expected, refused = ledgers.undisturbed(name), 0
    for free in FREE:
        source = ledgers.fresh(WRITING[name])
        directory = small_disk / source.name
        shutil.rmtree(directory, ignore_errors=True)
        if source.exists():
            shutil.copytree(source, directory, ignore=shutil.ignore_patterns("cache"))
        filler = fill(small_disk, free * KIB)
        outcome = ledgers.do(warm, name, on=small_disk)
        refused += bool(outcome.code)
        try:
            assert outcome.code in {0, OUT_OF_ROOM}, outcome
            there = held(outcome, expected, whole(directory))
            filler.unlink()
            if not (WRITING[name].only_once and there):
                ledgers.do(warm, name, on=small_disk).done()
                completed(expected, whole(directory))
        except AssertionError as error:
            tally.case(f"{name} with {free} KiB free", error)
        else:
            tally.case("")
        filler.unlink(missing_ok=True)
    tally.note = f"{refused} refused"
    assert refused


@pytest.mark.parametrize("name", WRITING)
def test_a_limit_on_the_size_of_files(
    name: str, warm: Warm, ledgers: Ledgers, tally: Tally
) -> None:
    expected, refused = ledgers.undisturbed(name), 0
    for limit in LIMITS:
        directory = ledgers.fresh(WRITING[name])
        outcome = ledgers.do(warm, name, fsize=limit * KIB)
        refused += bool(outcome.code)
        try:
            assert outcome.code in {0, OUT_OF_ROOM}, outcome
            there = held(outcome, expected, whole(directory))
            if not (WRITING[name].only_once and there):
                ledgers.do(warm, name).done()
                completed(expected, whole(directory))
        except AssertionError as error:
            tally.case(f"{name} with files of {limit} KiB", error)
        else:
            tally.case("")
    tally.note = f"{refused} refused"
    assert refused


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


@needs_full
@pytest.mark.parametrize("name", WRITING)
def test_nowhere_to_say_what_was_done(
    name: str, warm: Warm, ledgers: Ledgers, tally: Tally
) -> None:
    """The facts are saved before it is told of them, and the error says that they are."""
    expected = ledgers.undisturbed(name)
    directory = ledgers.fresh(WRITING[name])
    outcome = ledgers.do(warm, name, stdout=FULL, more=["--json"])
    told_so(outcome)
    assert held(outcome, expected, whole(directory)) == len(expected.added)
    tally.case(name)


@needs_full
def test_nowhere_to_say_it_in_a_process_of_its_own(ledgers: Ledgers) -> None:
    expected = ledgers.undisturbed("add")
    directory, words = ledgers.fresh(WRITING["add"]), ledgers.lines("add", ledgers.folder)[-1]
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ledger", *words, "--json"],
            env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    outcome = Outcome([done.returncode], [], [""], [done.stderr])
    told_so(outcome)
    assert held(outcome, expected, whole(directory)) == len(expected.added)


def told_so(outcome: Outcome) -> None:
    """Hold an error to saying that only the telling went wrong."""
    assert outcome.code == OUT_OF_ROOM, outcome.said
    clear(outcome)
    assert "could not be written" in outcome.said
    assert "saved" in outcome.said
