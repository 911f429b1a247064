"""The refusal file: the rows that were not taken, each with why and what to do.

For a file of rows it has the file's own columns first, so that it can be mended and imported
itself. It is made to be opened in a spreadsheet: a text that would be a formula there has an
apostrophe before it, which an import does not take away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from ledger.errors import Malformed, Refusal
from ledger.importers.tables import CsvTable, Table
from ledger.spreadsheet import formula_safe

COLUMNS = ("refused_line", "refused_field", "refused_kind", "refused_problem", "refused_remedy")


def refusal_file(name: str, content: bytes, refusals: Sequence[Refusal]) -> bytes:
    """Return a UTF-8 CSV of the refused rows of one file that is at hand."""
    table = CsvTable(io.BytesIO(content)) if name.lower().endswith(".csv") else None
    return refused_rows(table, refusals)


def refused_rows(table: Table | None, refusals: Sequence[Refusal]) -> bytes:
    """Return a UTF-8 CSV of the refused rows of one file; None for one that has no rows."""
    several = sorted(_each_row(refusals), key=lambda one: one.line)
    header, rows = _rows(table, {one.line for one in several}) if table else ([], {})
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([*map(formula_safe, header), *COLUMNS])
    for refusal in several:
        row = [formula_safe(cell) for cell in rows.get(refusal.line, [])[: len(header)]]
        said = (refusal.field, refusal.kind, refusal.problem, refusal.remedy)
        padded = row + [""] * (len(header) - len(row))
        lines.writerow([*padded, refusal.line, *map(formula_safe, said)])
    return out.getvalue().encode(errors="replace")


def _each_row(refusals: Sequence[Refusal]) -> Iterator[Refusal]:
    """Yield the refusals, and one for each further row that is one claim with a refused one."""
    for refusal in refusals:
        yield refusal
        for line in refusal.also:
            problem = f"it is one claim with line {refusal.line}, which is refused"
            yield replace(refusal, line=line, problem=problem, remedy=f"mend line {refusal.line}")


def _rows(table: Table, wanted: set[int]) -> tuple[list[str], dict[int, list[str]]]:
    """Return a table's header and its wanted rows, as far as they can be read."""
    header: list[str] = []
    rows: dict[int, list[str]] = {}
    with suppress(Malformed):
        table.check()
        header = table.names
        rows.update((line, cells) for line, cells in table.rows() if line in wanted)
    return header, rows
