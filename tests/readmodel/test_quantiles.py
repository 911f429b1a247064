"""Forecasts of how much and which day: scores worked out by hand and by others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from ledger.app import Ledger
from ledger.domain.forecast import read_interval
from tests.readmodel.kinds import (
    CASES,
    CLOSES,
    EXACT,
    LANDING,
    LEVELS,
    RANK,
    begun,
    days,
    end,
    quantiles,
    rows,
    say,
    shares,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with begun(tmp_path) as held:
        yield held


# how much


def test_quantiles_are_scored_by_what_they_missed(ledger: Ledger) -> None:
    say(ledger, "cases", **quantiles(2, 5, 9, 12, 20))
    end(ledger, "cases", "14")
    [row] = rows(ledger, "quantile_scores")
    # .05 * 12, .25 * 9, .5 * 5, .75 * 2, .05 * 6
    mean = (0.6 + 2.25 + 2.5 + 1.5 + 0.3) / 5
    assert row["pinball"] == pytest.approx(mean, **EXACT)
    assert (row["crps"], row["wis"]) == pytest.approx((2 * mean, 2 * mean), **EXACT)
    assert (row["absolute_error"], row["inside50"], row["inside90"]) == (5.0, False, True)
    assert (row["scaled_loss"], row["scaled_error"]) == pytest.approx((mean / 2, 1.25), **EXACT)
    # the same from the intervals: (|y - m| / 2 + .05 * IS90 + .25 * IS50) / 2.5
    fifty, ninety = 7 + 2 / 0.5 * 2, 18
    assert row["wis"] == pytest.approx((2.5 + 0.05 * ninety + 0.25 * fifty) / 2.5, **EXACT)
    assert row["forecast"] == "0.05: 2; 0.25: 5; 0.5: 9; 0.75: 12; 0.95: 20"


def test_other_peoples_programs_say_the_same(ledger: Ledger) -> None:
    theirs = pytest.importorskip("scoringrules")
    say(ledger, "cases", **quantiles(-2.5, 5, 9, 12, 20.25))
    end(ledger, "cases", "30.75")
    [row] = rows(ledger, "quantile_scores")
    values = np.array([-2.5, 5, 9, 12, 20.25])
    assert row["crps"] == pytest.approx(theirs.crps_quantile(30.75, values, np.array(LEVELS)))
    fifty = theirs.interval_score(30.75, 5.0, 12.0, 0.5)
    ninety = theirs.interval_score(30.75, -2.5, 20.25, 0.1)
    weighted = (0.5 * (30.75 - 9) + 0.25 * fifty + 0.05 * ninety) / 2.5
    assert row["wis"] == pytest.approx(weighted)
    say(ledger, "rank", **shares(RANK, "0.1", "0.2", "0.3", "0.4"))
    end(ledger, "rank", "middle")
    [ranked] = rows(ledger, "choice_scores")
    assert ranked["rps"] * 3 == pytest.approx(theirs.rps_score(2, np.array([0.1, 0.2, 0.3, 0.4])))


@pytest.mark.parametrize(
    ("outcome", "fifty", "ninety"),
    [
        ("5", True, True),
        ("12", True, True),
        ("4.9", False, True),
        ("20", False, True),
        ("2", False, True),
        ("20.1", False, False),
        ("1.9", False, False),
    ],
)
def test_an_interval_holds_its_bounds(
    ledger: Ledger, outcome: str, fifty: bool, ninety: bool
) -> None:
    say(ledger, "cases", **quantiles(2, 5, 9, 12, 20))
    end(ledger, "cases", outcome)
    [row] = rows(ledger, "quantile_scores")
    assert (row["inside50"], row["inside90"]) == (fifty, ninety)


def test_a_bare_number_has_an_error_and_no_distribution(ledger: Ledger) -> None:
    say(ledger, "cases", point="5")
    end(ledger, "cases", "7.5")
    [row] = rows(ledger, "quantile_scores")
    assert (row["distribution"], row["absolute_error"]) == ("no distribution", 2.5)
    assert {row[name] for name in ("crps", "wis", "pinball", "inside50", "scaled_loss")} == {None}


def test_an_interval_alone_has_no_median_and_so_no_error_and_no_wis(ledger: Ledger) -> None:
    say(ledger, "cases", quantiles=read_interval("10:20@80%"))
    end(ledger, "cases", "25")
    [row] = rows(ledger, "quantile_scores")
    assert (row["absolute_error"], row["wis"], row["inside50"]) == (None, None, None)
    # an eightieth interval of width 10 missed by 5: alpha / 2 * (10 + 2 / alpha * 5), halved
    assert row["crps"] == pytest.approx(0.1 * (10 + 10 * 5), **EXACT)


def test_levels_that_lean_to_one_side_have_no_wis(ledger: Ledger) -> None:
    say(ledger, "cases", quantiles=(("0.5", "5"), ("0.9", "9")))
    end(ledger, "cases", "6")
    [row] = rows(ledger, "quantile_scores")
    assert (row["wis"], row["absolute_error"]) == (None, 1.0)
    assert row["crps"] == pytest.approx(0.5 * 1 + 0.1 * 3, **EXACT)


def test_the_honest_quantiles_have_the_best_expected_loss(ledger: Ledger) -> None:
    """The outcome is 0 to 9, each as likely: the true quantiles are not beaten by shifted ones."""
    true = np.array([0, 2, 4, 7, 9])
    for shift in range(-2, 3):
        say(ledger, "plain", **quantiles(*(true + shift)))
    expected: dict[str, float] = {}
    for outcome in range(10):
        end(ledger, "plain", str(outcome))
        for row in rows(ledger, "quantile_scores"):
            expected[row["forecast"]] = expected.get(row["forecast"], 0) + row["crps"]
    honest = "; ".join(f"{level}: {value}" for level, value in zip(LEVELS, true, strict=True))
    assert min(expected, key=lambda one: expected[one]) == honest


def test_raw_losses_are_averaged_within_a_unit_and_a_target_and_scaled_ones_over_all(
    ledger: Ledger,
) -> None:
    say(ledger, "cases", **quantiles(2, 5, 9, 12, 20))
    say(ledger, "plain", **quantiles(2, 5, 9, 12, 20))
    say(ledger, "euros", **quantiles(200, 500, 900, 1200, 2000))
    for key, outcome in (("cases", "14"), ("plain", "9"), ("euros", "1400")):
        end(ledger, key, outcome)
    losses = {row["question_key"]: row for row in rows(ledger, "quantile_scores")}
    cases, euros, whole = rows(ledger, "scoreboard_number")
    assert [(one["unit"], one["target"]) for one in (cases, euros, whole)] == [
        ("cases", "flu"),
        ("euros", "budget"),
        (None, None),
    ]
    mean = (losses["cases"]["wis"] + losses["plain"]["wis"]) / 2
    assert cases["wis"] == pytest.approx(mean, **EXACT)
    assert (cases["n_resolved"], cases["n_without_scale"], cases["n_scaled"]) == (2, 1, 1)
    assert {whole[name] for name in ("wis", "crps", "absolute_error")} == {None}
    scaled = (losses["cases"]["scaled_loss"] + losses["euros"]["scaled_loss"]) / 2
    assert whole["scaled_loss"] == pytest.approx(scaled, **EXACT)
    assert (whole["n_50"], whole["coverage_50"]) == (3, pytest.approx(1 / 3))
    assert (whole["n_without_scale"], whole["n_questions"]) == (1, 3)


def test_coverage_stands_with_its_wilson_interval(ledger: Ledger) -> None:
    for number in range(4):
        key = f"n{number}"
        ledger.execute(replace(CASES, key=key))
        say(ledger, key, **quantiles(2, 5, 9, 12, 20))
        end(ledger, key, "9" if number else "13")
    *_, row = rows(ledger, "scoreboard_number")
    z, k, n = 1.959963984540054, 3, 4
    centre, reach = (
        (k + z * z / 2) / (n + z * z),
        z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4),
    )
    assert row["coverage_50"] == 0.75
    assert row["coverage_50_lo"] == pytest.approx(centre - reach, **EXACT)
    assert row["coverage_50_hi"] == pytest.approx(centre + reach, **EXACT)
    assert (row["coverage_90"], row["coverage_90_hi"]) == (1.0, 1.0)


# which day


def test_a_day_before_the_horizon_is_scored_in_days(ledger: Ledger) -> None:
    say(ledger, "landing", **days(-60, -50, -40, -30, -20))
    end(ledger, "landing", "2025-05-31")  # 30 days before the horizon
    [row] = rows(ledger, "quantile_scores")
    mean = (0.05 * 30 + 0.25 * 20 + 0.5 * 10 + 0 + 0.05 * 10) / 5
    assert row["crps"] == pytest.approx(2 * mean, **EXACT)
    assert (row["absolute_error"], row["inside50"], row["outcome"]) == (10.0, True, "2025-05-31")
    assert (row["implied_p"], row["scaled_error"]) == (0.95, 0.5)
    assert row["implied_brier"] == pytest.approx(0.05**2, **EXACT)


@pytest.mark.parametrize("outcome", ["not_by_horizon", "2025-08-01"])
def test_what_had_not_come_by_the_horizon_stands_at_it(ledger: Ledger, outcome: str) -> None:
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    end(ledger, "landing", outcome, known=date(2025, 8, 1))
    [row] = rows(ledger, "quantile_scores")
    # of the quantiles beyond the horizon nothing is asked; the others missed by 40 and 20 days
    mean = (0.05 * 40 + 0.25 * 20) / 5
    assert row["crps"] == pytest.approx(2 * mean, **EXACT)
    assert (row["absolute_error"], row["inside50"], row["inside90"]) == (0.0, True, True)
    assert row["implied_p"] == 0.5
    assert row["implied_brier"] == 0.25
    [board, _] = rows(ledger, "scoreboard_date")
    assert board["n_censored"] == (outcome == "not_by_horizon")


def test_days_before_the_horizon_only_do_not_hold_what_had_not_come(ledger: Ledger) -> None:
    say(ledger, "landing", **days(-40, -20, -10, 0, 0))
    end(ledger, "landing", "not_by_horizon")
    [row] = rows(ledger, "quantile_scores")
    assert (row["inside50"], row["inside90"]) == (False, False)


@pytest.mark.parametrize(
    ("apart", "implied"),
    [
        ((-40, -20, -10, -5, -1), 0.95),  # all before: the last of the levels
        ((1, 2, 3, 4, 5), 0.05),  # all after: the first
        ((-40, -10, 30, 40, 50), 0.25 + 0.25 * 10 / 40),  # between: on the line
        ((-40, -20, 0, 0, 30), 0.75),  # at several: the highest of them
    ],
)
def test_the_implied_probability_lies_on_the_line_between_the_quantiles(
    ledger: Ledger, apart: tuple[int, ...], implied: float
) -> None:
    say(ledger, "landing", **days(*apart))
    end(ledger, "landing", "not_by_horizon")
    [row] = rows(ledger, "quantile_scores")
    assert row["implied_p"] == pytest.approx(implied, **EXACT)
    assert row["implied_brier"] == pytest.approx(implied**2, **EXACT)


def test_the_truncated_score_is_the_integral_up_to_the_horizon(ledger: Ledger) -> None:
    """Of many even levels, against the integral of (F - 1{x >= y})^2 on a fine grid."""
    levels = np.arange(1, 200, 2) / 200
    values = np.round(-50 + 100 * levels)
    given = tuple(
        (f"{level:.3f}", (CLOSES + timedelta(int(value))).isoformat())
        for level, value in zip(levels, values, strict=True)
    )
    say(ledger, "landing", quantiles=given)
    end(ledger, "landing", (CLOSES - timedelta(20)).isoformat())
    [row] = rows(ledger, "quantile_scores")
    grid = np.arange(-60, 0, 1)
    before = (values[None, :] <= grid[:, None]).mean(axis=1)
    assert row["crps"] == pytest.approx(np.sum((before - (grid >= -20)) ** 2), abs=1e-8)


def test_without_a_horizon_nothing_is_truncated(ledger: Ledger) -> None:
    ledger.execute(replace(LANDING, key="ever", closes_on=None, deadline="unknown"))
    say(ledger, "ever", **days(-40, -20, 0, 20, 60))
    end(ledger, "ever", "2025-08-09")
    [row] = rows(ledger, "quantile_scores")
    assert (row["absolute_error"], row["implied_p"], row["inside90"]) == (40.0, None, True)
