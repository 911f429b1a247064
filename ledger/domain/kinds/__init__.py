"""The shelf of question kinds: how a question of each kind is checked and resolved.

To add one: a module beside `binary` that makes a `Kind`, its line in `KINDS` and in `KindName`.
"""

from __future__ import annotations

from typing import Literal

from ledger.domain.kinds.binary import BINARY
from ledger.domain.kinds.kind import Kind
from ledger.errors import Refused

KindName = Literal["binary"]

VOID_OUTCOMES = ("annulled", "ambiguous")
"""Every kind knows these: the question is unfit, or reality is unclear."""

KINDS: dict[str, Kind] = {kind.name: kind for kind in (BINARY,)}


def kind_called(name: str) -> Kind:
    """Return the kind with this name; raise `Refused` for one that is not on the shelf."""
    if name not in KINDS:
        raise Refused(f"“{name}” is not a kind of question", f"use one of: {', '.join(KINDS)}")
    return KINDS[name]


def check_outcome(kind: str, outcome: str) -> None:
    """Raise `Refused` unless a question of this kind can end this way."""
    allowed = kind_called(kind).outcomes + VOID_OUTCOMES
    if outcome not in allowed:
        raise Refused(f"“{outcome}” is not an outcome", f"use one of: {', '.join(allowed)}")
