"""A terminal to sit at, and three claims to code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pexpect
import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion, ResolveQuestion
from tests.cli.review.sat import CLOSES, SPEAKERS, Sat, Sit
from tests.cli.running import environment


@pytest.fixture
def sit() -> Iterator[Sit]:
    """Sit down at the queue: ``sit("--coder", "lena")``."""
    started: list[pexpect.spawn[str]] = []

    def start(*arguments: str) -> Sat:
        child = pexpect.spawn(
            sys.executable, ["-m", "ledger", "review", *arguments],
            env=environment({"COLUMNS": "100"}), encoding="utf-8",
            dimensions=(50, 100), timeout=60, echo=False,
        )  # fmt: skip
        child.delaybeforesend = None
        started.append(child)
        return Sat(child)

    yield start
    for child in started:
        child.close(force=True)


@pytest.fixture
def three(own: Path) -> Path:
    """Three claims in words, on questions that closed and of which one is answered."""
    with closing(Ledger(own, recorder="test recorder")) as ledger:
        ledger.execute(
            [
                *map(RegisterCommentator, SPEAKERS),
                *(
                    PoseQuestion(f"q{n}", f"Will event {n} come?", closes_on=CLOSES)
                    for n in range(3)
                ),
                *(
                    RecordClaim(
                        by, f"q{n}", date(2025, 3, n + 1), quote=f"Event {n} will likely come"
                    )
                    for n, by in enumerate(SPEAKERS)
                ),
                ResolveQuestion("q0", "yes", date(2025, 7, 13), date(2025, 7, 14)),
            ],
            "archive",
        )
    return own
