"""What sums cannot tell of the groups of a report: measured, and put where its views read it.

Invariant: every figure of a group follows from its own claims and the seed, whatever other groups
there are and in whatever order; but for those that compare everybody, which name whom they compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from ledger.scoring.chance import Chance, against_chance
from ledger.scoring.clustered import Clustered, effective_n, mean_by_story
from ledger.scoring.consistency import consistency_bands
from ledger.scoring.cox import Cox, cox
from ledger.scoring.draws import derived
from ledger.scoring.effects import adjusted
from ledger.scoring.isotonic import Corp, corp
from ledger.scoring.pairwise import benjamini_hochberg
from ledger.scoring.ranks import Rank, rank_sets
from ledger.scoring.scored import Codes, Floats, Scored
from ledger.scoring.shrinkage import effective_stories, pooled_variance, shrink
from ledger.scoring.spiegelhalter import spiegelhalter
from ledger.scoring.wilson import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.readmodel.session import Asked, Session

SEED = 1
"""Of every draw; headers print it."""
WEIGHING = ("question_weighted", "time_averaged")
"""Scopes by which a claim counts by its weight, not as one probability with one outcome."""
RANKED_BY = "rel_brier"
"""The statistic that ranks and shrinkage are of."""
_RANKED = ("usable", "solid")
_BINS = 10
_WIDTH = 100_000_000

_CLAIMS = """
    select
        claim_figures.group_id,
        claim_figures.prob_source,
        group_evidence.evidence,
        commentator_kind = 'anonymous' as anonymous,
        simulated,
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
_NUMBERS = ("y", "weight", "share", "relative")

Figures = dict[str, object]


@dataclass(frozen=True, eq=False)
class Group:
    """The claims that count of one group and prob_source, as arrays of one length."""

    group_id: str
    prob_source: str
    evidence: str
    anonymous: bool
    simulated: bool
    columns: Mapping[str, NDArray[Any]]

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

    @property
    def seed(self) -> int:
        """The seed of what is drawn for this group."""
        return derived(SEED, self.group_id, self.prob_source)


def measure(session: Session, asked: Asked) -> None:
    """Fill `measured` for what the session is about: the figures of each group."""
    groups = list(_groups(session))
    weighing = asked.scope in WEIGHING
    figures = [_of_group(group, weighing=weighing) for group in groups]
    if not weighing:
        _adjust(figures)
    if asked.grouping == ("commentator",):
        _compare(groups, figures, weighing=weighing)
    names = session.columns("from measured")
    session.fill("measured", [[row.get(name) for name in names] for row in figures])


def measure_bins(session: Session, asked: Asked) -> None:
    """Fill `measured_bins`: the intervals of each bin, and the bins themselves for `corp`."""
    if asked.scope in WEIGHING:
        return
    bins = [row for group in _groups(session) for row in _bins(group, asked.bin_scheme)]
    names = session.columns("from measured_bins")
    session.fill("measured_bins", [[row.get(name) for name in names] for row in bins])


def _groups(session: Session) -> Iterator[Group]:
    """Yield the groups in the order of their names."""
    found = session.arrays(_CLAIMS)
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
        )


def _of_group(group: Group, *, weighing: bool) -> Figures:
    """Return what can be told of one group by itself."""
    brier, relative = _brier(group, weighing=weighing), _relative(group, weighing=weighing)
    row: Figures = {
        "group_id": group.group_id,
        "prob_source": group.prob_source,
        "brier_se": brier.se,
        "brier_df": brier.df,
        "brier_lo": brier.lo,
        "brier_hi": brier.hi,
        "rel_brier_se": relative.se,
        "rel_brier_lo": relative.lo,
        "rel_brier_hi": relative.hi,
    }
    return row if weighing else row | _counted_once(group)


def _counted_once(group: Group) -> Figures:
    """Return what takes each claim for one probability with one outcome."""
    scored = group.scored
    drawn = against_chance(scored, group.seed)
    normal = spiegelhalter(scored.p, scored.y).p_normal
    return {
        "n_eff": effective_n(scored.brier(), scored.story),
        "spiegelhalter_p_normal": normal,
        **_corp(corp(scored.p, scored.y)),
        **_chance(drawn),
        **_cox(cox(scored)),
    }


def _brier(group: Group, *, weighing: bool) -> Clustered:
    scored = group.scored
    if not weighing:
        return mean_by_story(scored.brier(), scored.p, scored.story, bounds=(0.0, 1.0))
    values, story = _by_question(group, scored.brier())
    return mean_by_story(values, None, story, bounds=(0.0, 1.0))


def _relative(group: Group, *, weighing: bool) -> Clustered:
    known = ~np.isnan(group.relative)
    if not weighing:
        return mean_by_story(group.relative[known], None, group.story[known])
    values, story = _by_question(group, np.where(known, group.relative, 0.0), known)
    return mean_by_story(values, None, story)


def _by_question(
    group: Group, losses: Floats, known: np.typing.NDArray[np.bool_] | None = None
) -> tuple[Floats, Codes]:
    """Return sum(weight * loss) / sum(share) of each commentator on each question, and its story.

    The mean of these is that of the group as long as everybody's claims on a question are all
    known or none is.
    """
    chosen = np.ones(len(losses), dtype=bool) if known is None else known
    pairs = np.stack([group.commentator[chosen], group.scored.question[chosen]])
    _, first, pair = np.unique(pairs, axis=1, return_index=True, return_inverse=True)
    weighed = np.bincount(pair.ravel(), weights=(group.columns["weight"] * losses)[chosen])
    shared = np.bincount(pair.ravel(), weights=group.columns["share"][chosen])
    return weighed / shared, group.story[chosen][first]


def _corp(found: Corp) -> Figures:
    return {
        "mcb": found.mcb,
        "dsc": found.dsc,
        "mcb_log": found.mcb_log,
        "dsc_log": found.dsc_log,
        "unc_log": found.unc_log,
    }


def _chance(drawn: Chance) -> Figures:
    return {
        "mcb_null_mean": drawn.mcb_null_mean,
        "mcb_p": drawn.mcb_p,
        "mcb_null_mean_stories": drawn.mcb_null_mean_stories,
        "mcb_p_stories": drawn.mcb_p_stories,
        "distinguishable": drawn.distinguishable,
        "spiegelhalter_p": drawn.spiegelhalter_p,
        "spiegelhalter_p_stories": drawn.spiegelhalter_p_stories,
    }


def _cox(line: Cox) -> Figures:
    return {
        "cox_intercept": line.intercept,
        "cox_slope": line.slope,
        "cox_slope_lo": line.slope_lo,
        "cox_slope_hi": line.slope_hi,
    }


# comparing groups


def _adjust(figures: Sequence[Figures]) -> None:
    """Adjust the p values of a table for how many there are, prob_sources apart."""
    for source in {row["prob_source"] for row in figures}:
        rows = [row for row in figures if row["prob_source"] == source]
        found = benjamini_hochberg([cast("float | None", row["spiegelhalter_p"]) for row in rows])
        for row, value in zip(rows, found, strict=True):
            row["spiegelhalter_p_bh"] = value


def _compare(groups: Sequence[Group], figures: Sequence[Figures], *, weighing: bool) -> None:
    """Compare commentators with each other: those of one prob_source, the simulated apart."""
    pairs = list(zip(groups, figures, strict=True))
    for side in {(group.prob_source, group.simulated) for group in groups}:
        several = [pair for pair in pairs if (pair[0].prob_source, pair[0].simulated) == side]
        if not weighing:
            _difficulty(several)
            _shrink(several)
            _rank([pair for pair in several if _rankable(pair[0])])


def _difficulty(pairs: Sequence[tuple[Group, Figures]]) -> None:
    """Tell what everybody would have scored on the same questions."""
    loss, who, asked = (
        np.concatenate(parts)
        for parts in zip(
            *((g.scored.brier(), g.commentator, g.scored.question) for g, _ in pairs), strict=True
        )
    )
    found = {one.commentator: one for one in adjusted(loss, who, asked)}
    for group, row in pairs:
        own = found[int(group.commentator[0])]
        row |= {
            "difficulty_adjusted": own.score,
            "component": own.component,
            "n_component": own.commentators,
        }


def _shrink(pairs: Sequence[tuple[Group, Figures]]) -> None:
    """Draw relative scores towards everybody's mean by how little they rest on."""
    beside = [(group, row, ~np.isnan(group.relative)) for group, row in pairs]
    beside = [(group, row, known) for group, row, known in beside if known.any()]
    if not beside:
        return
    means = [mean_by_story(g.relative[known], None, g.story[known]) for g, _, known in beside]
    effective = np.array([effective_stories(g.story[known]) for g, _, known in beside])
    values = np.array([one.mean for one in means], dtype=np.float64)
    found = shrink(values, effective, pooled_variance(means, effective))
    if found is not None:
        for (_, row, _), one in zip(beside, found.people, strict=True):
            row |= {
                "rel_brier_shrunk": one.value,
                "rel_brier_shrunk_lo": one.lo,
                "rel_brier_shrunk_hi": one.hi,
            }


def _rankable(group: Group) -> bool:
    known = ~np.isnan(group.relative)
    return group.evidence in _RANKED and not group.anonymous and bool(known.any())


def _rank(pairs: Sequence[tuple[Group, Figures]]) -> None:
    """Rank by relative Brier score, over resampled stories."""
    if len(pairs) < 2:
        return
    known = [(group, ~np.isnan(group.relative)) for group, _ in pairs]
    found = rank_sets([(group.relative[some], group.story[some]) for group, some in known], SEED)
    for (_, row), place in zip(pairs, found, strict=True):
        row.update(_placed(place))


def _placed(place: Rank) -> Figures:
    return {
        "rank_lo": place.rank_lo,
        "rank_hi": place.rank_hi,
        "rank_set_lo": place.simultaneous_lo,
        "rank_set_hi": place.simultaneous_hi,
        "p_best": place.p_best,
    }


# bins


def _bins(group: Group, scheme: str) -> Iterator[Figures]:
    """Yield what is measured of each bin that has claims."""
    scored = group.scored
    bins, edges = _cut(group, scheme)
    bands = {band.bin: band for band in consistency_bands(scored, bins, group.seed)}
    for code in np.unique(bins):
        inside = bins == code
        came, story = scored.y[inside], scored.story[inside]
        worth = effective_n(came, story)
        ends = wilson(float(came.sum()), len(came), worth) or (None, None)
        lo, hi = edges.get(int(code), (None, None))
        yield {
            "group_id": group.group_id,
            "prob_source": group.prob_source,
            "bin": int(code),
            "lo": lo,
            "hi": hi,
            "n_eff": worth,
            "interval_lo": ends[0],
            "interval_hi": ends[1],
            "consistency_lo": bands[int(code)].lo,
            "consistency_hi": bands[int(code)].hi,
        }


def _cut(group: Group, scheme: str) -> tuple[Codes, dict[int, tuple[float, float]]]:
    """Return each claim's bin, and the ends of the bins where the views need them told."""
    if scheme == "stated":
        return np.unique(group.p_ppb, return_inverse=True)[1].astype(np.int64), {}
    if scheme == "corp":
        blocks = corp(group.scored.p, group.scored.y).blocks
        highs = np.array([block.hi for block in blocks])
        edges = {at: (block.lo, block.hi) for at, block in enumerate(blocks)}
        return np.searchsorted(highs, group.scored.p).astype(np.int64), edges
    return np.minimum(group.p_ppb // _WIDTH, _BINS - 1), {}
