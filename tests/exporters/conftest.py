"""The seed articles, forecasts of every kind, and a claim whose words are hard to write down."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.coding.codebook import shipped
from ledger.domain.adjudication import AdjudicateOutcome, AdjudicateText
from ledger.domain.coding import CodeOutcome, CodeText
from tests.cli.running import ARTICLES, CHECKOUT, in_process

HARD = 'a, b; c "d" |e| `f`\nnew\tline\r\n=1+1 \\ \x1b[31m \u202e <b>[x](y)</b> 漢字 é'

INVADED = date(2022, 2, 24)

_FORECASTS = CHECKOUT / "fixtures" / "importers" / "forecasts"
OF_KINDS = [str(_FORECASTS / name) for name in ("tidy-choice.csv", "tidy-quantiles.csv")]


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's directory; to be read, or to be left as it was."""
    directory = tmp_path_factory.mktemp("exported") / "ledger"
    where = ("--ledger", str(directory))
    hard = ("--by", HARD, "--quote", HARD, "--topic", HARD, "--topic", "plain", "--note", HARD)
    days = ("--said", "2026-03-14T10:00:00Z", "--due", "2026-12-31", "--source", "none")
    assert in_process(["import", *ARTICLES, *OF_KINDS, *where]).code == 0
    assert in_process(["add", HARD, *hard, *days, "-p", "33.3%", *where]).code == 0
    assert in_process(["reply", "fnghdcbb", HARD, "--by", HARD, *where]).code == 0
    code(Ledger.open(directory))
    return directory


def code(ledger: Ledger) -> None:
    """Have a claim and a question coded and settled, in words that are hard to write down."""
    [claim] = [row for row in ledger.table("claims").rows() if row["quote"] == HARD]
    text = CodeText(str(claim["claim_id"]), HARD, "claims 1", certainty="none", note=HARD)
    outcome = CodeOutcome("question-invasion", HARD, "claims 1", "yes", INVADED, INVADED, (HARD,))
    ledger.execute(
        [
            shipped().adoption(),
            text,
            outcome,
            AdjudicateText(text, (HARD,), HARD),
            AdjudicateOutcome(outcome, (HARD,), HARD),
        ]
    )
    ledger.close()


@pytest.fixture
def today() -> str:
    """The day on which this test runs."""
    return datetime.now(UTC).date().isoformat()


@pytest.fixture
def ledger(held: Path) -> Ledger:
    return Ledger.open(held)
