"""Published forecasts with published answers: what we make of them agrees to a ten-millionth.

The data are no part of the product; they are looked for beside the checkout, or where
CLAIMS_REFERENCE says, and these tests are skipped where they are not.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ledger.app import Ledger
from ledger.importers import read_file
from ledger.importers.found import Options, in_order
from ledger.readmodel.session import Asked, Rows

BESIDE = Path(__file__).parents[2] / "shared" / "reference"
FOLDER = Path(os.environ.get("CLAIMS_REFERENCE") or BESIDE)
DATASETS = ("niamey2016", "fte_midterms2018")
TOLERANCE = 1e-7
COUNTS = ("n_claims", "n_open", "n_void", "n_resolved", "n_infinite", "n_questions")
FIGURES = {
    "base_rate": "base_rate",
    "mean_p": "mean_p",
    "calibration_in_large": "calibration_in_the_large",
    "brier": "brier",
    "log_clip_0_001": "log_clip_0_001",
}
"""Our names, and those of the published answers."""

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"no reference data in {FOLDER}; CLAIMS_REFERENCE names the folder"
)
Expected = Mapping[str, Any]


@cache
def expected(dataset: str) -> Expected:
    """Return the published answers."""
    found: Expected = json.loads((FOLDER / f"{dataset}.expected.json").read_text())
    return found


@pytest.fixture(scope="module", params=DATASETS)
def dataset(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def ledger(dataset: str, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    content = (FOLDER / f"{dataset}.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == expected(dataset)["sha256"]
    ledger = Ledger(
        tmp_path_factory.mktemp(dataset), lambda: datetime(2026, 1, 1, tzinfo=UTC), "test recorder"
    )
    found = read_file(f"{dataset}.csv", content, Options())
    done = ledger.take_in(in_order(found.rows), "all", kept="archive", skip_bad=False)
    assert (found.refusals, done.refusals) == ([], ())
    return ledger


def test_the_scores_are_those_published(dataset: str, ledger: Ledger) -> None:
    published = expected(dataset)["by_commentator"]
    rows = {row["commentator"]: row for row in ledger.table("scoreboard").rows()}
    assert set(rows) == set(published)
    for name, row in rows.items():
        same_scores(row, published[name])


def test_the_bins_are_those_published(dataset: str, ledger: Ledger) -> None:
    published = expected(dataset)["by_commentator"]
    rows = ledger.table("calibration").rows()
    for name in published:
        same_bins([row for row in rows if row["commentator"] == name], published[name]["bins"])


def test_everybody_together(dataset: str, ledger: Ledger) -> None:
    pooled = expected(dataset)["pooled"]
    asked = Asked(grouping=(), scope="all_rows")
    [row] = ledger.ask("from scoreboard_by", asked=asked)
    same_scores(row, {"n_questions": row["n_questions"], **pooled})
    if "bins" in pooled:
        same_bins(ledger.ask("from calibration_by order by bin", asked=asked), pooled["bins"])


def same_scores(row: Mapping[str, object], published: Expected) -> None:
    assert {name: row[name] for name in COUNTS} == {name: published[name] for name in COUNTS}
    for ours, theirs in FIGURES.items():
        assert row[ours] == pytest.approx(published[theirs], abs=TOLERANCE, rel=0), ours


def same_bins(rows: Rows, published: list[Expected]) -> None:
    assert len(rows) == len(published) == 10
    for row, said in zip(rows, published, strict=True):
        assert (row["bin"], row["n"], row["k"]) == (said["bin"], said["n"], said["k"])
        assert (row["lo"], row["hi"]) == pytest.approx((said["lo"], said["hi"]))
        low, high = said.get("wilson", (None, None))
        answers = {
            "mean_p": said.get("mean_p"),
            "freq": said.get("freq"),
            "wilson_lo": low,
            "wilson_hi": high,
        }
        for name, answer in answers.items():
            close = answer if answer is None else pytest.approx(answer, abs=TOLERANCE, rel=0)
            assert row[name] == close, (row["bin"], name)
