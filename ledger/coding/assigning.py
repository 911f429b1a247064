"""Who codes what: items dealt out among coders, some to all of them, drawn with a seed.

Invariant: the same items, coders, share and seed give the same deal, on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.assignment import AssignCoding, Pass
from ledger.domain.names import folded, letters
from ledger.errors import Refused

_ROUND = 8


@dataclass(frozen=True)
class Deal:
    """How items are dealt out."""

    coders: tuple[str, ...]
    coding_pass: Pass
    codebook: str
    overlap: float
    """The share, 0 to 1, of the items that every coder is given."""
    seed: int
    hides: tuple[str, ...] = ()
    commits: bool = False
    apart: frozenset[tuple[str, str]] = frozenset()
    """Coders (folded) and items to keep apart: whoever read the words finds no outcome."""

    def fit(self, item: str, coders: Sequence[str]) -> tuple[str, ...]:
        """Return those of some coders who may be given an item."""
        return tuple(one for one in coders if (folded(one), item) not in self.apart)


def deal(items: Sequence[str], how: Deal) -> list[AssignCoding]:
    """Return an assignment for each item and coder it is given to; raise `Refused`."""
    if len(set(map(folded, how.coders))) < len(how.coders) or not how.coders:
        raise Refused("each coder is named once", "claims coder assign lena,tom")
    if len(how.coders) == 1 and how.commits:
        raise Refused("a commitment is for two coders or more", "claims coder assign lena,tom")
    drawn = sorted(items, key=lambda item: letters("deal", str(how.seed), item))
    shared = math.ceil(len(drawn) * how.overlap)
    named = letters("round", str(how.seed), how.coding_pass, *how.coders, *drawn)[:_ROUND]
    given = [(item, how.fit(item, how.coders)) for item in drawn[:shared]]
    given += [
        (item, how.fit(item, (*how.coders[n % len(how.coders) :], *how.coders))[:1])
        for n, item in enumerate(drawn[shared:])
    ]
    return [
        AssignCoding(
            item=item,
            coder=coder,
            coding_pass=how.coding_pass,
            codebook=how.codebook,
            round=named,
            hides=how.hides,
            together=tuple(other for other in coders if other != coder),
            committed=how.commits and len(coders) > 1,
        )
        for item, coders in given
        for coder in coders
    ]
