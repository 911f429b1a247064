"""Sets of words and phrases, each written as one text."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())


def phrases_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a text, set apart by semicolons, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";"))
