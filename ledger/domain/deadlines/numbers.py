"""Numbers up to a hundred as people say them in a deadline, and the units they are of.

Invariant: what is no exact number is None, not a guess: a few and several are none.
"""

from __future__ import annotations

import re
from fractions import Fraction

_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WHOLE = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    **dict.fromkeys(("a", "an"), 1),
    **dict.fromkeys(("a couple of", "a couple", "couple of"), 2),
    **dict.fromkeys(("a dozen", "dozen"), 12),
    **dict.fromkeys(("a hundred", "hundred", "one hundred"), 100),
    "half a dozen": 6,
}
_HALF = Fraction(1, 2)
_DIGITS = re.compile(r"[0-9]{1,5}(?:\.5)?")
_AND_A_HALF = re.compile(r"(?P<whole>.+) and a half")

UNITS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("day", "days", "d"), ("days", 1)),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "w"), ("days", 7)),
    **dict.fromkeys(("fortnight", "fortnights"), ("days", 14)),
    **dict.fromkeys(("month", "months", "mo", "mos", "mth", "mths", "m"), ("months", 1)),
    **dict.fromkeys(("quarter", "quarters", "q"), ("months", 3)),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y"), ("months", 12)),
    **dict.fromkeys(("decade", "decades"), ("months", 120)),
}
"""What a unit is of, days or months, and how many of them."""


def number(said: str) -> Fraction | None:
    """Return the number that was said: 6, twenty-one, a couple of, one and a half, half a."""
    if _DIGITS.fullmatch(said):
        return Fraction(said)
    if said in {"half a", "half an"}:
        return _HALF
    if whole := _AND_A_HALF.fullmatch(said):
        ones = number(whole["whole"])
        return None if ones is None else ones + _HALF
    if said in _WHOLE:
        return Fraction(_WHOLE[said])
    tens, _, ones_said = said.partition(" ")
    if tens in _TENS and ones_said in _ONES[1:10]:
        return Fraction(_WHOLE[tens] + _WHOLE[ones_said])
    return None
