"""The figures of each group: intervals, tests of calibration, and how the groups compare.

Invariant: every figure of a group follows from its own claims and the seed, whatever other groups
there are and in whatever order; but for those that compare everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ledger.measuring import WEIGHING
from ledger.measuring.brier import briers_of, relatives_of
from ledger.measuring.comparing import Comparing, Figures
from ledger.measuring.groups import Block, Name, blocks_of, by_story, groups_in_words
from ledger.measuring.keeping import Keeping, Kept, kept
from ledger.measuring.ranges import range_of
from ledger.measuring.wordings import Shipped, wordings
from ledger.scoring.chance import chances
from ledger.scoring.clustered import effective_ns
from ledger.scoring.cox import lines
from ledger.scoring.isotonic import corps, in_cells
from ledger.scoring.pairwise import benjamini_hochberg
from ledger.scoring.spiegelhalter import spiegelhalters

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

_DRAWN = (
    "mcb_null_mean", "mcb_p", "mcb_null_mean_stories", "mcb_p_stories", "distinguishable",
    "spiegelhalter_p", "spiegelhalter_p_stories",
)  # fmt: skip


def measured(session: Session, asked: Asked, keeping: Keeping) -> list[list[object]]:
    """Return rows of the table `measured`: the figures of each group that a session is about.

    How far they rest on wording is for exports: screens have `claims sensitivity` for it.
    """
    weighing = asked.scope in WEIGHING
    names: list[Name] = []
    figures: list[Figures] = []
    compared = None if weighing or asked.grouping != ("commentator",) else Comparing()
    for block in blocks_of(session):
        rows = _of_groups(block, keeping, weighing=weighing)
        names.extend(block.names)
        figures.extend(rows)
        if compared is not None:
            compared.add(block, rows)
    if not asked.shown_only:
        _by_wording(session, names, figures, weighing=weighing)
    if not weighing:
        _adjust(names, figures)
    if compared is not None:
        compared.tell()
    columns = session.columns("from measured")
    return [[row.get(column) for column in columns] for row in figures]


def _of_groups(block: Block, keeping: Keeping, *, weighing: bool) -> list[Figures]:
    """Return what can be told of each group by itself, under its name."""
    found = kept(
        keeping, block, f"figures {weighing}", lambda some: _by_themselves(some, weighing=weighing)
    )
    return [
        {"group_id": name.group_id, "prob_source": name.prob_source, **own}
        for name, (own,) in zip(block.names, found, strict=True)
    ]


def _by_themselves(block: Block, *, weighing: bool) -> Kept:
    """Return the figures of each group, one row for each."""
    beside = zip(
        briers_of(block, weighing=weighing), relatives_of(block, weighing=weighing), strict=True
    )
    rows: list[Figures] = [
        {
            **_named(brier, "se", "df", "lo", "hi", prefix="brier_"),
            **_named(relative, "se", "lo", "hi", prefix="rel_brier_"),
        }
        for brier, relative in beside
    ]
    if not weighing:
        for row, counted in zip(rows, _counted_once(block), strict=True):
            row.update(counted)
    return [[row] for row in rows]


def _counted_once(block: Block) -> list[Figures]:
    """Return what takes each claim for one probability with one outcome."""
    scored, group = block.scored, block.group
    order, story = by_story(block["story"], group)
    told = scored.taken(order)
    found = zip(
        effective_ns(told.brier(), story, group).tolist(),
        spiegelhalters(scored.p, scored.y, group),
        corps(in_cells(scored.p, scored.y, group)[0]),
        chances(scored, group, block.seeds),
        lines(told, group),
        strict=True,
    )
    return [
        {
            "n_eff": n_eff,
            "spiegelhalter_p_normal": normal.p_normal,
            **_named(corp, "mcb", "dsc", "mcb_log", "dsc_log", "unc_log"),
            **_named(drawn, *_DRAWN),
            **_named(line, "intercept", "slope", "slope_lo", "slope_hi", prefix="cox_"),
        }
        for n_eff, normal, corp, drawn, line in found
    ]


def _named(found: object, *names: str, prefix: str = "") -> Figures:
    """Return some fields of what was found, under the names of the columns."""
    return {prefix + name: getattr(found, name) for name in names}


def _by_wording(
    session: Session, names: Sequence[Name], figures: Sequence[Figures], *, weighing: bool
) -> None:
    """Tell of groups with claims in words what these leave open."""
    verbal = {
        (name.group_id, name.prob_source): row
        for name, row in zip(names, figures, strict=True)
        if name.prob_source != "numeric"
    }
    if not verbal:
        return
    lexicons = Shipped()
    words = wordings(session, lexicons)
    for group in groups_in_words(session):
        found = range_of(group, words, lexicons.names(), weighing=weighing)
        if found.n_verbal:
            verbal[group.group_id, group.prob_source] |= {
                **_named(found, "n_coders", "brier_coder_lo", "brier_coder_hi"),
                **_named(found, "lexicon_coverage", "brier_lexicon_lo", "brier_lexicon_hi"),
            }


def _adjust(names: Sequence[Name], figures: Sequence[Figures]) -> None:
    """Adjust the p values of a table for how many there are that may be looked at.

    Rows of which only the list is shown are left out; prob_sources and the simulated stand apart.
    """
    judged = [
        (name.side, row)
        for name, row in zip(names, figures, strict=True)
        if name.evidence != "list only"
    ]
    for side in {own for own, _ in judged}:
        rows = [row for own, row in judged if own == side]
        found = benjamini_hochberg([cast("float | None", row["spiegelhalter_p"]) for row in rows])
        for row, value in zip(rows, found, strict=True):
            row["spiegelhalter_p_bh"] = value
