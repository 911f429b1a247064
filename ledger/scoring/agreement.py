"""Do coders who read the same claims agree? Krippendorff's alpha, and plain percentages.

Readings are an array of (coders, units), nan where a coder gave none; categories are numbers, in
their order where the metric knows one.

Invariant: only units read by two coders or more count, and where nothing varies there is no alpha
(Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.draws import generator
from ledger.scoring.scored import Floats

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
"""What a difference between two readings means."""


def alpha(readings: Floats, metric: Metric) -> float | None:
    """Return 1 - D_o / D_e, at most 1; None if no two readings can be paired or all are equal."""
    categories, counts = _counted(readings)
    return _alpha(counts, categories, metric)


def alpha_interval(
    readings: Floats,
    metric: Metric,
    seed: int,
    draws: int = 1_000,
    level: float = 0.95,
    clusters: Sequence[int] | None = None,
) -> tuple[float, float] | None:
    """Return the percentile bootstrap interval of alpha, units resampled, or clusters of them.

    `clusters` gives each unit's, by number. A draw in which alpha is undefined is left out; None
    if that is half of them or more, and with a single cluster, which cannot vary.
    """
    categories, counts = _counted(readings)
    together = _together(readings, clusters)
    random = generator(seed, "agreement")
    if not together or (clusters is not None and len(together) < 2):
        return None
    picks = random.integers(0, len(together), (draws, len(together)))
    drawn = (np.concatenate([together[one] for one in pick]) for pick in picks)
    found = [_alpha(counts[units], categories, metric) for units in drawn]
    known = [each for each in found if each is not None]
    if len(known) * 2 <= draws:
        return None
    lo, hi = np.quantile(known, ((1 - level) / 2, (1 + level) / 2))
    return float(lo), float(hi)


def _together(readings: Floats, clusters: Sequence[int] | None) -> list[NDArray[np.intp]]:
    """Return the places, among units with a pair, of each cluster's units."""
    paired = np.sum(~np.isnan(readings), axis=0) > 1
    named = np.arange(readings.shape[1]) if clusters is None else np.asarray(clusters, np.int64)
    held = named[paired]
    return [np.flatnonzero(held == one) for one in np.unique(held)]


def percent_agreement(readings: Floats) -> float | None:
    """Return the share, 0 to 1, of all pairs of readings of one unit that are equal.

    None if there is no pair.
    """
    _, counts = _counted(readings)
    held = counts.sum(axis=1)
    pairs = float(held @ (held - 1))
    return float(np.sum(counts * (counts - 1))) / pairs if pairs else None


def _counted(readings: Floats) -> tuple[Floats, Floats]:
    """Return the categories, and how many coders put each unit in each, for units with a pair."""
    paired = readings[:, np.sum(~np.isnan(readings), axis=0) > 1]
    categories = np.unique(paired[~np.isnan(paired)])
    counts = (paired[:, :, None] == categories).sum(axis=0).astype(np.float64)
    return categories, counts


def _alpha(counts: Floats, categories: Floats, metric: Metric) -> float | None:
    """Return alpha from the coincidences: each unit's pairs, weighted by 1 / (its readings - 1)."""
    held = counts.sum(axis=1)
    scaled = counts / (held - 1)[:, None]
    together = scaled.T @ counts - np.diag(scaled.sum(axis=0))
    margin = together.sum(axis=0)
    total = float(margin.sum())
    squares = _squares(categories, margin, metric)
    expected = float(margin @ squares @ margin)
    if expected == 0:
        return None
    return 1 - (total - 1) * float(np.sum(together * squares)) / expected


def _squares(categories: Floats, margin: Floats, metric: Metric) -> Floats:
    """Return the squared difference of each two categories: (k, k)."""
    across, down = categories[:, None], categories
    if metric == "nominal":
        return np.where(across != down, 1.0, 0.0)
    if metric == "ordinal":
        place = np.cumsum(margin) - margin / 2
        ordinal: Floats = (place[:, None] - place) ** 2
        return ordinal
    apart: Floats = (across - down) ** 2
    if metric == "interval":
        return apart
    whole = (across + down) ** 2
    relative: Floats = np.divide(apart, whole, out=np.zeros_like(apart), where=whole > 0)
    return relative
