"""One question, one line: what is asked, and by which of two ways, the full one or the plain.

Invariant: both ways take the same answers: Enter the default, ``<`` the way back, Ctrl-C and Ctrl-D
the end.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ledger.cli import output
from ledger.cli.prompts.choices import Choice
from ledger.errors import LedgerError
from ledger.visible import visible

T = TypeVar("T")

BACK = "<"
EMPTY = "-"
"""Typed where the line itself cannot be emptied, in the place of what stands in brackets."""
_NARROWEST = 40
WIDTH = 13
"""Columns of a label."""


class Back(Exception):
    """The person wants the question before this one."""


class Stopped(KeyboardInterrupt):
    """The person stopped; what stood in the line by then."""

    def __init__(self, typed: str = "") -> None:
        """Take the half of a line."""
        super().__init__()
        self.typed = typed


Choices = Callable[[bool], Sequence[Choice]]
"""What an answer may be completed to; called with whether to wait for it."""


@dataclass(frozen=True)
class Prompt:
    """A question: its label, and what helps to answer it."""

    label: str
    default: str = ""
    """What Enter means; shown in brackets."""
    typed: str = ""
    """What stands in the line already, to be mended."""
    choices: Choices | None = None
    several: bool = False
    """Whether the answer is a list with commas, completed part by part."""
    live: Callable[[str], str] | None = None
    """What is said below the line while it is typed."""
    above: str = ""
    """What is said before it is asked."""
    history: str = ""
    """Under which name earlier answers are remembered; not at all without."""

    def line(self) -> str:
        """Return the start of the line, as it is shown."""
        shown = f" [{self.default}]" if self.default else ""
        return visible(f"{self.label:>{WIDTH}}{shown}  ")


Asker = Callable[[Prompt], str]
"""Asks one question; raises `Back` or `Stopped`."""


def asker() -> Asker:
    """Return the full way of asking where the terminal can do it, else the plain one."""
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"} or not sys.stdin.isatty():
        return plain
    try:
        from ledger.cli.prompts.full import full

        return full()
    except (ImportError, OSError):
        return plain


def plain(prompt: Prompt) -> str:
    """Ask on a line of its own, with nothing but the terminal's own editing."""
    default = prompt.typed or prompt.default
    say_above(prompt)
    output.prompt(Prompt(prompt.label, default).line())
    try:
        answer = input()
    except (EOFError, KeyboardInterrupt) as error:
        output.talk("")  # what is said next begins on a line of its own
        raise Stopped from error
    if answer.strip() == EMPTY and prompt.typed and not prompt.default:
        return ""
    return answered(answer, default)


def say_above(prompt: Prompt) -> None:
    """Say what is to be known before the question."""
    if prompt.above:
        say_back(prompt.above)


def say_back(text: str) -> None:
    """Say what was understood, in lines that fit the terminal."""
    width = shutil.get_terminal_size().columns - 1
    lines = textwrap.wrap(
        visible(text), max(width, _NARROWEST), initial_indent=" → ", subsequent_indent="   "
    )
    output.talk("\n".join(lines))


def answered(answer: str, default: str) -> str:
    """Return the answer without blanks around it, or the default; raise `Back`."""
    given = answer.strip()
    if given == BACK:
        raise Back
    return given or default


def until(ask: Asker, prompt: Prompt, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read; say each time why it could not."""
    while True:
        try:
            return read(ask(prompt))
        except LedgerError as error:
            output.complain(error)


def yes(ask: Asker, label: str, default: bool = True) -> bool:
    """Ask for yes or no."""
    answer = ask(Prompt(f"{label} [{'Y/n' if default else 'y/N'}]")).lower()
    return answer.startswith("y") if answer else default
