"""Bytes as text: UTF-8 to the letter, of bounded size, and how deep its brackets are nested.

Invariant: nothing here takes more than a few passes over the text, however it is made.
"""

from __future__ import annotations

from itertools import accumulate

from ledger.errors import Malformed

DEEPEST = 64
"""Brackets within brackets: our own files have four."""

_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def whole_text(content: str | bytes, largest: int, remedy: str = "save it as UTF-8") -> str:
    """Return UTF-8 as text, without a byte-order mark; raise `Malformed` if it is not, or large."""
    if len(content) > largest:
        raise Malformed(1, f"it is larger than {_size(largest)}", "split it into smaller files")
    try:
        if isinstance(content, str):
            content.encode()
            return content
        return content.decode("utf-8-sig")
    except UnicodeError as error:
        raise Malformed(_line(content, error), "it is not UTF-8 text", remedy) from None


def check_depth(bare: str) -> None:
    """Raise `Malformed` if brackets are nested too deep, in a text whose strings were taken out."""
    steps = (_STEPS[char] for char in bare if char in _STEPS)
    if max(accumulate(steps), default=0) > DEEPEST:
        problem = f"its brackets are nested more than {DEEPEST} deep"
        raise Malformed(1, problem, "close each bracket, or flatten what is nested")


def _line(content: str | bytes, error: UnicodeError) -> int:
    start = error.start if isinstance(error, UnicodeDecodeError | UnicodeEncodeError) else 0
    if isinstance(content, str):
        return content.count("\n", 0, start) + 1
    return content.count(b"\n", 0, start) + 1


def _size(largest: int) -> str:
    return f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest:,} bytes"
