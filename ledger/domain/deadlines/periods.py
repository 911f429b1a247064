"""Stretches of the calendar: a day, a week, a month, a quarter, a half, a year.

Invariant: a period runs from its first day to its last, both included; a month that is too short
for a day ends on its own last day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """Days one after the other, and whether they were counted from the day it was said."""

    first: date
    last: date
    counted: bool = False
    note: str | None = None


def day(which: date, *, counted: bool = False, note: str | None = None) -> Period:
    """Return the period that is one day."""
    return Period(which, which, counted, note)


def months(year: int, first: int, how_many: int) -> Period:
    """Return so many whole months of a year, from the first of them."""
    last = first + how_many - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def part_of_year(year: int, which: int, parts: int) -> Period:
    """Return the n-th of so many equal parts: 12 for months, 4 for quarters, 2 for halves, 1."""
    length = 12 // parts
    return months(year, (which - 1) * length + 1, length)


def years(first: int, last: int) -> Period:
    """Return whole years."""
    return Period(date(first, 1, 1), date(last, 12, 31))


def week(of: date) -> Period:
    """Return the week, Monday to Sunday, that a day is in."""
    monday = of - timedelta(days=of.weekday())
    return Period(monday, monday + timedelta(days=6))


def weekend(of: date) -> Period:
    """Return Saturday and Sunday of the week that a day is in."""
    sunday = week(of).last
    return Period(sunday - timedelta(days=1), sunday)


def later(of: date, how_many: int) -> date:
    """Return the same day so many months later, or the last of a shorter month."""
    year, month = divmod(of.year * 12 + of.month - 1 + how_many, 12)
    return date(year, month + 1, min(of.day, monthrange(year, month + 1)[1]))


def calendar_period(of: date, unit: str, further: int = 0) -> Period:
    """Return the week, weekend, month, quarter or year a day is in, or one so much further."""
    if unit in {"week", "weekend"}:
        within = of + timedelta(weeks=further)
        return week(within) if unit == "week" else weekend(within)
    parts = {"month": 12, "quarter": 4, "year": 1}[unit]
    within = later(of.replace(day=1), further * 12 // parts)
    return part_of_year(within.year, (within.month - 1) * parts // 12 + 1, parts)


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches (the anonymous Gregorian computus)."""
    century, within = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    four, left = divmod(within, 4)
    weekday = (32 + 2 * rest + 2 * four - epact - left) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, of_month = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, of_month + 1)
