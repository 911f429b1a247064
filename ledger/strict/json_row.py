"""One line of JSON as an object, to the letter: each key once, numbers as they are written."""

from __future__ import annotations

import json
from collections import Counter

from ledger.errors import Malformed

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
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        said = error.msg[:1].lower() + error.msg[1:]
        raise Malformed(1, f"it is not JSON: {said}", _REMEDY) from None
    except UnicodeEncodeError:
        raise Malformed(1, "it holds half a surrogate pair", _REMEDY) from None
    except (RecursionError, ValueError) as error:
        raise Malformed(1, str(error) or "its brackets are nested too deep", _REMEDY) from None
    if not isinstance(value, dict):
        raise Malformed(1, "it is not an object of names and values", _REMEDY)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise ValueError(f"the key “{twice[:80]}” stands twice in one object")
    return made


def _no_number(written: str) -> object:
    raise ValueError(f"{written} is not a number in JSON")


_READER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Written, parse_int=Written, parse_constant=_no_number
)
