"""A line on the terminal that shows what takes long, once it has taken more than half a second.

Invariants: it is drawn on stderr, only where that is a terminal, and gone when the work is; the
library that draws it is not loaded for what is quick.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from ledger.progress import Advance, shown_by

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 0.5
"""Seconds for which nothing is shown."""
_OWN_SCREEN = {"browse", "review", "--watch"}
"""What keeps the terminal for itself."""


def on_terminal(arguments: Sequence[str]) -> AbstractContextManager[None]:
    """Let what takes long be shown while a command runs, where somebody can see it."""
    unwanted = os.environ.get("CLAIMS_PROGRESS") == "never" or os.environ.get("TERM") == "dumb"
    if unwanted or not sys.stderr.isatty() or _OWN_SCREEN & set(arguments):
        return nullcontext()
    return shown_by(Meter().doing)


class Meter:
    """Shows one thing at a time; what is done within another takes its line for as long."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        self._deep = 0
        self._lock = threading.Lock()
        self._drawn: Progress | None = None
        self._what: tuple[str, int | None, int, float] = ("", None, 0, 0.0)

    @contextmanager
    def doing(self, what: str, of: int | None) -> Iterator[Advance]:
        """Show `what`, and how far it has come, from half a second on."""
        before, self._what = self._what, (what, of, 0, time.monotonic())
        self._draw()
        timer = threading.Timer(DELAY, self._begin) if not self._deep else None
        self._deep += 1
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            yield self._advance
        finally:
            self._deep -= 1
            self._what = before
            if timer is not None:
                timer.cancel()
                self._end()
            else:
                self._draw()

    def _advance(self, more: int) -> None:
        what, of, done, since = self._what
        self._what = (what, of, done + more, since)
        self._draw()

    def _begin(self) -> None:
        """Draw the line; in a thread of its own, for the work goes on."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        with self._lock:
            if not self._deep or self._drawn is not None:
                return
            console = Console(file=sys.stderr, highlight=False, emoji=False)
            self._drawn = Progress(
                SpinnerColumn("line"), TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24), TextColumn("{task.fields[share]}", markup=False),
                console=console, transient=True, redirect_stdout=False, redirect_stderr=False,
            )  # fmt: skip
        self._draw()
        with self._lock:
            if self._drawn is not None:
                self._drawn.start()

    def _draw(self) -> None:
        """Bring the line up to date, if there is one."""
        with self._lock:
            if self._drawn is None:
                return
            what, of, done, since = self._what
            share = f"{done:,} of {of:,}{_pace(done, of, since)}" if of else ""
            if [task.description for task in self._drawn.tasks] != [what]:
                for task in self._drawn.tasks:
                    self._drawn.remove_task(task.id)
                self._drawn.add_task(what, total=of or None, share=share)
            self._drawn.update(self._drawn.task_ids[0], completed=done, share=share)

    def _end(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._drawn is not None:
                self._drawn.stop()
            self._drawn = None


def _pace(done: int, of: int, since: float) -> str:
    """Say how many a second are done, and how long the rest takes at that pace."""
    seconds = time.monotonic() - since
    if not done or seconds < DELAY:
        return ""
    pace = done / seconds
    left = round((of - done) / pace)
    return f", {pace:,.0f} a second, {left // 60}:{left % 60:02d} left"
