"""Verdicts with intervals, ranks, hedges, and the choice of coder in the interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import t

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.codebook import AdoptCodebook
from ledger.domain.coding import CodeText
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.story import OpenStory
from ledger.measuring.sensitivity import Report, sensitivity
from ledger.measuring.sensitivity.order import Placed, orders
from ledger.measuring.sensitivity.verdicts import told as said
from ledger.readmodel.session import Asked
from ledger.scoring.clustered import mean_by_story
from tests.measuring.trials import Books
from tests.scoring.test_rubin import published

DAY = date(2022, 3, 1)
ASKED = Asked(as_of_day=date(2022, 7, 1))
SAID = date(2022, 1, 3)


def kept(folder: Path, commands: Sequence[Command]) -> Ledger:
    ledger = Ledger(folder / "ledger", lambda: datetime(2022, 7, 1, tzinfo=UTC))
    ledger.execute(commands, kept="archive")
    return ledger


def asked(count: int, stories: int) -> list[Command]:
    """Questions q0, q1 …, every third ending in no, dealt to stories in turn."""
    made: list[Command] = [OpenStory(f"s{n}", f"S{n}") for n in range(stories)]
    for n in range(count):
        made.append(PoseQuestion(f"q{n}", f"q{n}?", closes_on=DAY, story=f"s{n % stories}"))
        made.append(ResolveQuestion(f"q{n}", "no" if n % 3 == 0 else "yes", DAY, DAY))
    return made


def spoke(who: str, n: int, words: str = "likely") -> RecordClaim:
    return RecordClaim(
        who, f"q{n}", SAID, quote=f"{who} {words} {n}", words=words, external_id=f"{who}{n}"
    )


def read(claim: RecordClaim, coder: str, low: int, best: int, high: int) -> RecordEstimate:
    """One coder's reading in per cent, the outcome hidden."""
    cents = (low * 10**7, best * 10**7, high * 10**7)
    return RecordEstimate(claim.stream(), coder, *cents, saw_outcome=False)


def number(value: object) -> float:
    return float(str(value))


def report(ledger: Ledger) -> Report:
    with ledger.session(ASKED) as session:
        return sensitivity(session, ASKED, Books())


def test_from_ten_questions_on_a_verdict_needs_an_interval(tmp_path: Path) -> None:
    """Two thirds come true: .7 loses .39 of a coin's .25 on the rest. Nobody knows from a dozen."""
    commands: list[Command] = [RegisterCommentator("Ana"), *asked(12, 4)]
    for n in range(12):
        claim = spoke("Ana", n)
        commands += [claim, read(claim, "x", 60, 70, 80)]
    told = report(kept(tmp_path, commands))
    [row] = told.commentators
    assert (row["n"], row["evidence"]) == (12, "thin")
    assert number(row["brier_lo"]) < 0.25 < number(row["brier_hi"])
    assert row["verdict"] == "not told apart from a coin"
    assert row["n_coders"] == 1
    assert row["brier_coder_lo"] is None


@pytest.mark.parametrize(
    ("brier", "lo", "hi", "evidence", "verdict"),
    [
        (None, None, None, "list only", None),
        (0.25, None, None, "list only", "like a coin"),
        (0.2, 0.1, 0.6, "list only", "better than a coin"),
        (0.2, None, None, "thin", "not told apart from a coin"),
        (0.2, 0.1, 0.25, "thin", "not told apart from a coin"),
        (0.2, 0.1, 0.24, "thin", "better than a coin"),
        (0.3, 0.26, 0.4, "solid", "worse than a coin"),
    ],
)
def test_verdicts(
    brier: float | None, lo: float | None, hi: float | None, evidence: str, verdict: str | None
) -> None:
    assert said(brier, lo, hi, evidence) == verdict


def test_luck_and_the_choice_of_coder_are_in_one_interval(tmp_path: Path) -> None:
    """Coder x hears .8, coder y .9 and on two questions .5: as published, by their whole sets."""
    commands: list[Command] = [RegisterCommentator("Ana"), *asked(12, 6)]
    own = {"x": [0.8] * 12, "y": [0.5 if n < 2 else 0.9 for n in range(12)]}
    for n in range(12):
        claim = spoke("Ana", n)
        commands.append(claim)
        for coder, ps in own.items():
            commands.append(read(claim, coder, 40, round(100 * ps[n]), 100))
    ledger = kept(tmp_path, commands)
    found = []
    y = np.array([float(n % 3 != 0) for n in range(12)])
    story = np.array([n % 6 for n in range(12)], dtype=np.int64)
    for ps in own.values():
        p = np.array(ps)
        found.append(mean_by_story((p - y) ** 2, p, story, bounds=(0.0, 1.0)))
    q = [Fraction(str(round(one.mean or 0, 12))) for one in found]
    u = [Fraction((one.se or 0.0) ** 2) for one in found]
    middle, total, df = published(q, u, Fraction(min(one.df or 1.0 for one in found)))
    reach = t.ppf(0.975, df) * math.sqrt(total)
    [row] = report(ledger).commentators
    wanted = (max(0.0, float(middle) - reach), min(1.0, float(middle) + reach))
    assert row["n_coders"] == 2
    assert (row["brier_coder_lo"], row["brier_coder_hi"]) == pytest.approx(wanted, abs=1e-9)
    [told] = [one for one in report(ledger).variants if one["variant"] == "coders: together"]
    assert (told["brier_lo"], told["brier_hi"]) == pytest.approx(wanted, abs=1e-9)
    assert (told["brier"], told["survives"]) == (row["brier"], True)
    [board] = ledger.table("scoreboard", ASKED).rows()
    assert board["brier_coder_hi"] == pytest.approx(wanted[1], abs=1e-9)


def test_a_coder_who_read_little_is_not_one_to_choose(tmp_path: Path) -> None:
    commands: list[Command] = [RegisterCommentator("Ana"), *asked(12, 6)]
    for n in range(12):
        claim = spoke("Ana", n)
        commands += [claim, read(claim, "x", 60, 70, 80)]
        commands += [read(claim, "y", 10, 20, 30)] if n < 5 else []
    [row] = report(kept(tmp_path, commands)).commentators
    assert (row["n_coders"], row["brier_coder_lo"]) == (1, None)
    assert "coder: y" in f"{row['survives']} {row['fails']}"


def coded(claim: RecordClaim, coder: str, best: int, *, knew: bool = False) -> CodeText:
    return CodeText(
        claim.stream(), coder, "claims 1", certainty="hedge", claim_kind="forecast",
        polarity="asserts", question_fits=True, deadline="stated", closes_on=DAY,
        low=0, best=best * 10**7, high=10**9, knew_outcome=knew,
    )  # fmt: skip


def test_a_hedge_counts_where_three_coders_in_the_dark_agree(tmp_path: Path) -> None:
    """q0 ended in no; .40 .45 .55 are within 15 points: .45. q1 is too far apart, q2: one knew."""
    claims = [spoke("Ana", n, "might") for n in range(3)]
    commands: list[Command] = [
        RegisterCommentator("Ana"), AdoptCodebook("claims 1", "Claims", "read"), *asked(3, 1),
        *claims,
    ]  # fmt: skip
    commands += [coded(claims[0], who, best) for who, best in zip("xyz", (40, 45, 55), strict=True)]
    commands += [coded(claims[1], who, best) for who, best in zip("xyz", (30, 50, 55), strict=True)]
    commands += [coded(claims[2], who, 40, knew=who == "z") for who in "xyz"]
    told = report(kept(tmp_path, commands))
    rows = {row["variant"]: row for row in told.variants}
    assert rows["default"]["n"] == 0
    hedges = rows["hedges: in"]
    assert (hedges["n"], hedges["n_varied"]) == (1, 1)
    assert hedges["brier"] == pytest.approx(0.45**2)
    assert "2 stay out" in str(hedges["note"])
    assert "more than 15 points apart" in str(hedges["note"])
    assert "2 of 3 coders who did not see the outcome" in str(hedges["note"])


def test_ranks_go_by_what_everybody_is_read_as(tmp_path: Path) -> None:
    """Ana is read .8, Ben .7, both 30 times in ten stories; at their high ends Ben overtakes."""
    commands: list[Command] = [*map(RegisterCommentator, ("Ana", "Ben")), *asked(30, 10)]
    for n in range(30):
        for who, reading in (("Ana", (60, 80, 85)), ("Ben", (50, 70, 100))):
            claim = spoke(who, n, "blorp")
            ends = reading if n % 3 else tuple(100 - one for one in reversed(reading))
            commands += [claim, read(claim, "x", *ends)]
    ledger = kept(tmp_path, commands)
    told = report(ledger)
    board = {row["commentator"]: row["rank_lo"] for row in ledger.table("scoreboard", ASKED).rows()}
    ranks = {(row["commentator"], row["variant"]): row["rank_lo"] for row in told.variants}
    assert board == {"Ana": 1, "Ben": 2}
    assert (ranks["Ana", "default"], ranks["Ben", "default"]) == (1, 2)
    assert (ranks["Ana", "readings: kindest"], ranks["Ben", "readings: kindest"]) == (2, 1)
    [pair] = told.orders.rows
    assert (pair["one"], pair["other"], pair["n_common"]) == ("Ana", "Ben", 30)
    summary = {row["commentator"]: (row["rank_min"], row["rank_max"]) for row in told.commentators}
    assert summary == {"Ana": (1, 2), "Ben": (1, 2)}


def placed(name: str, brier: float, **by: float) -> Placed:
    return Placed(name, name, "verbal", 1, frozenset("q"), brier, by)


def test_an_order_is_determined_if_it_is_the_same_and_no_tie_under_every_reading() -> None:
    found = orders([
        placed("Ana", 0.1, low=0.2), placed("Ben", 0.3, low=0.4), placed("Cleo", 0.15, low=0.2),
    ])  # fmt: skip
    assert (found.n_pairs, found.n_undetermined) == (3, 1)
    [row] = found.rows
    assert (row["one"], row["other"], row["reversed_by"]) == ("Ana", "Cleo", "low")
