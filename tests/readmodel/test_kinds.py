"""Forecasts of which option, how much and which day: scores worked out by hand and by others.

Whatever is asked here, the figures of yes and no are as if these questions did not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.forecast import Stated, read_interval
from ledger.domain.question import PoseQuestion, ReopenQuestion, ResolveQuestion
from ledger.readmodel.session import Asked
from tests.readmodel.conftest import opened

Row = Mapping[str, Any]
SAID, CLOSES = date(2025, 1, 1), date(2025, 6, 30)
EXACT: dict[str, Any] = {"abs": 1e-11, "rel": 0}
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)

CLASSES = (
    *("rejected_kind", "void", "unscorable", "no_deadline", "open", "late", "untimely", "early"),
    *("unmatured", "superseded", "resolved"),
)

WINNER = PoseQuestion("winner", "Who?", kind="choice", options=("A", "B", "C"), closes_on=CLOSES)
RANK = replace(WINNER, key="rank", options=("low", "middle", "high", "top"), ordered=True)
CASES = PoseQuestion(
    "cases", "How many?", kind="number", unit="cases", closes_on=CLOSES, topics=("flu",), scale="4"
)
EUROS = replace(CASES, key="euros", unit="euros", scale="100", topics=("budget",))
PLAIN = replace(CASES, key="plain", scale=None)
LANDING = PoseQuestion("landing", "When?", kind="date", closes_on=CLOSES, scale="20")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(opened(tmp_path / "kinds")) as held:
        people = [RegisterCommentator(name) for name in ("Ana", "Ben")]
        questions = [WINNER, RANK, CASES, EUROS, PLAIN, LANDING]
        held.execute([*people, *questions], kept="archive")
        yield held


def say(ledger: Ledger, key: str, by: str = "Ana", **stated: Any) -> str:  # noqa: ANN401 a forecast
    claim = RecordClaim(
        by, key, SAID, forecast=Stated(**stated), external_id=f"{by} {key} {stated}"
    )
    ledger.execute(claim)
    return claim.stream()


def end(ledger: Ledger, key: str, outcome: str, known: date = CLOSES) -> None:
    ledger.execute([ReopenQuestion(key), ResolveQuestion(key, outcome, known_on=known)])


def rows(ledger: Ledger, table: str) -> Sequence[Row]:
    return ledger.table(table, Asked(scope="all_rows")).rows()


def shares(question: PoseQuestion, *given: str) -> dict[str, Any]:
    return {"choices": tuple(zip(question.options, given, strict=True))}


def quantiles(*values: object) -> dict[str, Any]:
    return {"quantiles": tuple(zip(map(str, LEVELS), map(str, values), strict=True))}


# which option


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


def days(*apart: int) -> dict[str, Any]:
    return quantiles(*(CLOSES + timedelta(one) for one in apart))


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


# what they have in common with yes and no, and what not


def test_they_fall_in_the_classes_that_every_claim_falls_in(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "cases", point="5")
    say(ledger, "euros", point="5")
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    ledger.execute(RecordClaim("Ana", "plain", SAID, quote="a great many"))
    end(ledger, "cases", "annulled")
    end(ledger, "euros", "5", known=SAID - timedelta(1))
    end(ledger, "landing", "not_by_horizon")
    found = {row["question_key"]: row["status"] for row in rows(ledger, "claims")}
    assert found == {
        "winner": "open",
        "cases": "void",
        "euros": "late",
        "landing": "resolved",
        "plain": "unscorable",
    }


def test_the_classes_add_up_in_every_table(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "rank", **shares(RANK, "0.1", "0.2", "0.3", "0.4"))
    say(ledger, "cases", point="5")
    say(ledger, "euros", point="5")
    ledger.execute(RecordClaim("Ana", "plain", SAID, quote="a great many"))
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    for key, outcome in (("rank", "top"), ("cases", "annulled"), ("euros", "7")):
        end(ledger, key, outcome)
    for kind, n_claims in (("choice", 2), ("number", 3), ("date", 1)):
        row = rows(ledger, f"scoreboard_{kind}")[-1]
        counted = sum(row[f"n_{one}"] for one in CLASSES)
        assert row["n_claims"] == counted == n_claims
    found = rows(ledger, "scoreboard_number")[-1]
    assert (found["n_void"], found["n_unscorable"], found["n_resolved"]) == (1, 1, 1)


def test_the_figures_of_yes_and_no_know_nothing_of_them(ledger: Ledger) -> None:
    ledger.execute(PoseQuestion("rain", "Rain?", closes_on=CLOSES))
    said = RecordClaim("Ana", "rain", SAID, probability=700_000_000, external_id="rain")
    ledger.execute([said, ResolveQuestion("rain", "yes", known_on=CLOSES)])
    before = {name: rows(ledger, name) for name in ("scoreboard", "calibration", "scores")}
    pooled = Asked(grouping=(), pooled=True)
    together = ledger.ask("from scoreboard_by", asked=pooled)
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "cases", "Ben", **quantiles(2, 5, 9, 12, 20))
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    for key, outcome in (("winner", "B"), ("cases", "7"), ("landing", "not_by_horizon")):
        end(ledger, key, outcome)
    assert {name: rows(ledger, name) for name in before} == before
    assert ledger.ask("from scoreboard_by", asked=pooled) == together
    assert [row["brier"] for row in rows(ledger, "claims")].count(None) == 3


def test_a_condition_may_be_an_option(ledger: Ledger) -> None:
    ledger.execute(PoseQuestion("cheer", "Cheers?", closes_on=CLOSES, condition=("winner", "B")))
    said = RecordClaim("Ana", "cheer", SAID, probability=700_000_000, external_id="cheer")
    ledger.execute([said, ResolveQuestion("cheer", "yes", known_on=CLOSES)])
    for outcome, came in (("B", "yes"), ("A", "condition_unmet"), ("annulled", "condition_void")):
        end(ledger, "winner", outcome)
        [row] = ledger.ask("from claims")
        assert row["outcome"] == came


def test_a_revised_forecast_is_on_record_since_it_was_revised(ledger: Ledger) -> None:
    from ledger.domain.claim import CorrectClaim

    stream = say(ledger, "cases", point="5")
    changes: dict[str, object] = {"point": "6"}
    ledger.execute(CorrectClaim(stream, changes))
    ledger.execute(CorrectClaim(stream, {"note": "fine"}))
    [row] = ledger.ask("select position, said.point as point from content_said order by 1 limit 1")
    assert row["point"] == "5"
    [since] = ledger.ask("from content_since")
    [second] = ledger.ask("select min(position) as position from claim_corrected")
    assert since["position"] == second["position"]
    assert not since["coded"]


def test_every_share_and_quantile_can_be_had_by_itself(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "cases", point="5")
    say(ledger, "euros", quantiles=(("0.5", "5.25"),))
    end(ledger, "winner", "B")
    parts = rows(ledger, "claim_shares")
    assert [(one["option"], one["p"], one["happened"]) for one in parts] == [
        ("A", 0.6, False),
        ("B", 0.3, True),
        ("C", 0.1, False),
    ]
    values = [(one["level"], one["value"]) for one in rows(ledger, "claim_quantiles")]
    assert values == [(None, "5"), (0.5, "5.25")]
