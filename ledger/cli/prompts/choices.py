"""What an answer can be completed to, and which of it fits what was typed so far.

Invariant: pure; case and accents make no difference, and nothing is taken by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

from ledger.domain.names import folded
from ledger.visible import visible

_MOST = 8
_SHORTEST, _ALIKE = 4, 80


@dataclass(frozen=True)
class Choice:
    """An answer, what is said beside it, and other words by which it is found."""

    text: str
    meta: str = ""
    also: str = ""

    @cached_property
    def key(self) -> str:
        """All that it is found by, without case and accents."""
        return folded(f"{self.text} {self.also}")

    @property
    def safe(self) -> bool:
        """Whether it may stand in a line that is being typed: nothing in it acts or hides."""
        return visible(self.text) == self.text


def ranked(typed: str, choices: Sequence[Choice], most: int = _MOST) -> list[Choice]:
    """Return what fits: first what begins so, then what holds it, then what is merely like it."""
    wanted = folded(typed)
    holding = [one for one in choices if wanted in one.key]
    found = sorted(holding, key=partial(_place, wanted)) if wanted else holding
    fit = list(islice((one for one in found if one.safe), most))
    return fit if holding else [one for one in _like(wanted, choices, most) if one.safe]


def _place(wanted: str, choice: Choice) -> int:
    """Return 0 where a choice begins with the words, 1 where a word of it does, else 2."""
    if choice.key.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in choice.key else 2


def _like(wanted: str, choices: Sequence[Choice], most: int) -> list[Choice]:
    """Return what is like the words that were typed, but for a slip or two."""
    if len(wanted) < _SHORTEST:
        return []
    from rapidfuzz import fuzz, process

    keys = [one.key for one in choices]
    found = process.extract(
        wanted, keys, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=most
    )
    return [choices[at] for _, _, at in found]
