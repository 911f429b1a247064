"""How long a coder waits for the next item: 2,000 claims through the queue, one key each.

Run it as ``python -m tests.bench.coding``. Invariant: a lag is what somebody at a terminal would
feel, from the key that is sent until the whole next item is drawn and its prompt stands.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pexpect

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion
from tests.bench.startup import LEDGER, environment

ITEMS = 2_000
LIMIT_MS = 100
PROMPT = "q] "
"""What every prompt of the queue ends with."""
CODER = "lena"
_SPEAKERS, _QUESTIONS = 20, 200
_DAY = date(2025, 1, 1)
_WORDS = (
    "will likely win the vote",
    "is almost certain to fall",
    "will not happen",
    "may well collapse",
    "is unlikely to pass",
    "has a good chance to come",
)


def commands(items: int) -> list[Command]:
    """Return what makes a ledger of so many claims in words, the same on every machine."""
    people: list[Command] = [RegisterCommentator(f"Person {n}") for n in range(_SPEAKERS)]
    asked = [
        PoseQuestion(f"q{n}", f"Will event {n} happen?", closes_on=date(2026, 1, 1))
        for n in range(min(_QUESTIONS, items))
    ]
    said = [
        RecordClaim(
            by=f"Person {n % _SPEAKERS}",
            question=f"q{n % len(asked)}",
            said_on=_DAY + timedelta(n % 300),
            quote=f"It {_WORDS[n % len(_WORDS)]}, number {n}",
        )
        for n in range(items)
    ]
    return [*people, *asked, *said]


def prepared(directory: Path, items: int = ITEMS) -> Path:
    """Return a ledger of claims to be coded."""
    with closing(Ledger(directory, recorder="bench")) as ledger:
        ledger.execute(commands(items), "archive")
    return directory


def sitting(directory: Path, home: Path, *more: str) -> pexpect.spawn[str]:
    """Sit down at the queue on a terminal of 100 columns."""
    child = pexpect.spawn(
        LEDGER[0],
        [*LEDGER[1:], "review", "--coder", CODER, "--ledger", str(directory), *more],
        env=environment(home) | {"COLUMNS": "100"},
        encoding="utf-8",
        dimensions=(40, 100),
        timeout=120,
    )
    child.delaybeforesend = None
    return child


def timed(directory: Path, home: Path, items: int, *more: str) -> tuple[float, list[float]]:
    """Code everything; return the seconds until the first item, and after each key."""
    began = time.perf_counter()
    child, lags = sitting(directory, home, *more), list[float]()
    child.expect_exact(PROMPT)
    first = time.perf_counter() - began
    for left in range(items - 1, -1, -1):
        pressed = time.perf_counter()
        child.send("y")
        child.expect_exact(PROMPT if left else f"{items} coded")
        lags.append(time.perf_counter() - pressed)
    child.expect(pexpect.EOF)
    child.close()
    if child.exitstatus:
        sys.exit(f"claims review ended with {child.exitstatus}: {child.before}")
    return first, lags


def line(name: str, first: float, lags: Sequence[float]) -> str:
    """Return one row of the table."""
    milliseconds = sorted(1000 * lag for lag in lags)
    p95 = milliseconds[int(len(lags) * 0.95)]
    middle, longest = statistics.median(milliseconds), milliseconds[-1]
    return f"{name:28}{1000 * first:8.0f} ms{middle:8.1f} ms{p95:8.1f} ms{longest:8.1f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="time the queue of claims review")
    parser.add_argument("--items", type=int, default=ITEMS)
    items = int(parser.parse_args().items)
    print(f"{items} items, one key each; at most {LIMIT_MS} ms at the 95th percentile\n")
    print(f"{'':28}{'first item':>11}{'median':>11}{'p95':>11}{'max':>11}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name, more in (("claims review", ()), ("claims review --commit", ("--commit",))):
            ledger = prepared(home / name.replace(" ", "-"), items)
            print(line(name, *timed(ledger, home, items, *more)), flush=True)


if __name__ == "__main__":
    main()
