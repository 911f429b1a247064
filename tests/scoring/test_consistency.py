"""Consistency bands: against the binomial, one outcome a question, bin by bin."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from ledger.scoring.consistency import Band, consistency_bands
from ledger.scoring.scored import scored

NOTHING = np.array([], dtype=np.int64)


def test_equal_probabilities_have_the_band_of_the_binomial() -> None:
    claims = scored(np.full(40, 0.3), np.zeros(40))
    [band] = consistency_bands(claims, np.full(40, 3), 1, 20_000)
    assert (band.lo, band.hi) == pytest.approx(binom.ppf([0.05, 0.95], 40, 0.3) / 40)


def test_a_band_depends_on_its_own_bin_alone() -> None:
    claims = scored([0.05, 0.08, 0.9], [0, 1, 1])
    both = consistency_bands(claims, np.array([0, 0, 9]), 1)
    alone = consistency_bands(scored([0.9], [0]), np.array([9]), 1)
    assert [band.bin for band in both] == [0, 9]
    assert both[1] == alone[0]


def test_one_question_has_one_outcome() -> None:
    claims = scored([0.5] * 10, [1] * 10, [4] * 10)
    assert consistency_bands(claims, np.full(10, 5), 1) == (Band(5, 0.0, 1.0),)


def test_contradicting_claims_have_no_band() -> None:
    claims = scored([0.1, 0.9, 0.5], [1, 1, 0], [1, 1, 2])
    first, middle, last = consistency_bands(claims, np.array([1, 9, 5]), 1)
    assert (first, last) == (Band(1), Band(9))
    assert middle.lo is not None


def test_no_claims_have_no_bands() -> None:
    assert consistency_bands(scored([], []), NOTHING, 1) == ()
