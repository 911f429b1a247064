"""How the values of an answer are carried from one process to another, as JSON and back.

Invariant: what arrives is of the type and to the digit what was sent: days, moments, decimals,
lists and structures; anything else arrives as its text. Nothing that arrives is ever executed.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

Carried = Any
"""What JSON has: the edge between two processes."""
DEEPEST = 64
"""Lists within lists."""


def pack(value: object, deep: int = 0) -> Carried:
    """Return a value of SQL as JSON has it; what JSON does not have is marked with its kind.

    Raises `RecursionError` for lists within lists more than 64 deep.
    """
    if deep > DEEPEST:
        raise RecursionError
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case list() | tuple():
            return [pack(one, deep + 1) for one in value]
        case dict():
            return {"pairs": [[pack(key, deep + 1), pack(value[key], deep + 1)] for key in value]}
        case _:
            return {"text": str(value)}


def unpack(carried: Carried) -> object:
    """Return what `pack` was given."""
    if isinstance(carried, list):
        return [unpack(one) for one in carried]
    if not isinstance(carried, dict):
        return carried
    [(kind, content)] = carried.items()
    match kind:
        case "moment":
            return datetime.fromisoformat(content)
        case "day":
            return date.fromisoformat(content)
        case "decimal":
            return Decimal(content)
        case "pairs":
            return {_key(unpack(key)): unpack(one) for key, one in content}
        case _:
            return str(content)


def _key(key: object) -> object:
    """Return a key of a map; one that is itself a list or a map is told apart by its text."""
    return str(key) if isinstance(key, list | dict) else key
