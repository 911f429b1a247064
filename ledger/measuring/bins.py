"""The intervals of each bin of a calibration table, and the bins where they are steps.

Invariant: a bin without claims has no row here; the views keep its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import TYPE_CHECKING

import numpy as np

from ledger.measuring import WEIGHING
from ledger.measuring.groups import Block, blocks_of
from ledger.measuring.keeping import Keeping, Kept, kept
from ledger.scoring.clustered import effective_ns
from ledger.scoring.consistency import bands
from ledger.scoring.groups import places, runs
from ledger.scoring.isotonic import in_cells, steps
from ledger.scoring.scored import Codes
from ledger.scoring.wilson import wilson

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

Edge = tuple[float | None, float | None]
NOWHERE: Edge = (None, None)
_BINS = 10
_WIDTH = 100_000_000


def measured_bins(session: Session, asked: Asked, keeping: Keeping) -> list[list[object]]:
    """Return rows of `measured_bins`: the intervals of each bin, and for `corp` the bins."""
    if asked.scope in WEIGHING:
        return []
    names = session.columns("from measured_bins")
    return [
        [row.get(name) for name in names]
        for block in blocks_of(session)
        for row in _of(block, asked.bin_scheme, keeping)
    ]


def _of(block: Block, scheme: str, keeping: Keeping) -> Iterator[dict[str, object]]:
    """Yield what is measured of each group, under its name."""
    found = kept(keeping, block, f"bins {scheme}", lambda some: _bins(some, scheme))
    for name, rows in zip(block.names, found, strict=True):
        for row in rows:
            yield {"group_id": name.group_id, "prob_source": name.prob_source, **row}


def _bins(block: Block, scheme: str) -> Kept:
    """Return what is measured of each bin that has claims, by group."""
    bins, edges = _cut(block, scheme)
    found = bands(block.scored, block.group, bins, block.seeds)
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
        for band, edge, (k, n, n_eff) in zip(chain(*found), edges, sums, strict=False)
    ]
    bounds = block.group.of(place)
    return [rows[a:b] for a, b in zip(bounds.starts, bounds.ends, strict=True)]


def _ends(name: str, ends: tuple[float | None, float | None] | None) -> dict[str, object]:
    lo, hi = ends or (None, None)
    return {f"{name}_lo": lo, f"{name}_hi": hi}


def _cut(block: Block, scheme: str) -> tuple[Codes, Iterable[Edge]]:
    """Return each claim's bin, and the ends of each group's bins where the views need them told."""
    if scheme == "stated":
        return places(block["p_ppb"], block.group), repeat(NOWHERE)
    if scheme == "corp":
        return _steps(block)
    return np.minimum(block["p_ppb"] // _WIDTH, _BINS - 1), repeat(NOWHERE)


def _steps(block: Block) -> tuple[Codes, list[Edge]]:
    """Return the steps of each group's recalibration as its bins."""
    cells, cell = in_cells(block.scored.p, block.scored.y, block.group)
    step = steps(cells)
    within = cells.group.of(step)
    bins = step.numbers - np.repeat(within.starts, cells.group.sizes)
    ends = zip(cells.p[step.starts].tolist(), cells.p[step.ends - 1].tolist(), strict=True)
    return bins[cell], list(ends)
