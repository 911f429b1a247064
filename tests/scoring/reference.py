"""The claims of published forecasts with their answers, for one function at a time.

Invariant: as in tests/test_reference.py, a test that needs them is skipped where they are not.
"""

from __future__ import annotations

import pytest

from ledger.scoring.scored import Scored, scored
from tests.reference.figures import CLOSE
from tests.reference.forecasts import DATASETS
from tests.reference.published import FOLDER, MISSING, Expected, expected, rows

needed = pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)


def claims(dataset: str, commentator: str) -> Scored:
    """Return one commentator's claims with an outcome, each question its own story."""
    mine = [
        row
        for row in rows(dataset)
        if row["commentator"] == commentator and row["outcome"] in {"0", "1"}
    ]
    codes = {question: code for code, question in enumerate({row["question"] for row in mine})}
    return scored(
        [float(row["probability"]) for row in mine],
        [float(row["outcome"]) for row in mine],
        [codes[row["question"]] for row in mine],
    )


def answers(dataset: str, commentator: str) -> Expected:
    """Return what is published of one commentator."""
    found: Expected = expected(dataset)["by_commentator"][commentator]
    return found


def near(answer: float | None) -> object:
    """Return what equals the published answer within the tolerance, or None for None."""
    return None if answer is None else pytest.approx(answer, abs=CLOSE, rel=0)


def cases() -> list[tuple[str, str]]:
    """Return each data set with each of its commentators; none where the data are not."""
    if not FOLDER.is_dir():
        return []
    return [(name, who) for name in DATASETS for who in expected(name)["by_commentator"]]
