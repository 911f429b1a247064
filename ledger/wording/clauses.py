"""Where a sentence is parted, and which parts are not what it says: conditions, reasons, times.

Invariant: “if X, Y” and “Y if X” both leave Y; nothing is left out unless something remains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.wording.sets import words_of

_ENDS = frozenset(".;!?:\u2014")
_STOPS = frozenset(".;!?:,\u2014()")
_JOINS = frozenset(("and", "so", "yet", "or", "but", "nor"))
_TURNS = frozenset(("but", "however", "nevertheless", "nonetheless"))
_ALL = words_of("all anything nothing everything everyone anyone none can not")
_CONDITIONS = words_of(
    """if unless although though because when whenever once until till before after provided
    providing assuming while whereas since despite whether lest notwithstanding barring"""
)
_SAID_OF = words_of("is remains depends seems")
_MODALS = words_of("will would shall may might could can should must is are was were")
_HELD = words_of(
    """doubt doubts doubtful doubted doubting surprised amazed shocked astonished stunned bet
    miracle surprise surprising as what of not question matter"""
)
_INVERTED = frozenset(("should", "were", "had"))


@dataclass(frozen=True)
class Clause:
    """A stretch of words that says one thing: `turned` after a but, `asked` before a ?."""

    start: int
    end: int
    turned: bool = False
    asked: bool = False


def clauses(words: Sequence[str]) -> list[Clause]:
    """Return the clauses of a text, in order."""
    made: list[Clause] = []
    start, turned = 0, False
    for at, word in enumerate(words):
        if at < start or not _parts(words, at):
            continue
        if at > start:
            made.append(Clause(start, at, turned, word == "?"))
        start = at + (2 if word == "," else 1)
        turned = word in _TURNS or (word == "," and words[at + 1] in _TURNS)
    if start < len(words):
        made.append(Clause(start, len(words), turned))
    return made


def beside_the_point(words: Sequence[str]) -> list[bool]:
    """Say of each word whether it belongs to a condition, a reason or a time."""
    hidden = [False] * len(words)
    begins = True
    at = 0
    while at < len(words):
        end = _end_of_condition(words, at, begins)
        for n in range(at, end):
            hidden[n] = True
        begins = words[at] in _STOPS and end == at
        at = max(end, at + 1)
    return [False] * len(words) if all(hidden) else hidden


def _parts(words: Sequence[str], at: int) -> bool:
    word, after = words[at], words[at + 1 : at + 7]
    if word in _ENDS or word in _TURNS:
        return not (word == "but" and at and words[at - 1] in _ALL)
    if word == ",":
        return bool(after) and after[0] in _JOINS
    return word in {"and", "or", "yet"} and bool(_MODALS.intersection(after[1:5]))


def _end_of_condition(words: Sequence[str], at: int, begins: bool) -> int:
    """Return where a condition that begins here ends; the place itself if none does."""
    word = words[at]
    if word in _CONDITIONS:
        if at and words[at - 1] in (_HELD if word in {"if", "whether"} else {"of"}):
            return at
        if word in {"before", "after", "since", "until", "till", "despite", "once"} and not begins:
            return _stop(words, at)
        return _antecedent(words, at) if begins else _stop(words, at)
    if begins and word in _INVERTED and _is_inverted(words, at):
        return _stop(words, at)
    return at


def _stop(words: Sequence[str], at: int) -> int:
    end = at + 1
    while end < len(words) and words[end] not in _STOPS and words[end] != "then":
        end += 1
    return end


def _antecedent(words: Sequence[str], at: int) -> int:
    """Return where a condition ends that opens the sentence, if need be before the next modal."""
    end = _stop(words, at)
    if words[at] == "whether":
        return next((n for n in range(at + 2, end) if words[n] in _SAID_OF), end)
    if end < len(words):
        return end
    for n in range(at + 2, end):
        if words[n] in {"will", "would", "may", "might", "could", "shall", "likely", "unlikely"}:
            return n
    return end


def _is_inverted(words: Sequence[str], at: int) -> bool:
    """Say whether “should X happen, …” begins here, and not a question or a plain verb."""
    end = _stop(words, at)
    return end < len(words) and words[end] in {",", "then"}
