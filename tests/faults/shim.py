"""The C shim from Python: made with the machine's compiler, loaded by the dynamic linker, steered
through the functions it exports.

Invariant: only a process that was started with the shim before every other library is steered.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")

HOWS = {"nothing": 0, "KILL": 1, "EIO": 2, "ENOSPC": 3, "torn": 4, "short": 5}
"""What happens at the call: killed before it; an error; half written, then killed; half written."""
STICKY = 16
"""Added to an error: every later call that can meet it does."""

CHANGES = "CWTSURMK"
"""The letters of the calls that change something that a power cut could lose."""


def missing() -> str:
    """Say what the shim needs and this machine has not; nothing if it can be made."""
    if sys.platform != "linux":
        return "faults at file system calls need Linux"
    return "" if shutil.which("cc") else "faults at file system calls need a C compiler (cc)"


def made(folder: Path) -> Path:
    """Compile the shim into a folder; return the library."""
    library = folder / "shim.so"
    flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    subprocess.run(["cc", *flags, "-o", str(library), str(SOURCE), "-ldl", "-lpthread"], check=True)
    return library


class Shim:
    """The shim inside this process."""

    def __init__(self, library: str) -> None:
        """Take the library that this process was started with."""
        self._c = ctypes.CDLL(library)
        for name in ("faults_kinds", "faults_what", "faults_where"):
            getattr(self._c, name).restype = ctypes.c_char_p
        for name in ("faults_count", "faults_fired"):
            getattr(self._c, name).restype = ctypes.c_long

    def watch(self, folder: str, but: str = "") -> None:
        """Count the calls on what lies in a folder, except where a path contains `but`."""
        self._c.faults_watch(folder.encode(), but.encode())

    def arm(self, at: int, how: int) -> None:
        """Count from nothing, and let call number `at` (0: none) go wrong."""
        self._c.faults_arm(ctypes.c_long(at), ctypes.c_long(how))

    def trace(self, fd: int) -> None:
        """Write down every change from here on."""
        self._c.faults_trace(fd)

    def mark(self, text: str) -> None:
        """Write a line of our own between the changes."""
        self._c.faults_mark(text.encode())

    @property
    def count(self) -> int:
        """How many calls there were, in this process and all its forks."""
        return int(self._c.faults_count())

    @property
    def fired(self) -> int:
        """How often something went wrong on purpose."""
        return int(self._c.faults_fired())

    @property
    def kinds(self) -> str:
        """A letter for each call, in order."""
        return bytes(self._c.faults_kinds()).decode()

    @property
    def met(self) -> str:
        """Which call went wrong, and on which file."""
        return f"{self._c.faults_what().decode()} {self._c.faults_where().decode()}".strip()
