"""What a claim can say of how a question ends: a probability, shares, quantiles, or a bare value.

Invariant: what is kept is exact: probabilities and levels in whole billionths, values as text. It
says nothing that the speaker did not say: there is no rest to spread and no curve to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from ledger.domain.fact import LONGEST_TEXT, Ppb, Text
from ledger.domain.number import plain
from ledger.domain.probability import WHOLE, read_decimal, shown
from ledger.errors import Refused, Unreadable

T = TypeVar("T", Decimal, int)
_INTERVAL = "write LOWER:UPPER@LEVEL, such as 10:20@80%"


class Quantile(BaseModel):
    """With this probability (billionths) the outcome is this value or a lower one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    level: Ppb
    value: Text


@dataclass(frozen=True)
class Stated:
    """A forecast as it was written, before anybody asks what kind of question it is about."""

    choices: tuple[tuple[str, str], ...] = ()
    """An option and its probability, for each option."""
    quantiles: tuple[tuple[str, str], ...] = ()
    """A level and its value, for each level."""
    point: str | None = None

    def __bool__(self) -> bool:
        return bool(self.choices or self.quantiles) or self.point is not None

    @property
    def text(self) -> str | None:
        """All of it in one line, to the letter; None for nothing, or for more than is kept."""
        pairs = (*self.choices, *self.quantiles)
        written = "; ".join(f"{name}: {value}" for name, value in pairs) or self.point
        return written if written is not None and len(written) <= LONGEST_TEXT else None


@dataclass(frozen=True)
class Forecast:
    """A forecast as it is kept. At most one of these says anything."""

    probability: int | None = None
    shares: tuple[int, ...] | None = None
    """In the order of the question's options."""
    quantiles: tuple[Quantile, ...] | None = None
    point: str | None = None

    def __bool__(self) -> bool:
        return self != Forecast()

    @property
    def forms(self) -> list[str]:
        """The names of those that say something."""
        return [name for name, value in vars(self).items() if value is not None]


def read_shares(options: Sequence[str], choices: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Read a probability for each option; raise `Refused` unless they are all there and add to 1.

    They are added as they were written; only then each is kept in whole billionths, the largest
    remainders rounded up so that these add up too.
    """
    given: dict[str, Decimal] = {}
    for name, text in choices:
        option = find_option(options, name)
        if option in given:
            raise Refused(f"“{option}” has two probabilities", "give each option one")
        given[option] = read_decimal(text)
    missing = [option for option in options if option not in given]
    if missing:
        raise Refused(
            f"{_listed(missing)} has no probability",
            "give every option one, 0 where it is ruled out; there is no rest to spread",
        )
    return _whole([given[option] for option in options])


def _whole(given: Sequence[Decimal]) -> tuple[int, ...]:
    exact = [Fraction(one) * WHOLE for one in given]
    if sum(exact) != WHOLE:
        total = plain(sum(given, Decimal(0)))
        told = f"to {total}" if total != "1" else "to almost 1"
        raise Refused(
            f"the probabilities of the options add up {told}", "they must add up to exactly 1"
        )
    kept = [int(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda at: kept[at] - exact[at])
    for at in order[: WHOLE - sum(kept)]:
        kept[at] += 1
    return tuple(kept)


def find_option(options: Sequence[str], given: str) -> str:
    """Return the option that is meant, its case aside; raise `Refused` with those there are."""
    written = given.strip()
    if written in options:
        return written
    alike = [option for option in options if option.casefold() == written.casefold()]
    if not alike:
        raise Refused(f"“{given}” is none of the options", f"use one of: {', '.join(options)}")
    return alike[0]


def read_quantiles(
    given: Sequence[tuple[str, str]], value: Callable[[str], str]
) -> tuple[Quantile, ...]:
    """Read levels and values, in any order, by rising level."""
    read = [Quantile(level=_level(level), value=value(text)) for level, text in given]
    return tuple(sorted(read, key=lambda one: one.level))


def check_quantiles(quantiles: Sequence[Quantile], size: Callable[[str], T]) -> None:
    """Raise `Refused` where levels stand twice or are certain, or where values cross."""
    for one in quantiles:
        if not 0 < one.level < WHOLE:
            raise Refused(
                f"a quantile at {shown(one.level)} says nothing",
                "a level lies between 0 and 1",
            )
    for lower, upper in pairwise(quantiles):
        if lower.level >= upper.level:
            raise Refused(f"the level {shown(lower.level)} stands twice", "give each level once")
        if size(lower.value) > size(upper.value):
            raise Refused(
                f"the quantiles cross: {shown(lower.level)} lies at {lower.value}, "
                f"{shown(upper.level)} at {upper.value}",
                "values may not fall as levels rise",
            )


def read_interval(text: str) -> tuple[tuple[str, str], ...]:
    """Read ``10:20@80%`` as two quantiles with as much outside on either side."""
    values, at, stated = text.rpartition("@")
    lower, between, upper = values.partition(":")
    if not (at and between and lower.strip() and upper.strip()):
        raise Unreadable(f"“{text}” is not an interval", _INTERVAL)
    inside = read_decimal(stated)
    if not 0 < inside < 1:
        raise Unreadable(f"an interval of {stated} says nothing", _INTERVAL)
    outside = (1 - inside) / 2
    return (plain(outside), lower.strip()), (plain(1 - outside), upper.strip())


def _level(text: str) -> int:
    exact = read_decimal(text) * WHOLE
    if exact != int(exact):
        raise Unreadable(f"the level “{text}” has more decimals than are kept", "give at most nine")
    return int(exact)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
