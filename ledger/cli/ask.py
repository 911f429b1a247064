"""Questions to the person at the terminal; off a terminal there is nobody to ask.

Invariant: a prompt never stands alone: every one of them has an option.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ledger.cli import output
from ledger.errors import LedgerError, Unreadable

T = TypeVar("T")


def until_read(label: str, read: Callable[[str], T], default: str = "") -> T:
    """Ask until the answer can be read; say each time why it could not."""
    while True:
        answer = line(label, default)
        try:
            return read(answer)
        except LedgerError as error:
            output.complain(error)


def line(label: str, default: str = "") -> str:
    """Ask for one line; an empty answer means the default."""
    shown = f" [{default}]" if default else ""
    output.prompt(f"{label:>13}{shown}  ")
    try:
        answer = input()
    except (EOFError, KeyboardInterrupt) as error:
        output.talk("")  # what is said next begins on a line of its own
        raise KeyboardInterrupt from error
    return answer.strip() or default


def yes(label: str, default: bool) -> bool:
    """Ask for yes or no."""
    answer = line(f"{label} [{'Y/n' if default else 'y/N'}]").lower()
    return answer.startswith("y") if answer else default


def required(answer: str) -> str:
    """Return an answer that is not empty; raise `Unreadable`."""
    if not answer.strip():
        raise Unreadable("this is needed", "type it, or stop with Ctrl-C; nothing is saved")
    return answer.strip()
