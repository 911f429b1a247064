"""One sitting at the queue: each coding is on record before the next item is shown.

Invariant: what was coded is in the ledger, or in the coder's safe with its commitment in the
ledger, so that a sitting can end at any moment and nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.coding.codebook import Codebook
from ledger.coding.safe import Safe
from ledger.domain.coding import Code, CodeText

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.coding.queue import Given
    from ledger.domain.decide import Command


class Sitting:
    """A coder's work on one ledger, with the last of it to be taken back."""

    def __init__(self, ledger: Ledger, coder: str, codebook: Codebook) -> None:
        """Take who codes, and by which codebook; nothing is written yet."""
        self.ledger, self.coder, self.codebook = ledger, coder, codebook
        self._safe: Safe | None = None
        self._steps: list[str] = []

    def record(self, code: Code, given: Given, *, commit: bool = False) -> bool:
        """Put a coding on record, or a commitment to it; return whether anything was added."""
        if not self._steps:
            # A step of its own: else the first coding could not be taken back once others follow.
            self.ledger.execute(self.codebook.adoption())
        step = self.ledger.execute(self._put_away(code) if commit or given.commits else code)
        if step:
            self._steps.append(step.step)
        return bool(step)

    @property
    def last(self) -> str | None:
        """The step of the last coding of this sitting that was not taken back."""
        return self._steps[-1] if self._steps else None

    def take_back(self) -> bool:
        """Take the last coding of this sitting back; say whether there was one."""
        if not self._steps:
            return False
        self.ledger.undo(self._steps[-1], reason="taken back while coding")
        self._steps.pop()
        return True

    def _put_away(self, code: Code) -> Command:
        if self._safe is None:
            self._safe = Safe(self.ledger, self.coder)
        return self._safe.keep(code)


def what_is_shown(*, speaker: bool, source: bool, proposal: bool) -> tuple[str, ...]:
    """Return the names of what a coder sees beside the words."""
    named = {"speaker": speaker, "source": source, "proposal": proposal}
    return tuple(name for name, shown in named.items() if shown)


def asked_of(code: CodeText) -> CodeText:
    """Return the coding with what is asked of every coder answered no, until a key says yes."""
    from dataclasses import replace

    return replace(
        code,
        recognised_speaker=None if "speaker" in code.shown else False,
        knew_outcome=None if "outcome" in code.shown else False,
    )
