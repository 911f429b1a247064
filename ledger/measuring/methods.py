"""How the figures of a report came about: who was looked for, who read what, what is missing.

Invariant: everything is of the claims asked for that end in yes or no, simulated forecasters left
out, and every share comes with its number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, cast

from ledger.measuring import WEIGHING
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Rows, Session

WORTHWHILE = 10
"""Scored claims of the commentator in the middle from which on a detectable difference is told."""
Z_TEST, Z_POWER = 1.96, 0.84
"""Of a two-sided test at 5 %, and of a power of 80 %."""
_E18 = 10**18


@dataclass(frozen=True)
class Bounds:
    """Where a mean Brier score would lie, were everything answered, either way."""

    n_scored: int
    n_void: int
    n_unscorable: int
    n_no_deadline: int
    n_open: int
    n_left_out: int
    """Late, early, superseded and the like: not missing, and in neither bound."""
    mean: float | None
    lowest: float | None
    highest: float | None
    commentator: str | None
    commentator_id: str | None
    """None of everybody together."""

    @property
    def n_missing(self) -> int:
        """Return how many claims are answered either way."""
        return self.n_void + self.n_unscorable + self.n_no_deadline + self.n_open


@dataclass(frozen=True)
class Detectable:
    """The smallest difference of two mean Brier scores that two middling records would show."""

    n: float
    """Scored claims of the commentator in the middle."""
    n_eff: float | None
    sd: float | None
    difference: float | None


@dataclass(frozen=True)
class Methods:
    """The numbers of a statement of methods."""

    n_claims: int
    n_stated: int
    n_plans: int
    collected: Mapping[str, int]
    readers: Mapping[str, int]
    readings: Rows
    coverage: Mapping[str, object]
    missing: Bounds
    missing_by_commentator: Sequence[Bounds]
    detectable: Detectable
    preregistrations: Rows


def methods(session: Session, asked: Asked) -> Methods:
    """Return the numbers for what a session is asked."""
    session.work_out("claim_brief")
    collected = {
        str(row["collected_by"]): _whole(row["n"])
        for row in session.rows(queries.METHODS_COLLECTED)
    }
    weighs = asked.scope in WEIGHING
    rows = session.rows(queries.MISSING_BOUNDS)
    return Methods(
        n_claims=sum(collected.values()),
        n_stated=_whole(session.rows(queries.METHODS_STATED)[0]["n"]),
        n_plans=_whole(session.rows(queries.METHODS_PLANS)[0]["n"]),
        collected=collected,
        readers=cast("Mapping[str, int]", session.rows(queries.METHODS_READERS)[0]),
        readings=session.rows(queries.METHODS_READINGS),
        coverage=session.rows(queries.EVERYTHING_COVERED)[0],
        missing=bounds(rows, weighs=weighs),
        missing_by_commentator=[_of(row, weighs=weighs) for row in rows],
        detectable=_detectable(session),
        preregistrations=session.rows(queries.PREREGISTERED),
    )


def bounds(rows: Rows, *, weighs: bool = False) -> Bounds:
    """Return the bounds of some commentators together; none by a scope that weighs claims."""
    names = ("n_scored", "n_void", "n_unscorable", "n_no_deadline", "n_open", "n_left_out")
    counts = {name: _total(rows, name) for name in names}
    n = counts["n_scored"]
    every = sum(counts.values()) - counts["n_left_out"]
    scored = _total(rows, "scored_e18")
    means = (
        (scored, n),
        (scored + _total(rows, "least_e18"), every),
        (scored + _total(rows, "most_e18"), every),
    )
    mean, lowest, highest = (None if weighs else _mean(*one) for one in means)
    return Bounds(
        **counts,
        mean=mean,
        lowest=lowest,
        highest=highest,
        commentator=None,
        commentator_id=None,
    )


def _of(row: Mapping[str, object], *, weighs: bool) -> Bounds:
    """Return the bounds of one commentator."""
    return replace(
        bounds([dict(row)], weighs=weighs),
        commentator=str(row["commentator"]),
        commentator_id=str(row["commentator_id"]),
    )


def detectable_difference(sd: float, n_eff: float) -> float:
    """Return (1.96 + 0.84) sqrt(2) sd / sqrt(n_eff): two-sided 5 %, power 80 %, two equal records.

    Cohen 1988, Statistical Power Analysis; claims of a story count as n_eff independent ones.
    """
    return (Z_TEST + Z_POWER) * math.sqrt(2) * sd / math.sqrt(n_eff)


def _detectable(session: Session) -> Detectable:
    """Tell what two records of middling length could show, claims of a story hanging together."""
    each = [_whole(row["n"]) for row in session.rows(queries.SCORED_EACH)]
    n = float(median(each)) if each else 0.0
    if n < WORTHWHILE:
        return Detectable(n, None, None, None)
    from ledger.scoring.clustered import Sums, spread_by_story

    sd, worth = spread_by_story(Sums(**session.arrays(queries.SCORED_LOSSES)))
    return Detectable(n, n * worth, sd, detectable_difference(sd, n * worth))


def _total(rows: Rows, name: str) -> int:
    return sum(_whole(row[name]) for row in rows)


def _mean(total_e18: int, n: int) -> float | None:
    return round(total_e18 / _E18 / n, 12) if n else None


def _whole(value: object) -> int:
    return int(str(value))
