"""Pick one of several things on a terminal: type some words, see what is left, press Enter.

Invariant: nothing is picked that was not in sight. Where the terminal cannot draw, the same things
are listed with numbers; what one may type there is read by whoever asks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import ask, output
from ledger.domain.names import folded
from ledger.errors import NotFound
from ledger.visible import visible

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

_IN_SIGHT = 10
_LIKE = 80.0
"""Out of 100: how like a typed word must be to some part of a line, where it does not stand in it.
"""
_HINT = "  ↑ ↓ move, Enter takes, Esc leaves"


@dataclass(frozen=True)
class Choice:
    """Something to pick: what it is called by, the line that tells it, what else it is found by."""

    name: str
    line: str
    also: str = ""


def pick(label: str, choices: Sequence[Choice], otherwise: Callable[[str], str]) -> str | None:
    """Return the name of what was picked, or None for nothing; Ctrl-C raises as everywhere.

    `otherwise` reads what is typed where things are only listed, and is no number of one of them.
    """
    if can_draw():
        with suppress(ImportError, OSError):
            return application(label, choices).run()
    return _listed(label, choices, otherwise)


def can_draw() -> bool:
    """Say whether the terminal can be drawn on."""
    return os.environ.get("TERM", "dumb") not in {"", "dumb", "unknown"}


def matching(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return what has every typed word in its line, else what is most like; case, accents aside."""
    words = folded(typed).split()
    texts = [folded(f"{one.name} {one.line} {one.also}") for one in choices]
    exact = [
        one for one, text in zip(choices, texts, strict=True) if all(word in text for word in words)
    ]
    if exact or not words:
        return exact
    from rapidfuzz import fuzz

    scored = [
        (min(fuzz.partial_ratio(word, text) for word in words), at) for at, text in enumerate(texts)
    ]
    near = sorted((hit for hit in scored if hit[0] >= _LIKE), key=lambda hit: (-hit[0], hit[1]))
    return [choices[at] for _, at in near]


def _listed(label: str, choices: Sequence[Choice], otherwise: Callable[[str], str]) -> str | None:
    for number, one in enumerate(choices, 1):
        output.talk(f"{number:>4}  {visible(one.line)}")

    def read(given: str) -> str:
        if not (given.isascii() and given.isdecimal()):
            return otherwise(given) if given else ""
        if not 1 <= int(given) <= len(choices):
            raise NotFound(f"there is no number {given}", f"type one from 1 to {len(choices)}")
        return choices[int(given) - 1].name

    return ask.until_read(f"{label} (a number, Enter leaves)", read) or None


class Picking:
    """What is typed, what it leaves, and which of that is marked."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        """Take what there is to pick."""
        self.choices = choices
        self.left = list(choices)
        self.at = 0

    def typed(self, buffer: Buffer) -> None:
        """Leave what the words that are typed by now leave, and mark the first."""
        self.left, self.at = matching(buffer.text, self.choices), 0

    def move(self, by: int) -> None:
        """Mark another line, further down or up; the ends are ends."""
        self.at = max(0, min(self.at + by, len(self.left) - 1))

    def taken(self) -> str | None:
        """Return the name of what is marked."""
        return self.left[self.at].name if self.left else None

    def lines(self) -> StyleAndTextTuples:
        """Return what is in sight, a line each, and how many there are."""
        from prompt_toolkit.application import get_app

        room = get_app().output.get_size().columns - 1
        first = max(0, self.at - _IN_SIGHT + 1)
        shown = self.left[first : first + _IN_SIGHT]
        told: StyleAndTextTuples = [
            ("reverse" if at == self.at else "", _cut(f"  {visible(one.line)}", room) + "\n")
            for at, one in enumerate(shown, first)
        ]
        more = f"  {len(self.left)} of {len(self.choices)}" if self.left else "  nothing like it"
        return [*told, ("fg:ansibrightblack", _cut(more + _HINT, room))]


def _cut(line: str, room: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return line if cell_len(line) <= room else set_cell_size(line, max(room - 1, 1)) + "…"


def application(
    label: str,
    choices: Sequence[Choice],
    typing_: Input | None = None,
    drawing: Output | None = None,
) -> Application[str | None]:
    """Return the picker, drawn on stderr and gone when it is done."""
    import sys

    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.layout import HSplit, Layout, Window
    from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
    from prompt_toolkit.layout.processors import BeforeInput
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output

    state = Picking(choices)
    buffer = Buffer(multiline=False, on_text_changed=state.typed)
    typed = BufferControl(buffer, input_processors=[BeforeInput(f"{label:>13}  ")])
    told = FormattedTextControl(state.lines)
    application: Application[str | None] = Application(
        layout=Layout(
            HSplit([Window(typed, height=1), Window(told, dont_extend_height=True)]),
        ),
        key_bindings=_keys(state),
        erase_when_done=True,
        input=typing_,
        output=drawing or create_output(stdout=sys.stderr),
    )
    if isinstance(application.output, Vt100_Output):
        application.output.enable_cpr = (
            False  # nothing here asks where it stands; some never answer
        )
    application.ttimeoutlen = application.timeoutlen = 0.05  # a lone Esc leaves at once
    return application


def _keys(state: Picking) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("up")
    @keys.add("c-p")
    def _(event: KeyPressEvent) -> None:
        del event
        state.move(-1)

    @keys.add("down")
    @keys.add("c-n")
    @keys.add("tab")
    def _(event: KeyPressEvent) -> None:
        del event
        state.move(1)

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        if state.left:
            event.app.exit(result=state.taken())

    @keys.add("escape", eager=True)
    @keys.add("c-d")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    @keys.add("c-c")
    @keys.add("<sigint>")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    return keys
