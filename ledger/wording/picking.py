"""The words that a coder picked out of a quotation: where they stand in it.

Invariant: what stands in the quotation is found whatever its capitals, spaces and apostrophes; what
does not is put in front of it, to be read with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.wording.tokens import Token, plain

Span = tuple[int, int]


@dataclass(frozen=True)
class Picked:
    """A text to read, and where in it the picked words stand; nowhere if none were picked."""

    text: str
    spans: tuple[Span, ...] = ()
    in_front: bool = False
    """The quotation lacks the words: they were put in front of it."""

    def places(self, made: Sequence[Token]) -> frozenset[int]:
        """Return which of the words of the text were picked."""
        return frozenset(
            at
            for at, token in enumerate(made)
            if any(token.start < end and start < token.end for start, end in self.spans)
        )


def pick(quote: str, words: str | None) -> Picked:
    """Find picked words, parts set apart by an ellipsis, in a quotation."""
    parts = [part.split() for part in (words or "").replace("...", "\u2026").split("\u2026")]
    parts = [part for part in parts if part]
    found = [_find(quote, part) for part in parts]
    spans = tuple(span for span in found if span is not None)
    if len(spans) == len(parts):
        return Picked(quote, spans)
    front = " ".join(word for part in parts for word in part)
    return Picked(f"{front} {quote}", ((0, len(front)),), in_front=True)


def _find(quote: str, part: Sequence[str]) -> Span | None:
    wanted = r"\s+".join(re.escape(plain(word)) for word in part)
    found = re.search(wanted, plain(quote), re.IGNORECASE)
    return found.span() if found else None
