"""Do the coders agree? A row for each field of each pass, with its interval.

Invariant: a coding that was committed to and never opened is missing, not agreement; where nothing
varies, or no two coders read the same item, alpha is null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.domain.assignment import OUTCOME, TEXT, Pass
from ledger.domain.names import folded

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked, Rows
    from ledger.scoring.agreement import Metric
    from ledger.scoring.scored import Floats

Row = Mapping[str, object]
ALPHA_RELIABLE, ALPHA_TENTATIVE = 0.8, 0.667
"""Krippendorff's rule: reliable from .8 on, tentative from .667, not to be used below."""


@dataclass(frozen=True)
class Field:
    """One thing that coders say, and what a difference in it means."""

    name: str
    coding_pass: Pass
    metric: Metric
    value: Callable[[Row], object]


FIELDS: tuple[Field, ...] = (
    Field("claim", TEXT, "nominal", lambda row: row["is_claim"]),
    Field("kind", TEXT, "nominal", lambda row: row["kind"]),
    Field("polarity", TEXT, "nominal", lambda row: row["polarity"]),
    Field("certainty", TEXT, "nominal", lambda row: row["certainty"]),
    Field("term", TEXT, "ordinal", lambda row: row["best"] if row["term"] else None),
    Field("reading", TEXT, "interval", lambda row: row["best"]),
    Field("deadline", TEXT, "nominal", lambda row: (row["deadline"], row["closes_on"])
          if row["deadline"] else None),
    Field("outcome", OUTCOME, "nominal", lambda row: row["outcome"]),
)  # fmt: skip


def agreement(ledger: Ledger, asked: Asked | None = None, seed: int = 20261126) -> Rows:
    """Return a row for each field that two coders or more were given the same items of.

    n_items have two codings or more; n_unopened are missing: committed to, never opened. alpha with
    its 95 % interval (bootstrap over the sources of the words, the stories of the questions),
    percent agreement over pairs, kappa where just two coders coded every item.
    """
    table = {
        TEXT: ledger.table("codings", asked).rows(),
        OUTCOME: ledger.table("outcome_codings", asked).rows(),
    }
    unopened = _unopened(ledger, asked)
    units = _units(ledger, asked)
    return [_row(field, table[field.coding_pass], units, unopened, seed) for field in FIELDS]


def disagreements(ledger: Ledger, coding_pass: Pass, asked: Asked | None = None) -> Rows:
    """Return the items that coders code differently and nobody has settled, with the fields."""
    name = "codings" if coding_pass == TEXT else "outcome_codings"
    key = "claim_id" if coding_pass == TEXT else "question_id"
    by_item: dict[str, list[Row]] = {}
    for row in ledger.table(name, asked).rows():
        by_item.setdefault(str(row[key]), []).append(row)
    settled = {str(row["item_id"]) for row in ledger.table("adjudications", asked).rows()}
    found: Rows = []
    for item, rows in by_item.items():
        differs = [
            field.name
            for field in FIELDS
            if field.coding_pass == coding_pass and len({field.value(row) for row in rows}) > 1
        ]
        if differs and item not in settled:
            found.append({"item_id": item, "differs": differs, "codings": rows})
    return found


def _row(
    field: Field,
    rows: Sequence[Row],
    units: Mapping[str, str],
    unopened: Mapping[Pass, int],
    seed: int,
) -> dict[str, object]:
    from ledger.scoring.agreement import alpha, alpha_interval, percent_agreement

    readings, clusters = _array(field, rows, units)
    paired = _paired(readings)
    held = alpha(readings, field.metric)
    span = alpha_interval(readings, field.metric, seed, clusters=clusters)
    return {
        "pass": field.coding_pass,
        "field": field.name,
        "metric": field.metric,
        "n_items": paired,
        "n_coders": len(readings),
        "n_clusters": len(set(clusters)),
        "n_unopened": unopened[field.coding_pass],
        "percent": percent_agreement(readings),
        "alpha": held,
        "alpha_lo": span[0] if span else None,
        "alpha_hi": span[1] if span else None,
        "kappa": _kappa(readings),
        "reading": _verdict(held),
    }


def _array(field: Field, rows: Sequence[Row], units: Mapping[str, str]) -> tuple[Floats, list[int]]:
    """Return the readings, (coders, items), nan where there is none, and each item's cluster."""
    import numpy as np

    key = "claim_id" if field.coding_pass == TEXT else "question_id"
    said = {(folded(str(row["coder"])), str(row[key])): field.value(row) for row in rows}
    said = {at: value for at, value in said.items() if value is not None}
    coders = sorted({coder for coder, _ in said})
    items = sorted({item for _, item in said})
    scale = _scale(field, list(said.values()))
    readings = np.full((len(coders), len(items)), np.nan)
    for (coder, item), value in said.items():
        readings[coders.index(coder), items.index(item)] = scale(value)
    named = sorted({units.get(item, item) for item in items})
    return readings, [named.index(units.get(item, item)) for item in items]


def _scale(field: Field, values: Sequence[object]) -> Callable[[object], float]:
    """Return a number for each value: itself where differences count, else its place in order."""
    if field.metric != "nominal":
        return lambda value: float(str(value))
    order = sorted({_spelled(value) for value in values})
    return lambda value: float(order.index(_spelled(value)))


def _spelled(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(_spelled, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _paired(readings: Floats) -> int:
    import numpy as np

    return int(np.sum(np.sum(~np.isnan(readings), axis=0) > 1)) if readings.size else 0


def _kappa(readings: Floats) -> float | None:
    """Return Cohen's kappa where there are two coders and both coded every item."""
    import numpy as np

    from ledger.scoring.kappa import cohen

    if len(readings) != 2 or np.isnan(readings).any():
        return None
    kinds = np.unique(readings)
    table = np.zeros((len(kinds), len(kinds)))
    for one, other in zip(*np.searchsorted(kinds, readings), strict=True):
        table[one, other] += 1
    return cohen(table)


def _verdict(alpha: float | None) -> str | None:
    if alpha is None:
        return None
    if alpha >= ALPHA_RELIABLE:
        return "reliable"
    return "tentative" if alpha >= ALPHA_TENTATIVE else "not to be used"


def _unopened(ledger: Ledger, asked: Asked | None) -> dict[Pass, int]:
    rows = ledger.table("coding_work", asked).rows()
    owed = [row["coding_pass"] for row in rows if row["state"] == "committed"]
    return {TEXT: owed.count(TEXT), OUTCOME: owed.count(OUTCOME)}


def _units(ledger: Ledger, asked: Asked | None) -> dict[str, str]:
    """Return what is resampled together: the source of a claim's words, the story of a question."""
    claims = ledger.table("claims", asked).rows()
    found = {str(row["claim_id"]): str(row["source_id"] or row["claim_id"]) for row in claims}
    questions = ledger.table("questions", asked).rows()
    return found | {
        str(row["question_id"]): str(row["story"] or row["question_id"]) for row in questions
    }
