"""Forecasts with published answers, where they are at hand: beside the checkout, or elsewhere.

Invariant: as in tests/test_reference.py, a test that needs them is skipped where they are not.
"""

from __future__ import annotations

import csv
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ledger.scoring.scored import Scored, scored

BESIDE = Path(__file__).parents[3] / "shared" / "reference"
FOLDER = Path(os.environ.get("CLAIMS_REFERENCE") or BESIDE)
DATASETS = ("niamey2016", "fte_midterms2018")
TOLERANCE = 1e-7

needed = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"no reference data in {FOLDER}; CLAIMS_REFERENCE names the folder"
)


@cache
def expected(name: str) -> dict[str, Any]:
    """Return the published answers of one data set."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.expected.json").read_text())
    return found


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one data set as they are written."""
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


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


def near(answer: float | None) -> object:
    """Return what equals the published answer within the tolerance, or None for None."""
    return None if answer is None else pytest.approx(answer, abs=TOLERANCE, rel=0)


def cases() -> list[tuple[str, str]]:
    """Return each data set with each of its commentators; none where the data are not."""
    if not FOLDER.is_dir():
        return []
    return [(name, who) for name in DATASETS for who in expected(name)["by_commentator"]]
