"""Periods that the calendar names: years, halves, quarters, months, numbered weeks, decades.

Invariant: one without a year is the first that is not over on the day it was said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ledger.domain.deadlines.days import MONTH, MONTHS
from ledger.domain.deadlines.periods import (
    Period,
    calendar_period,
    day,
    later,
    part_of_year,
    week,
    years,
)
from ledger.domain.deadlines.spoken import OF_YEAR, WHICH, Form, Spoken, coming, in_year

_NTH = {"first": 1, "1th": 1, "second": 2, "2th": 2, "third": 3, "3th": 3, "fourth": 4, "4th": 4}
_NAMED = "|".join(_NTH)
_QUARTER = rf"(?:q(?P<q>[1-4])|(?P<q_>[1-4])q|(?P<qth>{_NAMED}|last|final) quarter)"
_HALF = r"(?:h(?P<h>[12])|(?P<h_>[12])h|(?P<hth>first|1th|second|2th|last|final) half)"
_YEAR_BEFORE = r"(?P<year>[0-9]{4}|this year|next year)(?:s )? ?"
_SEASONS = {
    "spring": (3, 9),
    "summer": (6, 12),
    "autumn": (9, 3),
    "fall": (9, 3),
    "winter": (12, 6),
}
"""The months they begin with, north and south."""


def _year(found: re.Match[str], spoken: Spoken) -> Period:
    del spoken
    return years(int(found[1]), int(found[1]))


def _month_in_figures(found: re.Match[str], spoken: Spoken) -> Period | None:
    del spoken
    month = int(found["number"])
    return part_of_year(int(found["year"]), month, 12) if 1 <= month <= 12 else None


def _month(found: re.Match[str], spoken: Spoken) -> Period | None:
    return _part(found, spoken, MONTHS[found["month"]], 12)


def _quarter(found: re.Match[str], spoken: Spoken) -> Period | None:
    number = _number(found["q"] or found["q_"], found["qth"], 4)
    return _part(found, spoken, number, 4) if _said_which(found, found["qth"]) else None


def _half(found: re.Match[str], spoken: Spoken) -> Period | None:
    number = _number(found["h"] or found["h_"], found["hth"], 2)
    return _part(found, spoken, number, 2) if _said_which(found, found["hth"]) else None


def _number(figure: str | None, word: str | None, last: int) -> int:
    return int(figure) if figure else _NTH.get(word or "", last)


def _said_which(found: re.Match[str], word: str | None) -> bool:
    """Say whether it is not "the last quarter", which without a year may be the one just past."""
    return word not in {"last", "final"} or bool(found["year"])


def _part(found: re.Match[str], spoken: Spoken, number: int, parts: int) -> Period | None:
    which = found.groupdict().get("which")
    return in_year(which, found["year"], spoken, lambda year: part_of_year(year, number, parts))


def _week(found: re.Match[str], spoken: Spoken) -> Period | None:
    del spoken
    year, number = int(found["year"]), int(found["number"])
    first = week(date(year, 1, 4)).first
    monday = first + timedelta(weeks=number - 1)
    return week(monday) if 1 <= number <= 53 and monday.isocalendar().year == year else None


def _decade(found: re.Match[str], spoken: Spoken) -> Period:
    """Refuse the decade or century: it ends in a 9 for some and in a 0 for others."""
    length = 10 if found["unit"] == "decade" else 100
    if found["which"] == "next" and spoken.within and not spoken.ended:
        return day(later(spoken.on, 12 * length), counted=True)
    first = spoken.on.year // length * length + (length if found["which"] == "next" else 0)
    return spoken.either(
        years(first, first + length - 1),
        years(first + 1, first + length),
        why="ends in a 9 for some and in a 0 for others",
    )


def _tens(found: re.Match[str], spoken: Spoken) -> Period:
    decade = years(int(found[1]), int(found[1]) + 9)
    if spoken.ended or spoken.before or spoken.within:
        return decade
    return spoken.either(years(decade.first.year - 1, decade.first.year - 1), decade)


def _season(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Refuse a season: it ends on one day in the north, and half a year off in the south."""
    return spoken.either(
        *(
            _season_of(start, found["which"], found["year"], spoken)
            for start in _SEASONS[found["season"]]
        ),
        why="is another time in the north than in the south",
    )


def _season_of(start: int, which: str | None, year: str | None, spoken: Spoken) -> Period:
    def make(of: int) -> Period:
        first = date(of, start, 1)
        return Period(first, later(first, 3) - timedelta(days=1))

    if year is None:  # the next season is one that has not begun
        ahead = replace(spoken, limit="before", ended=False) if which == "next" else spoken
        return coming(ahead, make)
    further = {"this year": 0, "the year": 0, "next year": 1}.get(year, 2)
    named = int(year) if year.isdigit() else calendar_period(spoken.on, "year", further).last.year
    return make(named)


FORMS: tuple[Form, ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?:year )?([0-9]{4})", _year),
        (r"(?P<year>[0-9]{4})[-/.](?P<number>[0-9]{1,2})", _month_in_figures),
        (r"(?P<number>[0-9]{1,2})[-/.](?P<year>[0-9]{4})", _month_in_figures),
        (rf"{WHICH}{MONTH}{OF_YEAR}", _month),
        (rf"{_YEAR_BEFORE}{MONTH}", _month),
        (rf"{WHICH}{_QUARTER}(?:/?{OF_YEAR})", _quarter),
        (rf"{_YEAR_BEFORE}{_QUARTER}", _quarter),
        (rf"{WHICH}{_HALF}(?:/?{OF_YEAR})", _half),
        (rf"{_YEAR_BEFORE}{_HALF}", _half),
        (r"(?P<year>[0-9]{4}) ?w(?P<number>[0-9]{1,2})", _week),
        (r"(?:(?P<which>this|current|next|coming) )?(?P<unit>decade|century)", _decade),
        (r"([0-9]{3}0)s", _tens),
        (rf"{WHICH}(?P<season>{'|'.join(_SEASONS)})(?: ?time)?{OF_YEAR}", _season),
    )
)
