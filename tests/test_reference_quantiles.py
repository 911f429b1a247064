"""Published quantile forecasts with published scores: ours agree to a ten-millionth.

The data are no part of the product; `tests.test_reference` says where they are looked for.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
import pytest

from ledger.app import Ledger
from ledger.importers import read_file
from ledger.importers.found import Options, in_order
from ledger.readmodel.session import Asked
from tests.reference.published import FOLDER

DATA = FOLDER / "covidhub_quantiles.csv"
COLUMNS = (
    *("external_id", "commentator", "question", "question_kind", "level", "value", "made_at"),
    *("closes_on", "outcome", "resolved_at", "unit", "topic"),
)

pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason=f"no {DATA}; CLAIMS_REFERENCE names the folder"
)
Rows = Sequence[Mapping[str, Any]]
ALL = Asked(scope="all_rows")


@cache
def expected() -> Mapping[str, Any]:
    """Return the published answers."""
    found: Mapping[str, Any] = json.loads(DATA.with_suffix(".expected.json").read_text())
    return found


def in_our_columns(published: str) -> bytes:
    """Return the published rows as an importer reads them."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in csv.DictReader(io.StringIO(published)):
        who, asked, made = row["commentator"], row["question"], row["forecast_date"]
        ended, target = row["target_end_date"], row["target_type"]
        forecast = [f"{who}/{asked}/{made}", who, asked, "number", row["level"], row["predicted"]]
        answer = [made, ended, row["observed"], ended, target.lower(), target]
        lines.writerow([*forecast, *answer])
    return out.getvalue().encode()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger(
        tmp_path_factory.mktemp("covidhub"), lambda: datetime(2026, 1, 1, tzinfo=UTC), "recorder"
    )
    content = in_our_columns(DATA.read_text(encoding="utf-8"))
    found = read_file("covidhub.csv", content, Options())
    done = ledger.take_in(in_order(found.rows), "all", kept="archive", skip_bad=False)
    assert (found.refusals, done.refusals) == ([], ())
    return ledger


def close(answer: float) -> Any:  # noqa: ANN401 what pytest compares with
    return pytest.approx(answer, abs=1e-7, rel=1e-7)


def test_every_commentator_and_target_has_the_published_scores(ledger: Ledger) -> None:
    found = {
        f"{row['commentator']}/{row['target']}": row
        for row in ledger.table("scoreboard_number", ALL).rows()
        if row["target"] is not None
    }
    published = expected()["by_commentator_and_target"]
    assert found.keys() == published.keys()
    for name, said in published.items():
        row = found[name]
        assert row["n_resolved"] == row["n_claims"] == row["n_wis"] == said["n"]
        assert row["wis"] == close(said["wis"])
        assert row["crps"] == close(said["wis"])
        assert row["absolute_error"] == close(said["ae_median"])
        assert row["coverage_50"] == close(said["coverage_50"])
        assert row["coverage_90"] == close(said["coverage_90"])


def test_each_of_the_first_forecasts_has_the_published_scores(ledger: Ledger) -> None:
    scores = ledger.ask(
        """
        select quantile_scores.*, claims.external_id
        from quantile_scores inner join claims using (claim_id)
    """,
        asked=ALL,
    )
    found: Mapping[object, Mapping[str, Any]] = {one["external_id"]: one for one in scores}
    published = expected()["first_20_forecasts"]
    assert len(published) == 20
    for said in published:
        row = found[f"{said['commentator']}/{said['question']}/{said['forecast_date']}"]
        assert (row["n_levels"], float(row["outcome"])) == (said["n_levels"], said["observed"])
        assert row["wis"] == close(said["wis"])
        assert 2 * row["pinball"] == close(said["twice_mean_pinball"])
        assert row["absolute_error"] == close(said["ae_median"])
        assert (row["inside50"], row["inside90"]) == (bool(said["cov50"]), bool(said["cov90"]))


def test_other_peoples_programs_score_each_forecast_the_same(ledger: Ledger) -> None:
    theirs = pytest.importorskip("scoringrules")
    forecasts: dict[object, list[Mapping[str, Any]]] = {}
    for part in ledger.table("claim_quantiles", ALL).rows():
        forecasts.setdefault(part["claim_id"], []).append(part)
    scores: Rows = ledger.table("quantile_scores", ALL).rows()
    assert len(scores) == len(forecasts) == 887
    for row in scores[::10]:
        parts = forecasts[row["claim_id"]]
        values = np.array([float(one["value"]) for one in parts])
        levels = np.array([one["level"] for one in parts])
        loss = theirs.crps_quantile(float(row["outcome"]), values, levels)
        assert row["crps"] == close(float(loss))


def test_threads_change_no_digit(ledger: Ledger) -> None:
    figures = []
    with ledger.session() as session:
        for threads in (1, 2, 4):
            session.connection.execute(f"set threads = {threads}")
            figures.append(session.rows("from scoreboard_number order by all"))
    assert figures[0]
    assert figures[0] == figures[1] == figures[2]
