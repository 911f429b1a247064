"""Pooling for the calibration of many commentators: ours beside scikit-learn.

Run it as ``python -m tests.bench.corp``. Invariant: both find the isotonic regression of what came
on what was said, for each commentator by themselves, of the same cells.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ledger.scoring import isotonic
from tests.bench import sums
from tests.bench.pairing import Answer, Bench, Pair, Work, run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def ours(place: Path, size: int) -> Work:
    """Return the work of ours, which pools all groups at once where it can."""
    starts, n, k = _cells(place, size)
    _fitted(starts[:1], n[: starts[1]], k[: starts[1]])  # what is loaded late is loaded now
    return lambda: _told(_fitted(starts, n, k), n, k)


def neighbour(place: Path, size: int) -> Work:
    """Return the work of scikit-learn, a group at a time."""
    import numpy as np
    from sklearn.isotonic import isotonic_regression

    starts, n, k = _cells(place, size)

    def work() -> Answer:
        fitted = [
            isotonic_regression(k[a:b] / n[a:b], sample_weight=n[a:b])
            for a, b in zip(starts, [*starts[1:], len(n)], strict=True)
        ]
        return _told(np.concatenate(fitted), n, k)

    return work


def _fitted(starts: Ints, n: Floats, k: Floats) -> Floats:
    import numpy as np

    pooled = getattr(isotonic, "pooled", None)
    if pooled is None:
        each = zip(starts, [*starts[1:], len(n)], strict=True)
        return np.concatenate([isotonic.fits(k[None, a:b], n[a:b])[0] for a, b in each])
    pools = pooled(starts, n, k)
    value = np.add.reduceat(k, pools) / np.add.reduceat(n, pools)
    fitted: Floats = np.repeat(value, np.diff(np.append(pools, len(n))))
    return fitted


def _cells(place: Path, size: int) -> tuple[Ints, Floats, Floats]:
    import duckdb
    import numpy as np

    with duckdb.connect(str(sums.database(place, size)), read_only=True) as connection:
        query = "select commentator, n, k from cells order by commentator, p_ppb"
        found = connection.execute(query).fetchnumpy()
    starts = np.flatnonzero(np.diff(found["commentator"], prepend=-1))
    return starts, found["n"].astype(np.float64), found["k"].astype(np.float64)


def _told(fitted: Floats, n: Floats, k: Floats) -> Answer:
    """Return the sum of the recalibrated Brier scores, and of the values."""
    brier = k * (1 - fitted) ** 2 + (n - k) * fitted**2
    return {"cells": len(fitted), "brier": float(brier.sum()), "values": float(fitted.sum())}


BENCH = Bench(
    "corp",
    {"pooling": ours, "scikit-learn": neighbour},
    [Pair("CORP for every commentator, pooling", "pooling", "scikit-learn", 0.1)],
    sums.prepare,
    share=10,
)


if __name__ == "__main__":
    run(BENCH)
