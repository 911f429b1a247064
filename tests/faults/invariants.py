"""What must hold of a ledger whatever happened to it, in one place.

It opens; SQLite and the program's own reading find it whole; positions and versions have no gap;
what stood before is there to the byte; of what was being written there is a whole number of
transactions; what was acknowledged is there, and what was reported failed is not.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ledger.log.store import Log
from ledger.log.tail import FILE
from tests.faults.running import KILLED, Outcome

UNKNOWN = "unknown"
"""What a command says when it cannot tell whether its facts were saved."""
OWN_FAULT = "this is a fault of the program"


@dataclass(frozen=True)
class Row:
    """One stored fact, as the bytes lie there."""

    position: int
    stream: str
    version: int
    name: str
    state: bytes

    @property
    def fields(self) -> dict[str, object]:
        """The stored form, read."""
        found: dict[str, object] = json.loads(self.state)
        return found

    @property
    def batch(self) -> str:
        """The step that it belongs to."""
        return str(self.fields["batch"])

    @property
    def shape(self) -> tuple[object, ...]:
        """What is the same whenever it is recorded, and in whatever step."""
        left_out = {"recorded_at", "batch", *_BY_CHANCE.get(self.name, ())}
        kept = {name: value for name, value in self.fields.items() if name not in left_out}
        return (self.position, self.stream, self.version, self.name, repr(kept))


_BY_CHANCE = {"ledger.opened": ("ledger_id", "name")}


def rows_in(directory: Path) -> list[Row]:
    """Return what is stored, in order; nothing where no ledger was begun."""
    if not (directory / FILE).exists():
        return []
    with closing(sqlite3.connect(directory / FILE)) as connection:
        if not connection.execute("select count(*) from sqlite_master").fetchone()[0]:
            return []
        return [
            Row(position, stream, version, name, bytes(state or b""))
            for position, stream, version, name, state in connection.execute(
                "select rowid, originator_id, originator_version, topic, state"
                " from stored_events order by rowid"
            )
        ]


def whole(directory: Path) -> list[Row]:
    """Return what is stored, once everything has been found to be as it must be.

    Looks at a copy, so that the ledger itself stays as whoever was killed left it.
    """
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        copy.mkdir()
        for file in directory.glob(f"{FILE}*"):
            shutil.copy(file, copy / file.name)
        return whole_in_place(copy)


def whole_in_place(directory: Path) -> list[Row]:
    """Return what is stored and found whole; recovers and so changes the files."""
    rows = rows_in(directory)
    if not rows:
        return rows
    with closing(sqlite3.connect(directory / FILE)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert [row.position for row in rows] == list(range(1, len(rows) + 1)), "a gap"
    for stream, versions in _versions(rows).items():
        assert versions == list(range(1, len(versions) + 1)), f"a gap or a double in {stream}"
    verified(directory, rows)
    return rows


def _versions(rows: Iterable[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.stream, []).append(row.version)
    return found


def verified(directory: Path, rows: Sequence[Row]) -> None:
    """Let the program itself read the whole log, and judge it."""
    with closing(Log(directory)) as log:
        assert [fact.position for fact in log.after(0)] == [row.position for row in rows]


# what a command may leave behind


@dataclass(frozen=True)
class Undisturbed:
    """What stands before a command, and what it adds when nothing happens to it."""

    before: Sequence[Row]
    added: Sequence[Row]
    chunk: int = 0
    """How many facts go into one transaction, where a step has more than one."""

    @property
    def ends(self) -> set[int]:
        """How much of what is added may be there: whole transactions."""
        ends, done = {0}, 0
        for _, step in groupby(self.added, key=lambda row: row.batch):
            size = len(list(step))
            ends |= {done + n for n in range(self.chunk, size, self.chunk)} if self.chunk else set()
            done += size
            ends.add(done)
        return ends

    @property
    def may_stay(self) -> set[int]:
        """How much may be there although the command failed: the opening, and whole chunks."""
        openings = {1} if self.added and self.added[0].name == "ledger.opened" else set()
        return {0} | openings | (self.ends if self.chunk else set())


def held(outcome: Outcome, expected: Undisturbed, rows: Sequence[Row]) -> int:
    """Hold what is stored to what a disturbed command may leave; return how much it added."""
    before, rest = rows[: len(expected.before)], rows[len(expected.before) :]
    assert [row.state for row in before] == [row.state for row in expected.before], "lost"
    assert len(rest) in expected.ends, f"torn: {len(rest)} of {sorted(expected.ends)}"
    assert [row.shape for row in rest] == [row.shape for row in expected.added[: len(rest)]]
    if outcome.code == 0:
        assert len(rest) == len(expected.added), "acknowledged, and not there"
    elif outcome.code != KILLED:
        clear(outcome)
        told = UNKNOWN in outcome.said or "saved" in outcome.said
        assert told or len(rest) in expected.may_stay, "reported failed, and there"
    return len(rest)


def clear(outcome: Outcome) -> None:
    """Hold a failure to having been told in one clear sentence."""
    said = outcome.said
    assert "error: " in said, said
    assert "Traceback" not in said, said
    assert OWN_FAULT not in said, said


def completed(expected: Undisturbed, rows: Sequence[Row]) -> None:
    """Hold a ledger to what it would be if nothing had happened: all is there, nothing twice."""
    after = [*expected.before, *expected.added]
    assert [row.shape for row in rows] == [row.shape for row in after]


def claims_in(rows: Iterable[Row]) -> Counter[str]:
    """Return how often each external id of a claim is there."""
    return Counter(
        str(row.fields.get("external_id")) for row in rows if row.name == "claim.recorded"
    )
