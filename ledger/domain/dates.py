"""Days and moments as people and files write them.

Invariant: a moment is kept in UTC; a day without a time stays a day. Nothing is guessed: the day
that "today" means is handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ledger.errors import Unreadable

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}


@dataclass(frozen=True)
class When:
    """A day, and the moment within it (UTC) where one is known."""

    day: date
    moment: datetime | None = None


def read_day(text: str, today: date) -> date:
    """Read ``2026-09-30`` or yesterday, today, tomorrow; raise `Unreadable`."""
    return read_when(text, today).day


def read_when(text: str, today: date) -> When:
    """Read a day as `read_day` does, or an ISO 8601 moment (without a zone: UTC)."""
    written = text.strip()
    shift = _WORDS.get(written.lower())
    if shift is not None:
        return When(today + timedelta(days=shift))
    if _DAY.fullmatch(written):
        return When(_day(written))
    if _MOMENT.fullmatch(written):
        return _moment(written)
    raise Unreadable(
        f"“{text}” is not a date", f"write it as year-month-day, such as {today.isoformat()}"
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Unreadable(
            f"there is no day “{written}” in the calendar", "write it as year-month-day"
        ) from error


def _moment(written: str) -> When:
    try:
        given = datetime.fromisoformat(written)
        moment = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(
            f"there is no moment “{written}”", "write it as 2026-09-30T14:05:00Z"
        ) from error
    return When(moment.date(), moment)
