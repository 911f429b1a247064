"""A ledger with a cache of its own, and what is asked of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.readmodel.session import Rows

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2022, 1, 1)


def opened(directory: Path) -> Ledger:
    return Ledger(directory, lambda: NOON, "test recorder")


def filled(directory: Path, name: str = "Ana") -> Ledger:
    """A ledger with a cache of its own."""
    ledger = opened(directory)
    posed = PoseQuestion("rain", "Will it rain?", closes_on=DAY)
    claims = [
        RecordClaim(name, "rain", DAY, probability=number * 10**8, external_id=f"c{number}")
        for number in range(11)
    ]
    ledger.execute([RegisterCommentator(name), posed, *claims])
    ledger.execute(ResolveQuestion("rain", "yes", DAY, DAY))
    answers(ledger)
    return ledger


def answers(ledger: Ledger) -> list[Rows]:
    """What is asked most."""
    return [ledger.table(name).rows() for name in ("scoreboard", "claims")]
