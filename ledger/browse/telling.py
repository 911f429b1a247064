"""A small window that tells something: what the keys do, or the commands that do the same."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ledger.browse.drawing import footer
from ledger.browse.leaf import Told
from ledger.visible import visible

KEYS: tuple[tuple[str, str], ...] = (
    ("up, down, j, k", "the row above or below; PgUp, PgDn, Home, End go further"),
    ("tab, left, right", "the pane beside"),
    ("enter", "open: somebody's claims, a claim's whole life"),
    ("esc", "back; everybody's claims again"),
    ("/", "filter as you type: words, by: topic: said: is: p: -not"),
    ("s", "the next order of the claims"),
    ("o", "the question of the claim, and everybody who spoke on it"),
    ("p", "the record of who said it"),
    ("b", "calibration: when they said so much, how often did it happen?"),
    ("r", "answer the question of the claim"),
    ("c", "code the words of the claim"),
    ("u, ctrl+r", "take back what was done here last; bring it back"),
    ("e", "the commands that do the same in a shell"),
    ("q", "quit; everything is saved"),
)
"""What each key does."""


class Telling(ModalScreen[None]):
    """Lines with a label each, until a key is pressed."""

    DEFAULT_CSS = """
    Telling { align: center middle; }
    Telling > Vertical { width: 90%; max-width: 100; height: auto; max-height: 90%; }
    Telling VerticalScroll { height: auto; max-height: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,e", "close", show=False),
    ]

    def __init__(self, heading: str, lines: tuple[tuple[str, str], ...], *, stacked: bool) -> None:
        """Take the lines; stacked, each stands under its label."""
        super().__init__()
        self._heading, self._lines, self._stacked = heading, lines, stacked

    def compose(self) -> ComposeResult:
        """Lay the lines out."""
        with Vertical(classes="window"):
            yield Told(Text(self._heading, "bold"))
            with VerticalScroll():
                yield Told(self._told())
            yield Told(footer((("esc", "back"),), (), 40))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _told(self) -> Text:
        widest = max(len(label) for label, _ in self._lines)
        parts = [
            Text.assemble((visible(label), "dim"), "\n  ", visible(told))
            if self._stacked
            else Text.assemble((f"{label:<{widest}}  ", "bold"), visible(told))
            for label, told in self._lines
        ]
        return Text("\n").join(parts)
