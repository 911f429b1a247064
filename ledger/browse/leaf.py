"""A screen of the command line inside a pane: drawn into lines once, scrolled through after.

Invariant: what is drawn is what `ledger.screens` makes for the pane's width; nothing is read as
markup, and only the lines in sight are put on the terminal.
"""

from __future__ import annotations

from typing import ClassVar

from rich.console import Console, RenderableType
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ledger.browse.drawing import unjoined

LEAST = 44
"""Cells below which a screen is drawn so wide all the same, and scrolled sideways."""


def lines_of(renderable: RenderableType, width: int) -> list[Strip]:
    """Draw something into lines of so many cells."""
    console = Console(width=width, highlight=False, emoji=False, markup=False)
    drawn = console.render_lines(renderable, console.options.update_width(width), pad=False)
    return [Strip(_unjoined(line)) for line in drawn]


def _unjoined(line: list[Segment]) -> list[Segment]:
    return [Segment(unjoined(one.text), one.style, one.control) for one in line]


class Leaf(ScrollView, can_focus=True):
    """The pane that tells of one thing."""

    DEFAULT_CSS = "Leaf { height: 1fr; overflow: auto auto; scrollbar-size: 1 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]

    class Reshaped(Message):
        """There is another width to draw for."""

    def __init__(self, id: str | None) -> None:
        """Begin with nothing to tell."""
        super().__init__(id=id)
        self.strips: list[Strip] = []
        self._room = 0

    @property
    def room(self) -> int:
        """The cells that a screen is drawn for."""
        return max(self.scrollable_content_region.width, LEAST)

    def show(self, strips: list[Strip], *, stay: bool) -> None:
        """Show other lines, from the top unless the same thing is told anew."""
        self.strips = strips
        widest = max((strip.cell_length for strip in strips), default=1)
        self.virtual_size = Size(widest, max(len(strips), 1))
        if not stay:
            self.scroll_to(x=0, y=0, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Say so where what is told has to be drawn anew."""
        if self.room != self._room:
            self._room = self.room
            self.post_message(self.Reshaped())

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        x, at = self.scroll_offset.x, self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if at >= len(self.strips):
            return Strip.blank(width, self.rich_style)
        line = self.strips[at].crop_extend(x, x + width, self.rich_style)
        return line.apply_style(self.rich_style)


class Told(Leaf, can_focus=False):
    """A few lines that are never scrolled by themselves, wrapped as every screen is."""

    DEFAULT_CSS = "Told { height: auto; overflow: hidden hidden; }"

    def __init__(self, renderable: RenderableType = "", id: str | None = None) -> None:
        """Begin with something to tell."""
        super().__init__(id)
        self._renderable = renderable

    def tell(self, renderable: RenderableType) -> None:
        """Tell something else."""
        self._renderable = renderable
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        width = self.content_size.width
        if width:
            self.show(lines_of(self._renderable, width), stay=False)
