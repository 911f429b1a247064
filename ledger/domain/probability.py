"""Probabilities as people write them, and as the ledger keeps them: whole billionths.

Invariant: what is stored is exact; a text with more than nine decimals is rounded half to even,
once, here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ledger.errors import Unreadable

WHOLE = 1_000_000_000
"""One, in billionths."""

_LONGEST = 60
_FORMS = "write 70%, 0.7, 7:3, `7 in 10`, or a range such as 60-80%"
_ODDS = re.compile(r"(\d+(?:\.\d+)?)\s*(?::|\bto\b)\s*(\d+(?:\.\d+)?)", re.ASCII)
_IN = re.compile(r"(\d+(?:\.\d+)?)\s+in\s+(\d+(?:\.\d+)?)", re.ASCII)
# \u2013 is the en dash that people type.
_RANGE = re.compile(r"(\d*\.?\d+)\s*(%?)\s*(?:-|\u2013|\.\.)\s*(\d*\.?\d+)\s*(%?)", re.ASCII)
_NUMBER = re.compile(r"\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """How probable some words say it is: low <= best <= high, in billionths, and as written."""

    low: int
    best: int
    high: int
    text: str


def read_probability(text: str) -> Reading:
    """Read ``70%``, ``0.7``, ``.7``, ``7:3``, ``7 in 10``, ``60-80%``; raise `Unreadable`."""
    written = text.strip()
    spread = _RANGE.fullmatch(written)
    if spread:
        return _range(written, *spread.groups())
    best = _single(written)
    return Reading(best, best, best, written)


def decimal_probability(text: str) -> int:
    """Read a plain decimal from 0 to 1, as files hold it, in billionths; raise `Unreadable`."""
    if _NUMBER.fullmatch(text.strip()) is None:
        raise Unreadable(
            f"“{text}” is not a probability", "write a decimal from 0 to 1, such as 0.7"
        )
    value = Decimal(text.strip())
    if value > 1:
        raise Unreadable(f"“{text}” is more than 1", "write a decimal from 0 to 1, such as 0.7")
    return _billionths(value)


def read_decimal(text: str) -> Decimal:
    """Read ``0.7`` or ``70%`` to the last digit, from 0 to 1; raise `Unreadable`."""
    written = text.strip()
    bare = written.removesuffix("%").strip()
    if len(bare) > _LONGEST or _NUMBER.fullmatch(bare) is None:
        raise Unreadable(f"“{text[:_LONGEST]}” is not a probability", "write 70% or 0.7")
    value = _hundredth(Decimal(bare)) if written.endswith("%") else Decimal(bare)
    if value > 1:
        raise Unreadable(f"“{text}” is more than certain", "write 70% or 0.7")
    return value


def shown(ppb: int) -> str:
    """Return billionths as a percentage without needless zeros: ``3 %``, ``0.05 %``."""
    percent = (Decimal(ppb) * 100 / WHOLE).normalize()
    return f"{percent:f} %"


def _range(written: str, low: str, low_percent: str, high: str, high_percent: str) -> Reading:
    unit = "%" if low_percent or high_percent else ""
    ends = _single(low + unit), _single(high + unit)
    if ends[0] > ends[1]:
        raise Unreadable(f"the range “{written}” runs backwards", f"write {high}-{low}{unit}")
    return Reading(ends[0], (ends[0] + ends[1]) // 2, ends[1], written)


def _single(written: str) -> int:
    odds, share = _ODDS.fullmatch(written), _IN.fullmatch(written)
    if odds:
        return _odds(written, Decimal(odds[1]), Decimal(odds[2]))
    if share:
        return _share(written, Decimal(share[1]), Decimal(share[2]))
    number = _number(written)
    return _checked(written, number / 100 if written.endswith("%") else number)


def _number(written: str) -> Decimal:
    bare = written.removesuffix("%").strip()
    if _NUMBER.fullmatch(bare) is None:
        raise Unreadable(f"“{written}” is not a probability", _FORMS)
    try:
        return Decimal(bare)
    except InvalidOperation as error:
        raise Unreadable(f"“{written}” is not a probability", _FORMS) from error


def _odds(written: str, on: Decimal, against: Decimal) -> int:
    if on == 0 or against == 0:
        raise Unreadable(
            f"“{written}” has nothing on one side", "write 0% or 100% if it is meant to be certain"
        )
    return _billionths(on / (on + against))


def _share(written: str, part: Decimal, whole: Decimal) -> int:
    if part > whole or whole == 0:
        raise Unreadable(f"“{written}” is more than there is", _FORMS)
    return _billionths(part / whole)


def _checked(written: str, value: Decimal) -> int:
    if value <= 1:
        kept = _billionths(value)
        if kept in {0, WHOLE} and value not in {0, 1}:
            raise Unreadable(
                f"“{written}” has more decimals than are kept", "write 0%, 100% or less exactly"
            )
        return kept
    if value <= 100 and not written.endswith("%"):
        raise Unreadable(
            f"“{written}” could be {written} % or a slip", f"write {written}% if per cent is meant"
        )
    raise Unreadable(f"“{written}” is more than certain", _FORMS)


def _hundredth(value: Decimal) -> Decimal:
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) - 2))


def _billionths(value: Decimal) -> int:
    return int((value * WHOLE).to_integral_value())
