"""Columns that never lose a digit.

`rich` drops columns and cuts numbers without a word when a table is too wide; here every width
is settled before rich sees it. Invariant: only a column that says how small it may become (`least`)
gets less than its widest cell, and what is cut there is cut visibly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ledger.screens.look import Look
from ledger.screens.outside import cut

Drawn = Callable[[int], Text]
"""A cell that is drawn once the width of its column is known."""

Cell = Text | Drawn
Row = Sequence[Cell]


@dataclass(frozen=True)
class Column:
    """One column: whole by default; text that may shrink names its `least` width.

    Shrunken text folds, or is cut where the column says so. A column with `most` holds drawn
    cells and stretches over what the others leave.
    """

    title: Cell
    right: bool = False
    least: int | None = None
    most: int | None = None
    cut: bool = False


def column(title: str, *, right: bool = False, least: int | None = None) -> Column:
    """Return a column with a plain title."""
    return Column(Text(title, "bold"), right, least)


def wide_column(title: str, look: Look) -> Column:
    """Return the column of drawn cells that takes what the others leave."""
    return Column(Text(title, "bold"), least=16, most=look.width)


def lay_out(
    columns: Sequence[Column],
    rows: Sequence[Row],
    look: Look,
    *,
    gap: int = 2,
    ruled: bool = False,
    spaced: bool = False,
) -> Table:
    """Return the rows in columns that together fit the width."""
    widths = settle(columns, rows, look.width, gap)
    table = _grid(columns, widths, gap)
    if any(each.title for each in columns):
        table.add_row(*_drawn([each.title for each in columns], columns, widths, look))
    if ruled:
        table.add_row(*(Text(look.glyphs.rule * width, "dim") for width in widths))
    for number, row in enumerate(rows):
        if spaced and number:
            table.add_row()
        table.add_row(*_drawn(row, columns, widths, look))
    return table


def lay_out_parts(
    columns: Sequence[Column], parts: Sequence[tuple[Text, Sequence[Row]]], look: Look
) -> Group:
    """Return rows in parts, each under its heading, in columns that are the same for all of them.

    The columns' titles stand once, above everything.
    """
    gap = 2
    widths = settle(columns, [row for _, rows in parts for row in rows], look.width, gap)
    table = _grid(columns, widths, gap)
    table.add_row(*_drawn([each.title for each in columns], columns, widths, look))
    told: list[RenderableType] = [table]
    for heading, rows in parts:
        table = _grid(columns, widths, gap)
        for row in rows:
            table.add_row(*_drawn(row, columns, widths, look))
        told += [heading, table]
    return Group(*told)


def _grid(columns: Sequence[Column], widths: Sequence[int], gap: int) -> Table:
    table = Table.grid(padding=(0, gap, 0, 0))
    for each, width in zip(columns, widths, strict=True):
        table.add_column(width=width, justify="right" if each.right else "left", overflow="fold")
    return table


def settle(columns: Sequence[Column], rows: Sequence[Row], room: int, gap: int) -> list[int]:
    """Return each column's width; where not even the least fits, text becomes smaller still."""
    wanted = [_widest(i, each, rows) for i, each in enumerate(columns)]
    room -= gap * (len(columns) - 1)
    least = [each.least or 1 for each in columns]
    widths = _settle(columns, wanted, least, room)
    while sum(widths) > room and max(least) > 1:
        least = [max(each // 2, 1) for each in least]
        widths = _settle(columns, wanted, least, room)
    return widths


def fits(columns: Sequence[Column], rows: Sequence[Row], room: int, gap: int) -> bool:
    """Tell whether the columns fit without any becoming smaller than its least."""
    least = (min(_widest(i, each, rows), each.least or room) for i, each in enumerate(columns))
    return sum(least) + gap * (len(columns) - 1) <= room


def _settle(
    columns: Sequence[Column], wanted: Sequence[int], least: Sequence[int], room: int
) -> list[int]:
    """Give numbers what they want, then text, then what stretches."""
    widths, places = list(wanted), range(len(columns))
    stretching = [i for i in places if columns[i].most is not None]
    folding = [i for i in places if columns[i].least is not None and i not in stretching]
    left = room - sum(wanted[i] for i in places if columns[i].least is None)
    level = _level(
        [(wanted[i], least[i]) for i in folding], left - sum(least[i] for i in stretching)
    )
    for i in folding:
        widths[i] = min(wanted[i], max(least[i], level))
    left -= sum(widths[i] for i in folding)
    for i in stretching:
        widths[i] = min(columns[i].most or 1, max(least[i], left // len(stretching)))
    return widths


def _drawn(row: Row, columns: Sequence[Column], widths: Sequence[int], look: Look) -> list[Text]:
    """Return the row with its drawn cells drawn, and those cut that are to be cut."""
    cells = [
        cell if isinstance(cell, Text) else cell(width)
        for cell, width in zip(row, widths, strict=True)
    ]
    return [
        cut(cell, width, look) if each.cut else cell
        for cell, each, width in zip(cells, columns, widths, strict=True)
    ]


def _widest(at: int, each: Column, rows: Sequence[Row]) -> int:
    cells = [each.title, *(row[at] for row in rows)]
    lines = (line for cell in cells if isinstance(cell, Text) for line in cell.plain.split("\n"))
    return max((cell_len(line) for line in lines), default=1) or 1


def _level(columns: Sequence[tuple[int, int]], room: int) -> int:
    """Return the width up to which every folding column may grow, so that all fit the room."""
    level = min(max((wanted for wanted, _ in columns), default=0), max(room, 1))
    while level > 1 and sum(min(w, max(least, level)) for w, least in columns) > room:
        level -= 1
    return level
