"""This and next week, month, quarter or year; and so many days, weeks, months or years.

Invariant: next week is the next one of the calendar, within a week is seven days; where the words
leave open which of the two is meant, both are offered.
"""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction

from ledger.domain.deadlines.numbers import UNITS, number
from ledger.domain.deadlines.periods import Period, calendar_period, day, later
from ledger.domain.deadlines.spoken import Form, Spoken

_UNIT = r"(?P<unit>weekend|week|month|quarter|year)"
_OF_TIME = rf"(?P<unit>{'|'.join(UNITS)})"
_AHEAD = r"(?P<ahead>(?:next|coming|following) )?"
_MOST = r"(?:less than |under |at most |no more than |not more than |up to |a maximum of )?"
_COUNT = r"(?:\+?(?P<figure>[0-9]{1,5}(?:\.5)?) ?|(?P<word>[a-z]+(?: [a-z]+){0,5}) )"
_SINCE = r"(?: and a (?P<half>half))?(?: time| from now| from today| later| hence)?"
_ROUGHLY = r"(?:about|around|roughly|approximately|nearly|almost|some|more than|over|at least) "
_FEW = r"(?:(?:a )?(?:few|several|some|many|handful of|number of|matter of) )?"
_SHORT = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
MONTHS_MEANT = "m is months"


def _calendar(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Read this or next week, month, quarter, year, weekend."""
    which, unit = found["which"], found["unit"]
    now, following = _counted(spoken, unit), _counted(spoken, unit, 1)
    if which in {"this", "current"}:
        return now
    if which is None:
        return now if spoken.ended or unit == "weekend" else _within_the(spoken, unit, now)
    if unit == "weekend":
        return spoken.either(now, *([following] if which == "next" else []))
    if spoken.ended or (which == "next" and not spoken.the):
        return following
    length = _length(spoken, Fraction(1), unit)
    return length if which == "next" and spoken.within else _one_of(spoken, following, length)


def _within_the(spoken: Spoken, unit: str, now: Period) -> Period | None:
    """Read "within the year": what is left of it, or a year from now."""
    open_ = spoken.the and (spoken.within or spoken.limit == "by")
    return _one_of(spoken, now, _length(spoken, Fraction(1), unit)) if open_ else None


def _one_of(spoken: Spoken, one: Period, other: Period | None) -> Period:
    return spoken.either(one, *([other] if other else []))


def _counted(spoken: Spoken, unit: str, further: int = 0) -> Period:
    period = calendar_period(spoken.on, unit, further)
    return Period(period.first, period.last, counted=True)


def _after_next(found: re.Match[str], spoken: Spoken) -> Period:
    return _counted(spoken, found["unit"], 2)


def _this_time_next(found: re.Match[str], spoken: Spoken) -> Period | None:
    return None if spoken.before else _length(spoken, Fraction(1), found["unit"])


def _short(found: re.Match[str], spoken: Spoken) -> Period:
    last = _counted(spoken, _SHORT[found[0]]).last
    return day(last, counted=True)


def _span(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Read so many units from the day it was said."""
    count = number(found["figure"] or found["word"])
    if count is None or spoken.before:
        return None
    count += Fraction(1, 2) if found["half"] else 0
    length = _length(spoken, count, found["unit"])
    if length and spoken.limit == "over" and not found["ahead"] and not spoken.the:
        return _one_of(spoken, length, _length(spoken, count + 1, found["unit"]))
    return length


def _length(spoken: Spoken, count: Fraction, unit: str) -> Period | None:
    """Return the last day of so many units; None where that is no whole number of days."""
    of, how_many = UNITS[unit]
    whole = count * how_many
    if whole.denominator != 1:
        return None
    last = (
        later(spoken.on, int(whole)) if of == "months" else spoken.on + timedelta(days=int(whole))
    )
    return day(last, counted=True, note=MONTHS_MEANT if unit == "m" else None)


def _hours(found: re.Match[str], spoken: Spoken) -> Period | None:
    count = number(found["figure"] or found["word"])
    if count is None or spoken.before:
        return None
    days, rest = divmod(count, 24)
    least = day(spoken.on + timedelta(days=int(days)), counted=True)
    return spoken.either(least, day(least.last + timedelta(days=1))) if rest else least


def _between(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Refuse two to three years, a week or two: each is offered."""
    one, other = number(found["low"] or "a"), number(found["high"] or "two")
    ends = [_length(spoken, count, found["unit"]) for count in (one, other) if count is not None]
    known = [one for one in ends if one]
    return spoken.either(*known) if len(known) == 2 else None


def _roughly(found: re.Match[str], spoken: Spoken) -> Period | None:
    count = number(found["figure"] or found["word"])
    if count is None:
        return None
    ends = [_length(spoken, count + more, found["unit"]) for more in (0, 1)]
    known = [one for one in ends if one]
    return spoken.either(*known) if len(known) == 2 else None


def _few(found: re.Match[str], spoken: Spoken) -> Period | None:
    """Refuse a few weeks, the coming months: three and six are offered."""
    ends = [_length(spoken, Fraction(count), found["unit"]) for count in (3, 6)]
    known = [one for one in ends if one]
    if not found["unit"].endswith("s"):
        return None
    return spoken.either(*known, why="does not say how many")


FORMS: tuple[Form, ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:(?P<which>this|current|next|coming|following) )?{_UNIT}", _calendar),
        (rf"{_UNIT} after next", _after_next),
        (r"this time next (?P<unit>week|month|quarter|year)", _this_time_next),
        ("|".join(_SHORT), _short),
        (rf"{_AHEAD}{_MOST}{_COUNT}{_OF_TIME}{_SINCE}", _span),
        (rf"{_AHEAD}{_COUNT}(?:hours?|h|hrs?){_SINCE}", _hours),
        (
            rf"{_AHEAD}(?P<low>[0-9a-z]+)(?: ?- ?| to | or )(?P<high>[0-9a-z]+) {_OF_TIME}{_SINCE}",
            _between,
        ),
        (rf"(?P<low>a) {_OF_TIME} or (?P<high>two|three|so)", _between),
        (rf"{_ROUGHLY}{_COUNT}{_OF_TIME}{_SINCE}", _roughly),
        (rf"{_AHEAD}{_FEW}{_OF_TIME}{_SINCE}", _few),
    )
)
