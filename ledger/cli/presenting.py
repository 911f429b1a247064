"""One look at the ledger and the ways to show it: drawn, as sentences, as a picture in a file.

Invariant: whatever way is chosen, it is the same rows; nothing is asked again to show them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.behind import COLUMNS, Behind
from ledger.cli.options import text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ledger.screens.look import Look

NONE_BEHIND = "No filter picks the claims behind these figures: claims list shows all."

Picture = Callable[["Look"], "RenderableType"]
Sentences = Callable[["Look"], Iterator[str]]


@dataclass(frozen=True)
class View:
    """Rows as JSON has them, how they are drawn, how they are told, and what is behind them."""

    rows: object
    draw: Picture
    tell: Sentences
    behind: Sequence[Behind] = ()


@dataclass(frozen=True)
class Manner:
    """How it is to be shown."""

    as_json: bool = False
    plain: bool = False
    ascii_only: bool = False
    color: str | None = None


def present(view: View, manner: Manner) -> None:
    """Print a view."""
    if manner.as_json:
        output.emit_json(view.rows)
        return
    on = output.surface(manner.ascii_only, manner.color)
    if manner.plain:
        output.data("\n".join(view.tell(on.look)))
    else:
        output.show(view.draw(on.look), on)


def explain(view: View, *, as_json: bool, note: str = "") -> None:
    """Print the command behind each figure: to a pipe as tab-separated lines."""
    rows = [{"figure": one.figure, "n": one.n, "command": one.command} for one in view.behind]
    if as_json:
        output.emit_json(rows)
    elif output.piped():
        output.tsv(rows, COLUMNS)
    else:
        output.data("\n".join(_lines(view.behind)) or NONE_BEHIND)
    if note:
        output.talk(note)


def _lines(behind: Sequence[Behind]) -> Iterator[str]:
    """Yield each figure, and the command on a line of its own: it can be copied whole."""
    for one in behind:
        yield f"{one.figure}, n={one.n:,}"
        yield f"  {one.command}"


def save_picture(view: View, file: str, title: str, manner: Manner) -> None:
    """Write the screen to a file as SVG, whole or not at all."""
    from ledger.files import write_whole
    from ledger.screens import svg
    from ledger.visible import visible

    look = output.surface(manner.ascii_only).look
    path = Path(text(file))
    write_whole(path, svg.render(view.draw(look), look, title).encode())
    output.talk(visible(f"wrote {path}"))
