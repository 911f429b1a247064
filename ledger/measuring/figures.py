"""The figures of each group: intervals, tests of calibration, and how the groups compare.

Invariant: every figure of a group follows from its own claims and the seed, whatever other groups
there are and in whatever order; but for those that compare everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from ledger.measuring import MANY_QUESTIONS, MANY_STORIES, SEED, WEIGHING
from ledger.measuring.brier import brier_of, by_question
from ledger.measuring.groups import Group, groups_of
from ledger.measuring.keeping import Keeping, kept
from ledger.measuring.ranges import range_of
from ledger.measuring.wordings import Shipped, wordings
from ledger.scoring.chance import against_chance
from ledger.scoring.clustered import Clustered, effective_n, mean_by_story
from ledger.scoring.cox import cox
from ledger.scoring.effects import adjusted
from ledger.scoring.isotonic import corp
from ledger.scoring.pairwise import benjamini_hochberg
from ledger.scoring.ranks import Rank, rank_sets
from ledger.scoring.shrinkage import effective_stories, pooled_variance, shrink
from ledger.scoring.spiegelhalter import spiegelhalter

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

Figures = dict[str, object]
_RANKED = ("usable", "solid")
_DRAWN = (
    "mcb_null_mean", "mcb_p", "mcb_null_mean_stories", "mcb_p_stories", "distinguishable",
    "spiegelhalter_p", "spiegelhalter_p_stories",
)  # fmt: skip


def measured(session: Session, asked: Asked, keeping: Keeping) -> list[list[object]]:
    """Return rows of the table `measured`: the figures of each group that a session is about.

    How far they rest on wording is for exports: screens have `claims sensitivity` for it.
    """
    groups = list(groups_of(session))
    weighing = asked.scope in WEIGHING
    figures = [_of_group(group, keeping, weighing=weighing) for group in groups]
    if not asked.shown_only:
        _by_wording(session, groups, figures, weighing=weighing)
    if not weighing:
        _adjust(groups, figures)
    if asked.grouping == ("commentator",):
        _compare(groups, figures, weighing=weighing)
    names = session.columns("from measured")
    return [[row.get(name) for name in names] for row in figures]


def _of_group(group: Group, keeping: Keeping, *, weighing: bool) -> Figures:
    """Return what can be told of one group by itself, under its name."""
    (own,) = kept(
        keeping, group, f"figures {weighing}", lambda: [_by_itself(group, weighing=weighing)]
    )
    return {"group_id": group.group_id, "prob_source": group.prob_source, **own}


def _by_itself(group: Group, *, weighing: bool) -> Figures:
    brier, relative = brier_of(group, weighing=weighing), _relative(group, weighing=weighing)
    row: Figures = {
        **_named(brier, "se", "df", "lo", "hi", prefix="brier_"),
        **_named(relative, "se", "lo", "hi", prefix="rel_brier_"),
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
        **_named(corp(scored.p, scored.y), "mcb", "dsc", "mcb_log", "dsc_log", "unc_log"),
        **_named(drawn, *_DRAWN),
        **_named(cox(scored), "intercept", "slope", "slope_lo", "slope_hi", prefix="cox_"),
    }


def _relative(group: Group, *, weighing: bool) -> Clustered:
    known = ~np.isnan(group.relative)
    if not weighing:
        return mean_by_story(group.relative[known], None, group.story[known])
    values, story = by_question(group, np.where(known, group.relative, 0.0), known)
    return mean_by_story(values, None, story)


def _named(found: object, *names: str, prefix: str = "") -> Figures:
    """Return some fields of what was found, under the names of the columns."""
    return {prefix + name: getattr(found, name) for name in names}


def _by_wording(
    session: Session, groups: Sequence[Group], figures: Sequence[Figures], *, weighing: bool
) -> None:
    """Tell of groups with claims in words what these leave open."""
    verbal = [
        pair for pair in zip(groups, figures, strict=True) if pair[0].prob_source != "numeric"
    ]
    if not verbal:
        return
    lexicons = Shipped()
    words = wordings(session, lexicons)
    for group, row in verbal:
        found = range_of(group, words, lexicons.names(), weighing=weighing)
        if found.n_verbal:
            row |= {
                **_named(found, "n_coders", "brier_coder_lo", "brier_coder_hi"),
                **_named(found, "lexicon_coverage", "brier_lexicon_lo", "brier_lexicon_hi"),
            }


# comparing groups


def _adjust(groups: Sequence[Group], figures: Sequence[Figures]) -> None:
    """Adjust the p values of a table for how many there are that may be looked at.

    Rows of which only the list is shown are left out; prob_sources and the simulated stand apart.
    """
    judged = [pair for pair in zip(groups, figures, strict=True) if pair[0].evidence != "list only"]
    for side in {(group.prob_source, group.simulated) for group, _ in judged}:
        rows = [row for group, row in judged if (group.prob_source, group.simulated) == side]
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
            rank([pair for pair in several if is_rankable(pair[0])])


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
                "rel_brier_mu": found.mu,
                "rel_brier_tau2": found.tau2,
            }


def is_rankable(group: Group) -> bool:
    """Say whether what is compared of a group is enough evidence, and of somebody with a name."""
    known = ~np.isnan(group.relative)
    questions = len(np.unique(group.scored.question[known]))
    stories = len(np.unique(group.story[known]))
    enough = questions >= MANY_QUESTIONS and stories >= MANY_STORIES
    return group.evidence in _RANKED and not group.anonymous and enough


def rank(pairs: Sequence[tuple[Group, Figures]]) -> None:
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
