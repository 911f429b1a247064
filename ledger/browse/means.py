"""What the browser takes from the command line, handed in so that both do the same.

Invariant: the browser has no grammar of filters and no way of its own to tell a claim's life.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.screens.calibration import Calibration
    from ledger.screens.claim_life import ClaimLife
    from ledger.screens.person import Person
    from ledger.screens.question import QuestionLife

Condition = tuple[str, list[object]]
"""A condition on the view `claims`, and its parameters."""


@dataclass(frozen=True)
class Means:
    """How a filter is read, and how each thing is told."""

    condition: Callable[[Ledger, str], Condition]
    """Of a filter; raises `Unreadable` or `NotFound` for one that cannot be read."""
    claim: Callable[[Ledger, str], ClaimLife]
    """Of a claim's stream."""
    question: Callable[[Ledger, str], QuestionLife]
    """Of a question's key."""
    person: Callable[[Ledger, str], Person]
    """Of a commentator's id."""
    bands: Callable[[Ledger, str, str | None], Calibration]
    """Of a filter, and of a commentator's id or of everybody."""
