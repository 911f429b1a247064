"""CORP: worked by hand, as published, and as three other programs compute it."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_diagnostics.scoring import LogLoss, SquaredError, decompose
from scores.processing.isoreg_impl import isotonic_fit
from sklearn.isotonic import IsotonicRegression, isotonic_regression

from ledger.scoring.groups import Runs
from ledger.scoring.isotonic import Block, Corp, corp, explained, fits, pooled, recalibrated
from ledger.scoring.scored import Codes, Floats, Scored, scored
from tests.scoring import reference
from tests.scoring.cases import claims


def test_four_claims_worked_by_hand() -> None:
    # .2 failed, .6 came true, .8 failed, .9 came true: the middle two are pooled to 1/2.
    # S = (.04 + .16 + .64 + .01)/4 = .2125; recalibrated (0, 1/2, 1/2, 1): .5/4 = .125; UNC .25.
    found = corp(np.array([0.8, 0.2, 0.9, 0.6]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert (found.mcb, found.dsc, found.unc) == pytest.approx((0.0875, 0.125, 0.25))
    assert (found.dsc_log, found.unc_log) == pytest.approx((math.log(2) / 2, math.log(2)))
    assert found.blocks == (
        Block(0.2, 0.2, 1, 0, 0.0),
        Block(0.6, 0.8, 2, 1, 0.5),
        Block(0.9, 0.9, 1, 1, 1.0),
    )


def test_ties_share_one_value() -> None:
    # Three claims of .3, one true, and one of .7 that failed: all pooled to 1/4.
    p, y = np.array([0.3, 0.7, 0.3, 0.3]), np.array([0.0, 0.0, 1.0, 0.0])
    assert recalibrated(p, y).tolist() == [0.25] * 4
    assert corp(p, y).blocks == (Block(0.3, 0.7, 4, 1, 0.25),)


def test_without_claims_there_is_nothing_to_say() -> None:
    assert corp(np.array([]), np.array([])) == Corp()


def test_one_claim_is_all_miscalibration() -> None:
    found = corp(np.array([0.7]), np.array([1.0]))
    assert (found.mcb, found.dsc, found.unc) == pytest.approx((0.09, 0, 0))
    assert found.mcb_log == pytest.approx(-math.log(0.7))


def test_all_outcomes_equal_leave_no_uncertainty() -> None:
    found = corp(np.array([0.2, 0.9, 1.0]), np.ones(3))
    assert (found.mcb, found.dsc, found.unc) == pytest.approx(((0.64 + 0.01) / 3, 0, 0))


def test_certain_and_wrong_has_no_logarithmic_miscalibration() -> None:
    found = corp(np.array([1.0, 0.5, 0.2]), np.array([0.0, 1.0, 0.0]))
    assert found.mcb_log is None
    assert found.unc_log == pytest.approx(-(math.log(1 / 3) / 3 + 2 * math.log(2 / 3) / 3))
    assert found.dsc_log is not None


def test_all_equal_probabilities_discriminate_nothing() -> None:
    assert corp(np.full(5, 0.4), np.array([1.0, 0, 0, 1, 0])).dsc == 0


@given(claims(least=1))
def test_the_score_is_what_its_parts_add_up_to(some: Scored) -> None:
    found = corp(some.p, some.y)
    assert None not in {found.mcb, found.dsc, found.unc}
    total = (found.mcb or 0) - (found.dsc or 0) + (found.unc or 0)
    assert total == pytest.approx(float(some.brier().mean()), abs=1e-12)
    if found.mcb_log is not None:
        log_total = found.mcb_log - (found.dsc_log or 0) + (found.unc_log or 0)
        assert log_total == pytest.approx(float(some.log().mean()), abs=1e-9)


@given(claims(least=1))
def test_blocks_hold_every_claim_once_and_ascend(some: Scored) -> None:
    blocks = corp(some.p, some.y).blocks
    assert sum(block.n for block in blocks) == some.n
    assert sum(block.k for block in blocks) == some.y.sum()
    edges = [edge for block in blocks for edge in (block.lo, block.hi)]
    assert edges == sorted(edges)
    assert all(a.value < b.value for a, b in pairwise(blocks))
    assert all(block.value == block.k / block.n for block in blocks)


@given(claims(least=1))
def test_recalibration_is_that_of_scikit_learn(some: Scored) -> None:
    theirs = IsotonicRegression().fit(some.p, some.y).predict(some.p)
    assert recalibrated(some.p, some.y) == pytest.approx(theirs, abs=1e-7)


@given(claims(least=2))
def test_recalibration_is_that_of_scores(some: Scored) -> None:
    theirs = isotonic_fit(some.p, some.y)
    ours = dict(zip(some.p, recalibrated(some.p, some.y), strict=True))
    said = dict(zip(theirs["fcst_sorted"], theirs["regression_values"], strict=True))
    assert ours == pytest.approx(said, abs=1e-12)


@given(claims(least=2))
def test_the_parts_are_those_of_model_diagnostics(some: Scored) -> None:
    found = corp(some.p, some.y)
    if np.unique(some.p).size < 2:
        return
    theirs = decompose(some.y, some.p, scoring_function=SquaredError()).row(0, named=True)
    ours = (found.mcb, found.dsc, found.unc)
    said = (theirs["miscalibration"], theirs["discrimination"], theirs["uncertainty"])
    assert ours == pytest.approx(said, abs=1e-7)


def test_the_logarithmic_parts_are_those_of_model_diagnostics() -> None:
    random = np.random.default_rng(5)
    some = scored(random.uniform(0.05, 0.95, 60), random.integers(0, 2, 60))
    found = corp(some.p, some.y)
    theirs = decompose(some.y, some.p, scoring_function=LogLoss()).row(0, named=True)
    ours = (found.mcb_log, found.dsc_log, found.unc_log)
    said = (theirs["miscalibration"], theirs["discrimination"], theirs["uncertainty"])
    assert ours == pytest.approx(said, abs=1e-7)


def test_many_rows_are_fitted_as_if_alone() -> None:
    random = np.random.default_rng(3)
    weight = random.integers(1, 4, 9).astype(float)
    yes = random.integers(0, weight + 1, (200, 9)).astype(float)
    alone = [fits(row[None, :], weight)[0] for row in yes]
    assert fits(yes, weight) == pytest.approx(np.array(alone), abs=0)


@reference.needed
@pytest.mark.parametrize(("dataset", "who"), reference.cases())
def test_the_parts_are_those_published(dataset: str, who: str) -> None:
    some, said = reference.claims(dataset, who), reference.answers(dataset, who)
    found = corp(some.p, some.y)
    brier, log = said["corp"], said["corp_log"]
    assert found.mcb == reference.near(brier["MCB"])
    assert found.dsc == reference.near(brier["DSC"])
    assert found.unc == reference.near(brier["UNC"])
    assert found.mcb_log == reference.near(log["MCB"])
    assert found.dsc_log == reference.near(log["DSC"])
    assert found.unc_log == reference.near(log["UNC"])


GROUPS = st.lists(
    st.lists(st.tuples(st.integers(1, 9), st.floats(0, 1)), min_size=1, max_size=12),
    min_size=1,
    max_size=30,
)
"""Groups of cells: how many claims, and which share of them came true."""


def side_by_side(groups: list[list[tuple[int, float]]]) -> tuple[Codes, Floats, Floats]:
    """Return where the groups begin, and the claims and hits of their cells."""
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])]).astype(np.int64)
    n = np.array([held for group in groups for held, _ in group], dtype=np.float64)
    share = np.array([share for group in groups for _, share in group])
    return starts, n, np.round(n * share)


def values(starts: Codes, n: Floats, k: Floats) -> Floats:
    """Return each cell's value after pooling."""
    pool = Runs(pooled(starts, n, k), len(n))
    return pool.spread(pool.sums(k) / pool.sums(n))


@given(GROUPS)
def test_groups_pooled_together_are_those_of_scikit_learn_alone(
    groups: list[list[tuple[int, float]]],
) -> None:
    starts, n, k = side_by_side(groups)
    own = [slice(a, b) for a, b in pairwise([*starts, len(n)])]
    theirs = [isotonic_regression(k[at] / n[at], sample_weight=n[at]) for at in own]
    assert values(starts, n, k) == pytest.approx(np.concatenate(theirs), abs=1e-12)


@given(GROUPS)
def test_nothing_of_a_group_follows_from_its_neighbours(
    groups: list[list[tuple[int, float]]],
) -> None:
    starts, n, k = side_by_side(groups)
    own = [slice(a, b) for a, b in pairwise([*starts, len(n)])]
    alone = [values(np.zeros(1, dtype=np.int64), n[at], k[at]) for at in own]
    assert values(starts, n, k).tobytes() == np.concatenate(alone).tobytes()


def test_more_groups_than_one_call_takes_are_pooled_alike() -> None:
    random = np.random.default_rng(4)
    n = random.integers(1, 6, 9_000).astype(float)
    k = np.round(n * random.random(9_000))
    n[3_000], k[3_000] = 40_000.0, 9_999.0
    starts = np.arange(0, 9_000, 3)
    theirs = [
        isotonic_regression(k[a : a + 3] / n[a : a + 3], sample_weight=n[a : a + 3]) for a in starts
    ]
    assert values(starts, n, k) == pytest.approx(np.concatenate(theirs), abs=1e-12)


def test_a_heavy_low_value_after_a_long_rise_takes_everything_with_it() -> None:
    n = np.append(np.full(20_000, 1_000.0), 1e12)
    k = np.append(np.floor(np.linspace(1, 1_000, 20_000)), 0.0)
    assert pooled(np.zeros(1, dtype=np.int64), n, k).tolist() == [0]


def test_what_pools_explain_is_what_their_values_say() -> None:
    random = np.random.default_rng(6)
    for heavy in (1, 5_000):
        n = random.integers(1, 4, 12).astype(float) * heavy
        hits = np.floor(n * random.random((700, 12)))
        group = Runs(np.array([0, 5, 6]), 12)
        told = np.array([group.sums(n * values(group.starts, n, row) ** 2) for row in hits])
        assert explained(hits, n, group) == pytest.approx(told, rel=1e-12)
