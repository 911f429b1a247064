"""Spiegelhalter's z: worked by hand, as published, and blind where it must be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from ledger.scoring.scored import Scored
from ledger.scoring.spiegelhalter import Spiegelhalter, spiegelhalter
from tests.scoring import reference
from tests.scoring.cases import claims


def test_two_claims_worked_by_hand() -> None:
    # p .8 failed: (-.8)(-.6) = .48; p .9 true: (.1)(-.8) = -.08; together .40.
    # Variance .36 * .16 + .64 * .09 = .1152.
    found = spiegelhalter(np.array([0.8, 0.9]), np.array([0.0, 1.0]))
    assert found.z == pytest.approx(0.4 / math.sqrt(0.1152))
    assert found.p_normal == pytest.approx(math.erfc(0.4 / math.sqrt(0.1152) / math.sqrt(2)))


@pytest.mark.parametrize("p", [[], [0.5, 0.5], [0.0, 1.0, 0.5]])
def test_claims_that_promise_no_variance_say_nothing(p: list[float]) -> None:
    assert spiegelhalter(np.array(p), np.ones(len(p))) == Spiegelhalter()


@given(claims())
def test_negation_leaves_z_alone(some: Scored) -> None:
    found, turned = spiegelhalter(some.p, some.y), spiegelhalter(1 - some.p, 1 - some.y)
    if found.z is not None and abs(found.z) < 1e3:
        assert turned.z == pytest.approx(found.z, rel=1e-5, abs=1e-9)


@reference.needed
@pytest.mark.parametrize(("dataset", "who"), reference.cases())
def test_z_is_the_one_published(dataset: str, who: str) -> None:
    some = reference.claims(dataset, who)
    said = reference.answers(dataset, who)["spiegelhalter"]
    found = spiegelhalter(some.p, some.y)
    assert found.z == reference.near(said["z"])
    assert found.p_normal == reference.near(said["p"])
