"""A coding of an outcome in the making: what each key answers. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.coding.queue import OutcomeItem
from ledger.domain.coding import CodeOutcome
from ledger.domain.dates import read_day
from ledger.errors import Unreadable

UNFIT, UNCLEAR = "annulled", "ambiguous"


def begun(item: OutcomeItem, coder: str, codebook: str) -> CodeOutcome:
    """Return the coding to begin with: no outcome yet."""
    return CodeOutcome(
        item.question, coder, codebook, outcome="", shown=("text",) if item.utterances else ()
    )


def plain(code: CodeOutcome, item: OutcomeItem, key: str) -> CodeOutcome | None:
    """Return the coding that a key completes, or None where the key asks for more."""
    if key in {"a", "m"}:
        return replace(code, outcome=UNFIT if key == "a" else UNCLEAR, known_on=item.closes_on)
    if item.kind == "binary" and key == "n":
        return came(code, "no", item.closes_on)
    return None


def option(item: OutcomeItem, key: str) -> str | None:
    """Return the option of a question that a digit names; the day is to be asked."""
    if item.kind == "choice" and key.isdecimal() and 0 < int(key) <= len(item.options):
        return item.options[int(key) - 1]
    return None


def came(code: CodeOutcome, outcome: str, on: date | None) -> CodeOutcome:
    """Return the coding with an outcome and the day on which it could be known."""
    return replace(code, outcome=outcome, happened_on=on, known_on=on)


def dated(code: CodeOutcome, typed: str, item: OutcomeItem, today: date) -> CodeOutcome:
    """Return the coding with the day on which it happened; none typed means the closing day."""
    on = read_day(typed, today) if typed.strip() else item.closes_on
    if on is None or on > today:
        raise Unreadable("an outcome needs the day on which it could be known", "2026-03-14")
    return came(code, code.outcome, on)
