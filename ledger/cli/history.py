"""The facts behind something, each told in a sentence, with its time and whether it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.fact import Recorded
    from ledger.screens.rows import FactRow


def facts(ledger: Ledger, streams: Sequence[str], until: int | None = None) -> list[FactRow]:
    """Return the facts of some streams in the order they were recorded, up to a position."""
    held = [
        (one, stands)
        for one, stands in ledger.history(streams)
        if until is None or one.position <= until
    ]
    return [_row(one, stands, [two for two, _ in held]) for one, stands in held]


def _row(one: Recorded, stands: bool, held: Sequence[Recorded]) -> FactRow:
    from ledger.screens.describe import fact as told
    from ledger.screens.rows import FactRow

    before = [two.fact for two in held if two.stream == one.stream and two.version < one.version]
    return FactRow(
        position=one.position,
        recorded_at=one.recorded_at,
        recorder=one.recorder,
        name=one.fact.stored_name,
        summary=told(one.fact, before),
        undone=not stands,
    )
