"""Somebody at the queue on a terminal, and what is on record of their codings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pexpect

from tests.bench.coding import PROMPT
from tests.cli.running import Claims

CLOSES = date(2025, 12, 31)
SPEAKERS = ("Ana Bell", "Ben Cole", "Cleo Dorn")


@dataclass
class Sat:
    """A terminal at which somebody sits at the queue."""

    child: pexpect.spawn[str]

    def press(self, *keys: str) -> str:
        """Wait for the prompt, send a key; return what was drawn before it."""
        drawn = ""
        for key in keys:
            self.child.expect_exact(PROMPT)
            drawn += self.child.before or ""
            self.child.send(key)
        return plain(drawn)

    def line(self, label: str, typed: str) -> None:
        """Answer a question by a line."""
        self.child.expect(label)
        self.child.sendline(typed)

    def until(self, words: str) -> str:
        """Wait for some words; return what was drawn up to their end."""
        self.child.expect_exact(words)
        return (self.child.before or "") + words

    def end(self) -> str:
        """Return the rest of what was said, once it ended well."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0, self.child.before
        return plain(self.child.before or "")


Sit = Callable[..., Sat]


def plain(drawn: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", drawn).replace("\r", "")


def codings(claims: Claims) -> dict[tuple[str, str], dict[str, object]]:
    rows = claims("export", "codings", "--json").done().json
    found = {row["id"]: row["question"] for row in claims("list", "--json").done().json}
    return {(row["coder"], found[row["claim"]]): row for row in rows}
