"""Memory that was freed goes back to the system, where its C library can be asked for that."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from ledger.processes import give_back


def resident() -> int:
    """Return how many bytes of this process are in memory."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(
    platform.system() != "Linux" or platform.libc_ver()[0] != "glibc",
    reason="malloc_trim is the GNU C library's, and /proc tells of Linux alone",
)
def test_what_small_arrays_took_is_given_back() -> None:
    held = [(np.ones(4_000), np.ones(50)) for _ in range(2_000)]
    small = [one for _, one in held]
    before = resident()
    del held
    give_back()
    assert before - resident() > 30_000_000
    assert len(small) == 2_000


@pytest.mark.parametrize(
    ("system", "can", "asked"),
    [
        ("linux", True, ["library", 0]),
        ("linux", False, ["library"]),
        ("darwin", True, []),
        ("win32", True, []),
    ],
    ids=["GNU", "another library", "macOS", "Windows"],
)
def test_only_a_library_that_can_is_asked(
    system: str, can: bool, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    def opened(name: None) -> SimpleNamespace:
        del name
        told.append("library")
        return SimpleNamespace(malloc_trim=told.append) if can else SimpleNamespace()

    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("ctypes.CDLL", opened)
    give_back()
    assert told == asked
