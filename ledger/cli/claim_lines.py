"""Claims as ``claims list`` and ``claims search`` print them, and the orders they can be put in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.presenting import Manner, View, present
from ledger.cli.typed import claim_rows

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows

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

_LAST = "said_on, commentator, claim_id"
SORTS = {
    "said": _LAST,
    "due": f"closes_on nulls last, {_LAST}",
    "by": "commentator, said_on, claim_id",
    "p": f"p desc nulls last, {_LAST}",
    "score": f"brier nulls last, {_LAST}",
}
"""By the word for it: earliest first, nearest first, by name, most probable first, best first."""


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
