"""What is said of a commentator beside a coin: one who always says one half has a Brier of 0.25.

Invariant: from ten questions on a verdict needs an interval that leaves a quarter out; below that
it only names the side on which so few claims fell, and its n stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from ledger.measuring import WEIGHING
from ledger.measuring.brier import brier_of
from ledger.measuring.comparing import Figures, Relative
from ledger.measuring.groups import Group, Name, blocks_of, groups_of
from ledger.readmodel.queries_sensitivity import CLAIMS_THAT_COUNT
from ledger.scoring.scored import Codes

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

COIN = 0.25
BETTER, WORSE, LIKE, NOT_TOLD = (
    "better than a coin",
    "worse than a coin",
    "like a coin",
    "not told apart from a coin",
)
_DIGITS = 12

Key = tuple[str, str]
"""A commentator and prob_source."""


@dataclass(frozen=True)
class Verdict:
    """One commentator's figures and what may be said of them."""

    claims: Mapping[str, int]
    """The claims that count, with their probabilities of yes in billionths."""
    n_questions: int
    evidence: str
    brier: float | None
    lo: float | None
    hi: float | None
    verdict: str | None
    rank_lo: int | None = None
    rank_hi: int | None = None

    @property
    def n(self) -> int:
        """How many claims count."""
        return len(self.claims)


NOTHING = Verdict({}, 0, "list only", None, None, None, None)
"""Where no claim counts there is nothing to say."""


def verdicts(
    session: Session,
    asked: Asked,
    counting: Sequence[Group] | None = None,
    *,
    ranked: frozenset[Key] | None = None,
) -> dict[Key, Verdict]:
    """Return everybody's verdict in a session as it is; ranked are those named, or who may be.

    `counting` are the claims that count, where they are known already.
    """
    groups = list(groups_of(session, CLAIMS_THAT_COUNT)) if counting is None else counting
    weighing = asked.scope in WEIGHING
    ranks = {} if weighing or not _several(groups, ranked) else _ranks(session, ranked)
    return {
        (group.group_id, group.prob_source): _verdict(group, ranks, weighing=weighing)
        for group in groups
    }


def reread(
    groups: Iterable[Group], readings: Mapping[str, int | None], asked: Asked
) -> dict[Key, Verdict]:
    """Return the verdicts on the same claims, some of them read otherwise."""
    weighing = asked.scope in WEIGHING
    return {
        (group.group_id, group.prob_source): _verdict(
            group.reading(_read(group, readings)), {}, weighing=weighing
        )
        for group in groups
        if any(claim in readings for claim in group.claims)
    }


def _read(group: Group, readings: Mapping[str, int | None]) -> Codes:
    found = [readings.get(claim) for claim in group.claims]
    own = zip(found, group.p_ppb, strict=True)
    return np.array([int(p) if one is None else one for one, p in own], dtype=np.int64)


def by_interval(one: Verdict, lo: float | None, hi: float | None) -> Verdict:
    """Return a verdict as another interval of the same score has it."""
    lo, hi = rounded(lo), rounded(hi)
    return replace(one, lo=lo, hi=hi, verdict=told(one.brier, lo, hi, one.evidence))


def told(brier: float | None, lo: float | None, hi: float | None, evidence: str) -> str | None:
    """Say on which side of a coin a Brier score is, as far as the evidence allows."""
    if brier is None:
        return None
    if evidence == "list only":
        return LIKE if brier == COIN else BETTER if brier < COIN else WORSE
    if lo is None or hi is None or lo <= COIN <= hi:
        return NOT_TOLD
    return BETTER if hi < COIN else WORSE


def _verdict(group: Group, ranks: Mapping[Key, Figures], *, weighing: bool) -> Verdict:
    found = brier_of(group, weighing=weighing)
    brier, lo, hi = (rounded(value) for value in (found.mean, found.lo, found.hi))
    place = ranks.get((group.group_id, group.prob_source), {})
    return Verdict(
        dict(zip(group.claims, map(int, group.p_ppb), strict=True)),
        len(set(map(int, group.columns["question"]))),
        group.evidence,
        brier,
        lo,
        hi,
        told(brier, lo, hi, group.evidence),
        cast("int | None", place.get("rank_lo")),
        cast("int | None", place.get("rank_hi")),
    )


def rounded(value: float | None) -> float | None:
    """Return a figure to the digits that the tables have."""
    return None if value is None else round(value, _DIGITS)


def _several(groups: Sequence[Group], ranked: frozenset[Key] | None) -> bool:
    """Say whether there may be two to rank, so that what peers said has to be worked out."""
    able = {
        (group.group_id, group.prob_source)
        for group in groups
        if group.evidence in {"usable", "solid"} and not group.name.anonymous
    }
    return len(able if ranked is None else able & ranked) > 1


def _ranks(session: Session, ranked: frozenset[Key] | None) -> dict[Key, Figures]:
    """Return the places of those who may be ranked, by side, as the scoreboard has them."""
    session.work_out("claim_figures")
    places: dict[Key, Figures] = {}
    compared: dict[tuple[str, bool], Relative] = {}
    for block in blocks_of(session):
        for side in sides(block.names):
            chosen = [
                at
                for at, name in enumerate(block.names)
                if name.side == side and (ranked is None or _key(name) in ranked)
            ]
            if chosen:
                rows: list[Figures] = [
                    places.setdefault(_key(block.names[at]), {}) for at in chosen
                ]
                compared.setdefault(side, Relative()).add(block.only(np.array(chosen)), rows)
    for one in compared.values():
        one.rank()
    return places


def _key(name: Name) -> Key:
    return name.group_id, name.prob_source


def sides(names: Iterable[Name]) -> list[tuple[str, bool]]:
    """Return the prob_sources, the simulated apart: who is compared with whom."""
    return sorted({name.side for name in names})
