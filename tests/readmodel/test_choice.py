"""Forecasts of which option: scores worked out by hand, and honesty the best policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.forecast import Stated
from tests.readmodel.kinds import (
    EXACT,
    RANK,
    SAID,
    WINNER,
    begun,
    end,
    rows,
    say,
    shares,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with begun(tmp_path) as held:
        yield held


def test_a_choice_is_scored_by_half_the_sum_over_the_options(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    end(ledger, "winner", "B")
    [row] = rows(ledger, "choice_scores")
    assert row["brier"] == pytest.approx((0.6**2 + 0.7**2 + 0.1**2) / 2, **EXACT)
    assert row["log_score"] == pytest.approx(-log(0.3), **EXACT)
    assert (row["rps"], row["clipped"], row["outcome"]) == (None, False, "B")
    assert row["forecast"] == "A: 0.6; B: 0.3; C: 0.1"


def test_options_in_an_order_are_scored_by_how_far_off_it_was(ledger: Ledger) -> None:
    say(ledger, "rank", **shares(RANK, "0.1", "0.2", "0.3", "0.4"))
    end(ledger, "rank", "middle")
    [row] = rows(ledger, "choice_scores")
    # F = .1, .3, .6; Y = 0, 1, 1: (.01 + .49 + .16) / 3
    assert row["rps"] == pytest.approx(0.22, **EXACT)
    assert row["brier"] == pytest.approx((0.01 + 0.64 + 0.09 + 0.16) / 2, **EXACT)


def test_of_two_options_both_scores_are_the_brier_score_of_yes_or_no(ledger: Ledger) -> None:
    coin = replace(WINNER, key="coin", options=("heads", "tails"), ordered=True)
    ledger.execute(coin)
    say(ledger, "coin", **shares(coin, "0.7", "0.3"))
    end(ledger, "coin", "tails")
    [row] = rows(ledger, "choice_scores")
    assert (row["brier"], row["rps"]) == pytest.approx((0.49, 0.49), **EXACT)


def test_an_option_that_was_ruled_out_is_clipped_and_counted(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "1", "0", "0"))
    end(ledger, "winner", "C")
    [row] = rows(ledger, "choice_scores")
    assert (row["brier"], row["clipped"]) == (1.0, True)
    assert row["log_score"] == pytest.approx(-log(0.001), **EXACT)
    [board] = rows(ledger, "scoreboard_choice")
    assert (board["n_infinite"], board["n_resolved"], board["n_questions"]) == (1, 1, 1)


def test_choices_are_averaged_by_commentator_and_others_are_not_among_them(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "rank", **shares(RANK, "0.1", "0.2", "0.3", "0.4"))
    say(ledger, "rank", "Ben", **shares(RANK, "0.1", "0.2", "0.3", "0.4"))
    say(ledger, "cases", point="5")
    for key, outcome in (("winner", "B"), ("rank", "middle"), ("cases", "7")):
        end(ledger, key, outcome)
    ana, ben = rows(ledger, "scoreboard_choice")
    assert (ana["n_claims"], ana["n_resolved"], ana["n_ordered"]) == (2, 2, 1)
    assert ana["brier"] == pytest.approx((0.43 + 0.45) / 2, **EXACT)
    assert (ana["rps"], ben["rps"]) == pytest.approx((0.22, 0.22), **EXACT)
    assert ben["n_claims"] == 1


@pytest.mark.parametrize("honest", [(0.2, 0.5, 0.3), (0.05, 0.05, 0.9), (1 / 3, 1 / 3, 1 / 3)])
def test_the_honest_shares_have_the_best_expected_scores(
    ledger: Ledger, honest: tuple[float, ...]
) -> None:
    """Of all forecasts in steps of a tenth and the honest one, none is better on average."""
    race = replace(WINNER, key="race", ordered=True)
    ledger.execute(race)
    tenths = [(a, b, 10 - a - b) for a in range(11) for b in range(11 - a)]
    lies = [tuple(f"{one / 10:.1f}" for one in three) for three in tenths]
    first, second = (f"{one:.9f}" for one in honest[:2])
    told = (first, second, f"{1 - float(first) - float(second):.9f}")
    ledger.execute(
        [
            RecordClaim(
                "Ana", "race", SAID, forecast=Stated(**shares(race, *given)), external_id=str(given)
            )
            for given in [*lies, told]
        ]
    )
    expected: dict[str, np.ndarray[Any, Any]] = {}
    for chance, outcome in zip(honest, race.options, strict=True):
        end(ledger, "race", outcome)
        for row in rows(ledger, "choice_scores"):
            scores = np.array([row["brier"], row["rps"], row["log_score"]])
            so_far = expected.get(row["claim_id"], np.zeros(3))
            expected[row["claim_id"]] = so_far + chance * scores
    truth = next(one for one in rows(ledger, "claims") if one["external_id"] == str(told))
    best = np.min(list(expected.values()), axis=0)
    assert expected[truth["claim_id"]] == pytest.approx(best, abs=1e-8)
