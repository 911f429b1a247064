"""Published forecasts with published answers: what we make of them agrees with those.

`python -m tests.reference` prints how closely. The data are no part of the product; these tests are
skipped where they are not at hand.
"""

from __future__ import annotations

from collections.abc import Iterator

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


def test_means_of_quantile_forecasts() -> None:
    same(quantiles.means())


def test_single_quantile_forecasts() -> None:
    same(quantiles.singles())


def test_agreement_of_coders() -> None:
    same(agreement.compared())


def same(figures: Iterator[Figure]) -> None:
    """Assert that there are figures, and none of them is too far from its answer."""
    all_of_them = list(figures)
    assert all_of_them
    assert beyond(all_of_them) == []
