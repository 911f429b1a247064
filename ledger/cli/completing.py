"""How a word of a filter may go on: keys, their values, and names that the ledger knows.

Invariant: neither database is opened. Names are read from the small file that lies beside the
read model (`ledger.readmodel.names`); where there is none, keys and fixed values are offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ledger.cli.filter_terms import (
    IN_WORDS,
    IS,
    KEYS,
    KINDS,
    NONE,
    STATED,
    TIMINGS,
    Term,
)
from ledger.domain.names import folded
from ledger.readmodel.names import Name, names_in
from ledger.visible import visible

_MOST = 40
_HELP = 60
_DAYS = {
    "today": "this day",
    "this year": "from its first day to its last",
    "last month": "the month before this one",
    NONE: "no such day",
}
_LENGTHS = {
    "said": {"<7d": "in the last seven days", ">30d": "longer ago than thirty days"},
    "due": {"<7d": "within the next seven days", ">30d": "further off than thirty days"},
    "answered": {"<7d": "in the last seven days", ">30d": "longer ago than thirty days"},
}
_FIXED: dict[str, dict[str, str]] = {
    "is": {name: state.told for name, state in IS.items()},
    "kind": KINDS,
    "timing": TIMINGS,
    "p": {
        NONE: "no probability of yes",
        IN_WORDS[0]: "read from words",
        STATED[0]: "the speaker's own number",
        "80..90": "from 80 to 90 percent",
        "<20%": "less than 20 percent",
    },
    **{key: {**lengths, **_DAYS} for key, lengths in _LENGTHS.items()},
}
_NAMED = {"by": "by", "topic": "topic", "story": "story", "source": "source", "id": "id"}


def filter_words(partial: str, directory: Path) -> list[tuple[str, str]]:
    """Return the terms that a half-typed one may become, each with a few words about it.

    What is returned stands for the whole word, with its minus and key, quoted for the grammar and
    not for a shell, and is safe to show.
    """
    minus = "-" if partial.startswith("-") else ""
    key, colon, value = partial.removeprefix("-").partition(":")
    offered = _values(minus, key, value, directory) if colon else _keys(minus, key)
    return [(visible(word), _short(told)) for word, told in offered][:_MOST]


def _keys(minus: str, begun: str) -> Iterator[tuple[str, str]]:
    for key, told in KEYS.items():
        if key.startswith(begun.lower()):
            yield f"{minus}{key}:", told


def _values(minus: str, key: str, begun: str, directory: Path) -> Iterator[tuple[str, str]]:
    wanted = folded(begun.removeprefix('"'))
    for value, told in _FIXED.get(key, {}).items():
        if value.startswith(wanted):
            yield f"{minus}{Term(key, value)}", told
    if key in _NAMED:
        for name in names_in(directory, _NAMED[key]):
            if _begins(name, wanted):
                yield f"{minus}{Term(key, name.name)}", name.told


def _begins(name: Name, wanted: str) -> bool:
    """Say whether a name, or a word of it, begins so."""
    held = folded(name.name)
    return held.startswith(wanted) or f" {wanted}" in held


def _short(told: str) -> str:
    shown = visible(told)
    return shown if len(shown) <= _HELP else shown[: _HELP - 1] + "…"
