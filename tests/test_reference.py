"""Published forecasts with published answers: what we make of them agrees with those.

`python -m tests.reference` prints how closely. The data are no part of the product; these tests are
skipped where they are not at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from ledger.app import Ledger
from tests.reference import agreement, forecasts, pairs, quantiles
from tests.reference.figures import Figure, beyond
from tests.reference.published import FOLDER, MISSING

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)

NOT_OURS = [
    "se_naive",
    "spherical",
    "n_p0_or_1",
    "ferro_fricker_clamped",
    "ece",
    "mce",
    "cox.se_intercept",
    "cox.se_slope",
    "cox.intercept_slope1",
    "bins.jeffreys",
    "bins.clopper_pearson",
    "paired.a_better",
    "paired.b_better",
    "paired.ties",
]


@pytest.fixture(scope="module", params=forecasts.DATASETS)
def dataset(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def ledger(dataset: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = forecasts.imported(dataset, tmp_path_factory.mktemp(dataset))
    yield ledger
    ledger.close()


def test_the_scores_are_those_published(dataset: str, ledger: Ledger) -> None:
    same(forecasts.scores(dataset, ledger))


def test_the_bins_are_those_published(dataset: str, ledger: Ledger) -> None:
    same(forecasts.bins(dataset, ledger))


def test_everybody_together(dataset: str, ledger: Ledger) -> None:
    same(forecasts.together(dataset, ledger))


def test_everybody_beside_the_others(dataset: str, ledger: Ledger) -> None:
    same(forecasts.relative(dataset, ledger))


def test_pairs(dataset: str, ledger: Ledger) -> None:
    same(pairs.compared(dataset, ledger))


def test_sums_of_probabilities(dataset: str, ledger: Ledger) -> None:
    figures = list(forecasts.sums(dataset, ledger))
    assert beyond(figures) == []
    assert bool(figures) == (dataset == "fte_midterms2018")


def test_nothing_published_is_passed_over_but_what_we_do_not_have(dataset: str) -> None:
    more = ["favourite_bands", "published.values.senate"] if dataset == "fte_midterms2018" else []
    assert forecasts.left(dataset) == [*NOT_OURS, *more]


@pytest.fixture(scope="module")
def of_quantiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = quantiles.imported(tmp_path_factory.mktemp("quantiles"))
    yield ledger
    ledger.close()


def test_means_of_quantile_forecasts(of_quantiles: Ledger) -> None:
    same(quantiles.means(of_quantiles))


def test_single_quantile_forecasts(of_quantiles: Ledger) -> None:
    same(quantiles.singles(of_quantiles))


def test_other_peoples_programs_score_each_forecast_the_same(of_quantiles: Ledger) -> None:
    theirs = pytest.importorskip("scoringrules")
    forecasts: dict[object, list[Mapping[str, Any]]] = {}
    for part in of_quantiles.table("claim_quantiles", quantiles.ALL).rows():
        forecasts.setdefault(part["claim_id"], []).append(part)
    scores = of_quantiles.table("quantile_scores", quantiles.ALL).rows()
    assert len(scores) == len(forecasts) == 887
    for row in scores[::10]:
        parts = forecasts[row["claim_id"]]
        values = np.array([float(one["value"]) for one in parts])
        levels = np.array([one["level"] for one in parts])
        loss = theirs.crps_quantile(float(str(row["outcome"])), values, levels)
        assert row["crps"] == pytest.approx(float(loss), abs=1e-7, rel=1e-9)


def test_threads_change_no_digit_of_quantile_scores(of_quantiles: Ledger) -> None:
    figures = []
    with of_quantiles.session() as session:
        for threads in (1, 2, 4):
            session.connection.execute(f"set threads = {threads}")
            figures.append(session.rows("from scoreboard_number order by all"))
    assert figures[0]
    assert figures[0] == figures[1] == figures[2]


def test_agreement_of_coders() -> None:
    same(agreement.compared())


def same(figures: Iterator[Figure]) -> None:
    """Assert that there are figures, and none of them is too far from its answer."""
    all_of_them = list(figures)
    assert all_of_them
    assert beyond(all_of_them) == []
