"""The row that every interval is drawn as: an axis, an interval, a dot, and what was said.

Invariant: the axis is never folded at one half, the dot is never hidden, and what lies beyond
the axis is shown as lying beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from ledger.screens.columns import Drawn
from ledger.screens.look import Look


@dataclass(frozen=True)
class Axis:
    """From 0 to `top`; `grid` are the values that get a vertical line."""

    top: float
    grid: tuple[float, ...]

    def cell(self, value: float, width: int) -> int:
        """Return the cell that a value falls in, the last one for all beyond the axis."""
        return min(max(round(value / self.top * (width - 1)), 0), width - 1)


SHARES = Axis(1.0, (0.0, 0.25, 0.5, 0.75, 1.0))
BRIER = Axis(0.4, (0.25,))
BRIER_WHOLE = Axis(1.0, (0.25,))


@dataclass(frozen=True)
class Marks:
    """What one row shows; `faint` where there is too little to go by."""

    dot: float | None
    lo: float | None = None
    hi: float | None = None
    said: float | None = None
    style: str = "cyan"
    faint: bool = False


def bar(marks: Marks, axis: Axis, look: Look) -> Drawn:
    """Return the row, to be drawn once its width is known."""
    return lambda width: _bar(marks, axis, width, look)


Labels = Sequence[tuple[float, str]]


def ruler(axis: Axis, *choices: Labels) -> Drawn:
    """Return the labels above the axis: of several choices the first that has room."""
    return lambda width: _ruler(axis, choices, width)


def _bar(marks: Marks, axis: Axis, width: int, look: Look) -> Text:
    glyphs, style = look.glyphs, "dim" if marks.faint else marks.style
    cells = [(" ", "")] * width
    for value in axis.grid:
        cells[axis.cell(value, width)] = (glyphs.grid, "dim")
    if marks.lo is not None and marks.hi is not None:
        for at in range(axis.cell(marks.lo, width), axis.cell(marks.hi, width) + 1):
            cells[at] = (glyphs.line, style)
    if marks.said is not None:
        cells[axis.cell(marks.said, width)] = (glyphs.said, "bold")
    if any(value is not None and value > axis.top for value in (marks.hi, marks.dot)):
        cells[-1] = (glyphs.beyond, style)
    if marks.dot is not None and marks.dot <= axis.top:
        cells[axis.cell(marks.dot, width)] = (glyphs.dot, "dim" if marks.faint else f"bold {style}")
    return Text.assemble(*cells)


def _ruler(axis: Axis, choices: Sequence[Labels], width: int) -> Text:
    lines = (_labelled(axis, labels, width) for labels in choices)
    return Text(next((line for line in lines if line), ""), "bold")


def _labelled(axis: Axis, labels: Labels, width: int) -> str:
    """Return the line of labels, each over its value; nothing where two would touch."""
    line = " " * width
    for value, label in labels:
        size = cell_len(label)
        start = min(max(axis.cell(value, width) - size // 2, 0), width - size)
        if start < 0 or line[max(start - 1, 0) : start + size + 1].strip():
            return ""
        line = line[:start] + label + line[start + size :]
    return line
