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
from itertools import accumulate, groupby, takewhile
from pathlib import Path

from ledger.log.store import Log
from ledger.log.tail import FILE
from ledger.log.verify import Report, verify
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
    """Empty where the content is gone."""
    recorded_at: str
    """The moment of the transaction that it came in with: no two have the same."""
    leaf: bytes

    @property
    def fields(self) -> dict[str, object]:
        """The stored form, read; nothing where the content is gone."""
        found: dict[str, object] = json.loads(self.state or b"{}")
        return found

    @property
    def batch(self) -> str:
        """The step that it belongs to."""
        return str(self.fields["batch"])

    def stands_for(self, other: Row) -> bool:
        """Say whether this is the other fact, whole or with its content taken away since."""
        return self.leaf == other.leaf and self.state in {b"", other.state}

    @property
    def shape(self) -> tuple[object, ...]:
        """What is the same whenever it is recorded, and in whatever step."""
        left_out = {"recorded_at", "batch", *_BY_CHANCE.get(self.name, ())}
        kept = {name: value for name, value in self.fields.items() if name not in left_out}
        return (self.position, self.stream, self.version, self.name, repr(kept))


_BY_CHANCE = {
    "ledger.opened": ("ledger_id", "name"),
    "key.adopted": ("key", "signature"),
    "fact.redacted": ("content_hash",),
}


def rows_in(directory: Path) -> list[Row]:
    """Return what is stored, in order; nothing where no ledger was begun."""
    if not (directory / FILE).exists():
        return []
    with closing(sqlite3.connect(directory / FILE)) as connection:
        if not connection.execute("select count(*) from sqlite_master").fetchone()[0]:
            return []
        return [
            Row(position, stream, version, name, bytes(state or b""), recorded_at, leaf)
            for position, stream, version, name, state, recorded_at, leaf in connection.execute(
                _FACTS
            )
        ]


_FACTS = """
    select position, originator_id, originator_version, topic, state, recorded_at, leaf_hash
    from stored_events order by position
"""


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


def verified(directory: Path, rows: Sequence[Row]) -> Report:
    """Let the program itself open, read and judge the whole log."""
    with closing(Log(directory)) as log:
        read = [fact.position for fact in log.after(0)]
    assert read == [row.position for row in rows if row.state]
    report = verify(directory)
    assert report.good, report.findings
    assert report.size == len(rows)
    return report


def signed(directory: Path) -> int:
    """Return how many facts the newest checkpoint covers."""
    return verify(directory).signed_size


# what a command may leave behind


@dataclass(frozen=True)
class Undisturbed:
    """What stands before a command, and what it adds when nothing happens to it."""

    before: Sequence[Row]
    added: Sequence[Row]
    in_pieces: bool = False
    """Whether it writes in several transactions, of which a failure may leave the first."""
    at_once: bool = False
    """Whether facts of several moments came in one transaction."""

    @property
    def ends(self) -> set[int]:
        """How much of what is added may be there: whole transactions."""
        if self.at_once:
            return {0, len(self.added)}
        sizes = [len(list(facts)) for _, facts in groupby(self.added, _transaction)]
        return {0, *accumulate(sizes)}

    @property
    def least(self) -> int:
        """How much must be there when it succeeds: the key to sign an import with may fail."""
        extra = takewhile(lambda row: row.name == "key.adopted", reversed(self.added))
        return len(self.added) - len(list(extra))

    @property
    def may_stay(self) -> set[int]:
        """How much may be there although the command failed: the opening, and whole pieces."""
        openings = {1} if self.added and self.added[0].name == "ledger.opened" else set()
        return {0} | openings | (self.ends if self.in_pieces else set())


def _transaction(row: Row) -> str:
    return row.recorded_at


def lost(before: Sequence[Row], now: Sequence[Row]) -> list[int]:
    """Return the positions of facts that are not there any more, or are others."""
    gone = {row.stream for row in now}
    kept = zip(before, now, strict=False)
    changed = [
        old.position
        for old, new in kept
        if not new.stands_for(old) or (old.state != new.state and _announced(old) not in gone)
    ]
    return [*changed, *(row.position for row in before[len(now) :])]


def _announced(row: Row) -> str:
    """Return the stream that says that a fact's content is taken away."""
    return f"redaction-{row.position}"


def held(outcome: Outcome, expected: Undisturbed, rows: Sequence[Row]) -> int:
    """Hold what is stored to what a disturbed command may leave; return how much it added."""
    rest = rows[len(expected.before) :]
    assert not lost(expected.before, rows), "lost"
    assert len(rest) in expected.ends, f"torn: {len(rest)} of {sorted(expected.ends)}"
    assert [row.shape for row in rest] == [row.shape for row in expected.added[: len(rest)]]
    if outcome.code == 0:
        assert len(rest) >= expected.least, "acknowledged, and not there"
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
    assert not lost(expected.before, rows), "lost"
    rest = rows[len(expected.before) :]
    assert len(rest) >= expected.least
    assert [row.shape for row in rest] == [row.shape for row in expected.added[: len(rest)]]


def claims_in(rows: Iterable[Row]) -> Counter[str]:
    """Return how often each external id of a claim is there."""
    return Counter(
        str(row.fields.get("external_id")) for row in rows if row.name == "claim.recorded"
    )
