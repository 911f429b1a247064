"""The one line that reading commands end with while answers are overdue.

Invariant: it stands on a terminal and nowhere else, can be switched off, and costs no session of
its own: what waits is noted while the command's own is open, and kept until something changes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.config import reminders

if TYPE_CHECKING:
    from datetime import date

    from ledger.app import Ledger
    from ledger.readmodel.waiting import Days


def watching(held: Ledger) -> Ledger:
    """Return the ledger; where there will be a reminder, it notes what waits while it is asked."""
    if wanted():
        held.note_waiting()
    return held


def remind(held: Ledger) -> None:
    """Say how many answers are overdue, if any are and this is a terminal."""
    if not wanted():
        return
    days = held.kept_waiting()
    n = overdue(days, held.today) if days else 0
    if n:
        output.talk(f"{n:,} answer{'' if n == 1 else 's'} overdue · claims due")


def overdue(days: Days, today: date) -> int:
    """Return how many questions closed before today and wait still."""
    return sum(n for day, n in days.items() if day < today)


def wanted() -> bool:
    """Say whether there is a person to remind who has not asked to be left alone."""
    return sys.stdout.isatty() and sys.stderr.isatty() and reminders()
