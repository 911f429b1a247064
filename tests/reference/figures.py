"""A figure of ours beside the published one, and how far apart they may be.

Invariant: what one side has and the other has not is infinitely far apart.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

CLOSE = 1e-7
"""How close computed answers are: probabilities are stored as whole billionths."""
EXACT = 1e-9
"""Where the probabilities of a data set are whole billionths themselves."""
DIGITS = 1e-11
"""Answers are printed with twelve significant digits; beyond 10,000 that is what limits them."""


@dataclass(frozen=True)
class Figure:
    """One number that is published, and ours."""

    where: str
    ours: float | None
    said: float | None
    tolerance: float
    printed: bool = False
    """Published to a few digits only, by rounding or by drawing: these set the tolerance."""

    @property
    def apart(self) -> float:
        """Return the absolute difference."""
        if self.ours is None or self.said is None:
            return 0.0 if self.ours is self.said else math.inf
        return abs(self.ours - self.said)

    @property
    def beyond(self) -> bool:
        """Return whether they are further apart than they may be."""
        return not self.apart <= self.tolerance


def beyond(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that are too far from their answers."""
    return [figure for figure in figures if figure.beyond]


def count(where: str, ours: object, said: int) -> Figure:
    """Return a figure that is a number of things, and must be the same."""
    return Figure(where, number(ours), said, 0.0)


def close(where: str, ours: object, said: float | None, tolerance: float = CLOSE) -> Figure:
    """Return a figure that was computed, and printed with twelve significant digits."""
    return Figure(where, number(ours), said, max(tolerance, DIGITS * abs(said or 0.0)))


def decimals(where: str, ours: object, said: float, places: int, units: float = 0.5) -> Figure:
    """Return a figure published with so many decimals, and right to so many units of the last."""
    return Figure(where, number(ours), said, _hair(units * 10.0**-places), printed=True)


def significant(where: str, ours: object, said: float, digits: int = 3) -> Figure:
    """Return a figure that was published with so many significant digits."""
    last = 10.0 ** (math.floor(math.log10(abs(said))) - digits + 1)
    return Figure(where, number(ours), said, _hair(last / 2), printed=True)


def number(value: object) -> float | None:
    """Return a cell of a table as a number."""
    if value is None or isinstance(value, int | float):
        return value
    return float(str(value))


def leaves(answers: Mapping[str, object], over: str = "") -> Iterator[str]:
    """Yield the dotted name of every number in nested answers, of a list for each of its parts."""
    for name, value in answers.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                yield from leaves(each, f"{over}{name}.")
            elif not isinstance(each, str):
                yield f"{over}{name}"


def left_out(said: Iterable[str], compared: Collection[str]) -> list[str]:
    """Return what is published and was not compared, whole sections by their first name."""
    heads = {name.partition(".")[0] for name in compared}
    left = [name for name in said if name not in compared]
    whole = (name if (head := name.partition(".")[0]) in heads else head for name in left)
    return list(dict.fromkeys(whole))


def _hair(tolerance: float) -> float:
    """Return a hair more, for what binary fractions do to a tie."""
    return tolerance * (1 + 1e-9)
