"""A command on a terminal of its own, as somebody types at it."""

from __future__ import annotations

import sys

import pexpect

from tests.cli.running import environment

KEYS = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
"""A terminal that draws and is not asked where its cursor stands: nobody would answer."""


def started(
    *arguments: str, width: int = 120, env: dict[str, str] | None = None
) -> pexpect.spawn[str]:
    """Start a command line on a terminal."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "ledger", *arguments],
        env=environment({**KEYS, **(env or {})}),
        encoding="utf-8",
        dimensions=(50, width),
        timeout=60,
        echo=False,
    )


def ended(child: pexpect.spawn[str]) -> int | None:
    """Return the exit code, once everything has been said."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def answer(child: pexpect.spawn[str], label: str, typed: str) -> None:
    """Wait for a question, and answer it with Enter."""
    child.expect(label)
    child.send(f"{typed}\r")
