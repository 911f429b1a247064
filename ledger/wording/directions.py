"""Which terms deny by themselves: unlikely says that it will not happen, likely that it will."""

from __future__ import annotations

from ledger.wording.sets import words_of

_DENYING = words_of(
    """unlikely improbable impossible remote doubt hardly unwilling cannot deny far-fetched not no
    slight little outside surprised against rarely never"""
)
_DENYING_WHOLE = frozenset(
    ("rule out", "less than even", "out of the question", "we doubt", "over my dead body")
)
_AFFIRMING = frozenset(
    (
        "no doubt", "more often than not", "little doubt", "more likely than not",
        "about as likely as not",
        "realistic possibility", "real possibility", "fair chance", "better than even", "likely",
        "probable", "probably",
    )
)  # fmt: skip
_EVEN = frozenset(
    (
        "about even", "even odds", "even chance", "fifty-fifty", "roughly even chance",
        "roughly even odds", "chances about even", "about as likely as not",
    )
)  # fmt: skip


def direction(term: str) -> int:
    """Return 1 for a term that says it will happen, -1 that it will not, 0 for one not known."""
    if term in _AFFIRMING:
        return 1
    return -1 if term in _DENYING_WHOLE or _DENYING.intersection(term.split()) else 0


def is_even(term: str) -> bool:
    """Say whether a term leans to neither side."""
    return term in _EVEN
