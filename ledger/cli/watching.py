"""A screen that follows the ledger: drawn again whenever somebody has written to it.

Invariant: the log is only read, an interruption ends it cleanly, and the last picture stays.
"""

from __future__ import annotations

import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.presenting import present
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from datetime import date
    from types import FrameType

    from rich.console import RenderableType

    from ledger.app import Ledger
    from ledger.cli.presenting import Manner, View

SOONEST, USUAL, LATEST = 0.1, 0.5, 3600.0
"""Seconds between two looks at where the log ends."""


@dataclass(frozen=True)
class Watched:
    """What is watched: a ledger, and how to look at it anew."""

    held: Ledger
    look: Callable[[Ledger], View]
    manner: Manner


def watch(watched: Watched, seconds: float) -> None:
    """Show the view until somebody interrupts it; raise `Unreadable` where nobody watches."""
    if output.piped():
        raise Unreadable("--watch needs a terminal", "claims dashboard shows it once")
    if not SOONEST <= seconds <= LATEST:
        raise Unreadable(f"{seconds:g} seconds is not between 0.1 and 3600", "--watch --every 0.5")
    with _interruption() as stopped:
        if watched.manner.plain:
            _told(watched, seconds, stopped)
        else:
            _drawn(watched, seconds, stopped)


def _drawn(watched: Watched, seconds: float, stopped: Stop) -> None:
    """Draw on the terminal's other screen until interrupted; leave the last picture."""
    last: View | None = None
    with output.other_screen():
        for one in _changes(watched, seconds, stopped):
            output.redraw(_fitted(one), one.on)
            last = one.view
    if last is not None:
        present(last, watched.manner)


def _told(watched: Watched, seconds: float, stopped: Stop) -> None:
    """Print the sentences, and from then on those that are new."""
    before: list[str] = []
    for one in _changes(watched, seconds, stopped):
        told = list(one.view.tell(one.on.look))
        new = [line for line in told if line not in before]
        head = [f"position {one.position:,}:"] if before and new else []
        if new:
            output.data("\n".join([*head, *new]))
            output.flush()
        before = told


@dataclass(frozen=True)
class _Change:
    """What is to be shown, of which position, and whether something was written since."""

    view: View
    position: int
    on: output.Surface
    outdated: bool = False


def _changes(watched: Watched, seconds: float, stopped: Stop) -> Iterator[_Change]:
    """Yield the view now, and again whenever the log, the day or the terminal's size is another."""
    view: View | None = None
    seen: tuple[int, date] | None = None
    size: object = None
    while not stopped.is_set():
        on = output.surface(watched.manner.ascii_only, watched.manner.color)
        at = watched.held.position(), watched.held.today
        if view is None or seen is None or at != seen:
            if view is not None and seen is not None:
                yield _Change(view, seen[0], on, outdated=True)
            view, seen, size = watched.look(watched.held), at, None
        if size != on.console.size:
            size = on.console.size
            yield _Change(view, at[0], on)
        stopped.wait(seconds)


def _fitted(one: _Change) -> RenderableType:
    """Return the picture as high as the terminal, the last line saying what it is."""
    from rich.console import Group
    from rich.segment import SegmentLines
    from rich.text import Text

    console = one.on.console
    lines = console.render_lines(one.view.draw(one.on.look), console.options, pad=False)
    room = max(console.size.height - 1, 1)
    foot = Text(_foot(one, len(lines) - room), "dim", no_wrap=True, end="")
    return Group(SegmentLines(lines[:room], new_lines=True), foot)


def _foot(one: _Change, hidden: int) -> str:
    more = f"{hidden:,} more lines, in a higher window. " if hidden > 0 else ""
    now = " Something was written: counting again." if one.outdated else ""
    return f"{more}Position {one.position:,}.{now} Ctrl-C ends."


class Stop:
    """What a signal sets, and wakes who waits for it.

    No event of `threading`: its lock may be held by the very thread that the handler runs in.
    """

    def __init__(self) -> None:
        """Have a bell to ring."""
        self._heard, self._bell = socket.socketpair()
        self._bell.setblocking(False)
        self._is_set = False

    def set(self) -> None:
        """Stop, from within a handler of signals."""
        self._is_set = True
        with suppress(OSError):
            self._bell.send(b"\0")

    def is_set(self) -> bool:
        """Say whether it was set."""
        return self._is_set

    def wait(self, seconds: float) -> None:
        """Wait that long, or until it is set."""
        select.select([self._heard], [], [], seconds)

    def close(self) -> None:
        """Let go of it."""
        self._heard.close()
        self._bell.close()


@contextmanager
def _interruption() -> Iterator[Stop]:
    """Hand out what an interruption sets, so that no work is torn by one."""
    stopped = Stop()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopped.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        stopped.close()
