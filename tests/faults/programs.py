"""Work that a warm fork does without a command line: named ``@name`` among its commands.

Each is given a way to acknowledge, and the number of the fork.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

Acknowledge = Callable[[str], None]


def chunk(_acknowledge: Acknowledge, _number: int, size: str) -> None:
    """Let imports append in chunks of another size."""
    import ledger.app

    ledger.app._CHUNK = int(size)


def append(acknowledge: Acknowledge, number: int, directory: str, count: str) -> None:
    """Put claims on record one by one, each a step of its own; name each claim's external id."""
    from ledger.app import Ledger
    from ledger.domain.claim import RecordClaim
    from ledger.domain.commentator import RegisterCommentator
    from ledger.domain.question import PoseQuestion

    who = f"writer {number}"
    with closing(Ledger(Path(directory), recorder=who)) as held:
        for event in range(int(count)):
            name = f"{number}-{event}"
            held.execute(
                [
                    RegisterCommentator("Ana"),
                    PoseQuestion("rain", "Will it rain?", deadline="none"),
                    RecordClaim("Ana", "rain", date(2022, 1, 21), external_id=name, note=who),
                ]
            )
            acknowledge(f"claim {name}")
