"""One line of JSON as an object, to the letter: each key once, numbers as they are written."""

from __future__ import annotations

import json

from ledger.errors import Malformed
from ledger.strict.json_parts import (
    NotTakenError,
    check_whole_characters,
    each_key_once,
    no_number,
)

LONGEST_ROW = 1_000_000
"""Characters: longer than any row of texts that we keep."""
_REMEDY = "mend that line, or write the file anew"


class Written(str):
    """A number, as it is written."""

    __slots__ = ()


def load_row(line: str) -> dict[str, object]:
    """Return what one line says: names to texts, `Written` numbers, true, false, None, or more.

    Raises `Malformed` for whatever is not one JSON object to the letter.
    """
    if len(line) > LONGEST_ROW:
        raise Malformed(1, "it is longer than a row can be", _REMEDY)
    try:
        value: object = _READER.decode(line)
        if "\\u" in line:
            check_whole_characters(value)
    except json.JSONDecodeError as error:
        said = error.msg[:1].lower() + error.msg[1:]
        raise Malformed(1, f"it is not JSON: {said}", _REMEDY) from None
    except NotTakenError as error:
        raise Malformed(1, str(error), _REMEDY) from None
    except RecursionError:
        raise Malformed(1, "its brackets are nested too deep", _REMEDY) from None
    if not isinstance(value, dict):
        raise Malformed(1, "it is not an object of names and values", _REMEDY)
    return value


_READER = json.JSONDecoder(
    object_pairs_hook=each_key_once,
    parse_float=Written,
    parse_int=Written,
    parse_constant=no_number,
)
