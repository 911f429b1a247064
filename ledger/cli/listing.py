"""Lists that have no screen of their own: JSON, tab-separated lines when piped, else a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.cli import output


def listing(
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[str],
    nothing: str,
    *,
    as_json: bool,
    ascii_only: bool,
) -> None:
    """Print rows; JSON has every column, the others those that are named."""
    if as_json:
        output.emit_json(rows)
    elif output.piped():
        output.tsv(rows, columns)
    else:
        from ledger.screens.table import Sheet, render

        on = output.surface(ascii_only)
        sheet = Sheet(columns, [[row[name] for name in columns] for row in rows], nothing)
        output.show(render(sheet, on.look), on)
