"""What one new fact costs its readers: a session opened after it, less one after nothing.

Run it as ``python -m tests.bench.catchup``. Invariant: all sides open copies of one ledger, in a
process that has opened it once before; the command that adds the fact is not timed. The read model
of one is never behind, those of the others by the facts that were added to them. The first reader
works out what came; whoever comes after takes up what that one kept.
"""

from __future__ import annotations

import secrets
import shutil
import statistics
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from ledger import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from tests.bench import prepared
from tests.bench.pairing import Bench, Own, Pair, Work, run

TIMES = 5
_BY = "A late bench"


def prepare(place: Path, size: int) -> None:
    """Make copies of the ledger that may grow, with who will speak known to their read models."""
    growing = prepared.copied(place, size, "growing")
    shutil.rmtree(growing / "cache")
    with closing(Ledger.open(growing)) as ledger:
        ledger.execute([RegisterCommentator(_BY)], "archive")
        with ledger.session():
            pass
    for name in ("read", "still"):
        copy = place / f"{name}-{size}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(growing, copy)


def one_new(place: Path, size: int) -> Work:
    """Return the work of opening a session when a claim is new."""
    return _opening(place / f"growing-{size}", adding=True)


def read_before(place: Path, size: int) -> Work:
    """Return the work of opening one when a claim is new, and somebody has read it already."""
    return _opening(place / f"read-{size}", adding=True, readers=2)


def nothing_new(place: Path, size: int) -> Work:
    """Return the work of opening a session when nothing is new."""
    return _opening(place / f"still-{size}", adding=False)


def _opening(directory: Path, *, adding: bool, readers: int = 1) -> Work:
    """Return the work of opening a session, of which the last of several readers is timed."""

    def work() -> Own:
        with closing(Ledger.open(directory)) as ledger:
            before = ledger.ask("select count(*) as n from claim_recorded")[0]["n"]
            key = ledger.ask("select question_key from questions order by question_key limit 1")
            took = []
            for _ in range(TIMES):
                if adding:
                    ledger.execute([_said(str(key[0]["question_key"]))])
                took.append([_opened(ledger) for _ in range(readers)][-1])
            after = ledger.ask("select count(*) as n from claim_recorded")[0]["n"]
        new = int(str(after)) - int(str(before))
        found = {"claims seen": new == (TIMES if adding else 0)}
        return Own(found, *map(statistics.median, zip(*took, strict=True)))

    return work


def _opened(ledger: Ledger) -> tuple[float, float]:
    began, used = time.perf_counter(), time.process_time()
    with ledger.session() as session:
        session.at()
        return time.perf_counter() - began, time.process_time() - used


def _said(question: str) -> Command:
    return RecordClaim(
        by=_BY,
        question=question,
        said_on=date(2014, 1, 1),
        quote=f"One in four: {secrets.token_hex(4)}",
        probability=250_000_000,
        probability_text="25%",
    )


BENCH = Bench(
    "catchup",
    {"one new fact": one_new, "read before": read_before, "nothing new": nothing_new},
    [
        Pair("catch-up after one new fact", "one new fact", "nothing new", 20.0, "ms"),
        Pair("the same, for whoever reads after", "read before", "nothing new", 20.0, "ms"),
    ],
    prepare,
)


if __name__ == "__main__":
    run(BENCH)
