"""Phrases found in a row of words: the longest at each place, none overlapping.

A phrase is written as its words: ``a|b`` for either, ``a?`` for one that may be left out, ``*`` for
up to four words between. Invariant: the time is a few comparisons for each word of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_MOST_BETWEEN = 4
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


Phrase = tuple[tuple[_Step, ...], str, str]
Table = Mapping[str, Sequence[Phrase]]


def table(entries: Iterable[tuple[str, str, str]]) -> Table:
    """Return phrases ready to be found, from rows of kind, term and phrases set apart by ``;``."""
    made: dict[str, list[Phrase]] = defaultdict(list)
    for kind, term, phrases in entries:
        for phrase in phrases.split(";"):
            steps = tuple(map(_step, phrase.split()))
            for first in _firsts(steps):
                made[first].append((steps, kind, term))
    return made


def find(words: Sequence[str], phrases: Table) -> list[Mark]:
    """Return the longest phrase at each place, from left to right."""
    found: list[Mark] = []
    at = 0
    while at < len(words):
        mark = _longest(words, at, phrases)
        if mark is not None:
            found.append(mark)
        at = mark.end if mark is not None else at + 1
    return found


def _longest(words: Sequence[str], at: int, phrases: Table) -> Mark | None:
    best: Mark | None = None
    for steps, kind, term in phrases.get(words[at], ()):
        end = _end(words, at, steps, 0)
        if end > (best.end if best else at):
            best = Mark(kind, term, at, end)
    return best


def _end(words: Sequence[str], at: int, steps: tuple[_Step, ...], n: int) -> int:
    """Return where the steps from the nth on end if they begin at a word, or -1."""
    if n == len(steps):
        return at
    step = steps[n]
    if not step.words:
        return _after_gap(words, at, steps, n + 1)
    if at < len(words) and words[at] in step.words:
        end = _end(words, at + 1, steps, n + 1)
        if end >= 0 or not step.optional:
            return end
    return _end(words, at, steps, n + 1) if step.optional else -1


def _after_gap(words: Sequence[str], at: int, steps: tuple[_Step, ...], n: int) -> int:
    for skipped in range(_MOST_BETWEEN + 1):
        end = _end(words, at + skipped, steps, n)
        if end >= 0:
            return end
        if at + skipped >= len(words) or words[at + skipped] in _BREAKS:
            break
    return -1


def _step(written: str) -> _Step:
    if written == "*":
        return _Step(frozenset(), False)
    return _Step(frozenset(written.removesuffix("?").split("|")), written.endswith("?"))


def _firsts(steps: tuple[_Step, ...]) -> set[str]:
    firsts: set[str] = set()
    for step in steps:
        firsts |= step.words
        if not step.optional:
            break
    return firsts
