"""Numbers as people write them, and as the ledger keeps them: exact decimals, as text.

Invariant: one number is kept in one way, so that 42.5 and 42.50 are the same answer; nothing is
rounded.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ledger.errors import Unreadable

BEFORE, AFTER = 15, 12
"""Digits before and after the point: what the scores are exact for."""

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LONGEST = 60


def read_number(text: str) -> str:
    """Read ``42.5``, ``-3``, ``1.2e6``; return it as it is kept; raise `Unreadable`."""
    written = text.strip()
    if len(written) > _LONGEST or _NUMBER.fullmatch(written) is None:
        raise Unreadable(
            f"“{text[:_LONGEST]}” is not a number", "write digits and a point, such as 1250.5"
        )
    value = Decimal(written)
    kept = plain(value)
    whole, _, parts = kept.lstrip("-").partition(".")
    if len(whole) > BEFORE or len(parts) > AFTER:
        raise Unreadable(
            f"“{text}” has more digits than are kept",
            f"at most {BEFORE} before the point and {AFTER} after it; a larger unit is shorter",
        )
    return kept


def plain(value: Decimal) -> str:
    """Return an exact decimal without exponent or needless zeros."""
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
