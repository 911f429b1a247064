"""An explanation is arithmetic that anybody can work out, and comes to what it explains."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.measuring.explaining import of_claim, of_record
from ledger.readmodel import queries
from ledger.readmodel.session import Asked
from tests.measuring.working import comes_to

SAID, CLOSES = date(2022, 1, 3), date(2022, 3, 1)
P = {"Ana": (0.9, 0.2, 0.5, 0.0), "Ben": (0.6, 0.4, 1.0, 0.7)}
OUTCOMES = ("yes", "no", "no", "yes")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger(tmp_path_factory.mktemp("explained"), lambda: datetime(2022, 7, 1, tzinfo=UTC))
    commands: list[Command] = [RegisterCommentator(who) for who in P]
    for number, outcome in enumerate(OUTCOMES):
        key = f"question-{number}"
        commands += [PoseQuestion(key, f"Question {number}?", closes_on=CLOSES)]
        commands += [
            RecordClaim(who, key, SAID, probability=round(said[number] * 10**9))
            for who, said in P.items()
        ]
        commands += [ResolveQuestion(key, outcome, CLOSES, CLOSES)]
    ledger.execute(commands, kept="archive")
    return ledger


@pytest.mark.parametrize("scope", ["first", "time_averaged", "question_weighted"])
def test_every_formula_comes_to_its_value(ledger: Ledger, scope: str) -> None:
    asked = Asked(scope=scope)
    for row in ledger.table("scoreboard", asked).rows():
        claims = ledger.ask(queries.COUNTED_CLAIMS, [row["commentator_id"]], asked)
        assert len(claims) == len(OUTCOMES)
        comes_to(of_record(row, claims))
    for claim in ledger.table("claims").rows():
        [row] = ledger.ask(queries.SCORED_CLAIM, [claim["claim_id"]], asked)
        comes_to(of_claim(row))


def test_a_claim_is_explained_beside_the_others(ledger: Ledger) -> None:
    """Ana .9 and Ben .6, and it happened: .01 and .16, ln .9 and ln .6."""
    claim = next(
        row for row in ledger.table("claims").rows()
        if (row["commentator"], row["question_key"]) == ("Ana", "question-0")
    )  # fmt: skip
    [row] = ledger.ask(queries.SCORED_CLAIM, [claim["claim_id"]])
    lines = {line.name: line for line in of_claim(row)}
    assert lines["brier"].formula == "(0.9 - 1)^2"
    assert lines["log_score"].formula == "-ln(0.9)"
    assert lines["relative"].value == pytest.approx(0.01 - 0.16, abs=1e-12)
    assert lines["peer"].value == pytest.approx(100 * math.log(0.9 / 0.6), abs=1e-9)


def test_what_was_clipped_is_said(ledger: Ledger) -> None:
    claim = next(
        row for row in ledger.table("claims").rows()
        if (row["commentator"], row["question_key"]) == ("Ana", "question-3")
    )  # fmt: skip
    [row] = ledger.ask(queries.SCORED_CLAIM, [claim["claim_id"]])
    [log] = [line for line in of_claim(row) if line.name == "log_score"]
    assert (log.formula, log.source) == ("-ln(0.001)", "0 was given to what happened, clipped")


def test_without_a_score_there_is_only_the_partition(tmp_path: Path) -> None:
    other = Ledger(tmp_path / "other", lambda: datetime(2022, 7, 1, tzinfo=UTC))
    other.execute(
        [
            RegisterCommentator("Cleo"),
            PoseQuestion("open", "Open?", closes_on=CLOSES),
            RecordClaim("Cleo", "open", SAID, probability=10**8),
        ],
        kept="archive",
    )
    [row] = other.table("scoreboard").rows()
    assert [(line.name, line.formula, line.value) for line in of_record(row, [])] == [
        ("n_claims", "1", 1)
    ]
