"""The header that every export owes its reader: what the figures are of, and how they were made.

It goes to ``FILE.meta.json`` or to stderr, never into the data, so that two exports of one
position and day are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.app import Ledger
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Rows

DEFINITIONS = {
    "brier": "mean of (p - y)^2, from 0 (best) to 1; always saying one half gives 0.25",
    "log_clip_0_001": "mean of -ln(p of what happened), p clipped to [0.001, 0.999]; 0 is best",
    "bins": "ten, left-closed, the last closed at 1: least(floor(10 p), 9)",
    "wilson": "95 % Wilson score interval on n, without continuity correction",
    "options": "brier: half the sum over them of (p - y)^2; rps: mean of (F - Y)^2 between them",
    "crps": "twice the mean pinball loss over the levels; wis: the same, of symmetric levels",
    "days": "losses truncated at the horizon; implied_p: of a day by the horizon",
    "units": "raw losses within one unit and target; scaled ones by the question's own scale",
    "brier_se": "by story, not below chance; brier_lo and brier_hi are a 95 % t interval",
}


def header(ledger: Ledger, table: str, asked: Asked, n_rows: int, text: str) -> dict[str, object]:
    """Return the header of one table as it was asked for; `text` says how text is written."""
    opened = ledger.ask(queries.OPENED)[0]
    counts = ledger.ask(queries.counted(queries.STATUS_COUNTS, table), asked=asked)
    times = ledger.ask(queries.counted(queries.TIMING_COUNTS, table), asked=asked)
    question_kind = queries.OF_KINDS.get(table, "binary")
    gap = ledger.ask(queries.TIMING_GAP, asked=asked) if question_kind == "binary" else []
    position = ledger.position() if asked.as_of_position is None else asked.as_of_position
    return {
        "program": f"claimsledger {__version__}",
        "table": table,
        "rows": n_rows,
        "text": text,
        "ledger": opened["name"],
        "ledger_id": opened["ledger_id"],
        "kept": opened["kept"],
        "note": note(str(opened["kept"])),
        "as_of_position": position,
        "tree_head": ledger.tree_head(position),
        "as_of_day": str(asked.as_of_day),
        "scope": "all_rows",
        "kind": asked.claim_kind,
        "question_kind": question_kind,
        "grouping": asked.grouping,
        "pooled": asked.pooled,
        "matured_only": asked.matured_only,
        "include_early": asked.include_early,
        "include_untimely": asked.include_untimely,
        "times": scored_times(str(opened["kept"]), include_untimely=asked.include_untimely),
        "classes": {str(row["timing"]): row["n"] for row in times},
        "n_untimely": _total(row["n"] for row in counts if row["status"] == "untimely"),
        "n_time_unproven": _total(row["n_time_unproven"] for row in times),
        "n_timing_changed": _total(row["n_timing_changed"] for row in times),
        "warning": warning(gap) or None,
        "claims_by_class": {str(row["status"]): row["n"] for row in counts},
        "unknown_maturity_scored": _total(row["n_unknown_maturity"] for row in counts),
        "definitions": DEFINITIONS,
    }


def note(kept: str) -> str:
    """Return the sentence that every screen owes its reader about how the ledger is kept."""
    if kept == "archive":
        return "an archive: it documents claims made earlier, with their outcomes in view"
    return "declared to be kept prospectively: claims are logged as they are made"


def archive_note(ledger: Ledger) -> str:
    """Return that sentence where the ledger is an archive, else nothing."""
    opened = ledger.ask(queries.OPENED)
    kept = str(opened[0]["kept"]) if opened else ""
    return note(kept) if kept == "archive" else ""


def scored_times(kept: str, *, include_untimely: bool) -> str:
    """Return in a few words which times of recording are scored."""
    if kept == "archive":
        return "as documented"
    return "of every class" if include_untimely else "proven or in time"


def warning(gap: Rows) -> str:
    """Return the sentence about claims that were recorded later and score better; "" for none."""
    found = gap[0] if gap else {}
    if not found.get("much_better"):
        return ""
    after, timely, lo, hi, difference = (
        f"{float(str(found[name])):.3f}"
        for name in ("brier_after", "brier_timely", "lo", "hi", "difference")
    )
    return (
        f"warning: what was recorded once answers were known scores better: Brier {after} "
        f"(n={found['n_after']}) against {timely} in time (n={found['n_timely']}); "
        f"{difference} apart, 95 % interval {lo} to {hi}"
    )


def _total(counts: Iterable[object]) -> int:
    return sum(int(str(count)) for count in counts)
