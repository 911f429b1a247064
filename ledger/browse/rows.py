"""A list of any length, of which only the lines on the screen are ever drawn.

Invariant: the chosen row is always in sight, and a row that is not at hand yet is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ledger.browse.drawing import mark
from ledger.screens.look import Look

Draw = Callable[[int, int], "list[Text] | None"]
"""From a place and a width to the row's lines; None while the row is not at hand."""

_CHOSEN, _ASIDE = Style(reverse=True), Style(bold=True)


class Rows(ScrollView, can_focus=True):
    """The list; `draw` says what a row looks like."""

    DEFAULT_CSS = "Rows { height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size: 1 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", show=False),
        Binding("up,k", "step(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "end(0)", show=False),
        Binding("end,G", "end(1)", show=False),
        Binding("enter", "open", show=False),
    ]

    class Moved(Message):
        """Another row was chosen."""

        def __init__(self, rows: Rows) -> None:
            """Take the list in which it was."""
            super().__init__()
            self.rows = rows

    class Opened(Moved):
        """The chosen row is to be opened."""

    class Wanted(Moved):
        """Rows came into sight that are not at hand."""

    def __init__(self, look: Look, draw: Draw, id: str) -> None:
        """Take how rows are drawn."""
        super().__init__(id=id)
        self._look, self._draw, self._nothing = look, draw, ""
        self.total = self.chosen = 0
        self._lines = 1

    def show(self, total: int, chosen: int = 0, nothing: str = "") -> None:
        """Show so many rows, one of them chosen; `nothing` is said where there is none."""
        self.total, self._nothing = total, nothing
        self.chosen = max(0, min(chosen, total - 1))
        self._measure()

    def set_lines(self, lines: int) -> None:
        """Say how many lines a row takes."""
        if lines != self._lines:
            self._lines = lines
            self._measure()

    @property
    def room(self) -> int:
        """The cells that a row has, the mark before it left out."""
        return max(self.scrollable_content_region.width - 2, 4)

    def in_sight(self) -> range:
        """Return the places of the rows that are on the screen, or nearly."""
        first = self.scroll_offset.y // self._lines
        return range(first, min(first + self._visible() + 2, self.total))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        place, line = divmod(y + self.scroll_offset.y, self._lines)
        width = self.scrollable_content_region.width
        if self.total == 0:
            return self._empty(y, width)
        if place >= self.total:
            return Strip.blank(width, self.rich_style)
        lines = self._draw(place, self.room) or [Text(self._look.glyphs.ellipsis, "dim")]
        chosen = place == self.chosen
        before = mark(chosen and line == 0, self._look)
        told = Text.assemble(before, lines[line] if line < len(lines) else "")
        told.truncate(width, overflow="crop", pad=True)
        return self._strip(told, width, (_CHOSEN if self.has_focus else _ASIDE) if chosen else None)

    def _empty(self, y: int, width: int) -> Strip:
        lines = Text(self._nothing, "dim").wrap(self.app.console, max(width, 1))
        return self._strip(lines[y] if y < len(lines) else Text(), width)

    def action_step(self, by: int) -> None:
        """Choose the next row, or the one before."""
        self.choose(self.chosen + by)

    def action_page(self, by: int) -> None:
        """Choose the row a page further."""
        self.choose(self.chosen + by * max(self._visible() - 1, 1))

    def action_end(self, last: int) -> None:
        """Choose the first row or the last."""
        self.choose(self.total - 1 if last else 0)

    def action_open(self) -> None:
        """Open the chosen row."""
        if self.total:
            self.post_message(self.Opened(self))

    def choose(self, place: int) -> None:
        """Choose a row, and bring it in sight."""
        place = max(0, min(place, self.total - 1))
        if self.total and place != self.chosen:
            self.chosen = place
            self._into_sight()
            self.refresh()
            self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked; open the one that was chosen already."""
        place = (event.y + self.scroll_offset.y) // self._lines
        if place < self.total:
            if place == self.chosen:
                self.action_open()
            self.choose(place)

    def on_resize(self) -> None:
        """Keep the chosen row in sight."""
        self._measure()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Wanted(self))

    def _measure(self) -> None:
        self.virtual_size = Size(1, max(self.total * self._lines, 1))
        self._into_sight()
        self.refresh()
        self.post_message(self.Wanted(self))

    def _visible(self) -> int:
        return max(self.scrollable_content_region.height // self._lines, 1)

    def _into_sight(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        first, last = self.chosen * self._lines, (self.chosen + 1) * self._lines
        wanted = first if first < top else last - height if last > top + height else top
        self.scroll_to(y=max(wanted, 0), animate=False)

    def _strip(self, text: Text, width: int, style: Style | None = None) -> Strip:
        strip = Strip(text.render(self.app.console)).adjust_cell_length(width)
        return strip.apply_style(self.rich_style + style if style else self.rich_style)
