"""How one value is written in a file: the same in every text format.

Invariant: text is kept to the letter; nothing but control characters of the format is escaped.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def plain(value: object) -> object:
    """Return a value as JSON knows it: ISO 8601 for days and (UTC) moments, lists as lists."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return value


def flat(value: object) -> str:
    """Return a value as the text of a cell: '' for none, true, false, ``a; b`` for lists."""
    written = plain(value)
    if written is None:
        return ""
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, list):
        return "; ".join(map(flat, written))
    return str(written)
