"""Forecasts of numbers as quantiles, imported and scored by the product, beside published scores.

Invariant: our side of every figure is a cell of `quantile_scores` or `scoreboard_number`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ledger.app import Ledger
from ledger.importers import read_file
from ledger.importers.found import Options, in_order
from ledger.readmodel.session import Asked
from tests.reference.figures import Figure, close, count, significant
from tests.reference.published import expected, rows

DATASET = "covidhub_quantiles"
ALL = Asked(scope="all_rows")
COLUMNS = (
    *("external_id", "commentator", "question", "question_kind", "level", "value", "made_at"),
    *("closes_on", "outcome", "resolved_at", "unit", "topic"),
)
MEANS = {
    "wis": "wis",
    "ae_median": "absolute_error",
    "coverage_50": "coverage_50",
    "coverage_90": "coverage_90",
}
SINGLES = {
    "observed": "outcome",
    "n_levels": "n_levels",
    "wis": "wis",
    "twice_mean_pinball": "crps",
    "ae_median": "absolute_error",
    "cov50": "inside50",
    "cov90": "inside90",
}
"""The published answers' names, and our columns."""
_SINGLES = """
    select quantile_scores.*, claims.external_id
    from quantile_scores inner join claims using (claim_id)
"""


def imported(folder: Path) -> Ledger:
    """Return a ledger in `folder` with the published forecasts, each of several rows."""
    ledger = Ledger(folder, lambda: datetime(2026, 1, 1, tzinfo=UTC), "test recorder")
    found = read_file(f"{DATASET}.csv", in_our_columns(), Options())
    done = ledger.take_in(in_order(found.rows), "all", kept="archive", skip_bad=False)
    assert (found.refusals, done.refusals) == ([], ())
    return ledger


def in_our_columns() -> bytes:
    """Return the published rows as an importer reads them."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in rows(DATASET):
        who, asked, made = row["commentator"], row["question"], row["forecast_date"]
        ended, target = row["target_end_date"], row["target_type"]
        forecast = [f"{who}/{asked}/{made}", who, asked, "number", row["level"], row["predicted"]]
        answer = [made, ended, row["observed"], ended, target.lower(), target]
        lines.writerow([*forecast, *answer])
    return out.getvalue().encode()


def compared(ledger: Ledger) -> Iterator[Figure]:
    """Yield every published number."""
    yield from means(ledger)
    yield from singles(ledger)


def means(ledger: Ledger) -> Iterator[Figure]:
    """Yield the means by commentator and target, as computed independently and in print."""
    groups = {
        f"{row['commentator']}/{row['target']}": row
        for row in ledger.table("scoreboard_number", ALL).rows()
        if row["target"] is not None
    }
    said = expected(DATASET)["by_commentator_and_target"]
    in_print = expected(DATASET)["published"]["values"]
    assert set(groups) == set(said) == set(in_print)
    for group, row in groups.items():
        yield count(f"{group} n", row["n_resolved"], said[group]["n"])
        for (name, ours), printed in zip(MEANS.items(), in_print[group], strict=True):
            yield close(f"{group} {name}", row[ours], said[group][name])
            yield significant(f"{group} {name} in print", row[ours], printed)


def singles(ledger: Ledger) -> Iterator[Figure]:
    """Yield the single forecasts that are published."""
    found = {row["external_id"]: row for row in ledger.ask(_SINGLES, asked=ALL)}
    for said in expected(DATASET)["first_20_forecasts"]:
        named = f"{said['commentator']}/{said['question']}/{said['forecast_date']}"
        for name, ours in SINGLES.items():
            yield close(f"{named} {name}", found[named][ours], said[name])
