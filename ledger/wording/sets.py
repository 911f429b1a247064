"""Sets of words, written as one text."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def phrases_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a text, set apart by semicolons, as their words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";"))
