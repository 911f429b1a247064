"""What the seal costs: writing, beside the same recorder without it; bytes; verifying a million.

Run it as ``python -m tests.bench.seal``. Invariant: sealed and unsealed take turns in one run, so
that whatever else the machine is doing falls on both alike; read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from ledger.log.recorder import SETTINGS, Recorder, frontier
from ledger.log.tail import FILE, LOCK_SECONDS
from ledger.log.verify import verify
from ledger.seal.checkpoint import Checkpoint, origin
from ledger.seal.leaf import record
from ledger.seal.note import Signer
from ledger.seal.proof import Evidence, check, write_facts
from ledger.seal.tree import Tree
from tests.bench.startup import CHECKOUT, in_kib

BULK = 10_000
SINGLES = 100
STATE_BYTES = 480
CLAIM = "claim.recorded"
MOMENT = "2026-11-25T12:00:00.000000Z"
SIGNER = Signer(origin("bench", "0" * 16), bytes(range(32)))


@dataclass
class Kind:
    """One way of keeping facts, and what its turns took: facts a second of each."""

    name: str
    bulk: list[float] = field(default_factory=list)
    single: list[float] = field(default_factory=list)
    bytes: int = 0

    def recorder(self, path: Path) -> SQLiteApplicationRecorder:
        """Return a recorder on a new file: ours, or the library's own with settings as durable."""
        if self.name == "sealed":
            return Recorder(path)
        store = SQLiteDatastore(str(path), originator_id_type="text")
        store.pool.close()
        store.pool = StockPool(db_name=str(path), lock_timeout=int(LOCK_SECONDS))
        made = SQLiteApplicationRecorder(store)
        made.create_table()
        return made


class StockPool(SQLiteConnectionPool):
    """The library's pool, with our settings on each connection and nothing else of ours."""

    def _create_connection(self) -> SQLiteConnection:
        made = super()._create_connection()
        for setting in SETTINGS:
            made.cursor().execute(setting)
        return made


def facts(start: int, number: int) -> list[StoredEvent]:
    """Return facts as large as a claim's, each of its own stream."""
    head = b'{"recorded_at":"2026-11-25T12:00:00.000000Z","class_version":1,"claim":"%d","text":"'
    made = []
    for at in range(start, start + number):
        state = (head % at).ljust(STATE_BYTES - 2, b"x") + b'"}'
        made.append(StoredEvent(f"claim-20261125-{at:020}", 1, CLAIM, state))
    return made


def write(kind: Kind, path: Path, number: int, singles: int) -> Iterator[None]:
    """Write facts, a turn at a time, and keep what each turn took."""
    recorder = kind.recorder(path)
    with closing(recorder.datastore):
        for start in range(0, number, BULK):
            kind.bulk.append(timed(recorder, [facts(start, BULK)]))
            yield
        kind.bytes = size_of(recorder, path)
        for start in range(number, number + singles, SINGLES):
            kind.single.append(timed(recorder, [[one] for one in facts(start, SINGLES)]))
            yield


def timed(recorder: SQLiteApplicationRecorder, batches: Sequence[list[StoredEvent]]) -> float:
    """Append batches, each in a transaction of its own; return facts a second."""
    number = sum(map(len, batches))
    started = time.perf_counter()
    for batch in batches:
        recorder.insert_events(batch)
    return number / (time.perf_counter() - started)


def size_of(recorder: SQLiteApplicationRecorder, path: Path) -> int:
    """Return how large the file is with everything in it."""
    with recorder.datastore.transaction(commit=False) as cursor:
        cursor.execute("pragma wal_checkpoint(truncate)")
    return path.stat().st_size


def take_turns(number: int, singles: int, place: Path) -> list[Kind]:
    """Write the same facts unsealed and sealed, turn about."""
    kinds = [Kind("unsealed"), Kind("sealed")]
    turns = [write(kind, place / kind.name / FILE, number, singles) for kind in kinds]
    for kind in kinds:
        (place / kind.name).mkdir()
    for at in range(number // BULK + singles // SINGLES):
        for turn in turns if at % 2 else reversed(turns):
            next(turn)
    return kinds


# a million


def grow(directory: Path, number: int) -> None:
    """Make a ledger of so many sealed facts, signed for."""
    recorder = Recorder(directory / FILE)
    with closing(recorder.datastore):
        recorder.insert_events(_opening(), names=[("ledger.opened", 1), ("key.adopted", 1)])
        for start in range(2, number, BULK):
            recorder.insert_events(
                facts(start, min(BULK, number - start)), recorded_at=MOMENT, names=[(CLAIM, 1)]
            )
        with recorder.writing() as cursor:
            tree = frontier(cursor)
            note = Checkpoint(SIGNER.name, tree.size, tree.root()).signed(SIGNER)
            cursor.execute("insert into checkpoints values (?, ?)", (tree.size, note))


def _opening() -> list[StoredEvent]:
    opened = b'{"class_version":1,"ledger_id":"%s","name":"bench"}' % (b"0" * 16)
    adopted = b'{"class_version":1,"key":"%s"}' % str(SIGNER.verifier).encode()
    return [
        StoredEvent("ledger", 1, "ledger.opened", opened),
        StoredEvent("keys", 1, "key.adopted", adopted),
    ]


def verified(directory: Path) -> str:
    """Verify a ledger; return how many facts it has."""
    report = verify(directory, [SIGNER.verifier])
    if not report.good:
        sys.exit(f"the ledger made here does not verify: {report.findings[0]}")
    return f"{report.size:,} facts"


def proven(directory: Path) -> str:
    """Prove one fact in the middle of a ledger; return how long the proof is."""
    recorder = Recorder(directory / FILE)
    with closing(recorder.datastore):
        size = recorder.newest()[0]
        row = recorder.sealed_row(size // 2)
        path = Tree(recorder.leaf_hashes(size)).inclusion(row[0] - 1, size)
        leaf = record(row[0], row[1], row[2], row[5], row[3], recorder.content_of(row))
        (note,) = recorder.checkpoints(size)
    text = write_facts([Evidence(leaf, row[6], row[4], row[0] - 1, path)], note)
    check(text, SIGNER.verifier)
    return f"{len(text):,} bytes"


WORK = {"verify": verified, "prove": proven}


@dataclass(frozen=True)
class Run:
    """One run of some work: what it said, its seconds, those of the processor, its peak."""

    said: str
    seconds: float
    cpu: float
    peak_mib: float


def measured(work: str, directory: Path) -> Run:
    """Do some work in a process of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.seal", "--only", work, str(directory)],
        cwd=CHECKOUT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{work} ended with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(said.strip(), time.perf_counter() - started, cpu, in_kib(usage.ru_maxrss) / 1024)


# what is printed


def table(kinds: list[Kind], number: int) -> str:
    """Return the rows: facts a second, and how many times as long the sealed ones take."""
    plain, sealed = kinds
    head = f"{'facts a second':28}{'unsealed':>12}{'sealed':>12}{'ratio':>9}"
    lines = [head]
    for name, a, b in (
        (f"bulk, {BULK:,} at once", plain.bulk, sealed.bulk),
        ("one at a time", plain.single, sealed.single),
    ):
        for how, of in (("best", max), ("median", statistics.median)):
            lines.append(f"{f'{name}, {how}':28}{of(a):12,.0f}{of(b):12,.0f}{of(a) / of(b):8.2f}x")
    more = (sealed.bytes - plain.bytes) / number
    each = [kind.bytes / number for kind in kinds]
    lines.append(f"{'bytes a fact':28}{each[0]:12,.0f}{each[1]:12,.0f}{more:+9.0f}")
    return "\n".join(lines)


def rows_of_a_million(number: int, rounds: int, place: Path) -> Iterator[str]:
    """Yield what verifying and proving take on a large ledger: the best of some rounds."""
    directory = place / "large"
    grow(directory, number)
    head = f"{f'{number:,} sealed facts':28}{'best':>10}{'median':>10}"
    yield f"\n{head}{'cpu, best':>12}{'peak':>12}"
    for work in WORK:
        runs = [measured(work, directory) for _ in range(rounds)]
        best, middle = (of([run.seconds for run in runs]) for of in (min, statistics.median))
        cpu, peak = min(run.cpu for run in runs), max(run.peak_mib for run in runs)
        what = f"{work}: {runs[0].said}"
        yield f"{what:28}{best:8.1f} s{middle:8.1f} s{cpu:10.1f} s{peak:8.0f} MiB"


def asked() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description="measure what the seal costs")
    parser.add_argument("--facts", type=int, default=200_000, help="in bulk, of each kind")
    parser.add_argument("--singles", type=int, default=2_000, help="one at a time, of each kind")
    parser.add_argument("--large", type=int, default=1_000_000, help="to verify; 0 for none")
    parser.add_argument("--rounds", type=int, default=3, help="of verifying and proving")
    parser.add_argument("--only", nargs=2, metavar=("WORK", "DIR"), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    given = asked()
    if given.only:
        print(WORK[given.only[0]](Path(given.only[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        kinds = take_turns(given.facts, given.singles, Path(folder))
        print(f"Python {sys.version.split()[0]}, unsealed and sealed in turns\n")
        print(table(kinds, given.facts))
        if given.large:
            for row in rows_of_a_million(given.large, given.rounds, Path(folder)):
                print(row, flush=True)


if __name__ == "__main__":
    main()
