"""Proof files changed at random: a byte, a field, a hash, or the JSON around them."""

from __future__ import annotations

import json
import random
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

Path = tuple[str | int, ...]


def mutated(proof: str, others: list[str], chance: random.Random) -> str | bytes:
    """Return a proof file that differs from `proof` somewhere; `others` lend it parts of theirs."""
    return chance.choice(_WAYS)(proof, others, chance)


def _a_byte(proof: str, _: list[str], chance: random.Random) -> bytes:
    raw = bytearray(proof.encode())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def _a_letter(proof: str, _: list[str], chance: random.Random) -> str:
    """Change, take out or put in one letter of a value."""
    at, letter = chance.randrange(len(proof)), chance.choice('0129aAz+/= \n"\\{}[],:—')
    rest = proof[at + chance.choice([0, 1]) :]
    return proof[:at] + chance.choice(["", letter]) + rest


def _a_line(proof: str, others: list[str], chance: random.Random) -> str:
    """Double, drop, move or exchange a line of a text within."""
    lines = proof.split("\\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    lent = chance.choice(chance.choice(others).split("\\n"))
    ways: list[Callable[[], object]] = [
        lambda: lines.insert(to, lines[at]),
        lambda: lines.pop(at),
        lambda: lines.insert(to, lines.pop(at)),
        lambda: lines.__setitem__(at, lent),
    ]
    chance.choice(ways)()
    return "\\n".join(lines)


def _a_field(proof: str, _: list[str], chance: random.Random) -> str:
    """Put another kind of value somewhere, or nothing."""
    value = json.loads(proof)
    holder, key = _place(value, chance)
    if chance.random() < 0.2 and isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = chance.choice([None, True, 0, -1, 2**63, 0.5, "", "\n", [], {}, [[]]])
    return json.dumps(value)


def _a_hash(proof: str, _: list[str], chance: random.Random) -> str:
    """Change one bit of something in base64."""
    value = json.loads(proof)
    holder, key = _place(value, chance)
    if isinstance(holder[key], str):
        words = holder[key].split("\n")
        at = chance.randrange(len(words))
        words[at] = _flipped(words[at], chance)
        holder[key] = "\n".join(words)
    return json.dumps(value)


def _a_part(proof: str, others: list[str], chance: random.Random) -> str:
    """Take a value from the same place of another proof."""
    value, other = json.loads(proof), json.loads(chance.choice(others))
    places = _places(value)
    holder, key = _at(value, chance.choice(places))
    try:
        lent, lent_key = _at(other, chance.choice(places))
        holder[key] = lent[lent_key]
    except (KeyError, IndexError, TypeError):
        holder[key] = ""
    return json.dumps(value)


def _flipped(word: str, chance: random.Random) -> str:
    head, _, last = word.rpartition(" ")
    try:
        raw = bytearray(b64decode(last, validate=True))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    except ValueError:
        return word + "A"
    return f"{head} {b64encode(raw).decode()}".strip()


def _place(value: Any, chance: random.Random) -> tuple[Any, Any]:  # noqa: ANN401 any JSON
    return _at(value, chance.choice(_places(value)))


def _places(value: Any, path: Path = ()) -> list[Path]:  # noqa: ANN401 any JSON
    """Return the path of every value within."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[Path] = []
    for key, one in inside:
        found.append((*path, key))
        if isinstance(one, dict | list):
            found += _places(one, (*path, key))
    return found


def _at(value: Any, path: Path) -> tuple[Any, Any]:  # noqa: ANN401 any JSON
    for key in path[:-1]:
        value = value[key]
    return value, path[-1]


_WAYS: list[Callable[[str, list[str], random.Random], str | bytes]] = [
    _a_byte,
    _a_letter,
    _a_line,
    _a_field,
    _a_hash,
    _a_part,
]
