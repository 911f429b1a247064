"""One key at a time from whoever codes; a line where a key asks for one.

Invariant: the terminal is left as it was found, whatever happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ledger.cli import output

_END = ("", "\x04")
_ESCAPE = "\x1b"
_INTERRUPT = "\x03"


class Keys:
    """Where keys come from: a terminal, or a stream of characters."""

    def __init__(self, terminal: bool) -> None:
        """Say whether there is a terminal to be switched between keys and lines."""
        self._terminal = terminal

    def key(self) -> str | None:
        """Return the next key, in lower case; None at the end. Line ends are ``enter``."""
        with _single(self._terminal):
            char = _one()
        if char == _INTERRUPT:
            raise KeyboardInterrupt
        if char in _END:
            return None
        return "enter" if char in {"\n", "\r"} else char.lower()

    def line(self, label: str) -> str | None:
        """Ask for one line; None at the end, and where what was typed is no text."""
        output.prompt(f"{label:>13}  ")
        try:
            text = sys.stdin.readline()
        except UnicodeDecodeError:
            return None
        return text.strip() if text else None


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
