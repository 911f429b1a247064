"""Forecasts of numbers as quantiles: what each scores, and the means by commentator and target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from ledger.scoring.quantiles import covered, crps, median, wis
from tests.reference.figures import Figure, close, count, significant
from tests.reference.published import expected, rows

DATASET = "covidhub_quantiles"
NAMES = ("commentator", "target_type", "question", "forecast_date")
"""What tells one forecast from another."""
MEANS = ("wis", "ae_median", "coverage_50", "coverage_90")


@dataclass(frozen=True)
class Score:
    """What one forecast was worth, under the names of the published answers."""

    observed: float
    n_levels: int
    median: float
    wis: float
    twice_mean_pinball: float
    ae_median: float
    cov50: float
    cov90: float


@cache
def scored() -> dict[tuple[str, ...], Score]:
    """Return the score of each forecast by its `NAMES`, in the order of the file."""
    found = defaultdict(list)
    for row in rows(DATASET):
        numbers = [float(row[name]) for name in ("level", "predicted", "observed")]
        found[tuple(row[name] for name in NAMES)].append(numbers)
    return {names: _score(sorted(numbers)) for names, numbers in found.items()}


def compared() -> Iterator[Figure]:
    """Yield every published number."""
    yield from means()
    yield from singles()


def means() -> Iterator[Figure]:
    """Yield the means by commentator and target, as computed independently and in print."""
    groups = defaultdict(list)
    for (who, target, *_), one in scored().items():
        groups[f"{who}/{target}"].append((one.wis, one.ae_median, one.cov50, one.cov90))
    said = expected(DATASET)["by_commentator_and_target"]
    in_print = expected(DATASET)["published"]["values"]
    assert set(groups) == set(said) == set(in_print)
    for group, all_of_it in groups.items():
        yield count(f"{group} n", len(all_of_it), said[group]["n"])
        ours = np.mean(all_of_it, axis=0).tolist()
        for name, mean, printed in zip(MEANS, ours, in_print[group], strict=True):
            yield close(f"{group} {name}", mean, said[group][name])
            yield significant(f"{group} {name} in print", mean, printed)


def singles() -> Iterator[Figure]:
    """Yield the single forecasts that are published."""
    for said in expected(DATASET)["first_20_forecasts"]:
        names = tuple(said[name] for name in NAMES)
        for name, ours in vars(scored()[names]).items():
            yield close(f"{'/'.join(names)} {name}", ours, said[name])


def _score(numbers: list[list[float]]) -> Score:
    """Return the score of one forecast: its levels in order, with value and outcome."""
    levels, values, outcomes = np.array(numbers).T
    y, middle = float(outcomes[0]), median(levels, values)
    inside = [covered(levels, values, share, y) for share in (0.5, 0.9)]
    assert middle is not None
    assert None not in inside
    return Score(
        observed=y,
        n_levels=len(levels),
        median=middle,
        wis=wis(levels, values, y),
        twice_mean_pinball=crps(levels, values, y),
        ae_median=abs(middle - y),
        cov50=float(inside[0] or 0),
        cov90=float(inside[1] or 0),
    )
