"""The claims that count, group by group, as arrays.

Invariant: groups come in the order of their names and claims in that of their ids, so that nothing
measured depends on how the rows were stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.measuring import SEED
from ledger.scoring.draws import derived
from ledger.scoring.scored import Codes, Floats, Scored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.readmodel.session import Session

_CLAIMS = """
    select
        claim_figures.group_id,
        claim_figures.prob_source,
        group_evidence.evidence,
        commentator_kind = 'anonymous' as anonymous,
        simulated,
        claim_id,
        dense_rank() over (order by commentator_id) as commentator,
        dense_rank() over (order by question) as question,
        dense_rank() over (order by cluster) as story,
        p_ppb,
        y,
        weight_e12 / 1e12 as weight,
        share_e12 / 1e12 as share,
        coalesce(brier_e18 / 1e18 - peers_brier, 'nan') as relative
    from claim_figures
    inner join group_evidence
        on claim_figures.group_id = group_evidence.group_id
        and claim_figures.prob_source = group_evidence.prob_source
    where status = 'resolved'
    order by claim_figures.group_id, claim_figures.prob_source, claim_id
"""
_CODES = ("commentator", "question", "story", "p_ppb")
_RANKS = ("commentator", "question", "story")
_NUMBERS = ("y", "weight", "share", "relative")


@dataclass(frozen=True, eq=False)
class Group:
    """The claims that count of one group and prob_source, as arrays of one length."""

    group_id: str
    prob_source: str
    evidence: str
    anonymous: bool
    simulated: bool
    columns: Mapping[str, NDArray[Any]]
    claims: Sequence[str]
    """The ids of the claims, in the order of the arrays."""

    @property
    def commentator(self) -> Codes:
        """Who said it."""
        return self.columns["commentator"]

    @property
    def p_ppb(self) -> Codes:
        """The probability of yes, in billionths."""
        return self.columns["p_ppb"]

    @property
    def story(self) -> Codes:
        """The story of the question, or the question itself."""
        return self.columns["story"]

    @property
    def relative(self) -> Floats:
        """Brier score less that of the peers; nan where there are none."""
        return self.columns["relative"]

    @property
    def scored(self) -> Scored:
        """The claims as the statistics take them."""
        return Scored(self.p_ppb / 1e9, self.columns["y"], self.columns["question"], self.story)

    def told_apart(self, name: str) -> NDArray[Any]:
        """Return a column; of codes, only which are the same and in which order they stand."""
        column = self.columns[name]
        return np.unique(column, return_inverse=True)[1] if name in _RANKS else column

    def reading(self, p_ppb: Codes) -> Group:
        """Return the same claims with other probabilities, not compared with peers any more."""
        relative = np.full(len(p_ppb), np.nan)
        return replace(self, columns={**self.columns, "p_ppb": p_ppb, "relative": relative})

    @property
    def seed(self) -> int:
        """The seed of what is drawn for this group."""
        return derived(SEED, self.group_id, self.prob_source)


def groups_of(session: Session, claims: str = _CLAIMS) -> Iterator[Group]:
    """Yield the groups in the order of their names; `claims` is a query of the same columns."""
    found = session.arrays(claims)
    names = list(zip(found["group_id"], found["prob_source"], strict=True))
    starts = [at for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    whole = {
        name: np.ma.getdata(found[name]).astype(np.int64 if name in _CODES else np.float64)
        for name in (*_CODES, *_NUMBERS)
    }
    for start, end in pairwise([*starts, len(names)]):
        yield Group(
            str(found["group_id"][start]),
            str(found["prob_source"][start]),
            str(found["evidence"][start]),
            bool(found["anonymous"][start]),
            bool(found["simulated"][start]),
            {name: column[start:end] for name, column in whole.items()},
            [str(name) for name in found["claim_id"][start:end]],
        )
