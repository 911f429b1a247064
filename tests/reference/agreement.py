"""Do coders agree? The worked examples of the papers, by the functions that reports use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from typing import get_args

import numpy as np

from ledger.scoring.agreement import Metric, alpha
from ledger.scoring.icc import icc
from ledger.scoring.kappa import cohen, fleiss
from ledger.scoring.scored import Floats
from ledger.scoring.wilson import wilson
from tests.reference.figures import Figure, close, decimals
from tests.reference.published import expected

DATASET = "agreement"


def compared() -> Iterator[Figure]:
    """Yield every published number."""
    yield from _alphas()
    yield from _correlations()
    yield from _kappas()
    yield from _intervals()


def readings() -> Floats:
    """Return Krippendorff's example: four observers of twelve units."""
    data = expected(DATASET)["krippendorff_2011"]["data"]
    return np.array([[np.nan if one is None else one for one in row] for row in data])


def _alphas() -> Iterator[Figure]:
    said = expected(DATASET)["krippendorff_2011"]
    for metric in get_args(Metric):
        ours = alpha(readings(), metric)
        yield close(f"alpha {metric}", ours, said["alpha"][metric])
        yield decimals(f"alpha {metric} in print", ours, said["published_3dp"][metric], 3)


def _correlations() -> Iterator[Figure]:
    said = expected(DATASET)["shrout_fleiss_1979"]
    found = astuple(icc(np.array(said["data_targets_by_judges"], dtype=float)))
    answers = zip(found, said["ICC"].items(), said["published_2dp"], strict=True)
    for ours, (name, computed), printed in answers:
        yield decimals(name, ours, computed, 6)
        yield decimals(f"{name} in print", ours, printed, 2)


def _kappas() -> Iterator[Figure]:
    of_two, of_many = expected(DATASET)["cohen"], expected(DATASET)["fleiss"]
    table = np.array(of_two["table_rows_rater1_cols_rater2"])
    yield close("Cohen's kappa", cohen(table), of_two["kappa"])
    counts = np.array(of_many["counts_subjects_by_categories_14_raters"])
    yield close("Fleiss's kappa", fleiss(counts), of_many["kappa"])


def _intervals() -> Iterator[Figure]:
    for case, ends in expected(DATASET)["wilson_newcombe_1998"].items():
        if case != "note":
            found = wilson(*map(int, case.split("/"))) or (None, None)
            for name, ours, said in zip(("lo", "hi"), found, ends, strict=True):
                yield decimals(f"Wilson {case} {name}", ours, said, 4)
