"""Who is meant by a name that was typed: somebody on record, or somebody new.

Invariant: a near match is never taken by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import ask, find
from ledger.domain import commentator
from ledger.domain.names import commentator_stream
from ledger.errors import Refused
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.app import Ledger


def name_of(ledger: Ledger, given: str, *, may_ask: bool, new_person: bool) -> tuple[str, bool]:
    """Return the name to record, and whether it is new; raise `Refused` for a near match."""
    if is_known(ledger, given):
        return given, False
    near = None if new_person else near_name(ledger, given)
    if near is None:
        return given, True
    if may_ask:
        return (near, False) if ask.yes(f"Do you mean {near}?", default=True) else (given, True)
    raise Refused(
        f"“{given}” is not on record, but {near} is",
        f"--by {near!r}, or --new-person if it is somebody else",
    )


def is_known(ledger: Ledger, given: str) -> bool:
    """Say whether a name leads to somebody on record."""
    return commentator.fold(ledger.standing(commentator_stream(given))) is not None


def near_name(ledger: Ledger, given: str) -> str | None:
    """Return the name on record that may be meant by one that is not."""
    if not ledger.begun:
        return None
    return _near_person(given, [str(row["name"]) for row in ledger.ask(queries.COMMENTATOR_NAMES)])


def _near_person(given: str, names: list[str]) -> str | None:
    """Return a name on record that may be meant; initials and numbers tell people apart."""
    alike = [name for name in names if not find.told_apart(given, name)]
    partly = (name for name in alike if find.has_words(name, given) or find.has_words(given, name))
    return next(partly, None) or find.closest(given, alike)
