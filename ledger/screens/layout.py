"""Frames, and lines that break only where nothing is torn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from ledger.screens.look import Look
from ledger.screens.outside import clip
from ledger.visible import visible


def framed(body: RenderableType, title: str, look: Look, legend: Sequence[str] = ()) -> Panel:
    """Return the body in a frame, the legend in its lower edge, or above it where it is too long.

    The body has been laid out for the width inside the frame.
    """
    edge = "  ".join(legend)
    tucked = cell_len(edge) <= look.width - 6
    if legend and not tucked:
        body = Group(body, flow(legend, inside(look), between="  ", style="dim"))
    return Panel(
        body,
        box=look.glyphs.frame,
        width=look.width,
        title=Text(clip(visible(title), look.width - 6, look), "bold not dim") if title else None,
        title_align="left",
        subtitle=Text(edge, "dim") if legend and tucked else None,
        subtitle_align="right",
        border_style="dim",
        padding=(0, 1),
    )


def inside(look: Look) -> Look:
    """Return the look of what stands inside a frame."""
    return Look(look.width - 4, look.ascii)


def flow(items: Iterable[str], look: Look, *, between: str | None = None, style: str = "") -> Text:
    """Return items one after another, lines broken only between items: no number is torn."""
    joint = f" {look.glyphs.between} " if between is None else between
    lines: list[str] = []
    for item in map(visible, items):
        longer = f"{lines[-1]}{joint}{item}" if lines else item
        if lines and cell_len(longer) <= look.width:
            lines[-1] = longer
        else:
            lines.append(item)
    return Text("\n".join(lines), style)


def sentence(pieces: Sequence[str], look: Look) -> Text:
    """Return what is said where there is nothing to show, broken only between its pieces."""
    return flow(pieces, look, between=" ")


def stacked(lines: Iterable[Text]) -> Text:
    """Return several lines as one cell."""
    return Text("\n").join(lines)


def abreast(parts: Sequence[Text], width: int, look: Look) -> Text:
    """Return the parts on one line, or one under another where that is too long."""
    joint = Text.assemble((f" {look.glyphs.between} ", "dim"))
    line = joint.join(parts)
    return line if line.cell_len <= width else stacked(parts)
