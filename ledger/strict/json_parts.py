"""What every reader of JSON here refuses: a key twice in one object, NaN, half a character."""

from __future__ import annotations

import json
from collections import Counter


class NotTakenError(ValueError):
    """A part of a text that is JSON, and that we do not take; it says which."""


def each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the pairs of an object; raise `NotTakenError` for a key that stands twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise NotTakenError(f"the key “{twice[:80]}” stands twice in one object")
    return made


def no_number(written: str) -> object:
    """Raise `NotTakenError`: NaN and Infinity are no numbers in JSON."""
    raise NotTakenError(f"{written} is not a number in JSON")


def check_whole_characters(value: object) -> None:
    """Raise `NotTakenError` for a value that holds half a surrogate pair."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise NotTakenError("it holds half a surrogate pair") from None
