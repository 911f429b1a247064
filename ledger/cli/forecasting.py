"""Forecasts that are no probability of yes, as typed: shares, quantiles, intervals, a value.

Invariant: what kind of question is meant follows from what was typed and from nothing else; where
it does not, it has to be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.cli.options import one_of, text
from ledger.domain.forecast import Stated, read_interval
from ledger.domain.kinds import KINDS
from ledger.domain.kinds.date import read_day
from ledger.errors import Refused, Unreadable

EXAMPLES = {
    "binary": "-p 80%",
    "choice": '--choice "A=60%" --choice "B=40%"',
    "number": "--interval 10:20@80%",
    "date": "--interval 2026-03-01:2026-05-01@80%",
}
"""What a forecast of a question of each kind may look like."""
ENDS = {"binary": "yes", "choice": "OPTION", "number": "NUMBER", "date": "DATE"}
"""What a question of each kind ends in."""


@dataclass(frozen=True)
class TypedForecast:
    """What was typed of a forecast, and of a question, of another kind than yes or no."""

    choices: tuple[str, ...] = ()
    quantiles: tuple[str, ...] = ()
    intervals: tuple[str, ...] = ()
    point: str | None = None
    kind: str | None = None
    options: tuple[str, ...] = ()
    ordered: bool = False
    unit: str | None = None
    scale: str | None = None

    @property
    def given(self) -> bool:
        """Whether a forecast was typed."""
        return bool(self.choices or self.quantiles or self.intervals) or self.point is not None

    def stated(self) -> Stated:
        """Return the forecast; raise `Unreadable` where a part of it cannot be told."""
        quantiles = [_pair("--quantile", one, "0.5=12") for one in self.quantiles]
        for one in self.intervals:
            quantiles += read_interval(one)
        choices = tuple(_pair("--choice", one, '"A=60%"') for one in self.choices)
        return Stated(choices, tuple(quantiles), self.point)

    def kind_meant(self) -> str:
        """Return the kind of question that this is about, where a new one is asked."""
        if self.kind:
            return one_of("kind of question", self.kind, tuple(KINDS))
        if self.choices or self.options:
            return "choice"
        if self.unit:
            return "number"
        if not self.given:
            return "binary"
        stated = self.stated()
        values = [value for _, value in stated.quantiles]
        if all(map(_is_day, values if stated.point is None else [*values, stated.point])):
            return "date"
        raise Unreadable("a number needs a unit", "say of what: --unit cases")

    def options_meant(self) -> tuple[str, ...]:
        """Return the options of a new question: as listed, else those that have a probability."""
        listed = self.options or tuple(name for name, _ in self.stated().choices)
        return tuple(name.strip() for name in listed)

    def of_question(self) -> dict[str, object]:
        """Return by its option what was typed that belongs to a question."""
        return {
            "--question-kind": self.kind,
            "--option": self.options,
            "--ordered": self.ordered,
            "--unit": self.unit,
            "--scale": self.scale,
        }

    def words(self) -> list[str]:
        """Return the forecast as it was typed, for a command line."""
        several = (
            ("--choice", self.choices),
            ("--quantile", self.quantiles),
            ("--interval", self.intervals),
            ("--point", (self.point,) if self.point is not None else ()),
        )
        return [word for name, values in several for value in values for word in (name, value)]


def _is_day(value: str) -> bool:
    try:
        return bool(read_day(value))
    except Unreadable:
        return False


def _pair(name: str, given: str, example: str) -> tuple[str, str]:
    before, separator, after = given.rpartition("=")
    if not (separator and before.strip() and after.strip()):
        raise Unreadable(f"{name} cannot be “{given}”", f"write {name} {example}")
    return before.strip(), after.strip()


def table_of_kind(table: str, kind: str) -> str:
    """Return the table for questions of one kind; raise `Refused` for several kinds at once."""
    if kind == "all" or "," in kind:
        raise Refused(
            "a Brier score, a ranked probability score and a distance in days have no common unit",
            "ask for one kind at a time: --question-kind choice",
        )
    if one_of("kind of question", kind, tuple(KINDS)) == "binary":
        return table
    if table != "scoreboard":
        raise Unreadable(
            f"--question-kind chooses a scoreboard, and {table} is none",
            f"claims export scoreboard --question-kind {kind}",
        )
    return f"scoreboard_{kind}"


def none_given(asked: str, kind: str) -> Unreadable:
    """Return the error for a claim without a forecast on a question of this kind."""
    return Unreadable(f"there is no forecast of “{asked}”", f"claims add … {EXAMPLES[kind]}")


def texts(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return several checked texts from the command line."""
    return tuple(text(one) for one in given or ())
