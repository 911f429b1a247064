"""The intervals of each bin of a calibration table, and the bins where they are steps.

Invariant: a bin without claims has no row here; the views keep its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from ledger.measuring import WEIGHING
from ledger.measuring.groups import Block, Large, parts_of
from ledger.measuring.keeping import Keeping, Kept, kept
from ledger.scoring.chance import contradicted
from ledger.scoring.clustered import effective_ns
from ledger.scoring.consistency import bands
from ledger.scoring.groups import runs
from ledger.scoring.isotonic import Cells, in_cells, steps
from ledger.scoring.scored import Codes
from ledger.scoring.wilson import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.readmodel.session import Asked, Session

Edge = tuple[float | None, float | None]
NOWHERE: Edge = (None, None)
_BINS = 10
_WIDTH = 100_000_000


def measured_bins(session: Session, asked: Asked, keeping: Keeping) -> Iterator[list[object]]:
    """Yield rows of `measured_bins`: the intervals of each bin, and for `corp` the bins."""
    if asked.scope in WEIGHING:
        return
    names = session.columns("from measured_bins")
    scheme = asked.bin_scheme
    for part in parts_of(session):
        for row in (
            _of_large(part, scheme) if isinstance(part, Large) else _of(part, scheme, keeping)
        ):
            yield [row.get(name) for name in names]


def _of_large(group: Large, scheme: str) -> Iterator[dict[str, object]]:
    """Yield what is measured of a large group, some of its bins at a time."""
    p_ppb, cells = group.cells
    bins, edges = _cut(p_ppb, cells, scheme)
    for block in group.slices(bins):
        mine = bins[np.searchsorted(p_ppb, block["p_ppb"])]
        differs = block["contradicted"] > 0
        [rows] = _bins(
            block, mine, [edges[at] for at in np.searchsorted(bins, np.unique(mine))], differs
        )
        for row in rows:
            yield {"group_id": group.name.group_id, "prob_source": group.name.prob_source, **row}


def _of(block: Block, scheme: str, keeping: Keeping) -> Iterator[dict[str, object]]:
    """Yield what is measured of each group, under its name."""
    found = kept(keeping, block, f"bins {scheme}", lambda some: _of_groups(some, scheme))
    for name, rows in zip(block.names, found, strict=True):
        for row in rows:
            yield {"group_id": name.group_id, "prob_source": name.prob_source, **row}


def _of_groups(block: Block, scheme: str) -> Kept:
    """Return what is measured of each bin that has claims, by group."""
    cells, cell = in_cells(block.scored.p, block.scored.y, block.group)
    bins, edges = _cut(np.rint(cells.p * 1e9).astype(np.int64), cells, scheme)
    told = [edges[at] for at in runs(cells.group.numbers, bins).starts]
    differs = contradicted(block.scored, block.group)
    return _bins(block, bins[cell], told, differs)


def _bins(block: Block, bins: Codes, edges: Sequence[Edge], differs: NDArray[np.bool_]) -> Kept:
    """Return what is measured of each bin that has claims, by group, with its told `edges`."""
    found = bands(block.scored, block.group, bins, block.seeds, differs=differs)
    number = block.group.numbers
    order = np.lexsort((block["story"], bins, number))
    place = runs(number[order], bins[order])
    came = block["y"][order]
    worth = effective_ns(came, runs(number[order], bins[order], block["story"][order]), place)
    sums = zip(place.sums(came).tolist(), place.sizes.tolist(), worth.tolist(), strict=True)
    rows = [
        {
            "bin": band.bin,
            "lo": edge[0],
            "hi": edge[1],
            "n_eff": n_eff,
            **_ends("interval", wilson(k, n, n_eff)),
            **_ends("consistency", (band.lo, band.hi)),
        }
        for band, edge, (k, n, n_eff) in zip(chain(*found), edges, sums, strict=True)
    ]
    bounds = block.group.of(place)
    return [rows[a:b] for a, b in zip(bounds.starts, bounds.ends, strict=True)]


def _ends(name: str, ends: tuple[float | None, float | None] | None) -> dict[str, object]:
    lo, hi = ends or (None, None)
    return {f"{name}_lo": lo, f"{name}_hi": hi}


def _cut(p_ppb: Codes, cells: Cells, scheme: str) -> tuple[Codes, Sequence[Edge]]:
    """Return the bin of each cell, and its ends where the views need them told."""
    nowhere = [NOWHERE] * len(p_ppb)
    if scheme == "stated":
        return np.arange(len(p_ppb)) - np.repeat(cells.group.starts, cells.group.sizes), nowhere
    if scheme == "corp":
        return _steps(cells)
    return np.minimum(p_ppb // _WIDTH, _BINS - 1), nowhere


def _steps(cells: Cells) -> tuple[Codes, list[Edge]]:
    """Return the steps of each group's recalibration as its bins."""
    step = steps(cells)
    within = cells.group.of(step)
    bins = step.numbers - np.repeat(within.starts, cells.group.sizes)
    first, last = step.spread(cells.p[step.starts]), step.spread(cells.p[step.ends - 1])
    return bins, list(zip(first.tolist(), last.tolist(), strict=True))
