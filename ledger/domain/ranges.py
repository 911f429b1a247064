"""Stretches of days and of probability, as a filter names them.

Invariant: both ends are part of a range, an open end is None, and what a range is printed as reads
back as that range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ledger.domain.deadlines import read_period
from ledger.domain.deadlines.periods import Period, calendar_period, later
from ledger.domain.probability import WHOLE, read_decimal
from ledger.errors import Unreadable

_LENGTH = re.compile(
    r"(?P<sign>[<>])? ?(?P<count>[0-9]{1,4}) ?"
    r"(?P<unit>d|days?|w|weeks?|m|months?|y|years?)",
    re.ASCII,
)
_LAST = re.compile(r"(?:the )?last (?P<unit>week|month|quarter|year)")
_MONTHS = {"m": 1, "y": 12}
_DAYS = {"d": 1, "w": 7}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """The days from the first to the last."""

    first: date | None = None
    last: date | None = None

    def __str__(self) -> str:
        """Write it as it reads back, whatever day it is then."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}..{self.last or ''}"


@dataclass(frozen=True)
class Chances:
    """The probabilities from the lowest to the highest, in billionths."""

    low: int = 0
    high: int = WHOLE

    def __str__(self) -> str:
        """Write it in percent, to the last digit."""
        low, high = (_percent(end) for end in (self.low, self.high))
        return low if self.low == self.high else f"{low}..{high}"


def read_days(text: str, today: date, *, ahead: bool) -> Days:
    """Read a day, a period, ``a..b``, ``<7d``, ``>30d``; raise `Unreadable`.

    Lengths of time are counted from today: into the future if `ahead`, else into the past.
    """
    written = " ".join(text.split())
    length = _LENGTH.fullmatch(written.lower())
    try:
        found = _counted(length, today, ahead=ahead) if length else _named(written, today)
    except OverflowError as error:
        raise Unreadable(f"“{text}” is too far away", "write a day such as 2026-03-14") from error
    if found.first and found.last and found.first > found.last:
        raise Unreadable(f"“{text}” ends before it begins", "write the earlier one first")
    return found


def read_chances(text: str) -> Chances:
    """Read ``80%``, ``0.8``, ``80..90``, ``0.8..0.9``, ``<20%``, ``..20%``; raise `Unreadable`."""
    written = "".join(text.split())
    sign, bare = (written[0], written[1:]) if written[:1] in {"<", ">"} else ("", written)
    low, dots, high = bare.partition("..")
    if (sign and dots) or not (low or high):
        raise _no_chance(text)
    if not dots:
        return _one_sided(sign, _chance(low))
    in_percent = _in_percent(text, [end for end in (low, high) if end])
    ends = [_chance(end, in_percent=in_percent) if end else None for end in (low, high)]
    found = Chances(ends[0] or 0, WHOLE if ends[1] is None else ends[1])
    if found.low > found.high:
        raise Unreadable(f"“{text}” runs backwards", "write the lower one first, such as 80..90")
    return found


def _one_sided(sign: str, end: int) -> Chances:
    if end == {"<": 0, ">": WHOLE}.get(sign):
        raise Unreadable(f"nothing is {sign}{_percent(end)}", "write p:0% or p:100%")
    if not sign:
        return Chances(end, end)
    return Chances(0, end - 1) if sign == "<" else Chances(end + 1, WHOLE)


def _in_percent(text: str, ends: list[str]) -> bool:
    """Say whether the ends of a range are percentages; whole numbers are, but 0 and 1 may not."""
    if any(end.endswith("%") for end in ends):
        return True
    if all(end in {"0", "1"} for end in ends):
        raise Unreadable(f"“{text}” may be in percent or not", "write 0%..1%, or leave p: away")
    return not any("." in end for end in ends)


def _chance(written: str, *, in_percent: bool = False) -> int:
    percent = "%" if in_percent and not written.endswith("%") else ""
    try:
        return int((read_decimal(written + percent) * WHOLE).to_integral_value())
    except Unreadable as error:
        raise _no_chance(written) from error


def _no_chance(text: str) -> Unreadable:
    return Unreadable(
        f"“{text[:40]}” is not a probability", "write p:80%, p:0.8, p:80..90 or p:0.8..0.9"
    )


def _percent(billionths: int) -> str:
    return f"{(Decimal(billionths) * 100 / WHOLE).normalize():f}%"


def _counted(length: re.Match[str], today: date, *, ahead: bool) -> Days:
    """Return less or more than so much time, from today."""
    if not length["sign"]:
        written = length[0]
        raise Unreadable(
            f"“{written}” is a length of time", f"write <{written} for less, or >{written} for more"
        )
    forth = 1 if ahead else -1
    count, unit = int(length["count"]) * forth, length["unit"][0]
    try:
        edge = (
            later(today, count * _MONTHS[unit])
            if unit in _MONTHS
            else today + timedelta(days=count * _DAYS[unit])
        )
    except ValueError as error:
        raise OverflowError from error
    if length["sign"] == "<":
        return Days(min(today, edge), max(today, edge))
    return Days(edge + _DAY, None) if ahead else Days(None, edge - _DAY)


def _named(written: str, today: date) -> Days:
    if written[:1] in {"<", ">"}:
        period = _period(written[1:].strip(), today)
        before = written[0] == "<"
        return Days(None, period.first - _DAY) if before else Days(period.last + _DAY, None)
    start, dots, end = written.partition("..")
    if not dots:
        period = _period(written, today)
        return Days(period.first, period.last)
    if not start and not end:
        raise Unreadable(f"“{written}” has no end", "write 2026-01..2026-03, ..2026 or 2026..")
    return Days(
        _period(start, today).first if start else None, _period(end, today).last if end else None
    )


def _period(written: str, today: date) -> Period:
    last = _LAST.fullmatch(written.lower())
    period = calendar_period(today, last["unit"], -1) if last else read_period(written, today)
    if period.counted and period.first > today and not _is_relative(written):
        raise Unreadable(
            f"“{written}” is still to come", f"name the year, such as {written} {today.year - 1}"
        )
    return period


def _is_relative(written: str) -> bool:
    return written.lower().startswith(("tomorrow", "next ", "day after", "coming "))
