"""Any rows at all: what a query returned, or a list that has no screen of its own.

Invariant: every column and every digit is shown. Text folds; where even that is too wide, each
row is written out as a list of its values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import Column, fits, lay_out
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.words import plural
from ledger.visible import visible

FOLDED = 12
"""The least width of a column of text."""


@dataclass(frozen=True)
class Sheet:
    """Names of columns, rows of values, and what to say where there are no rows."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    nothing: str = "No rows."
    counted: bool = True


def render(data: Sheet, look: Look) -> RenderableType:
    """Return the rows as a table, or one under another where they are too many for the width."""
    if not data.rows:
        return Text(data.nothing)
    columns = [_column(data, at) for at in range(len(data.columns))]
    cells = [[cell(value, look) for value in row] for row in data.rows]
    wide = fits(columns, cells, look.width, 2)
    body = lay_out(columns, cells, look, ruled=True) if wide else _records(data, cells, look)
    count = [Text(), Text(plural(len(data.rows), "row", look), "dim")] if data.counted else []
    return Group(body, *count)


def cell(value: object, look: Look) -> Text:
    """Write one value: numbers with every digit, days as they are sorted, text made visible."""
    if value is None:
        return Text(look.glyphs.unknown, "dim")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, datetime):
        return Text(value.isoformat(" ", "seconds"))
    if isinstance(value, (list, tuple)):
        return outside(", ".join(cell(each, look).plain for each in value), look)
    return outside(value.isoformat() if isinstance(value, date) else str(value), look)


def _column(data: Sheet, at: int) -> Column:
    values = [row[at] for row in data.rows if row[at] is not None]
    title = Text(visible(data.columns[at]), "bold")
    if values and all(_is_number(value) for value in values):
        return Column(title, right=True)
    whole = values and all(isinstance(value, (bool, date)) for value in values)
    return Column(title, least=None if whole else FOLDED)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _records(data: Sheet, cells: Sequence[Sequence[Text]], look: Look) -> RenderableType:
    fields = [Column(Text(), least=FOLDED), Column(Text(), least=FOLDED)]
    lines: list[list[Text]] = []
    for number, row in enumerate(cells, 1):
        lines += [[Text(), Text()]] if lines else []
        lines += [[Text(f"row {look.count(number)}", "bold"), Text()]]
        names = (Text(f"  {visible(name)}", "dim") for name in data.columns)
        lines += [[name, value] for name, value in zip(names, row, strict=True)]
    return lay_out(fields, lines, look)
