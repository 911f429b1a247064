"""Where in a claim's texts the words of a search stand, for people to see why it was found.

Invariant: this only explains; which claims are found, and in what order, the views say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledger.cli.filter_terms import Term
from ledger.domain.names import folded

FIELDS = ("question", "quote", "reported", "commentator", "note")
"""The texts of a claim that are searched."""

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _WIDTH = 40, 160


@dataclass(frozen=True)
class Match:
    """The text in which most of what was looked for stands, and where in it, from and to."""

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]

    def pieces(self) -> list[tuple[str, bool]]:
        """Return the part of the text around the first place, and which pieces were looked for."""
        start, end = self._around()
        pieces, at = [], start
        for first, last in self.spans:
            if first < at or last > end:
                continue
            pieces += [(self.text[at:first], False), (self.text[first:last], True)]
            at = last
        pieces.append((self.text[at:end], False))
        return [piece for piece in pieces if piece[0]]

    def _around(self) -> tuple[int, int]:
        first = self.spans[0][0] if self.spans else 0
        start = 0 if len(self.text) <= _WIDTH else max(0, first - _BEFORE)
        start = self.text.rfind(" ", 0, start) + 1 if start else 0
        return start, min(len(self.text), max(start + _WIDTH, self.spans[0][1] if start else 0))


def matched(row: Mapping[str, object], terms: Sequence[Term]) -> Match | None:
    """Return where the terms stand in a claim; None where none of them is to be seen."""
    found = []
    for field in FIELDS:
        text = str(row[field] or "")
        by_term = [list(_places(text, term)) for term in terms]
        spans = tuple(sorted({span for places in by_term for span in places}))
        found.append((sum(map(bool, by_term)), Match(field, text, spans)))
    most, best = max(found, key=lambda one: one[0])
    return best if most else None


def _places(text: str, term: Term) -> Iterator[tuple[int, int]]:
    """Yield where a phrase, or words of which the last is a beginning, stands in a text."""
    wanted = [folded(word[0]) for word in _WORD.finditer(term.value)]
    held = [(folded(word[0]), word.start(), word.end()) for word in _WORD.finditer(text)]
    for at in range(len(held) - len(wanted) + 1):
        words = [word for word, _, _ in held[at : at + len(wanted)]]
        whole = words if term.phrase else [*words[:-1], words[-1][: len(wanted[-1])]]
        if whole == wanted:
            yield held[at][1], held[at + len(wanted) - 1][2]
