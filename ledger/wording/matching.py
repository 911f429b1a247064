"""Phrases found in a row of words: the longest at each place, none overlapping.

A phrase is written as its words: ``a|b`` for either, ``a?`` for one that may be left out, ``a*``
for up to four of them, ``*`` for up to six other words. Invariant: the time is bounded for each
word of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_MOST, _MOST_BETWEEN = 4, 6
_BREAKS = frozenset('.;:!?,()[]\u2014"')


class Mark(NamedTuple):
    """A phrase that was found: of what kind, which term it stands for, and where (in words)."""

    kind: str
    term: str
    start: int
    end: int


class _Step(NamedTuple):
    words: frozenset[str]
    optional: bool
    most: int = 1


class Phrase(NamedTuple):
    """The steps of a phrase, what it is, and the words of which one must be there at all."""

    steps: tuple[_Step, ...]
    kind: str
    term: str
    needed: frozenset[str]


Table = Mapping[str, Sequence[Phrase]]


def table(entries: Iterable[tuple[str, str, str]]) -> Table:
    """Return phrases ready to be found, from rows of kind, term and phrase."""
    made: dict[str, list[Phrase]] = defaultdict(list)
    for kind, term, phrase in entries:
        steps = tuple(map(_step, phrase.split()))
        if all(step.optional for step in steps):
            raise ValueError(f"nothing in “{phrase}” has to be there")
        for first in _firsts(steps):
            made[first].append(Phrase(steps, kind, term, _needed(steps)))
    return dict(made)


def find(words: Sequence[str], phrases: Table) -> list[Mark]:
    """Return the longest phrase at each place, from left to right."""
    found: list[Mark] = []
    present = frozenset(words)
    at = 0
    while at < len(words):
        possible = [p for p in phrases.get(words[at], ()) if not present.isdisjoint(p.needed)]
        mark = _longest(words, at, possible)
        if mark is not None:
            found.append(mark)
        at = mark.end if mark is not None else at + 1
    return found


def _longest(words: Sequence[str], at: int, possible: Sequence[Phrase]) -> Mark | None:
    best: Mark | None = None
    for phrase in possible:
        end = _end(words, at, phrase.steps, 0)
        if end > (best.end if best else at):
            best = Mark(phrase.kind, phrase.term, at, end)
    return best


def _end(words: Sequence[str], at: int, steps: tuple[_Step, ...], n: int) -> int:
    """Return where the steps from the nth on end if they begin at a word, or -1."""
    if n == len(steps):
        return at
    step = steps[n]
    if not step.words:
        return _after_gap(words, at, steps, n + 1)
    reach = at
    while reach - at < step.most and reach < len(words) and words[reach] in step.words:
        reach += 1
    least = at if step.optional else at + 1
    for after in range(reach, least - 1, -1):
        end = _end(words, after, steps, n + 1)
        if end >= 0:
            return end
    return -1


def _after_gap(words: Sequence[str], at: int, steps: tuple[_Step, ...], n: int) -> int:
    for skipped in range(_MOST_BETWEEN + 1):
        end = _end(words, at + skipped, steps, n)
        if end >= 0:
            return end
        if at + skipped >= len(words) or words[at + skipped] in _BREAKS:
            break
    return -1


def _step(written: str) -> _Step:
    words = frozenset(written.rstrip("?*").split("|")) - {""}
    optional = bool(words) and written[-1] in "?*"
    return _Step(words, optional, _MOST if written.endswith("*") else 1)


def _needed(steps: tuple[_Step, ...]) -> frozenset[str]:
    """Return the rarest of what has to be there: the shortest list of words, the last of such."""
    required = [step.words for step in reversed(steps) if step.words and not step.optional]
    return min(required, key=len)


def _firsts(steps: tuple[_Step, ...]) -> set[str]:
    firsts: set[str] = set()
    for step in steps:
        firsts |= step.words
        if not step.optional:
            break
    return firsts
