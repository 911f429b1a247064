"""A screen that follows the ledger: drawn again whenever somebody has written to it.

Invariant: the log is only read, an interruption ends it cleanly, and the last picture stays.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.presenting import present
from ledger.errors import Unreadable

if TYPE_CHECKING:
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
    look: Callable[[], View]
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


def _drawn(watched: Watched, seconds: float, stopped: threading.Event) -> None:
    """Draw on the terminal's other screen until interrupted; leave the last picture."""
    last: View | None = None
    with output.other_screen():
        for view, position, on in _changes(watched, seconds, stopped):
            output.redraw(_fitted(view, position, on), on)
            last = view
    if last is not None:
        present(last, watched.manner)


def _told(watched: Watched, seconds: float, stopped: threading.Event) -> None:
    """Print the sentences, and from then on those that are new."""
    before: list[str] = []
    for view, position, on in _changes(watched, seconds, stopped):
        told = list(view.tell(on.look))
        new = [line for line in told if line not in before]
        head = [f"position {position:,}:"] if before and new else []
        output.data("\n".join([*head, *new]))
        output.flush()
        before = told


def _changes(
    watched: Watched, seconds: float, stopped: threading.Event
) -> Iterator[tuple[View, int, output.Surface]]:
    """Yield the view now, and again whenever the log, the day or the terminal's size is another."""
    view: View | None = None
    seen: object = None
    drawn: object = None
    while not stopped.is_set():
        on = output.surface(watched.manner.ascii_only, watched.manner.color)
        position = watched.held.position()
        at = position, watched.held.today
        if view is None or at != seen:
            view, seen = watched.look(), at
        if drawn != (at, on.console.size):
            drawn = at, on.console.size
            yield view, position, on
        stopped.wait(seconds)


def _fitted(view: View, position: int, on: output.Surface) -> RenderableType:
    """Return the picture as high as the terminal, the last line saying what it is."""
    from rich.console import Group
    from rich.segment import SegmentLines
    from rich.text import Text

    lines = on.console.render_lines(view.draw(on.look), on.console.options, pad=False)
    room = max(on.console.size.height - 1, 1)
    hidden = len(lines) - room
    more = f"{hidden:,} more lines, in a higher window. " if hidden > 0 else ""
    foot = f"{more}Position {position:,}. Ctrl-C ends."
    return Group(
        SegmentLines(lines[:room], new_lines=True), Text(foot, "dim", no_wrap=True, end="")
    )


@contextmanager
def _interruption() -> Iterator[threading.Event]:
    """Hand out an event that an interruption sets, so that no work is torn by one."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopped.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
