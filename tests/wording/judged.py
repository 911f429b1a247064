"""The phrases of an independent judge, and how far readings are from what they expect."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ledger.wording import Proposal, read_words

FILE = Path(__file__).with_name("phrases.toml")
HELD_OUT = Path(__file__).with_name("held_out.toml")
"""Phrases that were written after the rules had been mended for the others."""
HALF = 500_000_000
WHOLE = 1_000_000_000


@dataclass(frozen=True)
class Judged:
    """A quotation and what is to be read in it: a side and a range, or nothing."""

    quote: str
    event: str | None
    sign: int | None
    low: float
    high: float

    @property
    def said(self) -> Proposal:
        """The reading of it."""
        return read_words(self.quote, self.event)


def judged(file: Path = FILE) -> list[Judged]:
    """Return the phrases of a table."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["phrase"]
    return [
        Judged(
            one["quote"], one.get("event"), one.get("sign"), one.get("low", 0), one.get("high", 0)
        )
        for one in listed
    ]


def right_side(one: Judged) -> bool:
    """Say whether a reading is on the expected side, or is refused where that is expected.

    The table calls what is exactly even 1; a reading calls it neither.
    """
    said = one.said
    if one.sign is None or said.best is None:
        return one.sign is None and said.best is None
    return said.sign == one.sign or (said.best == HALF and one.sign == 1)


def in_range(one: Judged) -> bool:
    """Say whether a reading is where the table wants it."""
    best = one.said.best
    return best is not None and one.low <= best / WHOLE <= one.high
