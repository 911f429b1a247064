"""The power fails at any moment: what was acknowledged is there, and the ledger is whole.

What a program did to the disk is recorded once and replayed to states in which only synced data is
sure to be there. Invariant: the facts that are left are the first ones of those written, up to the
end of a transaction, and no fewer than were acknowledged.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.log.store import Log
from ledger.log.tail import FILE
from tests.cli.running import ARTICLES
from tests.faults.commands import SAID, places
from tests.faults.conftest import WITHDRAWN, Tally
from tests.faults.invariants import Row, Undisturbed, lost, rows_in, whole_in_place
from tests.faults.powercut import Event, disks, read_trace, write_state
from tests.faults.running import Warm
from tests.faults.sizes import SIZE, dice

CACHE = "/cache/"
EVERY = 20
"""Every so many states the program itself opens what is left, and goes on writing."""

Line = Sequence[object]


def claim(text: str) -> Line:
    """Return the command that adds a claim to the ledger of a recording."""
    return ["add", text, "--by", "Ana", *SAID, "--ledger", "{ledger}"]


WORKLOADS: dict[str, list[Line]] = {
    "begun, added to, sealed": [
        *(claim(f"It rains {n}") for n in range(5)),
        ["seal", "--ledger", "{ledger}"],
        claim("It rains again"),
    ],
    "appended to, held open": [["@append", "{ledger}", "12"]],
    "imported, and undone": [
        ["@chunk", "40"],
        ["import", *ARTICLES, "--ledger", "{ledger}"],
        claim("It rains"),
        ["undo", "--ledger", "{ledger}"],
    ],
    "imported, and redacted": [
        ["import", *ARTICLES, "--ledger", "{ledger}"],
        ["withdraw", WITHDRAWN, "--reason", "a try", "--ledger", "{ledger}"],
        ["redact", "{old}", "--reason", "a private person", "--ledger", "{ledger}"],
        claim("It rains"),
    ],
    "backed up and restored": [
        claim("It rains"),
        ["backup", "{ledger}.copy", "--ledger", "{ledger}"],
        ["restore", "{ledger}.copy", "--ledger", "{ledger}"],
        claim("It rains again"),
    ],
}


@dataclass(frozen=True)
class Recording:
    """What a workload did to the disk, and what stands in its ledger at the end."""

    events: list[Event]
    rows: list[Row]

    @property
    def ends(self) -> set[int]:
        """How many facts there may be: whole transactions."""
        return Undisturbed((), self.rows).ends


def recorded(faulty: Warm, lines: Sequence[Line], folder: Path, old: int = 0) -> Recording:
    """Do the work with the disk's changes written down; `old` is a fact that can be redacted."""
    root, trace = folder / "disk", folder / "trace"
    root.mkdir()
    ledger = root / "ledger"
    told = [[str(word).format(ledger=ledger, old=old) for word in line] for line in lines]
    keys = {"CLAIMS_KEYS": str(folder / "keys")}
    faulty.run(*told, watch=root, but=CACHE, trace=trace, env=keys).done()
    return Recording(read_trace(trace), rows_in(ledger))


# what is wrong with a state


class Wrong(Exception):
    """A state that the power must never leave: something lost, torn, or unreadable."""


def judge(folder: Path, recording: Recording, acknowledged: int) -> int:
    """Return how many facts are left; raise `Wrong` if they are not what they must be."""
    ledger = folder / "ledger"
    try:
        rows = rows_in(ledger)
        if rows:
            with closing(sqlite3.connect(ledger / FILE)) as connection:
                if connection.execute("pragma integrity_check").fetchone() != ("ok",):
                    raise Wrong("corrupt: integrity_check")
    except sqlite3.Error as error:
        raise Wrong(f"corrupt: {error}") from error
    if lost(rows, recording.rows):
        raise Wrong("other facts than those written")
    streams = {row.stream for row in rows}
    if any((row.state == b"") != (f"redaction-{row.position}" in streams) for row in rows):
        raise Wrong("torn: content gone without a word, or still there")
    if len(rows) < acknowledged:
        raise Wrong(f"lost: {len(rows)} of {acknowledged} acknowledged")
    if len(rows) not in recording.ends:
        raise Wrong(f"torn: {len(rows)} facts")
    return len(rows)


@contextmanager
def on_disk(state: dict[str, bytes | None]) -> Iterator[Path]:
    """Put a state into a folder for a while, in memory where there is such a thing."""
    memory = Path("/dev/shm")  # a folder everybody may write to, which is what is wanted
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    try:
        write_state(state, folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def cuts(
    recording: Recording, count: int, chance: random.Random
) -> Iterator[tuple[str, dict[str, bytes | None], int]]:
    """Yield states: where the power failed, what is left, and how many facts were acknowledged."""
    acknowledged, share = 0, count / len(recording.events)
    for number, (disk, event) in enumerate(disks(recording.events)):
        if event.kind == "!":
            acknowledged = stand(event.name, disk.whole())
        for _ in range(int((number + 1) * share) - int(number * share)):
            where = f"after event {number} ({event.kind} {event.name})"
            yield where, disk.after_cut(chance), acknowledged


def stand(mark: str, now: dict[str, bytes | None]) -> int:
    """Return how many facts a mark acknowledges: as many as it says, or all that are there."""
    said, _, number = mark.partition(" ")
    if said == "stand":
        return int(number)
    with on_disk(now) as folder:
        return len(rows_in(folder / "ledger"))


def faults_of(recording: Recording, count: int, chance: random.Random) -> list[str]:
    """Return what is wrong in so many states."""
    wrong = []
    for where, state, acknowledged in cuts(recording, count, chance):
        with on_disk(state) as folder:
            try:
                judge(folder, recording, acknowledged)
            except Wrong as error:
                wrong.append(f"{error} {where}")
    return wrong


# the program


@pytest.mark.parametrize("name", WORKLOADS)
def test_nothing_acknowledged_is_lost_when_the_power_fails(
    name: str, faulty: Warm, seeded: Path, tally: Tally, tmp_path: Path
) -> None:
    old = places(rows_in(seeded))["old"]
    recording = recorded(faulty, WORKLOADS[name], tmp_path, int(str(old)))
    states = cuts(recording, SIZE.powercuts // len(WORKLOADS), dice(name))
    for number, (where, state, acknowledged) in enumerate(states):
        try:
            with on_disk(state) as folder:
                judge(folder, recording, acknowledged)
                if number % EVERY == 0:
                    goes_on(folder / "ledger")
        except (Wrong, AssertionError) as error:
            tally.case(where, error)
        else:
            tally.case(where)
    tally.note = f"{len(recording.events)} events"


def goes_on(directory: Path) -> None:
    """Hold what is left to being opened by the program, found whole, and written to."""
    before = whole_in_place(directory)
    with closing(Log(directory)) as log:
        assert log.last_position() == len(before)
    from tests.faults.programs import append

    append(lambda _: None, 0, str(directory), "1", "after ")
    assert not lost(before, whole_in_place(directory))


# the replay itself: it must find what is known to be there


@pytest.mark.parametrize(
    ("how", "finds"),
    [
        ("FULL", set()),
        ("NORMAL", {"lost"}),
        ("OFF", {"corrupt"}),
        ("forgetful", {"lost"}),
        ("hasty", {"lost"}),
    ],
)
def test_the_replay_finds_a_writer_that_is_not_durable(
    how: str, finds: set[str], faulty: Warm, tmp_path: Path
) -> None:
    recording = recorded(faulty, [["@raw", "{ledger}", how, "20"]], tmp_path)
    wrong = faults_of(recording, 400, dice(how))
    kinds = {one.partition(":")[0] for one in wrong}
    assert kinds >= finds
    assert bool(kinds) == bool(finds), wrong[:5]
