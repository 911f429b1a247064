"""JSON to the letter: every key once, every number finite, no deeper and larger than can be meant.

The standard reader takes NaN, lets the last of two equal keys win, makes infinity of ``1e999``,
lets half a character through and dies of a hundred thousand brackets. This one refuses all of it.
"""

from __future__ import annotations

import json
import math
import re

from ledger.errors import Malformed
from ledger.strict.json_parts import (
    NotTakenError,
    check_whole_characters,
    each_key_once,
    no_number,
)
from ledger.strict.text import check_depth, whole_text

LARGEST_JSON = 8_000_000
"""Bytes (characters, of a text): a hundred times what we write ourselves."""
MOST_VALUES = 250_000
"""Commas and brackets: each value costs memory, however few characters it has."""

_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_REMEDY = "mend that line, or write the file anew"
_LARGEST_INTEGER = 2**63


def load_json(text: str | bytes, *, largest: int = LARGEST_JSON) -> object:
    """Return what one JSON text says: dict, list, str, int, float, bool or None.

    Bytes are UTF-8, with or without a byte-order mark. Raises `Malformed` (an `Unreadable`, with
    the line) for whatever is not JSON to the letter, and for what has more than one reading: a key
    that stands twice in an object, NaN and Infinity, a number beyond a double or 64 bits, half a
    surrogate pair, brackets more than 64 deep, more than `largest` bytes or `MOST_VALUES` values.
    """
    read = whole_text(text, largest)
    _check_measure(read)
    try:
        value: object = _READER.decode(read)
        if "\\u" in read:
            check_whole_characters(value)
    except json.JSONDecodeError as error:
        raise _malformed(f"it is not JSON: {_lowered(error.msg)}", error.lineno) from None
    except NotTakenError as error:
        raise _malformed(str(error)) from None
    except (RecursionError, ValueError):
        raise _malformed("a number or a nesting in it is beyond all measure") from None
    return value


def _check_measure(text: str) -> None:
    bare = _STRING.sub("", text)
    if sum(map(bare.count, ",[{")) > MOST_VALUES:
        raise _malformed(f"it has more than {MOST_VALUES:,} values")
    check_depth(bare)


def _float(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise NotTakenError(f"the number {written[:40]} is too large")
    return number


def _integer(written: str) -> int:
    number = int(written) if len(written) < 32 else _LARGEST_INTEGER
    if not -_LARGEST_INTEGER <= number < _LARGEST_INTEGER:
        raise NotTakenError(f"the number {written[:40]} is too large")
    return number


def _malformed(problem: str, line: int = 1) -> Malformed:
    return Malformed(line, problem, _REMEDY)


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


_READER = json.JSONDecoder(
    object_pairs_hook=each_key_once,
    parse_float=_float,
    parse_int=_integer,
    parse_constant=no_number,
)
