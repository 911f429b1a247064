"""Many facts, batch after batch: while one batch is made durable, the next is sealed.

Invariant: what is written is sealed under the tree as it stands in the file; what was sealed ahead
is sealed again where somebody else has written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ledger.log.patience import patiently
from ledger.log.recorder import Recorder, frontier, put_names, put_sealed
from ledger.log.sealing import SealedRow, seal
from ledger.seal.tree import Frontier


@dataclass(frozen=True)
class Batch:
    """Facts of one transaction: stream, version, name and state of each."""

    facts: Sequence[tuple[str, int, str, bytes]]
    recorded_at: str
    names: frozenset[tuple[str, int]]
    """Their stored names and versions."""


@dataclass(frozen=True)
class _Sealed:
    """A batch as rows, and the tree before and after them."""

    before: Frontier
    rows: Sequence[SealedRow]
    after: Frontier


def insert_through(recorder: Recorder, batches: Iterable[Batch], directory: Path) -> Iterator[int]:
    """Insert batches as `Recorder.insert` does; yield how many facts each had, once it is written.

    The last is durable when the iterator ends. Raises `IntegrityError` where a version is taken.
    """
    tree, durable = Frontier(), None
    with ThreadPoolExecutor(1) as worker:
        for batch in batches:
            sealed = _sealed(tree, batch)
            _wait_for(durable, directory)
            tree, ending = _write(recorder, batch, sealed, directory)
            durable = worker.submit(ending.close)
            yield len(batch.facts)
        _wait_for(durable, directory)


def _sealed(before: Frontier, batch: Batch) -> _Sealed:
    after = Frontier.unpacked(before.size, before.packed())
    return _Sealed(before, seal(after, batch.facts, batch.recorded_at), after)


def _wait_for(durable: Future[None] | None, directory: Path) -> None:
    if durable is not None:
        patiently(durable.result, directory)


def _write(
    recorder: Recorder, batch: Batch, sealed: _Sealed, directory: Path
) -> tuple[Frontier, ExitStack]:
    """Write a batch; return the tree then, and what commits it when it is closed."""

    def write() -> tuple[Frontier, ExitStack]:
        with ExitStack() as stack:
            cursor = stack.enter_context(recorder.writing())
            stands = frontier(cursor)
            fits = stands.size == sealed.before.size and stands.packed() == sealed.before.packed()
            ours = sealed if fits else _sealed(stands, batch)
            put_sealed(cursor, ours.after, ours.rows)
            put_names(cursor, batch.names)
            return ours.after, stack.pop_all()

    return patiently(write, directory)
