"""The ten bands on a square: what was said from left to right, what happened upwards.

Invariant: it shows what the rows show, from 0 to 100 % on both axes, never folded, and every n
stands under it; on the diagonal, what was said is what happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import times
from ledger.screens.calibration import STYLES, Calibration, verdict
from ledger.screens.layout import flow, framed, inside
from ledger.screens.look import Look
from ledger.screens.rows import CalibrationRow
from ledger.screens.words import ENOUGH

HEIGHT = 21
"""Lines of the square: one for every five points, so that the diagonal is even."""
MARGIN = 7
"""Cells before the square, for the scale."""

Cells = list[list[tuple[str, str]]]


def render(data: Calibration, look: Look) -> RenderableType:
    """Return the square in a frame; the rows of `calibration` say when there is too little."""
    room = inside(look)
    title = data.title.replace("…", look.glyphs.ellipsis)
    told = [flow(split, room, style="dim")] if (split := times.split(data.scores, look)) else []
    body = Group(_square(data.rows, room), flow(_counts(data.rows, look), room), *told)
    return framed(body, title, look, _legend(look))


def _square(rows: Sequence[CalibrationRow], look: Look) -> Text:
    width = min(look.width - MARGIN, 2 * HEIGHT + 19)
    cells: Cells = [[(" ", "")] * width for _ in range(HEIGHT)]
    for x in range(width):
        cells[_line(x / (width - 1))][x] = (look.glyphs.diagonal, "dim")
    for row in rows:
        if row["n"]:
            _draw(row, cells, width, look)
    lines = [Text.assemble((_scale(at), "bold"), *line) for at, line in enumerate(reversed(cells))]
    return Text("\n").join([Text("happened", "bold"), *lines, _axis(width)])


def _draw(row: CalibrationRow, cells: Cells, width: int, look: Look) -> None:
    said, freq, lo, hi = row["mean_p"], row["freq"], row["interval_lo"], row["interval_hi"]
    if said is None or freq is None:
        return
    style = "dim" if row["n_questions"] < ENOUGH else STYLES[verdict(row)]
    x = round(said * (width - 1))
    for at in range(_line(lo), _line(hi) + 1) if lo is not None and hi is not None else ():
        cells[at][x] = (look.glyphs.said, style)
    cells[_line(freq)][x] = (look.glyphs.dot, f"bold {style}")


def _line(share: float) -> int:
    return min(max(round(share * (HEIGHT - 1)), 0), HEIGHT - 1)


def _scale(at: int) -> str:
    """Return what stands before a line, counted from the top."""
    share = (HEIGHT - 1 - at) * 100 // (HEIGHT - 1)
    return f"{share:>4} % " if share % 25 == 0 else " " * MARGIN


def _axis(width: int) -> Text:
    line = " " * (MARGIN + width)
    for share in (0, 25, 50, 75, 100):
        label = f"{share} %" if share in {0, 100} else str(share)
        centre = MARGIN + round(share * (width - 1) / 100)
        start = min(max(centre - len(label) // 2, MARGIN), MARGIN + width - len(label))
        line = line[:start] + label + line[start + len(label) :]
    return Text(f"{line.rstrip()}\n{'said':>{MARGIN + width}}", "bold")


def _counts(rows: Sequence[CalibrationRow], look: Look) -> Iterator[str]:
    """Yield each band with its figures, for what a square cannot show."""
    for row in rows:
        if not row["n"]:
            continue
        word = f", {told}" if (told := verdict(row)) else ""
        said, came = look.percent(row["mean_p"]), look.percent(row["freq"])
        yield f"{said}: {came}, n={look.count(row['n'])}{word}"


def _legend(look: Look) -> list[str]:
    glyphs = look.glyphs
    return [
        f"{glyphs.dot} happened",
        f"{glyphs.said} 95 % interval",
        f"{glyphs.diagonal} happened as said",
    ]
