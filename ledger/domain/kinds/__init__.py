"""The shelf of question kinds: how a question of each kind is checked, forecast and resolved.

To add one: a module beside `binary` that makes a `Kind`, its line in `KINDS` and in `KindName`.
"""

from __future__ import annotations

from typing import Literal

from ledger.domain.kinds.binary import BINARY
from ledger.domain.kinds.choice import CHOICE
from ledger.domain.kinds.date import DATE
from ledger.domain.kinds.kind import Kind, Put
from ledger.domain.kinds.number import NUMBER
from ledger.errors import Refused

KindName = Literal["binary", "choice", "number", "date"]

VOID_OUTCOMES = ("annulled", "ambiguous")
"""Every kind knows these: the question is unfit, or reality is unclear."""

KINDS: dict[str, Kind] = {kind.name: kind for kind in (BINARY, CHOICE, NUMBER, DATE)}


def kind_called(name: str) -> Kind:
    """Return the kind with this name; raise `Refused` for one that is not on the shelf."""
    if name not in KINDS:
        raise Refused(f"“{name}” is not a kind of question", f"use one of: {', '.join(KINDS)}")
    return KINDS[name]


def read_outcome(kind: str, put: Put, given: str) -> str:
    """Return an outcome as it is kept; raise `Refused` if a question put so cannot end this way."""
    word = given.strip().lower()
    return word if word in VOID_OUTCOMES else kind_called(kind).ends(put, given)
