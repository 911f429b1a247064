"""How one value is written in a file: the same in every text format.

Invariant: in JSON and raw cells text is kept to the letter, whatever the format escapes; in other
cells it starts no formula and acts on no terminal. Numbers, days and truths are the same in both.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

from ledger.spreadsheet import formula_safe
from ledger.visible import visible_json


def plain(value: object) -> object:
    """Return a value as JSON knows it: ISO 8601 for days and (UTC) moments, lists as lists.

    Decimals without a fraction are whole numbers, exact however large.
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return value


def json_text(value: object, indent: int | None = None) -> bytes:
    """Return JSON: to the letter, with what a terminal would act on written as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return visible_json(text).encode()


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


def safe(value: object) -> str:
    """Return a value as the text of a cell that a spreadsheet may open; each text of a list too."""
    if isinstance(value, str):
        return formula_safe(value)
    if isinstance(value, list | tuple):
        return "; ".join(map(safe, value))
    return flat(value)
