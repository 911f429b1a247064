"""How long the browser takes to show its first claims, and a filter to narrow them.

Run it as ``python -m tests.bench.browsing``. Invariant: a lag is what somebody at a terminal would
feel, from the command or the last letter until what was asked for stands on the screen.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pexpect

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from tests.bench.startup import LEDGER, environment

CLAIMS = 10_000
_CHUNK = 10_000
_DAY = date(2025, 1, 1)
_TIMES = 5


def prepared(directory: Path, claims: int = CLAIMS) -> Path:
    """Return a ledger of so many claims by a hundredth as many people, half of them in words."""
    people, questions = max(20, claims // 100), max(200, claims // 20)
    begun: list[Command] = [RegisterCommentator(f"Person {n}") for n in range(people)]
    begun += [
        PoseQuestion(f"q{n}", f"Will event {n} happen?", closes_on=_DAY + timedelta(n % 900))
        for n in range(questions)
    ]
    with closing(Ledger(directory, recorder="bench")) as ledger:
        ledger.execute(begun, "archive")
        for start in range(0, claims, _CHUNK):
            several = range(start, min(claims, start + _CHUNK))
            ledger.execute([_claim(n, people, questions) for n in several])
        some = range(0, questions, 2)
        ledger.execute([ResolveQuestion(f"q{n}", "yes", _DAY, _DAY) for n in some])
        ledger.ask("select count(*) from claims")
    return directory


def _claim(number: int, people: int, questions: int) -> RecordClaim:
    by, question = f"Person {number % people}", f"q{number * 7 % questions}"
    day = date(2024, 1, 1) + timedelta(number % 300)
    if number % 2:
        return RecordClaim(by, question, day, quote=f"It will likely happen, number {number}")
    return RecordClaim(
        by, question, day, quote=f"70% (number {number})",
        probability=700_000_000, probability_text="70%",
    )  # fmt: skip


def opened(directory: Path, home: Path) -> tuple[pexpect.spawn[str], float, float]:
    """Open the browser at 100 columns; return it, and the ms to its frame and to its claims."""
    began = time.perf_counter()
    child = pexpect.spawn(
        LEDGER[0], [*LEDGER[1:], "browse", "--ledger", str(directory)],
        env=environment(home) | {"TERM": "xterm-256color"},
        encoding="utf-8", dimensions=(40, 100), timeout=40,
    )  # fmt: skip
    child.delaybeforesend = None
    child.expect_exact("claims browse")
    frame = _since(began)
    child.expect_exact("newest first")
    return child, frame, _since(began)


def narrowed(child: pexpect.spawn[str], typed: str, n: str) -> float:
    """Type a filter, letter by letter; return the ms from the last until `n` claims are counted."""
    child.send(f"/{typed[:-1]}")
    time.sleep(1)
    began = time.perf_counter()
    child.send(typed[-1])
    child.expect_exact(n)
    return _since(began)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    claims = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        directory = prepared(home / "ledger", claims)
        frames, lists, lags = [], [], []
        for _ in range(_TIMES):
            child, frame, listed = opened(directory, home)
            frames.append(frame)
            lists.append(listed)
            lags.append(narrowed(child, "is:resolved", " of "))
            child.send("\x03")
            child.expect(pexpect.EOF)
            child.close()
    for name, told in (("frame", frames), ("first claims", lists), ("filter", lags)):
        print(f"{name:<14}{statistics.median(told):7.0f} ms, of {claims:,} claims")
    return 0


if __name__ == "__main__":
    sys.exit(main())
