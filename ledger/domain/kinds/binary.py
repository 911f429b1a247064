"""Questions that end in yes or no."""

from __future__ import annotations

from ledger.domain.kinds.kind import Kind
from ledger.errors import Refused


def _check(text: str) -> None:
    if not text.strip():
        raise Refused(
            "a question needs words", "say what would happen, so that yes or no can answer it"
        )


BINARY = Kind(name="binary", outcomes=("yes", "no"), check=_check)
