"""The intervals of each bin of a calibration table, and the bins where they are steps.

Invariant: a bin without claims has no row here; the views keep its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ledger.measuring import WEIGHING
from ledger.measuring.groups import Group, groups_of
from ledger.measuring.keeping import Keeping, kept
from ledger.scoring.clustered import effective_n
from ledger.scoring.consistency import consistency_bands
from ledger.scoring.isotonic import corp
from ledger.scoring.scored import Codes
from ledger.scoring.wilson import wilson

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

_BINS = 10
_WIDTH = 100_000_000


def measured_bins(session: Session, asked: Asked, keeping: Keeping) -> list[list[object]]:
    """Return rows of `measured_bins`: the intervals of each bin, and for `corp` the bins."""
    if asked.scope in WEIGHING:
        return []
    bins = [row for group in groups_of(session) for row in _of(group, asked.bin_scheme, keeping)]
    names = session.columns("from measured_bins")
    return [[row.get(name) for name in names] for row in bins]


def _of(group: Group, scheme: str, keeping: Keeping) -> Iterator[dict[str, object]]:
    """Yield what is measured of a group, under its name."""
    for row in kept(keeping, group, f"bins {scheme}", lambda: list(_bins(group, scheme))):
        yield {"group_id": group.group_id, "prob_source": group.prob_source, **row}


def _bins(group: Group, scheme: str) -> Iterator[dict[str, object]]:
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
