"""The header that every export owes its reader: what the figures are of, and how they were made.

It goes to ``FILE.meta.json``, with the meaning of each column, or to stderr without, never into
the data, so that two exports of one position and day are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.app import Ledger
from ledger.exporters import methods
from ledger.exporters.scope import filter_words, note, scope_words, scored_times, warning
from ledger.measuring import RANKED_BY, SEED
from ledger.readmodel import dictionary, queries
from ledger.readmodel.cell_files import KEY, Origin, origin_of
from ledger.tables import Table
from ledger.wording import lexicons

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked

SCALES = {
    "brier": "(p - y)^2, from 0 (best) to 1; always saying one half gives 0.25",
    "log": "natural logarithm, p clipped to [0.001, 0.999]; 0 is best",
}
"""What must be known of a score before it is compared with one from elsewhere."""


def header(
    ledger: Ledger, table: str, asked: Asked, data: Table, text: str, rows: int | None = None
) -> dict[str, object]:
    """Return the header of the `data` of one table; `text` says how text is written in it.

    `rows`: how many were written, where that is known.
    """
    of = methods.record(ledger, asked)
    kept, found = str(of["kept"]), methods.measured(ledger, asked)
    counts = ledger.ask(queries.counted(queries.STATUS_COUNTS, table), asked=asked)
    times = ledger.ask(queries.counted(queries.TIMING_COUNTS, table), asked=asked)
    question_kind = queries.OF_KINDS.get(table, "binary")
    gap = ledger.ask(queries.TIMING_GAP, asked=asked) if question_kind == "binary" else []
    columns = data.columns()
    return {
        "program": f"claimsledger {__version__}",
        "table": table,
        "rows": len(data.rows()) if rows is None else rows,
        "text": text,
        **of,
        "note": note(kept),
        "scope": scope_words(asked),
        "filter": filter_words(asked),
        "kind": asked.claim_kind,
        "question_kind": question_kind,
        "grouping": ", ".join(asked.grouping) or "everybody",
        "pooled": asked.pooled,
        "matured_only": asked.matured_only,
        "include_early": asked.include_early,
        "include_untimely": asked.include_untimely,
        "times": scored_times(kept, include_untimely=asked.include_untimely),
        "classes": {str(row["timing"]): row["n"] for row in times},
        "n_untimely": _total(row["n"] for row in counts if row["status"] == "untimely"),
        "n_time_unproven": _total(row["n_time_unproven"] for row in times),
        "n_timing_changed": _total(row["n_timing_changed"] for row in times),
        "warning": warning(gap) or None,
        "claims_by_class": {str(row["status"]): row["n"] for row in counts},
        "unknown_maturity_scored": _total(row["n_unknown_maturity"] for row in counts),
        "scales": SCALES,
        **(_made(table, asked) if table in {*queries.BY, queries.SENSITIVITY} else {}),
        **({KEY: cells_of(ledger, asked).told()} if table in queries.CELLS else {}),
        "preregistration": methods.preregistration(found.preregistrations, asked, columns),
        "methods": list(methods.sentences(of, asked, found)),
        "columns": dictionary.described(table, columns, asked.grouping),
    }


def cells_of(ledger: Ledger, asked: Asked) -> Origin:
    """Return what the cells of a ledger are of; it stands in their file too."""
    opened = ledger.ask(queries.OPENED)[0]
    return origin_of(str(opened["ledger_id"]), str(opened["kept"]), asked)


def of_merged_cells(data: Table, origin: Origin, form: str) -> dict[str, object]:
    """Return the header of cells that were added up over several ledgers."""
    return {
        "program": f"claimsledger {__version__}",
        "table": "cells",
        "rows": len(data.rows()),
        "text": "formula-safe" if form == "csv" else "raw",
        KEY: origin.told(),
        "columns": dictionary.described("cells", data.columns()),
    }


def short(head: Mapping[str, object]) -> dict[str, object]:
    """Return a header without what is long, to be read on a terminal: columns and methods."""
    return {name: value for name, value in head.items() if name not in {"columns", "methods"}}


def _made(table: str, asked: Asked) -> dict[str, object]:
    """Return how the figures of a table were made, as far as it is not the same for all."""
    if table == "calibration":
        return {"seed": SEED, "bin_scheme": asked.bin_scheme}
    return {"seed": SEED, "ranked_by": RANKED_BY, "lexicons": list(lexicons())}


def _total(counts: Iterable[object]) -> int:
    return sum(int(str(count)) for count in counts)
