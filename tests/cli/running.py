"""What a command line did: its exit code, and what it wrote where."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger.cli.main import run

CHECKOUT = Path(__file__).parents[2]
ARTICLES = sorted(str(path) for path in (CHECKOUT / "fixtures" / "articles").glob("*.toml"))


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 whatever was printed
        """What stands on stdout, read as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """What stands on stdout, line by line."""
        return self.out.splitlines()

    def done(self) -> Said:
        """Return the same, once it is sure that nothing was wrong."""
        assert self.code == 0, self.err
        return self


Claims = Callable[..., Said]


def in_process(arguments: Sequence[str]) -> Said:
    """Run one command line in this process, piped: quick, and with every module loaded once."""
    held = sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in "12")
    sys.stdout, sys.stderr = out, err
    try:
        code = run(arguments)
    finally:
        sys.stdout, sys.stderr = held
    return Said(code, _written(out), _written(err))


def as_process(
    arguments: Sequence[str | bytes],
    stdin: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Said:
    """Run one command line as a process of its own, piped."""
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *arguments],
        input=stdin.encode() if stdin is not None else None,
        stdin=subprocess.DEVNULL if stdin is None else None,
        env=environment(env),
        cwd=cwd,
        capture_output=True,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a process that is to find this checkout, from wherever it runs."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), **(more or {})}


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.detach()
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
