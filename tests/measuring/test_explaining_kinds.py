"""What options, numbers and days scored is explained by arithmetic that comes to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.forecast import Stated
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.measuring.explaining_kinds import of_choice, of_quantiles
from ledger.readmodel import queries
from tests.measuring.working import comes_to
from tests.readmodel.conftest import opened

SAID, CLOSES = date(2025, 1, 1), date(2025, 6, 30)
NUMBER = PoseQuestion(
    "cases", "How many?", kind="number", unit="cases", closes_on=CLOSES, scale="4"
)
DAY = PoseQuestion("landing", "When?", kind="date", closes_on=CLOSES)
LEVELS = ("0.1", "0.5", "0.9")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(opened(tmp_path / "kinds")) as held:
        held.execute(RegisterCommentator("Ana"), kept="archive")
        yield held


def said(ledger: Ledger, asked: PoseQuestion, outcome: str, **stated: Any) -> str:  # noqa: ANN401
    """Put a question, a forecast and an answer on record; return the claim."""
    claim = RecordClaim("Ana", asked.key, SAID, forecast=Stated(**stated))
    ledger.execute([asked, claim, ResolveQuestion(asked.key, outcome, known_on=CLOSES)])
    return claim.stream()


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("came", ["A", "C"])
def test_a_choice(ordered: bool, came: str, ledger: Ledger) -> None:
    asked = PoseQuestion(
        "who", "Who?", kind="choice", options=("A", "B", "C"), ordered=ordered, closes_on=CLOSES
    )
    given = tuple(zip(asked.options, ("0.7", "0.3", "0"), strict=True))
    claim = said(ledger, asked, came, choices=given)
    [score] = ledger.ask(queries.CHOICE_SCORE, [claim])
    lines = of_choice(score, ledger.ask(queries.SHARES_OF, [claim]))
    assert [line.name for line in lines] == ["brier", *(["rps"] if ordered else []), "log_score"]
    comes_to(lines)


@pytest.mark.parametrize(
    ("asked", "outcome", "values"),
    [
        (NUMBER, "7", ("2", "5", "12.5")),
        (NUMBER, "-3", ("2", "5", "12.5")),
        (DAY, "2025-05-01", ("2025-02-01", "2025-06-01", "2025-09-01")),
        (DAY, "not_by_horizon", ("2025-02-01", "2025-06-01", "2025-09-01")),
    ],
    ids=["a number", "below all", "a day", "not by the horizon"],
)
def test_quantiles(
    asked: PoseQuestion, outcome: str, values: tuple[str, ...], ledger: Ledger
) -> None:
    claim = said(ledger, asked, outcome, quantiles=tuple(zip(LEVELS, values, strict=True)))
    [score] = ledger.ask(queries.QUANTILE_SCORE, [claim])
    lines = of_quantiles(score, ledger.ask(queries.QUANTILES_OF, [claim]), CLOSES)
    last = "scaled_loss" if asked is NUMBER else "implied_brier"
    assert [line.name for line in lines] == ["absolute_error", "pinball", "crps", "wis", last]
    comes_to(lines)


def test_a_bare_value_has_its_error_and_says_why_no_more(ledger: Ledger) -> None:
    claim = said(ledger, NUMBER, "7", point="5")
    [score] = ledger.ask(queries.QUANTILE_SCORE, [claim])
    error, loss = of_quantiles(score, ledger.ask(queries.QUANTILES_OF, [claim]), CLOSES)
    assert (error.formula, error.value) == ("7 - 5", 2)
    assert (loss.value, loss.source) == (None, "a bare value is no distribution")
