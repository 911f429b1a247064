"""One key at a time from whoever codes; a line where a key asks for one.

Invariant: the terminal is left as it was found, whatever happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ledger.cli import output

_END = ("", "\x04")
_INTERRUPT = "\x03"


class Keys:
    """Where keys come from: a terminal, or a stream of characters."""

    def __init__(self, terminal: bool) -> None:
        """Say whether there is a terminal to be switched between keys and lines."""
        self._terminal = terminal

    def key(self) -> str | None:
        """Return the next key, in lower case; None at the end. Line ends are ``enter``."""
        with _single(self._terminal):
            char = sys.stdin.read(1)
        if char == _INTERRUPT:
            raise KeyboardInterrupt
        if char in _END:
            return None
        return "enter" if char in {"\n", "\r"} else char.lower()

    def line(self, label: str) -> str | None:
        """Ask for one line; None at the end."""
        output.prompt(f"{label:>13}  ")
        text = sys.stdin.readline()
        return text.strip() if text else None


@contextmanager
def _single(terminal: bool) -> Iterator[None]:
    """Let keys come one by one, unseen, for as long as the block lasts."""
    if not terminal:
        yield
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
