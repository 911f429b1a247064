"""Claims as ``claims list`` and ``claims search`` print them, and the orders they can be put in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.presenting import Manner, View, present
from ledger.cli.typed import claim_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.app import Ledger
    from ledger.readmodel.session import Asked, Rows

PIPED = (
    "id",
    "commentator",
    "said_on",
    "kind",
    "p",
    "outcome",
    "status",
    "brier",
    "words",
    "question",
    "source",
    "n_replies",
    "disputed",
)
"""The columns of piped output, tab-separated, without a header."""

_MANY = 10_000
"""Facts in a ledger from which on a few claims are found by their ids first."""
_FEW = 1_000
_LAST = "said_on, commentator, claim_id"
SORTS = {
    "said": _LAST,
    "due": f"closes_on nulls last, {_LAST}",
    "by": "commentator, said_on, claim_id",
    "p": f"p desc nulls last, {_LAST}",
    "score": f"brier nulls last, {_LAST}",
}
"""By the word for it: earliest first, nearest first, by name, most probable first, best first."""


def listed(
    held: Ledger, fit: tuple[str, Sequence[object]], order: str, limit: int, about: Asked
) -> Rows:
    """Return the claims that fit a condition, in an order; at most so many, or all of them.

    Of very many claims a few are found by their ids first: to put in order all that is told of
    each would take long.
    """
    condition, parameters = fit
    if not 0 < limit <= _FEW or held.position() < _MANY:
        return held.ask(query(condition, order, limit), parameters, about)
    with held.steady(about):
        found = held.ask(f"select claim_id {query(condition, order, limit)}", parameters, about)
        marks = ", ".join("?" * len(found)) or "null"
        ids = [row["claim_id"] for row in found]
        return held.ask(query(f"claim_id in ({marks})", order, 0), ids, about)


def query(condition: str, order: str, limit: int) -> str:
    """Return the query for the claims that fit a condition."""
    most = f" limit {limit}" if limit else ""
    return f"from claims where {condition} order by {order}{most}"


def piped(row: dict[str, object]) -> dict[str, object]:
    """Return a row as it is piped: the words in one column, and what stands for a probability."""
    forecast = row["forecast"] if row["p"] is None else row["p"]
    return {**row, "words": row["quote"] or row["reported"], "p": forecast}


def show(rows: Rows, note: str, hint: str, manner: Manner, *, filtered: bool) -> None:
    """Show claims on a terminal or as sentences, or say that there are none."""
    from ledger.screens import claims, spoken

    data = claims.Claims(claim_rows(rows), filtered=filtered, note=note)
    drawn, told = partial(claims.render, data), partial(spoken.claims, data.rows)
    present(View(rows, drawn, told), manner)
    if hint:
        output.talk(hint)
