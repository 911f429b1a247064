"""Single days: dates in figures and in words, weekdays, holidays, today and tomorrow.

Invariant: a date that could be read two ways, day or month first, is refused with both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from ledger.domain.dates import read_when
from ledger.domain.deadlines.periods import Period, day, easter, later, part_of_year, week
from ledger.domain.deadlines.spoken import OF_YEAR, WHICH, Form, Make, Spoken, coming, in_year
from ledger.errors import Unreadable

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu",
            "friday fri", "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_MONTH_AND_YEAR = re.compile(r"[A-Za-z]-[0-9]{1,2}$")
_NTH = r"(?P<day>[0-9]{1,2})(?:th)?"
_SHIFTS = {
    **dict.fromkeys(("today", "tonight", "day", "eod"), 0),
    "tomorrow": 1,
    "day after tomorrow": 2,
    "yesterday": -1,
}
_FEASTS = {
    **dict.fromkeys(("christmas", "christmas day", "xmas"), (12, 25)),
    "christmas eve": (12, 24),
    "new years eve": (12, 31),
    "new years day": (1, 1),
}
_EASTER = "Easter Sunday of the Western churches"


def dated(year: int, month: int, of_month: int, spoken: Spoken) -> Period:
    """Return a day of the calendar; raise `Unreadable`, with its neighbours, if there is none."""
    if not 1 <= month <= 12 or not 1 <= of_month <= 31:
        raise _no_such(spoken, date(year, 12, 30), date(year, 12, 31))
    last = date(year, month, monthrange(year, month)[1])
    if of_month > last.day:
        raise _no_such(spoken, last, last + timedelta(days=1))
    return day(date(year, month, of_month))


def _no_such(spoken: Spoken, one: date, other: date) -> Unreadable:
    return Unreadable(
        f"there is no day “{spoken.shown}” in the calendar", f"write {one} or {other}"
    )


def _shifted(found: re.Match[str], spoken: Spoken) -> Period | None:
    if found[0] == "day" and not spoken.ended:
        return None
    return day(spoken.on + timedelta(days=_SHIFTS[found[0]]), counted=True)


def _moment(found: re.Match[str], spoken: Spoken) -> Period:
    return day(read_when(found[0].upper(), spoken.on).day)


def _year_first(found: re.Match[str], spoken: Spoken) -> Period:
    return dated(int(found[1]), int(found[3]), int(found[4]), spoken)


def _year_last(found: re.Match[str], spoken: Spoken) -> Period:
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if other > 12:
        return dated(year, one, other, spoken)
    if one > 12:
        return dated(year, other, one, spoken)
    return spoken.either(
        dated(year, other, one, spoken),
        dated(year, one, other, spoken),
        why="can be read day first or month first",
    )


def _of_month(found: re.Match[str], spoken: Spoken) -> Period | None:
    if not found["year"] and (spoken.ended or _MONTH_AND_YEAR.search(spoken.text)):
        return None  # "end March 27" and "Jun-27" are of a year perhaps
    month, of_month = MONTHS[found["month"]], int(found["day"])
    if not found["year"] or not found["year"].isdigit():
        if (month, of_month) != (2, 29):
            ahead = coming(spoken, lambda year: part_of_year(year, month, 12))
            dated(ahead.first.year, month, of_month, spoken)
        named = _recurring(spoken, found["year"], lambda year: _if_any(year, month, of_month))
    else:
        named = dated(int(found["year"]), month, of_month, spoken)
    return named and _on_its_weekday(named, found["weekday"], spoken)


def _if_any(year: int, month: int, of_month: int) -> Period | None:
    there = of_month <= monthrange(year, month)[1]
    return day(date(year, month, of_month)) if there else None


def _recurring(
    spoken: Spoken, year: str | None, make: Make, which: str | None = None
) -> Period | None:
    """Return the day of a year; said on that very day, it can be that one or the next."""
    named = in_year(which, year, spoken, make)
    if named is None or year is not None or spoken.edge(named) != spoken.on or spoken.before:
        return named
    return in_year("next", None, spoken, make)


def _on_its_weekday(named: Period, weekday: str | None, spoken: Spoken) -> Period:
    if weekday is None:
        return named
    off = (_WEEKDAYS[weekday] - named.last.weekday() + 3) % 7 - 3
    return spoken.either(named, day(named.last + timedelta(days=off)))


def _nth(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Read "the 15th", of this month, of the next, or the one that comes."""
    of_month, start = int(found["day"]), spoken.on.replace(day=1)
    if found["of"]:
        start = later(start, 1 if found["of"] == "next" else 0)
        return replace(dated(start.year, start.month, of_month, spoken), counted=True)
    if not 1 <= of_month <= 31:
        return None
    months = (later(start, further) for further in range(4))
    made = (_if_any(one.year, one.month, of_month) for one in months)
    left = [one for one in made if one and spoken.edge(one) >= spoken.on]
    same_day = spoken.edge(left[0]) == spoken.on and not spoken.before
    return replace(spoken.either(*left[: 2 if same_day else 1]), counted=True)


def _weekday(found: re.Match[str], spoken: Spoken) -> Period:
    number = _WEEKDAYS[found["weekday"]]
    if found["week"]:
        monday = week(spoken.on).first
        weeks = 1 if found["week"] == "next" else 0
        return day(monday + timedelta(weeks=weeks, days=number), counted=True)
    ahead = (number - spoken.on.weekday() - 1) % 7 + 1
    soonest = day(spoken.on + timedelta(days=ahead), counted=True)
    if found["which"] == "next":
        return spoken.either(soonest, day(soonest.last + timedelta(days=7)))
    if found["which"] == "this" and ahead == 7:
        return spoken.either(day(spoken.on), soonest)
    return soonest


def _feast(found: re.Match[str], spoken: Spoken) -> Period | None:
    month, of_month = _FEASTS[found["feast"]]
    return _recurring(
        spoken, found["year"], lambda year: day(date(year, month, of_month)), found["which"]
    )


def _easter(found: re.Match[str], spoken: Spoken) -> Period | None:
    return _recurring(
        spoken, found["year"], lambda year: day(easter(year), note=_EASTER), found["which"]
    )


def _new_year(found: re.Match[str], spoken: Spoken) -> Period:
    year = int(found["year"]) if found["year"] else spoken.on.year + 1
    return replace(spoken, limit="").either(day(date(year - 1, 12, 31)), day(date(year, 1, 1)))


FORMS: tuple[Form, ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        ("|".join(_SHIFTS), _shifted),
        (r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:.*", _moment),
        (r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", _year_first),
        (r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", _year_last),
        (rf"(?:{_WEEKDAY} )?(?:the )?{_NTH}(?: of)? ?{MONTH}{OF_YEAR}", _of_month),
        (rf"(?:{_WEEKDAY} )?{MONTH} (?:the )?{_NTH}{OF_YEAR}", _of_month),
        (r"(?P<day>[0-9]{1,2})th(?: (?:of )?(?P<of>this|the|next) month)?", _nth),
        (rf"{WHICH}{_WEEKDAY}(?: (?:(?:of|in) )?(?P<week>this|the|next) week)?", _weekday),
        (rf"{WHICH}(?P<feast>{'|'.join(_FEASTS)}){OF_YEAR}", _feast),
        (rf"{WHICH}easter(?: sunday)?{OF_YEAR}", _easter),
        (r"new year(?: (?P<year>[0-9]{4}))?", _new_year),
    )
)
