"""The refusal file: the rows that were not taken, each with why and what to do.

For a CSV it has the file's own columns first, so that it can be mended and imported itself. It is
made to be opened in a spreadsheet: a text that would be a formula there has an apostrophe before
it, which an import does not take away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from ledger.errors import Malformed, Refusal
from ledger.spreadsheet import formula_safe
from ledger.strict import csv_rows

COLUMNS = ("refused_line", "refused_field", "refused_kind", "refused_problem", "refused_remedy")


def refusal_file(name: str, content: bytes, refusals: Sequence[Refusal]) -> bytes:
    """Return a UTF-8 CSV of the refused rows of one file."""
    header, rows = _rows(content) if name.lower().endswith(".csv") else ([], {})
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([*map(formula_safe, header), *COLUMNS])
    for refusal in sorted(_each_row(refusals), key=lambda one: one.line):
        row = [formula_safe(cell) for cell in rows.get(refusal.line, [])[: len(header)]]
        said = (refusal.field, refusal.kind, refusal.problem, refusal.remedy)
        padded = row + [""] * (len(header) - len(row))
        lines.writerow([*padded, refusal.line, *map(formula_safe, said)])
    return out.getvalue().encode()


def _each_row(refusals: Sequence[Refusal]) -> Iterator[Refusal]:
    """Yield the refusals, and one for each further row that is one claim with a refused one."""
    for refusal in refusals:
        yield refusal
        for line in refusal.also:
            problem = f"it is one claim with line {refusal.line}, which is refused"
            yield replace(refusal, line=line, problem=problem, remedy=f"mend line {refusal.line}")


def _rows(content: bytes) -> tuple[list[str], dict[int, list[str]]]:
    """Return a CSV's header and its rows by the line they begin on, as far as they can be read."""
    rows: dict[int, list[str]] = {}
    with suppress(Malformed):
        rows.update(csv_rows(content))
    header = next(iter(rows), None)
    return [] if header is None else rows.pop(header), rows
