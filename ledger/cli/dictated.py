"""Claims from standard input: a line with the claim, then lines of ``key: value``.

Invariant: every line is understood or named with its number, and several claims are one step: all
of them go on record, or none.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ledger.cli.given import KINDS, ROLES, VOICES, Typed, from_options, missing, option_of, over
from ledger.cli.options import one_of, text
from ledger.errors import Malformed
from ledger.strict.text import whole_text

BETWEEN = "---"
"""A line between two claims."""

_LARGEST = 1_000_000
_FIELDS = {
    **{
        name: name.replace("-", "_")
        for name in (
            "by", "said", "due", "source", "p", "lexicon", "unscorable", "quote", "reported",
            "words", "deadline-words", "question", "story", "criteria", "of", "venue",
            "coded-deadline", "note", "kind", "voice", "role", "denies", "stated", "new-person",
        )
    },
    "probability": "p", "if": "condition", "topic": "topics",
}  # fmt: skip
"""The field of a claim that each key gives."""
_OF_FORECAST = {
    "choice": "choices", "quantile": "quantiles", "interval": "intervals", "option": "options",
    "point": "point", "question-kind": "kind", "unit": "unit", "scale": "scale",
    "ordered": "ordered",
}  # fmt: skip
_LISTS = ("topic", "choice", "quantile", "interval", "option")
_SWITCHES = ("denies", "stated", "new-person", "ordered")
_ONE_OF = {"kind": KINDS, "voice": VOICES, "role": ROLES}
KEYS = (*_FIELDS, *_OF_FORECAST)
"""What a line may begin with: the names of the options of ``claims add``."""


@dataclass(frozen=True)
class Dictated:
    """A claim as it was dictated, and the line where it begins."""

    line: int
    typed: Typed
    new_person: bool = False


def from_stdin(base: Typed) -> list[Dictated]:
    """Return the claims on standard input; what the command line gave holds for all of them."""
    return read(sys.stdin.buffer.read(_LARGEST + 1), base)


def read(content: bytes, base: Typed) -> list[Dictated]:
    """Return the claims in some bytes; raise `Malformed` with the line of what is wrong."""
    whole = whole_text(content, _LARGEST)
    if "\0" in whole:
        line = whole.count("\n", 0, whole.index("\0")) + 1
        raise Malformed(line, "it is not text: it has a NUL", "save it as UTF-8")
    found = [_claim(block, base) for block in _blocks(whole.splitlines())]
    if not found:
        raise Malformed(1, "there is no claim", "first line the claim, then lines  by: NAME")
    return found


def _blocks(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that are not blank, by claim, each with its number."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, BETWEEN], 1):
        if line.strip() != BETWEEN:
            block += [(number, line.strip())] if line.strip() else []
        elif block:
            yield block
            block = []


def _claim(block: Sequence[tuple[int, str]], base: Typed) -> Dictated:
    start, first = block[0]
    own: dict[str, object] = {}
    forecast: dict[str, object] = {}
    rest = block
    if _key(first) is None:
        own["statement"], rest = first, block[1:]
    for number, line in rest:
        key = _known(number, line)
        held, name = (forecast, _OF_FORECAST[key]) if key in _OF_FORECAST else (own, _FIELDS[key])
        held[name] = _value(number, key, line.partition(":")[2].strip(), held.get(name))
    new_person = bool(own.pop("new_person", False))
    typed = over(from_options({**own, "other": forecast}), replace(base, statement=None))
    _check_all_there(start, typed)
    return Dictated(start, typed, new_person)


def _key(line: str) -> str | None:
    """Return the key that a line begins with, if it is one there is."""
    name = line.partition(":")[0].strip().lower()
    return name if ":" in line and name in KEYS else None


def _known(number: int, line: str) -> str:
    key = _key(line)
    if key is not None:
        return key
    if ":" not in line:
        raise Malformed(number, f"“{line}” has no key", "write  key: value, such as  by: NAME")
    name = line.partition(":")[0].strip()
    near = difflib.get_close_matches(name.lower(), KEYS, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"use one of: {', '.join(KEYS)}"
    raise Malformed(number, f"there is no key “{name}”", remedy)


def _value(number: int, key: str, given: str, before: object) -> object:
    """Return what a line gives: a text, a switch, or one more of a list."""
    if not given:
        raise Malformed(number, f"“{key}” says nothing", f"leave the line away, or  {key}: …")
    if key in _LISTS:
        parts = given.split(",") if key == "topic" else [given]
        earlier = before if isinstance(before, tuple) else ()
        return (*earlier, *(part.strip() for part in parts if part.strip()))
    if before is not None:
        raise Malformed(number, f"“{key}” stands twice", "leave one of the lines away")
    if key in _SWITCHES:
        return _switch(number, key, given)
    return one_of(key, given, _ONE_OF[key]) if key in _ONE_OF else text(given)


def _switch(number: int, key: str, given: str) -> bool:
    if given.lower() not in {"yes", "no"}:
        raise Malformed(number, f"“{key}” is yes or no", f"write  {key}: yes")
    return given.lower() == "yes"


def _check_all_there(line: int, typed: Typed) -> None:
    lacking = [option_of(name).lstrip("-") for name in missing(typed)]
    if not lacking:
        return
    told = f"{lacking[0]} is" if len(lacking) == 1 else f"{len(lacking)} things are"
    named = "" if len(lacking) == 1 else f": {', '.join(lacking)}"
    shape = "; ".join(f"{name}: …" for name in lacking if name != "STATEMENT")
    remedy = f"add  {shape}" if shape else "begin it with a line that says what would happen"
    raise Malformed(line, f"{told} missing{named}", remedy)
