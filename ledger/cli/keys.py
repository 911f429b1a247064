"""One key at a time from whoever codes; a line where a key asks for one.

Invariant: the terminal is left as it was found, whatever happens. What is typed before it is asked
for is read when it is: keys come one by one from the first prompt to the last, for a terminal that
waits for whole lines meanwhile makes of an early Ctrl-D a character that is no end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ledger.cli import output

_END = ("", "\x04")
_ESCAPE = "\x1b"
_INTERRUPT = "\x03"


class Keys:
    """Where keys come from: a terminal, or a stream of characters."""

    def __init__(self, terminal: bool) -> None:
        """Say whether there is a terminal to be switched between keys and lines."""
        self._terminal = terminal
        self._as_found: list[Any] = []

    @contextmanager
    def one_by_one(self) -> Iterator[None]:
        """Let keys come one by one, unseen, for as long as the block lasts."""
        if not self._terminal:
            yield
            return
        import termios

        self._as_found = termios.tcgetattr(sys.stdin)
        try:
            self._switch_to_keys()
            yield
        finally:
            self._switch_to_lines()

    def key(self) -> str | None:
        """Return the next key, in lower case; None at the end. Line ends are ``enter``."""
        char = _one()
        if char == _INTERRUPT:
            raise KeyboardInterrupt
        if char in _END:
            return None
        return "enter" if char in {"\n", "\r"} else char.lower()

    def line(self, label: str) -> str | None:
        """Ask for one line; None at the end, and where what was typed is no text."""
        self._switch_to_lines()
        try:
            output.prompt(f"{label:>13}  ")
            text = sys.stdin.readline()
        except UnicodeDecodeError:
            return None
        finally:
            self._switch_to_keys()
        return text.strip() if text else None

    def _switch_to_keys(self) -> None:
        if self._as_found:
            import termios
            import tty

            tty.setcbreak(sys.stdin, termios.TCSANOW)

    def _switch_to_lines(self) -> None:
        if self._as_found:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSANOW, self._as_found)


def _one() -> str:
    """Return one character; an arrow or another key that sends several is read whole, as none.

    After a bare Escape the next key is read as itself.
    """
    char = _read()
    if char != _ESCAPE:
        return char
    char = _read()
    if char == "O":
        _read()
    elif char == "[":
        while (char := _read()) and not "@" <= char <= "~":
            pass
    else:
        return char
    return _ESCAPE


def _read() -> str:
    """Return the next character as it came; what is no text is no key."""
    try:
        return sys.stdin.read(1)
    except UnicodeDecodeError:
        return _ESCAPE
