"""Two commentators on the questions that both answered: is one of them better?

Invariant: what is compared is one pair of losses a question, as both stood when both had spoken.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from ledger.measuring import SEED
from ledger.readmodel.queries import PAIRS
from ledger.scoring.draws import derived
from ledger.scoring.pairwise import benjamini_hochberg, compare

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows, Session

DETECT = 0.05
"""The difference of Brier scores whose chance to be found is told (`power`)."""


def comparisons(session: Session) -> Rows:
    """Return a row for each pair that shares a question, of those whom the session is about.

    Differences are the first one's Brier score less the other's: below 0, the first is better.
    """
    several = groupby(
        session.rows(PAIRS), key=lambda row: (row["one_id"], row["other_id"], row["prob_source"])
    )
    found = [_compared(list(pair)) for _, pair in several]
    return list(_adjusted(found))


def _compared(pair: Rows) -> dict[str, object]:
    first = pair[0]
    one, other = (
        np.array([row[name] for row in pair], dtype=np.float64)
        for name in ("one_brier", "other_brier")
    )
    names = (str(first["one_id"]), str(first["other_id"]), str(first["prob_source"]))
    story = np.unique([str(row["cluster"]) for row in pair], return_inverse=True)[1].astype(
        np.int64
    )
    found = compare(one - other, story, derived(SEED, *names), detect=DETECT)
    return {
        "one": first["one"],
        "other": first["other"],
        "prob_source": first["prob_source"],
        "n_questions": found.n_questions,
        "n_stories": found.difference.n_stories,
        "one_brier": float(one.mean()),
        "other_brier": float(other.mean()),
        "difference": found.difference.mean,
        "difference_se": found.difference.se,
        "difference_lo": found.difference.lo,
        "difference_hi": found.difference.hi,
        "p": found.p,
        "smallest_p": found.smallest_p,
        "power": found.power,
        "one_id": first["one_id"],
        "other_id": first["other_id"],
    }


def _adjusted(rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Yield the rows with p adjusted for how many pairs are compared (Benjamini & Hochberg)."""
    adjusted = benjamini_hochberg(
        [None if row["p"] is None else float(str(row["p"])) for row in rows]
    )
    for row, value in zip(rows, adjusted, strict=True):
        yield {**row, "p_bh": value}
