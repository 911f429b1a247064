"""One pane: a line that says what it shows, and below it the list or the text itself."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from ledger.browse.drawing import mark, unjoined
from ledger.browse.leaf import Leaf
from ledger.browse.rows import Rows
from ledger.screens.look import Look
from ledger.screens.outside import cut

WIDE = 100
"""Columns from which on the panes stand beside each other; below, one at a time."""


class Pane(Vertical):
    """A pane; the line above says whether its keys are at work."""

    DEFAULT_CSS = """
    Pane { width: 1fr; height: 1fr; }
    Pane > .title { height: 1; }
    """

    class Entered(Message):
        """The keys are at work in another pane."""

        def __init__(self, pane: Pane) -> None:
            """Take the pane."""
            super().__init__()
            self.pane = pane

    def __init__(self, inside: Rows | Leaf, look: Look, id: str) -> None:
        """Take what the pane shows."""
        super().__init__(id=id)
        self.inside, self._look, self._told = inside, look, ""

    def compose(self) -> ComposeResult:
        """Lay the title above what is shown."""
        yield Static(classes="title")
        yield self.inside

    def entitle(self, told: str) -> None:
        """Say what the pane shows; it has been made visible."""
        self._told = told
        self._draw()

    def on_resize(self) -> None:
        """Cut the title to the new width."""
        self._draw()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Say that the keys are at work here."""
        self._draw()
        self.post_message(self.Entered(self))

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Say that they are not any more."""
        self._draw()

    def _draw(self) -> None:
        here = self.inside.has_focus
        told = Text(mark(here, self._look) + unjoined(self._told), "bold" if here else "dim")
        width = max(self.content_size.width, 1)
        self.query_one(".title", Static).update(cut(told, width, self._look))


def widths(columns: int) -> tuple[int, int]:
    """Return the cells of the commentators' pane and of the detail pane; the claims get the rest.

    Only where the panes stand beside each other.
    """
    people = 18 if columns < 110 else 22 if columns < 130 else 28
    return people, min(max(47, columns * 45 // 100), 84)
