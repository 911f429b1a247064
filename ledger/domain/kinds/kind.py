"""The shape that every kind of question has on this shelf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ledger.domain.forecast import Forecast, Stated
from ledger.errors import Refused


class Put(Protocol):
    """What a kind looks at of a question."""

    @property
    def text(self) -> str:
        """The question's words."""

    @property
    def options(self) -> tuple[str, ...]:
        """What a choice is between."""

    @property
    def ordered(self) -> bool:
        """Whether the options stand in an order."""

    @property
    def unit(self) -> str | None:
        """What a number is of."""

    @property
    def scale(self) -> str | None:
        """What a loss is divided by."""

    @property
    def closes_on(self) -> date | None:
        """The horizon: the last day on which it can come true."""


@dataclass(frozen=True)
class Kind:
    """How questions of one kind are put, forecast and ended. Each raises `Refused`."""

    name: str
    check: Callable[[Put], None]
    """Refuses a question that cannot be put this way."""
    read: Callable[[Put, Stated], Forecast]
    """Takes a forecast as it was written; returns it as it is kept."""
    fits: Callable[[Put, Forecast], None]
    """Refuses a forecast, as it is kept, that does not answer the question."""
    ends: Callable[[Put, str], str]
    """Takes an outcome as it was written, none of the void ones; returns it as it is kept."""
    outcomes: Callable[[Put], tuple[str, ...]]
    """The outcomes that a condition can name; none where they cannot be listed."""


_CALLED = {
    "ordered": "order",
    "probability": "a probability of yes",
    "shares": "probabilities of options",
    "point": "a bare value",
}
"""What people call a field."""


def check_words(put: Put, remedy: str) -> None:
    """Refuse a question without a word."""
    if not put.text.strip():
        raise Refused("a question needs words", remedy)


def check_without(put: Put, kind: str, *names: str) -> None:
    """Refuse what belongs to questions of other kinds."""
    given = ", ".join(_CALLED.get(name, name) for name in names if getattr(put, name))
    if given:
        raise Refused(f"a {kind} question has no {given}", "leave it away, or choose another kind")


def check_forms(put: Put, forecast: Forecast, *allowed: str, remedy: str) -> None:
    """Refuse a forecast of another form than those allowed, or of two at once."""
    others = [_CALLED.get(form, form) for form in forecast.forms if form not in allowed]
    if others:
        raise Refused(f"“{put.text}” cannot be forecast with {others[0]}", remedy)
    if len(forecast.forms) > 1:
        raise Refused(f"two forecasts of “{put.text}” at once", "give one or the other")
