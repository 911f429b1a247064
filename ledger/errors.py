"""Everything that can go wrong with a request, as one sentence and one remedy.

    LedgerError                     exit code
    ├── Failed                      1   disk, lock, another program's fault
    ├── Unreadable                  2   a value that cannot be read, a wrong use
    │   ├── Malformed               2   a file or text that breaks the form it should have
    │   └── Refused                 2   readable, but against a rule of the ledger
    │       └── Conflict            2   at odds with what is on record under the same name
    ├── NotFound                    3   nothing, or nobody, by that name
    │   └── Ambiguous               3   several, where one is meant
    └── Damaged                     4   the ledger itself is not what it should be
        └── BadProof                4   a proof, checkpoint or signature that does not hold

Faults in somebody's *file* are not exceptions: they are `Refusal` values, collected and shown
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class LedgerError(Exception):
    """A sentence for people, a remedy that works, and the exit code that goes with it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, remedy: str = "") -> None:
        """Take the sentence (what is wrong, in the user's words) and the remedy (what to type)."""
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


class Failed(LedgerError):
    """The machine did not do what was asked: disk, lock, permissions."""


class Unreadable(LedgerError):
    """A value or a call that cannot be understood."""

    exit_code = 2


class Malformed(Unreadable):
    """A text from outside that is not what its form (JSON, CSV, TOML) demands, and from where."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        """Take the line, counted from 1, what is wrong there, and how to mend it."""
        super().__init__(f"{problem} (line {line})", remedy)
        self.line = line
        self.problem = problem


class Refused(Unreadable):
    """Understood, and against a rule of the ledger."""


class Conflict(Refused):
    """At odds with what is on record under the same name or id."""


class NotFound(LedgerError):
    """Nothing by that name or id."""

    exit_code = 3


class Ambiguous(NotFound):
    """More than one thing by that name or id."""


class Damaged(LedgerError):
    """The stored ledger is not in a form this program wrote."""

    exit_code = 4


class BadProof(Damaged):
    """A proof, a checkpoint or a signature does not hold."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        """Take what is wrong with it; by default there is nothing that mends a proof."""
        super().__init__(sentence, remedy or "do not rely on it; ask for the file again")


@dataclass(frozen=True)
class Refusal:
    """One fault in a file of the user's: where it stands, what it is, and how to mend it."""

    file: str
    line: int
    field: str
    problem: str
    remedy: str
    kind: str = "bad"
    """``bad`` for a row that cannot be read, ``conflict`` for one at odds with what is known."""
    also: tuple[int, ...] = ()
    """The lines of the rows that are one claim with it, and are not taken either."""
