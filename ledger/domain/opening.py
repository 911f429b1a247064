"""The ledger itself: opened once, with a name and a way of keeping. One stream, ``ledger``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from ledger.domain.fact import Fact, Known, Named, New

STREAM = "ledger"
FORMAT = 2

Kept = Literal["prospectively", "archive"]
"""Prospectively: claims are logged as they are made. Archive: it documents claims made before."""


class LedgerOpened(Fact):
    """A ledger begins: everything after this is on the record."""

    stored_name: ClassVar[str] = "ledger.opened"
    ledger_id: Named
    name: Named
    kept: Kept
    format: int


@dataclass(frozen=True)
class OpenLedger:
    """Begin a ledger, unless it has begun already."""

    ledger_id: str
    name: str
    kept: Kept


def fold(facts: Sequence[Fact]) -> LedgerOpened | None:
    """Return how the ledger was opened, or None."""
    return next((fact for fact in facts if isinstance(fact, LedgerOpened)), None)


def open_ledger(command: OpenLedger, known: Known) -> list[New]:
    """Open the ledger once; a second opening adds nothing."""
    if fold(known(STREAM)):
        return []
    opened = LedgerOpened(
        ledger_id=command.ledger_id, name=command.name, kept=command.kept, format=FORMAT
    )
    return [New(STREAM, opened)]
