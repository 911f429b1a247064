"""What is asked of the system about processes of our own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from ledger.processes import give_back


def resident() -> int:
    """Return how many bytes of this process are in memory."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is asked for")
def test_what_small_arrays_took_is_given_back() -> None:
    held = [(np.ones(4_000), np.ones(50)) for _ in range(2_000)]
    small = [one for _, one in held]
    before = resident()
    del held
    give_back()
    assert before - resident() > 30_000_000
    assert len(small) == 2_000


def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setitem(sys.modules, "ctypes", None)
    give_back()
