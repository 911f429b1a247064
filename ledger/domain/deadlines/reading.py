"""From the words of a deadline to its last day; the grammar is closed.

Invariant: a deadline is the last day of what is named, "before" it the day before that begins;
relative words count from the day it was said; what is ambiguous or has no end is refused with two
readings that are ready to type. Nothing but `Unreadable` is raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.domain.deadlines import days, parts, units
from ledger.domain.deadlines.periods import Period, day, later
from ledger.domain.deadlines.spoken import Form, Spoken, take_apart
from ledger.errors import Unreadable

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9].*)?")
_MONTHS_OF = {"early": (3, 4), "middle": (6, 7), "late": (11, 12)}
_SHARES_OF = {"early": ((1, 3), (1, 2)), "middle": ((1, 2), (2, 3)), "late": ((5, 6), (1, 1))}
_ABOUT = {
    **dict.fromkeys(("early", "start", "beginning"), "early"),
    **dict.fromkeys(("mid", "middle"), "middle"),
    "late": "late",
}


@dataclass(frozen=True)
class Deadline:
    """The last day, and how it was come to."""

    day: date
    phrase: str
    counted_from: date | None = None
    """The day it was said, where the words are relative to it."""
    note: str | None = None

    @property
    def in_words(self) -> bool:
        """Whether it was written otherwise than as year-month-day."""
        return _DAY.fullmatch(self.phrase) is None


def read_deadline(text: str, said_on: date) -> Deadline:
    """Read a day, a period or words of time that were said on a day; raise `Unreadable`."""
    spoken = take_apart(text, said_on)
    try:
        period = _read(spoken, _FORMS)
        if period is None:
            raise _no_last_day(spoken)
        last = spoken.edge(period)
    except (OverflowError, ValueError) as error:
        raise _too_far(spoken) from error
    if not FIRST_YEAR <= last.year <= LAST_YEAR:
        raise _too_far(spoken)
    if period.counted and last < said_on:
        raise _past(spoken, period)
    return Deadline(last, spoken.text, said_on if period.counted else None, period.note)


def read_period(text: str, today: date) -> Period:
    """Read a day or a period by its name, from its first day to its last; raise `Unreadable`."""
    spoken = take_apart(text, today)
    try:
        period = None if spoken.limit or spoken.ended else _read(spoken, _PLAIN)
    except (OverflowError, ValueError) as error:
        raise _too_far(spoken) from error
    if period is None:
        raise Unreadable(
            f"“{spoken.shown}” is not a day or a period",
            f"write {today}, {today.year}-03, Q3 {today.year} or {today.year}",
        )
    if not FIRST_YEAR <= period.first.year <= period.last.year <= LAST_YEAR:
        raise _too_far(spoken)
    return period


def told(deadline: Deadline, today: date) -> str:
    """Return a deadline as it is shown before and after it is saved."""
    line = f"{_shown(deadline.day)} (last day), {_distance((deadline.day - today).days)}"
    if deadline.counted_from:
        line += f" · counted from {_day(deadline.counted_from)}, the day it was said"
    return line + (f" · {deadline.note}" if deadline.note else "")


def told_day(which: date, today: date) -> str:
    """Return a day as it is shown, and how far off it is."""
    return f"{_shown(which)}, {_distance((which - today).days)}"


def _day(which: date) -> str:
    return f"{which.day} {which:%b} {which.year}"


def _shown(which: date) -> str:
    return f"{which:%a} {_day(which)}"


def _distance(ahead: int) -> str:
    if ahead == 0:
        return "today"
    days_ = f"{abs(ahead):,} day{'' if abs(ahead) == 1 else 's'}"
    return f"in {days_}" if ahead > 0 else f"{days_} ago"


def _read(spoken: Spoken, forms: Iterable[Form]) -> Period | None:
    for pattern, read in forms:
        found = pattern.fullmatch(spoken.core)
        period = read(found, spoken) if found else None
        if period is not None:
            return period
    return None


def _about(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Refuse early, mid and late; before the start of a period there is nothing open."""
    inner = replace(spoken, core=found["rest"], ended=True, the=bool(found["the"]))
    period = _read(inner, _PLAIN)
    if period is None:
        return None
    if spoken.before and found["about"] in {"start", "beginning"}:
        return replace(period, last=period.first)
    length = (period.last - period.first).days + 1
    if length < 7:
        return None
    about = _ABOUT[found["about"]]
    if length >= 360:
        ends = [later(period.first, count) - timedelta(days=1) for count in _MONTHS_OF[about]]
    else:
        shares = [length * of // in_ for of, in_ in _SHARES_OF[about]]
        ends = [period.first + timedelta(days=share - 1) for share in shares]
    return replace(spoken, limit="").either(*map(day, ends))


_PLAIN: tuple[Form, ...] = (*days.FORMS, *parts.FORMS, *units.FORMS)
_FORMS: tuple[Form, ...] = (
    *_PLAIN,
    (
        re.compile(
            rf"(?P<about>{'|'.join(_ABOUT)}) (?:(?:in|of|part of) )*(?P<the>the )?(?P<rest>.+)"
        ),
        _about,
    ),
)


def _no_last_day(spoken: Spoken) -> Unreadable:
    return Unreadable(
        f"“{spoken.shown}” names no last day",
        f"write a day or a period, such as {spoken.on.year}-12-31 or end of Q3; claims help dates",
    )


def _too_far(spoken: Spoken) -> Unreadable:
    return Unreadable(
        f"“{spoken.shown}” is not between the years {FIRST_YEAR} and {LAST_YEAR}",
        f"write a day such as {LAST_YEAR}-12-31 or {FIRST_YEAR}-01-01, or none",
    )


def _past(spoken: Spoken, period: Period) -> Unreadable:
    left = period.last if period.last > spoken.on else spoken.on + timedelta(days=1)
    return Unreadable(
        f"“{spoken.shown}” was over on {spoken.on}, the day it was said",
        f"write {spoken.on} or {left}",
    )
