"""Claims that are put like one that is being written, and in what they differ.

Invariant: likeness is pointed out and nothing follows from it; which claims are one and the same is
decided by their names (`ledger.domain.names`) and by people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.names import spoken
from ledger.wording.statements import denies

ANOTHER_DAY = "same words, another day"
ENOUGH = 85
"""Per cent: what is less alike is not pointed out."""

_THOUSANDS = re.compile(r"(?<=[0-9])[,\u2009\u202f'](?=[0-9]{3}(?![0-9]))")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WORD = re.compile(r"[a-z0-9_]+")
_LOOKED_AT = 40


@dataclass(frozen=True)
class Stated:
    """A statement on record: under which id, in which words, and the last day it can come true."""

    id: str
    text: str
    closes_on: date | None = None


@dataclass(frozen=True)
class Alike:
    """A statement on record that is like the one in hand: how like, and what tells them apart."""

    other: Stated
    per_cent: int
    difference: str


class Statements:
    """Statements on record, made ready once to be compared with many."""

    def __init__(self, held: Iterable[Stated]) -> None:
        """Take the statements."""
        self._held = list(held)
        self._plain = [_plain(one.text) for one in self._held]

    def like(self, text: str, closes_on: date | None = None, most: int = 3) -> list[Alike]:
        """Return the statements most like `text`, the likest first; a day sets equal ones apart."""
        from rapidfuzz import fuzz, process

        mine = _plain(text)
        found = process.extract(
            mine,
            self._plain,
            scorer=fuzz.token_set_ratio,
            score_cutoff=ENOUGH,
            limit=_LOOKED_AT,
        )
        close = [
            (score, fuzz.ratio(mine, theirs), at)
            for theirs, score, at in found
            if _as_long(mine, theirs)
        ]
        return [
            Alike(self._held[at], round(score), difference(text, self._held[at], closes_on))
            for score, _, at in sorted(close, key=lambda one: (-one[0], -one[1], one[2]))[:most]
        ]


def difference(text: str, other: Stated, closes_on: date | None = None) -> str:
    """Return what tells two like statements apart, in words."""
    if _plain(text) == _plain(other.text):
        another = closes_on is not None and closes_on != other.closes_on
        return ANOTHER_DAY if another else "same words"
    apart = ["numbers differ"] if numbers(text) != numbers(other.text) else []
    apart += ["one is negated"] if denies(text) != denies(other.text) else []
    return ", ".join(apart) or "other words"


def numbers(text: str) -> frozenset[str]:
    """Return the numbers in a text, however their thousands are written."""
    return frozenset(_NUMBER.findall(_THOUSANDS.sub("", text)))


def _plain(text: str) -> str:
    """Return the words for comparing; among many, plain ASCII is the quicker."""
    if "," in text or not text.isascii():
        return spoken(_THOUSANDS.sub("", text))
    return " ".join(_WORD.findall(text.lower()))


def _as_long(one: str, other: str) -> bool:
    """Say whether neither is a mere part of the other: few words are in many a statement."""
    shorter, longer = sorted((len(one.split()), len(other.split())))
    return shorter * 2 >= longer


def told(found: Sequence[Alike]) -> list[str]:
    """Return what is pointed out, a line each."""
    return [
        f"like {one.other.id}: {one.per_cent} %, {one.difference}: {one.other.text}"
        for one in found
    ]
