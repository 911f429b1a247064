"""What each claim's words come to: under every lexicon, at either end of its range, by each coder.

Invariant: which way the words point is the coders' decision; a lexicon only says how far. Words
that a lexicon lacks get no figure from it, and the house's own lexicon covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, cast

from ledger.readmodel.queries_sensitivity import READINGS, WORDED

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows, Session

REMEMBERED = 100_000
"""Different quotations whose reading is remembered."""


@dataclass(frozen=True)
class Reading:
    """One coder's reading of one claim, in billionths."""

    coder: str
    best: int
    saw_outcome: bool


@dataclass(frozen=True)
class Worded:
    """A claim in words, and what these may mean; probabilities of yes in billionths."""

    claim_id: str
    best: int
    low: int
    high: int
    phrase: str
    """The term that was looked up, else the words themselves."""
    points: Mapping[str, int]
    """By lexicon, of those that have the term."""
    covered: bool
    """Whether one of them is published, and not the house's own judgement."""
    readings: Sequence[Reading]

    @property
    def blind(self) -> int | None:
        """The median of the readings by coders who did not see the outcome."""
        return _median([one.best for one in self.readings if not one.saw_outcome])

    @property
    def saw_outcome(self) -> bool:
        """Whether a coder had the outcome in view."""
        return any(one.saw_outcome for one in self.readings)


class Lexicons(Protocol):
    """What is asked of the lexicons."""

    def names(self) -> Sequence[str]:
        """Return their names, in a fixed order."""

    def published(self, name: str) -> bool:
        """Say whether its figures are somebody's published ones."""

    def point(self, term: str, sign: int, name: str) -> int | None:
        """Return the probability of the event that a term comes to, if the lexicon has it."""

    def read(self, quote: str, event: str, words: str | None) -> tuple[str | None, int | None]:
        """Return the term that the words are, and which way they point."""


def wordings(session: Session, lexicons: Lexicons | None = None) -> dict[str, Worded]:
    """Return the claims in words that were read, by id, of the kind that a session is about."""
    held = lexicons or Shipped()
    by_claim = {
        str(claim): list(rows)
        for claim, rows in groupby(session.rows(READINGS), key=lambda row: row["claim"])
    }
    return {
        str(row["claim_id"]): worded(row, by_claim.get(str(row["claim_id"]), []), held)
        for row in session.rows(WORDED)
    }


def worded(row: Mapping[str, object], readings: Rows, lexicons: Lexicons) -> Worded:
    """Return one claim's words with what they may mean."""
    best = _whole(row["p_ppb"])
    term, points = _looked_up(row, readings, best, lexicons)
    return Worded(
        str(row["claim_id"]),
        best,
        _whole(row["p_low_ppb"]),
        _whole(row["p_high_ppb"]),
        term or str(row["words"] or row["quote"] or ""),
        points,
        any(lexicons.published(name) for name in points),
        tuple(_reading(one) for one in readings),
    )


def _looked_up(
    row: Mapping[str, object], readings: Rows, best: int, lexicons: Lexicons
) -> tuple[str | None, dict[str, int]]:
    """Return the term, and its points on the side on which the coders' reading lies."""
    coded = {str(one["term"]) for one in readings if one["term"] is not None}
    term, sign = None, None
    if len(coded) == 1 and all(one["term"] is not None for one in readings):
        [term] = coded
    elif row["quote"]:
        words = None if row["words"] is None else str(row["words"])
        term, sign = lexicons.read(str(row["quote"]), str(row["question_text"]), words)
    if term is None:
        return None, {}
    sides = {
        side: {
            name: point
            for name in lexicons.names()
            if (point := lexicons.point(term, side, name)) is not None
        }
        for side in (sign or 1, -(sign or 1))
    }
    return term, min(sides.values(), key=lambda points: _away(points.values(), best))


def _away(points: Iterable[int], best: int) -> int:
    return abs(next(iter(points), best) - best)


def _reading(row: Mapping[str, object]) -> Reading:
    return Reading(str(row["coder"]), _whole(row["best"]), bool(row["saw_outcome"]))


def _median(values: Sequence[int]) -> int | None:
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2


def _whole(value: object) -> int:
    return int(cast("int", value))


class Shipped:
    """The lexicons that come with the program."""

    def names(self) -> Sequence[str]:
        """Return their names, the default first."""
        from ledger.wording import lexicons

        return lexicons()

    def published(self, name: str) -> bool:
        """Say whether its figures are somebody's published ones."""
        from ledger.wording import lexicon

        return lexicon(name).published

    def point(self, term: str, sign: int, name: str) -> int | None:
        """Return the probability of the event that a term comes to, if the lexicon has it."""
        from ledger.wording import lexicon, under

        found = under(term, sign, lexicon(name))
        return None if found is None else found[1]

    def read(self, quote: str, event: str, words: str | None) -> tuple[str | None, int | None]:
        """Return the term that the words are, and which way they point."""
        return _read(quote, event, words)


@lru_cache(maxsize=REMEMBERED)
def _read(quote: str, event: str, words: str | None) -> tuple[str | None, int | None]:
    from ledger.wording import read_words

    found = read_words(quote, event, words=words)
    return found.term, found.sign
