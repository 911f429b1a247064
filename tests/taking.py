"""A small file of claims, as it is taken in by a ledger whose clock stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ledger import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion
from ledger.steps import Located

DAY = date(2022, 1, 1)
NOON = datetime(2022, 6, 1, 12, tzinfo=UTC)
RAIN = PoseQuestion("rain", "Will it rain?", closes_on=DAY)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def claim(number: int, by: str = "Ana", probability: int = 700_000_000) -> RecordClaim:
    return RecordClaim(by, "rain", DAY, probability=probability, external_id=f"c{number}")


def file_of(*claims: RecordClaim, first: bool = True) -> list[Located]:
    """A file of claims, one a line, after the lines that they rest on."""
    ground = [Located((RegisterCommentator("Ana"), RAIN), "file", 1)] if first else []
    rows = [Located((one,), "file", line, "external_id") for line, one in enumerate(claims, 2)]
    return ground + rows


def take(ledger: Ledger, rows: list[Located], step: str = "file", **how: bool) -> object:
    return ledger.take_in(rows, step, kept="archive", skip_bad=False, **how)


def names(ledger: Ledger) -> list[object]:
    return [row["commentator"] for row in ledger.table("commentators").rows()]
