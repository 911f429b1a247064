"""Processes of our own: this program's modules, run beside it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs a module of this program; its folder adds no others."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """Return this environment, with the same modules to be found, and one heap for all threads."""
    places = os.pathsep.join(place or str(os.getcwd()) for place in sys.path)  # noqa: PTH109 as it is
    return {
        **os.environ,
        "PYTHONPATH": places,
        "MALLOC_ARENA_MAX": "2",
        "OPENBLAS_NUM_THREADS": "1",
    }


def give_back() -> None:
    """Let the system have the memory that this process has freed, where that can be asked for.

    The C library of Linux keeps what many small arrays took, though nothing is in it any more.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
