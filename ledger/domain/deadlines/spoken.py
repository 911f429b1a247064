"""A deadline as it was typed, taken apart into its small words and what it names.

Invariant: letter case, spaces and hyphens between words make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.domain.deadlines.periods import Period, calendar_period
from ledger.errors import Unreadable

_LONGEST = 80
_SOFT = (
    (re.compile("[\N{EN DASH}\N{EM DASH}]"), "-"),
    (re.compile('[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"`]'), ""),
    (re.compile("[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}']"), "'"),
    (re.compile(r"'(?![0-9])"), ""),  # '27 is a year and not a day; it stays, and is refused
    (re.compile(r"(?<=[a-z])\.|,|[.!;]+$"), " "),
    (re.compile(r"(?<=[a-z])-|-(?=[a-z])"), " "),
    (re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b"), r"\1th"),
    (re.compile(r"\s+"), " "),
    (re.compile(r"\bfirst of (?=[a-z])"), "1th of "),
)
_LATEST = re.compile(r" at the latest$")
_FILLER = re.compile(r"(?:some ?time |at some point |later (?=this ))+")
_LIMIT = re.compile(
    r"(?P<limit>(?:by )?not? later than|on or before|up until|up to|(?:in|over) the course of"
    r"|prior to|ahead of|before|by|until|till?|through|during|within|inside|over|in|on|at) "
)
_ITS_END = re.compile(r"(?P<of>.+?)s? end")
_END = re.compile(r"(?:the )?(?:very )?(?:end|close|rest|remainder) (?:of )?")
_BEFORE = {"before", "prior to", "ahead of"}
_WITHIN = {"within", "inside", "over", "in", "during", "in the course of", "over the course of"}


@dataclass(frozen=True)
class Spoken:
    """What was typed, on which day it was said, and its parts."""

    text: str
    on: date
    core: str
    limit: str = ""
    the: bool = False
    ended: bool = False
    """Whether it is of the end of what is named."""

    @property
    def before(self) -> bool:
        """Whether what is named is not part of the time left; "before the end of" is "by"."""
        return self.limit in _BEFORE and not self.ended

    @property
    def within(self) -> bool:
        """Whether the small word is one of a length of time."""
        return self.limit in _WITHIN

    def edge(self, period: Period) -> date:
        """Return the last day that is left if this period is named."""
        return period.first - timedelta(days=1) if self.before else period.last

    def either(self, *meant: Period, why: str = "can mean more than one day") -> Period:
        """Return the one period that is meant; raise `Unreadable` if the last days differ."""
        days = sorted({self.edge(period) for period in meant})
        if len(days) == 1:
            return meant[0]
        raise Unreadable(f"“{self.shown}” {why}", f"write {days[0]} or {days[-1]}")

    @property
    def shown(self) -> str:
        """The text for a message: not too long."""
        return self.text if len(self.text) <= _LONGEST else self.text[:_LONGEST] + "…"


Reader = Callable[["re.Match[str]", Spoken], Period | None]
"""From what fits a pattern to the period; None if it is something else after all."""
Form = tuple["re.Pattern[str]", Reader]
Make = Callable[[int], Period | None]
"""From a year to the part of it; None where the year has none, such as 29 February."""

_YEAR = r"[0-9]{4}|this year|next year|(?:the )?year after next|the year"
OF_YEAR = rf"(?: ?(?:(?:of|in) )?(?P<year>{_YEAR}))?"
"""The year that a part of it is of, if one is named."""
WHICH = r"(?:(?P<which>this|next|(?:this )?coming) )?"


def take_apart(text: str, said_on: date) -> Spoken:
    """Return the parts of what was typed: small words, "the end of", and the rest."""
    rest = text.lower()[: 2 * _LONGEST]
    for pattern, plain in _SOFT:
        rest = pattern.sub(plain, rest)
    rest = _without(_FILLER, _LATEST.sub("", rest.strip()))
    limit = _LIMIT.match(rest)
    rest = _without(_FILLER, rest[limit.end() :] if limit else rest)
    inner = _LIMIT.match(rest) if rest.startswith("in ") else None
    rest = rest[inner.end() :] if inner else rest
    ended, its_end = _END.match(rest), _ITS_END.fullmatch(rest)
    rest = its_end["of"] if its_end else rest[ended.end() :] if ended else rest
    the = rest.startswith("the ")
    return Spoken(
        text=text.strip(),
        on=said_on,
        core=rest.removeprefix("the "),
        limit=limit["limit"] if limit else "",
        the=the,
        ended=bool(ended or its_end),
    )


def _without(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :] if found else text


def in_year(which: str | None, year: str | None, spoken: Spoken, make: Make) -> Period | None:
    """Return the part of the year that is named, or the one that comes first."""
    if year is None:
        return _of_no_year(which, spoken, make)
    if which is not None:
        return None
    if year.isdigit():
        return make(int(year))
    further = {"this year": 0, "the year": 0, "next year": 1}.get(year, 2)
    of_that = make(calendar_period(spoken.on, "year", further).first.year)
    return of_that and replace(of_that, counted=True)


def _of_no_year(which: str | None, spoken: Spoken, make: Make) -> Period | None:
    ahead = _ahead(spoken, make)
    if not ahead:
        return None
    if which == "next" or (which == "this" and ahead[0].first.year > spoken.on.year):
        return spoken.either(*ahead[:2])
    return ahead[0]


def _ahead(spoken: Spoken, make: Make) -> Sequence[Period]:
    """Return the next two that are not over on the day it was said."""
    made = (make(spoken.on.year + further) for further in range(-1, 18))
    left = [one for one in made if one is not None and spoken.edge(one) >= spoken.on]
    return [replace(one, counted=True) for one in left[:2]]


def coming(spoken: Spoken, make: Make) -> Period:
    """Return the first part of a year that is not over on the day it was said."""
    return _ahead(spoken, make)[0]
