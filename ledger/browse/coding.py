"""The window in which a claim's words are coded, with the keys of ``claims review``.

Invariant: what a key would record stands on the window before it, as in the queue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ledger.browse.desk import Item
from ledger.browse.drawing import footer
from ledger.browse.leaf import Told
from ledger.coding import draft
from ledger.domain.coding import CodeText
from ledger.errors import LedgerError
from ledger.screens import coding as screen
from ledger.screens.look import Look
from ledger.visible import visible

_KEYS = (
    (("enter", "record"), ("n", "no claim"), ("c 1-9", "how sure"), ("h b x", "hedge, bound")),
    (("k p f", "kind, side, fits"), ("t w", "by when, note"), ("r o", "what was known")),
)
_LINES = {"c": "How sure: 70%, 60-80%, or words", "t": "By when", "w": "Note"}


class CodeForm(ModalScreen[CodeText | None]):
    """Ask for a coding; None where there is to be none."""

    DEFAULT_CSS = """
    CodeForm { align: center middle; }
    CodeForm > Vertical { width: 90%; max-width: 90; height: auto; max-height: 95%; }
    CodeForm #coded { max-height: 20; overflow-y: auto; }
    CodeForm Input { display: none; }
    CodeForm Input.asked { display: block; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, item: Item, look: Look) -> None:
        """Take the claim's words, and the coding to begin with."""
        super().__init__()
        self._item, self._ascii, self._code = item, look.ascii, item.code
        self._asks: str | None = None
        self._no_claim = False

    def compose(self) -> ComposeResult:
        """Lay the words out, what would be recorded, and the keys."""
        with Vertical(classes="window"):
            yield Told(id="coded")
            yield Told(id="label")
            yield Input(id="typed", compact=True)
            yield Told(id="ways")
            yield Told(id="wrong")

    def on_mount(self) -> None:
        """Show the coding to begin with."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._draw)

    def on_key(self, event: events.Key) -> None:
        """Do what a key does in the queue."""
        if self._asks is not None or event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        key = "enter" if event.key == "enter" else (event.character or "").lower()
        self._say("wrong", "")
        if self._no_claim:
            self._because(key)
        elif key in {"enter", "y"}:
            self._record()
        elif key == "n":
            self._no_claim = True
            self._draw()
        elif key in _LINES:
            self._ask(key)
        elif key in draft.EDITS:
            self._code = draft.EDITS[key](self._code)
            self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed; it stays where it cannot be read."""
        event.stop()
        code, said_on = self._code, self._item.item.said_on
        read: dict[str | None, Callable[[str], CodeText]] = {
            "c": lambda typed: draft.judged(code, typed),
            "t": lambda typed: draft.dated(code, typed, said_on),
            "w": lambda typed: replace(code, note=typed or None),
        }
        try:
            self._code = read[self._asks](event.value) if event.value.strip() else code
        except LedgerError as error:
            self._say("wrong", f"error: {error.sentence} ({error.remedy})")
            return
        self._asked_no_more()

    def action_back(self) -> None:
        """Leave the line, or the window without recording anything."""
        if self._asks is not None or self._no_claim:
            self._asked_no_more()
        else:
            self.dismiss(None)

    def _record(self) -> None:
        try:
            self.dismiss(draft.accepted(self._code))
        except LedgerError as error:
            self._say("wrong", f"error: {error.sentence} ({error.remedy})")

    def _because(self, key: str) -> None:
        reasons = self._item.sitting.codebook.reasons
        if key.isdecimal() and 0 < int(key) <= len(reasons):
            self.dismiss(draft.no_claim(self._code, reasons[int(key) - 1]))

    def _ask(self, key: str) -> None:
        self._asks = key
        self._say("label", _LINES[key])
        line = self.query_one(Input)
        line.value = ""
        line.add_class("asked")
        self.set_focus(line)

    def _asked_no_more(self) -> None:
        self._asks, self._no_claim = None, False
        self.query_one(Input).remove_class("asked")
        self._say("label", "")
        self._say("wrong", "")
        self.set_focus(None)
        self._draw()

    def _draw(self) -> None:
        about = self.query_one("#coded", Told)
        look = Look(about.room, self._ascii)
        sitting = self._item.sitting
        head = screen.Head(1, 1, "text", sitting.coder, sitting.codebook.name)
        shown = screen.render(head, screen.of_text(self._item.item, look), look)
        about.tell(Group(shown, screen.coded(self._code, look)))
        if self._no_claim:
            reasons = enumerate(sitting.codebook.reasons, 1)
            keys = [[(str(n), visible(reason))] for n, reason in reasons]
        else:
            keys = [list(line) for line in _KEYS]
        lines = [footer(line, (), 1000) for line in [*keys, [("esc", "back")]]]
        self.query_one("#ways", Told).tell(Text("\n").join(lines))

    def _say(self, name: str, told: str) -> None:
        self.query_one(f"#{name}", Told).tell(Text(visible(told)))
