"""An interruption ends a watch at any moment, also while it waits."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from ledger.cli.watching import Stop


@pytest.fixture
def stop() -> Iterator[Stop]:
    """Have a stop that an alarm sets, from within its handler."""
    with closing(Stop()) as found:
        before = signal.signal(signal.SIGALRM, lambda *_: found.set())
        yield found
        signal.signal(signal.SIGALRM, before)


def test_a_signal_ends_the_waiting(stop: Stop) -> None:
    started = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    stop.wait(60)
    assert stop.is_set()
    assert time.monotonic() - started < 30


def test_a_signal_at_any_moment_of_many_waits_is_heard(stop: Stop) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    for _ in range(2_000):
        stop.wait(0.0001)
    signal.setitimer(signal.ITIMER_REAL, 0)
    assert stop.is_set()
