"""Where formulas break: nothing said, nothing known, everything certain, everything alike."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.story import OpenStory
from ledger.readmodel.session import Rows
from tests import oracle
from tests.readmodel.model import built, rows

DAY, TODAY = date(2022, 1, 1), datetime(2023, 1, 1, tzinfo=UTC)

# Who said what, how it turned out, and the story it belongs to ("": the question stands alone).
Said = tuple[float, str | None, str]
CASES: dict[str, list[Said]] = {
    "only open": [(0.5, None, "")],
    "only void": [(0.5, "annulled", ""), (0.7, "ambiguous", "")],
    "one claim": [(0.8, "yes", "")],
    "one story": [(0.8, "yes", "north"), (0.6, "no", "north")],
    "sure and right": [(1.0, "yes", ""), (0.0, "no", "")],
    "sure and wrong": [(0.0, "yes", ""), (1.0, "no", ""), (0.5, "yes", "")],
    "always yes": [(0.2, "yes", ""), (0.9, "yes", "")],
    "always the same p": [(0.7, "yes", ""), (0.7, "no", ""), (0.7, "yes", "")],
    "edges": [(p, "no", "") for p in (0.0, 0.1, 0.29, 0.3, 0.57, 0.58, 0.7, 0.9, 1.0)],
    "by hand": [
        (0.8, "yes", "north"),
        (0.6, "no", "north"),
        (0.9, "no", "south"),
        (0.5, "yes", ""),
    ],
    "too regular": [(0.7, "yes", ""), (0.7, "yes", "")],
    "one side of clipping": [(0.999, "yes", ""), (0.9995, "yes", ""), (0.001, "yes", "")],
}


def commands() -> list[Command]:
    """Every case is a commentator, every claim on a question of its own."""
    asked: list[Command] = [OpenStory(story, story.title()) for story in ("north", "south")]
    for who, said in CASES.items():
        asked.append(RegisterCommentator(who))
        for number, (p, outcome, story) in enumerate(said):
            key = f"{who.replace(' ', '-')}-{number}"
            asked.append(PoseQuestion(key, f"Will {key}?", closes_on=DAY, story=story or None))
            asked.append(RecordClaim(who, key, DAY, probability=round(p * 1e9), external_id=key))
            if outcome:
                asked.append(ResolveQuestion(key, outcome, DAY, DAY))
    return asked


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edges")
    ledger = Ledger(folder / "ledger", lambda: TODAY, "test recorder")
    ledger.execute(commands(), kept="archive")
    ledger.close()
    return built(ledger.directory, folder / "model.duckdb")


@pytest.fixture(scope="module")
def scoreboard(model: Path) -> dict[str, dict[str, object]]:
    return {str(row["commentator"]): row for row in rows(model, "from scoreboard")}


def bins(model: Path, who: str) -> Rows:
    return rows(model, f"from calibration where commentator = '{who}' order by bin")


SCORES = ("base_rate", "mean_p", "calibration_in_large", "brier", "log_clip_0_001")
INTERVAL = ("brier_se", "brier_lo", "brier_hi")


@pytest.mark.parametrize("who", ["only open", "only void"])
def test_without_an_answer_there_is_a_row_of_counts_and_nulls(
    who: str, scoreboard: dict[str, dict[str, object]], model: Path
) -> None:
    row = scoreboard[who]
    assert [row[name] for name in SCORES + INTERVAL] == [None] * 8
    assert (row["n_resolved"], row["n_questions"], row["n_infinite"], row["n_stories"]) == (0,) * 4
    assert row["n_claims"] == row["n_open" if who == "only open" else "n_void"] == len(CASES[who])
    empty = bins(model, who)
    assert [one["n"] for one in empty] == [0] * 10
    figures = ("mean_p", "freq", "gap", "wilson_lo", "wilson_hi")
    assert {one[name] for one in empty for name in figures} == {None}


@pytest.mark.parametrize("who", ["only open", "only void"])
def test_without_an_answer_no_figure_is_nought(
    who: str, scoreboard: dict[str, dict[str, object]]
) -> None:
    named = {"commentator", "kind", "simulated", "prob_source", "evidence", "commentator_id"}
    row = scoreboard[who]
    figures = {name for name in row if name not in named and not name.startswith("n_")}
    assert {name: row[name] for name in figures if row[name] is not None} == {}
    assert {row[name] for name in ("n_eff", "n_component")} == {None}
    assert row["evidence"] == "list only"


def test_one_claim_is_all_miscalibration(scoreboard: dict[str, dict[str, object]]) -> None:
    """Said .8, and it happened: (.8 - 1)^2; recalibrated it is 1, and nothing else is known."""
    row = scoreboard["one claim"]
    known = {
        "brier": 0.04, "mcb": 0.04, "dsc": 0.0, "unc": 0.0, "rel": 0.04, "res": 0.0, "wbv": 0.0,
        "wbc": 0.0, "bss_half": 1 - 0.04 / 0.25, "log_raw": -math.log(0.8),
        "mcb_log": -math.log(0.8), "unc_log": 0.0, "n_eff": 1.0,
        "baseline_score": 100 * (1 + math.log2(0.8)),
    }  # fmt: skip
    assert {name: row[name] for name in known} == pytest.approx(known, abs=1e-9)
    nothing = (
        "rel_ff", "res_ff", "unc_ff", "bss_self", "bss_crowd", "rel_brier", "peer_score",
        "difficulty_adjusted", "rel_brier_shrunk", "brier_se_question", "cox_slope", "rank_lo",
    )  # fmt: skip
    assert {name: row[name] for name in nothing if row[name] is not None} == {}
    assert row["spiegelhalter_z"] == pytest.approx(0.2 * -0.6 / math.sqrt(0.36 * 0.16), abs=1e-9)


def test_certain_and_wrong_has_no_raw_log_score(scoreboard: dict[str, dict[str, object]]) -> None:
    row = scoreboard["sure and wrong"]
    assert (row["log_raw"], row["mcb_log"]) == (None, None)
    assert row["dsc_log"] is not None
    assert scoreboard["sure and right"]["spiegelhalter_z"] is None  # certain forecasts say nothing


def test_who_answers_alone_is_compared_with_nobody(
    scoreboard: dict[str, dict[str, object]],
) -> None:
    for row in scoreboard.values():
        assert (row["n_common"], row["rel_brier"], row["peer_score"]) == (0, None, None)
        assert row["difficulty_adjusted"] is None


def test_the_terms_add_up_for_everybody(scoreboard: dict[str, dict[str, object]]) -> None:
    for who, row in scoreboard.items():
        if row["brier"] is None:
            continue
        terms = {name: float(str(row[name])) for name in ("rel", "res", "unc", "wbv", "wbc")}
        murphy = terms["rel"] - terms["res"] + terms["unc"] + terms["wbv"] - terms["wbc"]
        assert murphy == pytest.approx(row["brier"], abs=1e-9), who
        corp = float(str(row["mcb"])) - float(str(row["dsc"])) + terms["unc"]
        assert corp == pytest.approx(row["brier"], abs=1e-9), who


@pytest.mark.parametrize("who", ["one claim", "one story"])
def test_below_two_stories_there_is_a_score_and_no_interval(
    who: str, scoreboard: dict[str, dict[str, object]]
) -> None:
    row = scoreboard[who]
    assert row["brier"] == {"one claim": 0.04, "one story": 0.2}[who]
    assert [row[name] for name in INTERVAL] == [None] * 3
    assert row["n_stories"] == 1


def test_certainty_that_was_right_costs_a_clipped_thousandth(
    scoreboard: dict[str, dict[str, object]],
) -> None:
    row = scoreboard["sure and right"]
    assert (row["brier"], row["n_infinite"]) == (0.0, 0)
    assert row["log_clip_0_001"] == pytest.approx(-math.log(0.999), abs=1e-12)
    assert (row["brier_se"], row["brier_lo"], row["brier_hi"]) == (0.0, 0.0, 0.0)


def test_certainty_that_was_wrong_is_counted_and_clipped(
    scoreboard: dict[str, dict[str, object]], model: Path
) -> None:
    row = scoreboard["sure and wrong"]
    assert row["n_infinite"] == 2
    assert row["brier"] == 0.75
    assert row["log_clip_0_001"] == pytest.approx(
        (-2 * math.log(0.001) - math.log(0.5)) / 3, abs=1e-12
    )
    said = rows(
        model, "select p, log_score, clipped from claims where commentator = 'sure and wrong'"
    )
    assert sorted((one["p"], one["clipped"]) for one in said) == [
        (0, True),
        (0.5, False),
        (1, True),
    ]
    assert max(float(str(one["log_score"])) for one in said) == pytest.approx(
        6.907755278982, abs=1e-12
    )


def test_clipping_is_marked_only_where_it_changes_the_figure(model: Path) -> None:
    who = "one side of clipping"
    said = rows(model, f"select p, clipped from claims where commentator = '{who}' order by p")
    assert [(one["p"], one["clipped"]) for one in said] == [
        (0.001, False),
        (0.999, False),
        (0.9995, True),
    ]


def test_outcomes_all_alike(scoreboard: dict[str, dict[str, object]], model: Path) -> None:
    row = scoreboard["always yes"]
    assert row["base_rate"] == 1.0
    assert row["brier"] == pytest.approx((0.64 + 0.01) / 2, abs=1e-12)
    full = [one for one in bins(model, "always yes") if one["n"]]
    assert [(one["freq"], one["wilson_hi"]) for one in full] == [(1.0, 1.0), (1.0, 1.0)]
    assert all(0 < float(str(one["wilson_lo"])) < 1 for one in full)


def test_probabilities_all_alike(scoreboard: dict[str, dict[str, object]], model: Path) -> None:
    row = scoreboard["always the same p"]
    assert (row["mean_p"], row["base_rate"]) == (0.7, pytest.approx(2 / 3, abs=1e-12))
    full = [one for one in bins(model, "always the same p") if one["n"]]
    assert [(one["bin"], one["n"], one["k"], one["mean_p"]) for one in full] == [(7, 3, 2, 0.7)]


def test_a_probability_on_an_edge_belongs_to_the_bin_above(model: Path) -> None:
    placed = {one["bin"]: one["mean_p"] for one in bins(model, "edges") if one["n"] == 1}
    assert placed == {0: 0.0, 1: 0.1, 2: 0.29, 3: 0.3, 7: 0.7}
    doubled = {one["bin"]: one["mean_p"] for one in bins(model, "edges") if one["n"] == 2}
    assert doubled == {5: 0.575, 9: 0.95}


def test_where_nothing_happened_wilson_begins_at_exactly_nought(model: Path) -> None:
    full = [one for one in bins(model, "edges") if one["n"]]
    assert {one["wilson_lo"] for one in full} == {0.0}
    # Wilson for 0 of 1: z^2 / (1 + z^2)
    zz = 1.959963984540054**2
    assert {one["wilson_hi"] for one in full if one["n"] == 1} == {round(zz / (1 + zz), 12)}


def test_the_standard_error_worked_by_hand(scoreboard: dict[str, dict[str, object]]) -> None:
    """Losses .04 and .36 (north), .81 (south), .25 (alone): mean .365.

    Sums of deviations by story: -.33, .445, -.115; squares .1089, .198025, .013225.
    Within a story: MSB = (2 * .165^2 + .445^2 + .115^2) / 2 = .13285, MSW = .0512, n0 = 1.25, hence
    rho = (.13285 - .0512) / (.13285 + .25 * .0512) = .560591. CR2 with the working variances
    1 + rho, 1, 1: v = (2 * 1.560591 + 2) / 16 = .320074, and what the residuals keep of them is
    2 v = .640148 and twice .5 + v = .820074. So sqrt(1.560591 / .640148 * .1089 + .21125 / .820074)
    / 4 = .180811. By chance alone less: sqrt((.24 + .2 sqrt(.24))^2 + .24^2) / 4 = .1036.
    By question, four of them: sqrt(4/3 * (.325^2 + .005^2 + .445^2 + .115^2)) / 4.
    """
    row = scoreboard["by hand"]
    assert (row["brier"], row["n_stories"]) == (0.365, 3)
    assert row["brier_se"] == pytest.approx(0.180811, abs=1e-6)
    squares = 0.325**2 + 0.005**2 + 0.445**2 + 0.115**2
    assert row["brier_se_question"] == pytest.approx(math.sqrt(4 / 3 * squares) / 4, abs=1e-12)
    assert (row["brier_lo"], row["brier_hi"]) == (0.0, 1.0)


def test_scores_without_spread_keep_the_error_of_chance(
    scoreboard: dict[str, dict[str, object]],
) -> None:
    """Twice .7 and twice yes: no deviation, yet luck alone spreads each by .4 * sqrt(.21).

    That error is known, so the interval is z times it: t with one degree of freedom would say
    nothing at all.
    """
    row = scoreboard["too regular"]
    chance = math.sqrt(2 * 0.16 * 0.21) / 2
    assert row["brier"] == 0.09
    assert row["brier_se"] == pytest.approx(chance, abs=1e-12)
    assert row["brier_lo"] == 0.0
    assert row["brier_hi"] == pytest.approx(0.09 + 1.959963984540054 * chance, abs=1e-12)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 30, 31, 120, 10_000, 100_000_000])
def test_student_is_exact_to_seven_digits(freedom: int, model: Path) -> None:
    with duckdb.connect(str(model), read_only=True) as connection:
        asked = connection.execute("select t975(?::bigint)", [freedom]).fetchall()[0][0]
    exact = oracle.t975(freedom) if freedom <= 10_000 else 1.959963984540054
    assert asked == pytest.approx(exact, abs=1e-7)
