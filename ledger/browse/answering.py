"""The form in which a question is answered: one key for the answer, then the day and the evidence.

Invariant: whom the answer concerns is on the form before anything is recorded.
"""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ledger.browse import answers
from ledger.browse.answers import Answer, Sheet
from ledger.browse.drawing import footer
from ledger.browse.leaf import Told
from ledger.domain.kinds import VOID_OUTCOMES
from ledger.errors import LedgerError
from ledger.screens.look import Look
from ledger.screens.outside import outside, shortened
from ledger.visible import visible

_MOST_NAMES = 300
_THEN = (("enter", "next, and record after the last"), ("esc", "another answer"))


class AnswerForm(ModalScreen[Answer | None]):
    """Ask for an answer; None where there is to be none."""

    DEFAULT_CSS = """
    AnswerForm { align: center middle; }
    AnswerForm > Vertical { width: 90%; max-width: 90; height: auto; max-height: 95%; }
    AnswerForm Input { display: none; }
    AnswerForm Input.asked { display: block; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, sheet: Sheet, look: Look) -> None:
        """Take the question."""
        super().__init__()
        self._sheet, self._look = sheet, look
        self._outcome: str | None = None

    def compose(self) -> ComposeResult:
        """Lay the form out; what is to be typed comes once there is an answer."""
        with Vertical(classes="window"):
            yield Told(self._about())
            yield Told(id="ways")
            yield Input(id="value", compact=True, select_on_focus=False)
            yield Told(id="on-label")
            yield Input(id="on", compact=True, select_on_focus=False)
            yield Told(id="evidence-label")
            yield Input(id="evidence", compact=True)
            yield Told(id="reason-label")
            yield Input(id="reason", compact=True)
            yield Told(id="wrong")

    def on_mount(self) -> None:
        """Ask for the answer."""
        self._ask()

    def on_key(self, event: events.Key) -> None:
        """Take the key that stands for an answer."""
        if self._outcome is not None or isinstance(self.focused, Input):
            return
        choice = self._sheet.choices.get(event.character or "")
        if choice is not None:
            event.stop()
            event.prevent_default()
            self._take(choice)
        elif event.key == "v" and self._sheet.is_open_ended:
            event.stop()
            event.prevent_default()
            self._show("value", "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next line, and record after the last."""
        event.stop()
        if event.input.id == "value":
            self._take(event.value)
            return
        lines = [one for one in self.query(Input) if one.has_class("asked") and one.id != "value"]
        at = lines.index(event.input)
        if at + 1 < len(lines):
            self.set_focus(lines[at + 1])
        else:
            self._record()

    def action_back(self) -> None:
        """Ask for the answer again, or leave without one."""
        if self._outcome is None and not isinstance(self.focused, Input):
            self.dismiss(None)
            return
        self._outcome = None
        for line in self.query(Input):
            line.remove_class("asked")
        for label in ("on-label", "evidence-label", "reason-label", "wrong"):
            self._say(label, Text())
        self.set_focus(None)
        self._ask()

    def _ask(self) -> None:
        ways = [
            Text.assemble((key, "bold"), f" {visible(word)}")
            for key, word in self._sheet.choices.items()
        ]
        if self._sheet.is_open_ended:
            ways.insert(0, Text.assemble(("v", "bold"), " type the answer"))
        ways.append(Text.assemble(("esc", "bold"), " back"))
        self._say("ways", Text("   ").join(ways))

    def _take(self, given: str) -> None:
        try:
            outcome = answers.read(self._sheet, given)
        except LedgerError as error:
            self._wrong(error)
            return
        if self._sheet.answer == outcome:
            self._say("wrong", Text(f"it is answered {visible(outcome)} already"))
            return
        self._outcome = outcome
        self._say("wrong", Text())
        chosen = Text.assemble("answer: ", (visible(outcome), "bold"), "   ")
        self._say("ways", chosen.append_text(footer(_THEN, (), 100)))
        void = outcome in VOID_OUTCOMES
        self._say("on-label", Text("known on" if void else "happened on", "dim"))
        self._say("evidence-label", Text("evidence: an address, or words; none is possible", "dim"))
        self._show("evidence", "")
        if self._sheet.answer is not None:
            told = f"reason: it corrects “{visible(self._sheet.answer)}”"
            self._say("reason-label", Text(told, "dim"))
            self._show("reason", "")
        self._show("on", answers.usual_day(self._sheet, outcome).isoformat())

    def _record(self) -> None:
        filled = {str(line.id): line.value for line in self.query(Input)}
        answer = Answer(self._outcome or "", filled["on"], filled["evidence"], filled["reason"])
        try:
            answers.command(self._sheet, answer)
        except LedgerError as error:
            self._wrong(error)
            self.set_focus(self.query_one("#on", Input))
            return
        self.dismiss(answer)

    def _about(self) -> Text:
        look, content = self._look, self._sheet.content
        names = ", ".join(self._sheet.names) or "nobody yet"
        closes = f"closes {look.day(content.closes_on)}" if content.closes_on else "no closing day"
        lines = [
            outside(content.text, look, "bold"),
            Text(closes, "dim"),
            Text("concerns ").append_text(shortened(names, _MOST_NAMES, look)),
        ]
        if content.criteria:
            lines.insert(1, Text("counts: ").append_text(outside(content.criteria, look)))
        if self._sheet.answer is not None:
            lines.append(Text(f"answered {visible(self._sheet.answer)} so far", "bold"))
        return Text("\n").join(lines)

    def _show(self, name: str, value: str) -> None:
        line = self.query_one(f"#{name}", Input)
        line.value = value
        line.cursor_position = len(value)
        line.add_class("asked")
        self.set_focus(line)

    def _say(self, name: str, text: Text) -> None:
        self.query_one(f"#{name}", Told).tell(text)

    def _wrong(self, error: LedgerError) -> None:
        told = visible(f"error: {error.sentence} ({error.remedy})")
        self._say("wrong", Text(told, "bold"))
