"""What tests ask of the warm program, and what they are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.shim import HOWS, STICKY
from tests.log.processes import CHECKOUT

KILLED = -9


@dataclass(frozen=True)
class Outcome:
    """What became of a piece of work."""

    codes: list[int]
    """How each fork ended: its exit code, or the negative number of the signal."""
    acknowledged: list[str]
    """Number of the fork, then what it was that was done."""
    out: list[str]
    err: list[str]
    count: int = 0
    fired: int = 0
    met: str = ""
    kinds: str = ""

    @property
    def code(self) -> int:
        """How the only fork ended."""
        return self.codes[0]

    @property
    def said(self) -> str:
        """What the only fork said on stderr."""
        return self.err[0]

    def done(self) -> Outcome:
        """Return the same, once it is sure that nothing went wrong."""
        assert not any(self.codes), (self.codes, self.err)
        return self


class Warm:
    """The warm program, for as long as it is needed."""

    def __init__(self, library: Path | None, home: Path) -> None:
        """Start it with a shim, or without one, and with a home of its own."""
        given = str(library) if library else "-"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm", given],
            cwd=CHECKOUT,
            env=_environment(home) | ({"LD_PRELOAD": given} if library else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._reply() == "ready"

    def run(self, *commands: Sequence[object], how: str = "nothing", **asked: Any) -> Outcome:  # noqa: ANN401 the keys of a request
        """Do some commands in one fork (or as many as `workers` says), and tell the outcome."""
        assert self._process.stdin is not None
        lines = [[str(word) for word in command] for command in commands]
        kind, _, sticky = how.partition("+")
        asked |= {"commands": lines, "how": HOWS[kind] + (STICKY if sticky else 0)}
        self._process.stdin.write(json.dumps(asked, default=str) + "\n")
        self._process.stdin.flush()
        return Outcome(**self._reply())

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()

    def _reply(self) -> Any:  # noqa: ANN401 whatever it says
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


def _environment(home: Path) -> dict[str, str]:
    """Return an environment in which nobody's ledger, settings or cache are found."""
    folders = {f"XDG_{name}_HOME": str(home) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {
        **os.environ,
        **folders,
        "HOME": str(home),
        "TMPDIR": str(home),
        "CLAIMS_RECORDER": "test recorder",
        "CLAIMS_KEYS": str(home / "keys"),
        "CLAIMS_LEDGER": str(home / "nobody's ledger"),
        "PYTHONPATH": str(CHECKOUT),
    }
