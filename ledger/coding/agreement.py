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
from ledger.domain.coding import READ
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
    Field("term", TEXT, "ordinal", lambda row: row["best"] if row["certainty"] == "term" else None),
    Field("reading", TEXT, "interval",
          lambda row: row["best"] if row["certainty"] in READ else None),
    Field("deadline", TEXT, "nominal", lambda row: (row["deadline"], row["closes_on"])
          if row["deadline"] else None),
    Field("outcome", OUTCOME, "nominal", lambda row: row["outcome"]),
)  # fmt: skip


def agreement(ledger: Ledger, asked: Asked | None = None, seed: int = 20261126) -> Rows:
    """Return a row for each field, and each codebook where there are several.

    n_items have two codings or more, by n_coders, in n_clusters (the sources of the words, the
    stories of the questions), n_proposed of them with the same proposal before every coder;
    n_unopened are missing: committed to, never opened. alpha with its 95 % interval (bootstrap over
    clusters), percent agreement over pairs, kappa where just two coders coded every item.
    `reading` judges the lower end of the interval.
    """
    table = {
        TEXT: ledger.table("codings", asked).rows(),
        OUTCOME: ledger.table("outcome_codings", asked).rows(),
    }
    unopened = _unopened(ledger, asked)
    units = _units(ledger, asked)
    return [
        {"codebook": book, **_row(field, rows, units, unopened, seed)}
        for field in FIELDS
        for book, rows in _by_codebook(table[field.coding_pass])
    ]


def disagreements(ledger: Ledger, coding_pass: Pass, asked: Asked | None = None) -> Rows:
    """Return the items that coders code differently and nobody has settled, with the fields."""
    name = "codings" if coding_pass == TEXT else "outcome_codings"
    key = "claim_id" if coding_pass == TEXT else "question_id"
    by_item: dict[str, list[Row]] = {}
    for row in ledger.table(name, asked).rows():
        by_item.setdefault(str(row[key]), []).append(row)
    settled = {str(row["item_id"]) for row in ledger.table("adjudications", asked).rows()}
    held = _on_record(ledger, coding_pass, asked)
    found: Rows = []
    for item, rows in by_item.items():
        differs = [
            told
            for field in FIELDS
            if field.coding_pass == coding_pass
            and (told := _differs(field, rows, held.get(item, {})))
        ]
        if differs and item not in settled:
            found.append({"item_id": item, "differs": differs, "codings": rows})
    return found


def _differs(field: Field, rows: Sequence[Row], held: Row) -> str | None:
    """Return the field if coders differ in it, or agree on something else than is on record."""
    said = {field.value(row) for row in rows}
    if len(said) > 1:
        return field.name
    (one,) = said
    if len(rows) < 2 or one is None or field.name not in held:
        return None
    alike = held[field.name] == ((one in READ) if field.name == "certainty" else one)
    return None if alike else f"{field.name}, against the record"


def _on_record(ledger: Ledger, coding_pass: Pass, asked: Asked | None) -> dict[str, Row]:
    """Return what is on record of each item that coders may agree against."""
    if coding_pass == OUTCOME:
        rows = ledger.table("resolutions", asked).rows()
        named = {
            str(row["question_key"]): str(row["question_id"])
            for row in ledger.table("questions", asked).rows()
        }
        return {
            named[str(row["question_key"])]: {"outcome": row["outcome"]}
            for row in rows
            if str(row["question_key"]) in named
        }
    return {
        str(row["claim_id"]): {
            "claim": True,
            "kind": row["kind"],
            "polarity": row["polarity"],
            "certainty": row["p"] is not None,
        }
        for row in ledger.table("claims", asked).rows()
    }


def _by_codebook(rows: Sequence[Row]) -> list[tuple[str | None, Sequence[Row]]]:
    """Return the codings apart by codebook: what one asks, another may not."""
    books = sorted({str(row["codebook"]) for row in rows})
    if not books:
        return [(None, rows)]
    return [(book, [row for row in rows if row["codebook"] == book]) for book in books]


def _row(
    field: Field,
    rows: Sequence[Row],
    units: Mapping[str, str],
    unopened: Mapping[Pass, int],
    seed: int,
) -> dict[str, object]:
    from ledger.scoring.agreement import alpha, alpha_interval, percent_agreement

    whole = _array(field, rows, units)
    paired = whole.paired()
    held = alpha(paired.readings, field.metric)
    span = alpha_interval(paired.readings, field.metric, seed, clusters=paired.clusters)
    return {
        "pass": field.coding_pass,
        "field": field.name,
        "metric": field.metric,
        "n_items": len(paired.items),
        "n_coders": len(paired.readings),
        "n_clusters": len(set(paired.clusters)),
        "n_proposed": _proposed(field, rows, paired.items),
        "n_unopened": unopened[field.coding_pass],
        "percent": _rounded(percent_agreement(paired.readings)),
        "alpha": _rounded(held),
        "alpha_lo": _rounded(span[0] if span else None),
        "alpha_hi": _rounded(span[1] if span else None),
        "kappa": _rounded(_kappa(whole.readings)),
        "reading": _verdict(held, span[0] if span else None),
    }


@dataclass(frozen=True)
class _Read:
    """Readings, (coders, items) with nan where there is none, and each item's cluster."""

    readings: Floats
    items: Sequence[str]
    clusters: Sequence[int]

    def paired(self) -> _Read:
        """Return the items that two coders or more have read, and those coders."""
        import numpy as np

        there = ~np.isnan(self.readings)
        both = [n for n, held in enumerate(there.sum(axis=0).tolist()) if held > 1]
        kept = self.readings[:, both]
        who = ~np.isnan(kept).all(axis=1) if kept.size else np.zeros(len(kept), np.bool_)
        return _Read(kept[who], [self.items[n] for n in both], [self.clusters[n] for n in both])


def _array(field: Field, rows: Sequence[Row], units: Mapping[str, str]) -> _Read:
    """Return what every coder said of every item in one field."""
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
    return _Read(readings, items, [named.index(units.get(item, item)) for item in items])


def _proposed(field: Field, rows: Sequence[Row], items: Sequence[str]) -> int:
    """Return of how many items every coder had the program's proposal before them."""
    key = "claim_id" if field.coding_pass == TEXT else "question_id"
    bare = {str(row[key]) for row in rows if "proposal" not in _texts(row["shown"])}
    return sum(item not in bare for item in items)


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


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


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 12)


def _verdict(alpha: float | None, lowest: float | None) -> str | None:
    """Return what the lower end of the interval allows to be said; null where alpha is."""
    if alpha is None:
        return None
    if lowest is None:
        return "no interval"
    if lowest >= ALPHA_RELIABLE:
        return "reliable"
    return "tentative" if lowest >= ALPHA_TENTATIVE else "not to be relied on"


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
